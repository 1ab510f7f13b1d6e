// The licences of all that the built site is made of, as one text: what `cargo metadata` says is compiled into the modules,
// and the npm packages of the API page's and the decoder's scripts, with the texts that stand in their own folders; and the icons'.

import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Features whose crates are in one of the modules of the site. */
const FEATURES = 'web,api';
const LICENCE_FILE = /^(licen[cs]e|copying|notice|unlicense|copyright)/i;

/** What cargo says of the packages for the browser; those of the tests are in it too, and are fetched where they are not here yet. */
export function metadata() {
  const how = ['metadata', '--format-version', '1', '--filter-platform', 'wasm32-unknown-unknown', '--locked', '--features', FEATURES];
  const run = (...more) => JSON.parse(execFileSync('cargo', [...how, ...more], { encoding: 'utf8', maxBuffer: 64 << 20, stdio: ['ignore', 'pipe', 'pipe'] }));
  try {
    return run('--offline');
  } catch {
    return run();
  }
}

/** The packages that are compiled into what runs: neither what builds or tests it, nor macros, which run while it is built. */
export function shipped({ packages, resolve }) {
  const byId = new Map(packages.map((one) => [one.id, one]));
  const nodes = new Map(resolve.nodes.map((node) => [node.id, node]));
  const isMacro = (id) => byId.get(id).targets.some((target) => target.kind.includes('proc-macro'));
  const seen = new Set();
  const visit = (id) => {
    if (seen.has(id) || isMacro(id)) return;
    seen.add(id);
    for (const { pkg, dep_kinds: kinds } of nodes.get(id).deps) {
      if (kinds.some(({ kind }) => kind === null)) visit(pkg);
    }
  };
  visit(resolve.root);
  seen.delete(resolve.root);
  return [...seen].map((id) => byId.get(id)).sort((a, b) => (`${a.name} ${a.version}` < `${b.name} ${b.version}` ? -1 : 1));
}

/** The npm packages that a bundle's files come from. */
export function nodePackages(inputs, read = readFileSync) {
  const folders = new Set(inputs.map((path) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0]).filter(Boolean));
  return [...folders].sort().map((folder) => {
    const { name, version, license, author, repository } = JSON.parse(read(join(folder, 'package.json'), 'utf8'));
    const authors = [author?.name ?? author].filter(Boolean);
    return { name, version, license, authors, repository: repository?.url ?? repository, manifest_path: join(folder, 'package.json') };
  });
}

/** The licence texts in a package's folder; of several licences to choose from, MIT's alone. */
export function textsOf(one, list = readdirSync, read = readFileSync) {
  if (one.text) return [one.text];
  const folder = dirname(one.manifest_path);
  const names = list(folder).filter((name) => LICENCE_FILE.test(name) && !/\.(rs|html|toml)$/.test(name));
  if (one.license_file && !names.includes(one.license_file)) names.push(one.license_file);
  const mit = names.filter((name) => /mit/i.test(name));
  const choice = / or |\//i.test(one.license ?? '') && !/ and /i.test(one.license ?? '');
  const chosen = choice && mit.length > 0 ? mit : names;
  return chosen.sort().map((name) => {
    try {
      return read(join(folder, name), 'utf8').replace(/\r\n/g, '\n').trim();
    } catch {
      return '';
    }
  }).filter(Boolean);
}

/** What stands for a package without a text in its folder: MIT's own words with its authors, where it may be had so. */
function stated(one, mit) {
  const authors = one.authors?.length ? one.authors.map((author) => author.replace(/ *<.*>/, '')).join(', ') : 'its authors';
  const who = `Copyright (c) ${authors}${one.repository ? `, ${one.repository}` : ''}`;
  return /\bMIT\b/.test(one.license ?? '') ? `${who}\n\n${mit}` : `${who}\n\nThis package brings no text of its licence. It says: ${one.license ?? 'nothing'}.`;
}

/** The whole file. `own` is the app's licence under MIT, `icons` the icons'. Packages with the same text share it. */
export function licences(packages, own, icons, texts = textsOf) {
  const mit = own.slice(own.indexOf('Permission is hereby granted')).trim();
  const groups = new Map();
  for (const one of packages) {
    const text = texts(one).join('\n\n') || stated(one, mit);
    groups.set(text, [...(groups.get(text) ?? []), one]);
  }
  const line = '-'.repeat(80);
  const blocks = [...groups].map(([text, of]) => `${of.map((one) => `${one.name} ${one.version} (${one.license ?? 'see below'})`).join('\n')}\n\n${text}`);
  const head = 'Kitroom and all that it is made of. The standard library of Rust (MIT OR Apache-2.0, https://www.rust-lang.org) is part of it, too.';
  return `${[head, `Kitroom (MIT OR Apache-2.0)\n\n${own.trim()}`, ...blocks, `Icons\n\n${icons.trim()}`].join(`\n\n${line}\n`)}\n`;
}
