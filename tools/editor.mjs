// Makes the API page's one script of editor/ and the packages it names, with the examples of docs/api.md in it.

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

/** The examples of a guide: under "## Examples", each with its heading, its document and, where there are any, its variables. */
export function examplesOf(guide) {
  const part = guide.split(/^## Examples$/m)[1]?.split(/^## /m)[0] ?? '';
  const fence = (text, language) => text.match(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, 'm'))?.[1].trim() ?? '';
  return part.split(/^### /m).slice(1).map((text) => ({ name: text.split('\n', 1)[0].trim(), query: fence(text, 'graphql'), variables: fence(text, 'json') }));
}

/** The licences of the packages that the files of a bundle are from, one after the other. */
async function licencesOf(files) {
  const folders = new Set(files.map((file) => file.match(/^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//)?.[1]).filter(Boolean));
  const texts = [];
  for (const folder of [...folders].sort()) {
    const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
    const file = (await readdir(folder)).find((one) => /^licen[cs]e/i.test(one));
    texts.push(`${name} ${version} (${license})\n\n${file ? (await readFile(join(folder, file), 'utf8')).trim() : ''}\n`);
  }
  return texts.join(`\n${'-'.repeat(80)}\n\n`);
}

/** The script and the licences of what is in it. */
export async function bundleEditor() {
  const examples = examplesOf(await readFile('docs/api.md', 'utf8'));
  if (examples.length === 0) throw new Error('docs/api.md has no "## Examples": the API page would have none.');
  const { outputFiles, metafile } = await build({
    entryPoints: ['editor/main.mjs'],
    metafile: true,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    legalComments: 'eof',
    write: false,
    loader: { '.css': 'text' },
    define: { API_EXAMPLES: JSON.stringify(JSON.stringify(examples)), 'process.env.NODE_ENV': '"production"' },
    logLevel: 'warning',
  });
  return { script: outputFiles[0].text, licences: await licencesOf(Object.keys(metafile.inputs)) };
}
