// Makes the API page's one script of editor/ and the packages it names, with the examples of docs/api.md in it.

import { readFile } from 'node:fs/promises';
import { build } from 'esbuild';

/** The examples of a guide: under "## Examples", each with its heading, its document and, where there are any, its variables. */
export function examplesOf(guide) {
  const part = guide.split(/^## Examples$/m)[1]?.split(/^## /m)[0] ?? '';
  const fence = (text, language) => text.match(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, 'm'))?.[1].trim() ?? '';
  return part.split(/^### /m).slice(1).map((text) => ({ name: text.split('\n', 1)[0].trim(), query: fence(text, 'graphql'), variables: fence(text, 'json') }));
}

/** The script's text, and the files that it is made of. */
export async function bundleEditor() {
  const examples = examplesOf(await readFile('docs/api.md', 'utf8'));
  if (examples.length === 0) throw new Error('docs/api.md has no "## Examples": the API page would have none.');
  const { outputFiles, metafile } = await build({
    entryPoints: ['editor/main.mjs'],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    legalComments: 'eof',
    write: false,
    metafile: true,
    loader: { '.css': 'text' },
    define: { API_EXAMPLES: JSON.stringify(JSON.stringify(examples)), 'process.env.NODE_ENV': '"production"' },
    logLevel: 'warning',
  });
  return { script: outputFiles[0].text, inputs: Object.keys(metafile.inputs) };
}
