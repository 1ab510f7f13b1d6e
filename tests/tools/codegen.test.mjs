// A typed client: what GraphQL Code Generator makes of the schema and of documents, compiled by TypeScript.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { codegen } from '@graphql-codegen/core';
import * as typescript from '@graphql-codegen/typescript';
import * as typescriptOperations from '@graphql-codegen/typescript-operations';
import { buildASTSchema, parse, validate } from 'graphql';
import { examplesOf } from '../../tools/editor.mjs';

const SDL = parse(readFileSync('docs/schema.graphql', 'utf8'));
const SCHEMA = buildASTSchema(SDL);
const ROWS = 'tests/ion/rows';
/** Documents in spellings that the API brings to the schema's: names of types and fields, Int for an id, words in another case. */
const SPELLED = [
  'AbomInstallations7', 'Absent5', 'InputNames1', 'InputNames2', 'InputNames3', 'MbomSubstitutes5', 'NumbersAndCase1', 'NumbersAndCase2',
  'NumbersAndCase3', 'NumbersAndCase4', 'NumbersAndCase5', 'PartsGuide4', 'RunTimes4', 'RunTimes7', 'RunTimes9', 'SupplierAttributes3',
];

/** The documents of tests/ion/rows and of the guide to the API, each operation under a name of its own. */
function documents() {
  const all = examplesOf(readFileSync('docs/api.md', 'utf8')).map(({ query }, at) => [`Example${at + 1}`, query]);
  for (const file of readdirSync(ROWS).filter((name) => name.endsWith('.graphql')).sort()) {
    const row = file.slice(0, -'.graphql'.length).replace(/(^|_)(\w)/g, (_, __, letter) => letter.toUpperCase());
    const parts = readFileSync(join(ROWS, file), 'utf8').replace(/^# /, '').split('\n# ');
    parts.forEach((part, at) => all.push([`${row}${at + 1}`, part.slice(part.indexOf('\n') + 1)]));
  }
  return all.map(([name, text]) => {
    const document = parse(text);
    for (const definition of document.definitions) if (definition.kind === 'OperationDefinition') definition.name = { kind: 'Name', value: name };
    return { name, document };
  });
}

/** What the generator makes of the schema, and of documents that are valid as they stand: a file of types each. */
async function generated(valid) {
  const scalars = { ID: { input: 'string | number', output: 'number' }, Quantity: { input: 'string | number', output: 'number' }, Date: 'string', DateTime: 'string', AttributeValue: 'string | number | boolean' };
  const documents = valid.map(({ name, document }) => ({ location: `${name}.graphql`, document }));
  const made = (documents, name, plugin) => codegen({ schema: SDL, documents, config: { scalars }, filename: `${name}.ts`, plugins: [{ [name]: {} }], pluginMap: { [name]: plugin } });
  return { schema: await made([], 'schema', typescript), operations: await made(documents, 'operations', typescriptOperations) };
}

const CLIENT = `import type { PartsGuide3Query, PartsGuide3QueryVariables, ToolSync5Mutation, ToolSync5MutationVariables } from './operations';
import type { PartInventory } from './schema';

async function ask<Data, Variables>(query: string, variables: Variables): Promise<Data> {
  const response = await fetch('graphql', { method: 'POST', body: JSON.stringify({ query, variables }) });
  const { data } = (await response.json()) as { data: Data };
  return data;
}

export async function work(list: string, update: string): Promise<string[]> {
  const variables: PartsGuide3QueryVariables = { filters: { partNumber: { ilike: 'BRKT-%' } }, first: 10 };
  const { parts } = await ask<PartsGuide3Query, PartsGuide3QueryVariables>(list, variables);
  const input = { id: 1, etag: '0', unavailable: true, attributes: [{ key: 'Manufacturer', value: 'Acme' }] };
  const { updatePartInventory } = await ask<ToolSync5Mutation, ToolSync5MutationVariables>(update, { input });
  const status: 'AVAILABLE' | string | undefined = updatePartInventory?.partInventory?.status;
  const lines = (parts?.edges ?? []).map(({ node }) => \`\${node.partNumber}: \${node.quantity.toFixed(1)} \${node.mbom?.[0]?.part?.partNumber ?? ''}\`);
  const read: Pick<PartInventory, 'quantity' | 'status'>[] = [];
  return [...lines, ...read.map((it) => it.quantity.toFixed(1)), status ?? ''];
}
`;

/** The compiler's complaints about a client beside the generated types; none is "". */
function complaints(folder, client) {
  writeFileSync(join(folder, 'client.ts'), client);
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  const options = ['--noEmit', '--strict', '--target', 'es2022', '--module', 'esnext', '--moduleResolution', 'bundler'];
  try {
    execFileSync(process.execPath, [tsc, ...options, 'client.ts'], { cwd: folder, stdio: 'pipe' });
    return '';
  } catch (error) {
    return String(error.stdout);
  }
}

test('a client generated from the schema and documents compiles, and a wrong one does not', async (t) => {
  const all = documents();
  const valid = all.filter(({ document }) => validate(SCHEMA, document).length === 0);
  const spelled = all.filter((it) => !valid.includes(it)).map(({ name }) => name);
  assert.deepEqual(spelled, SPELLED, 'documents that are no GraphQL by the schema');
  const folder = mkdtempSync(join(tmpdir(), 'kitroom-codegen-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const { schema, operations } = await generated(valid);
  writeFileSync(join(folder, 'schema.ts'), schema);
  writeFileSync(join(folder, 'operations.ts'), operations);
  for (const { name } of valid) assert.match(operations, new RegExp(`export type ${name}(Query|Mutation)Variables = `));
  assert.equal(complaints(folder, CLIENT), '');
  const wrong = complaints(folder, CLIENT.replace('node.partNumber', 'node.partnumber').replace("ilike: 'BRKT-%'", 'ilike: 7'));
  assert.match(wrong, /'partnumber' does not exist/);
  assert.match(wrong, /'number' is not assignable to type/);
});
