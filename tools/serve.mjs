// Serves a folder of static files on the loopback, as any plain static host would: no fallback page, no special headers.
//
//   node tools/serve.mjs [--dir dist] [--port 8790] [--host 127.0.0.1] [--base /some/path/]

import { createServer } from 'node:http';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname, join, normalize, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.wasm': 'application/wasm',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.txt': 'text/plain; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
};

/** The file that an address means, or null when it lies outside the folder or the base path. */
function fileFor(root, base, address) {
  let path;
  try {
    path = decodeURIComponent(new URL(address, 'http://loopback').pathname);
  } catch {
    return null;
  }
  if (!path.startsWith(base) || path.includes('\0')) return null;
  let inside = path.slice(base.length);
  if (inside === '' || inside.endsWith('/')) inside += 'index.html';
  const file = normalize(join(root, inside));
  return file.startsWith(root + sep) ? file : null;
}

async function answer(root, base, request, response, extra) {
  const say = (status, text, headers = {}) => {
    response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', ...headers });
    response.end(request.method === 'HEAD' ? undefined : text);
  };
  if (request.method !== 'GET' && request.method !== 'HEAD') return say(405, 'Only reading is possible here.\n', { allow: 'GET, HEAD' });
  const path = request.url.split(/[?#]/, 1)[0];
  // The folder's own address without its last slash: relative addresses in the page need the slash.
  if (base !== '/' && path === base.slice(0, -1)) return say(301, '', { location: base });
  const file = fileFor(root, base, request.url);
  const found = file && (await stat(file).catch(() => null));
  if (!found?.isFile()) return say(404, 'There is nothing at this address.\n');
  // A tag of size and time: a browser asks again each time and is told "unchanged" without the bytes.
  const tag = `"${found.size.toString(36)}-${Math.floor(found.mtimeMs).toString(36)}"`;
  const headers = {
    'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
    etag: tag,
    ...extra,
  };
  if (request.headers['if-none-match'] === tag) {
    response.writeHead(304, headers);
    return response.end();
  }
  response.writeHead(200, { ...headers, 'content-length': found.size });
  if (request.method === 'HEAD') return response.end();
  createReadStream(file).on('error', () => response.destroy()).pipe(response);
}

/**
 * Starts serving. Port 0 takes a free one. Gives `{ url, port, requests, close }`; `requests` lists every path asked for.
 * `transform(path)` may give a body to answer with instead of the file (tests play another version with it); `headers` are added
 * to every file's own.
 */
export async function serve({ dir = 'dist', port = 0, host = '127.0.0.1', base = '/', transform, headers = {} } = {}) {
  const root = resolve(dir);
  const requests = [];
  const server = createServer((request, response) => {
    requests.push(request.url);
    const other = transform?.(request.url);
    if (other) {
      response.writeHead(other.status ?? 200, { 'content-type': other.type ?? 'text/plain', 'cache-control': 'no-cache', ...other.headers });
      response.end(other.body ?? '');
      return;
    }
    answer(root, base, request, response, headers).catch(() => response.destroy());
  });
  await new Promise((done, fail) => {
    server.once('error', fail);
    server.listen(port, host, done);
  });
  const taken = server.address().port;
  const close = () =>
    new Promise((done) => {
      server.close(done);
      server.closeAllConnections();
    });
  return { url: `http://${host}:${taken}${base}`, port: taken, requests, close };
}

function options(words) {
  const given = { dir: 'dist', port: '8790', host: '127.0.0.1', base: '/' };
  for (let i = 0; i < words.length; i += 2) {
    const name = words[i].replace(/^--/, '');
    if (!(name in given) || words[i + 1] === undefined) {
      throw new Error(`"${words[i]}" is not known here. Known: --dir, --port, --host, --base, each with a value.`);
    }
    given[name] = words[i + 1];
  }
  if (!given.base.startsWith('/') || !given.base.endsWith('/')) throw new Error('--base begins and ends with a slash, as in --base /kitroom/.');
  return { ...given, port: Number(given.port) };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    const wanted = options(process.argv.slice(2));
    const { url } = await serve(wanted);
    console.log(`Kitroom is at ${url} (press Ctrl+C to stop).`);
  } catch (error) {
    if (error.code === 'EADDRINUSE') {
      console.error('This port is taken: perhaps Kitroom is already running in another terminal. Open that one, or choose another port: KITROOM_PORT=8791 ./dev run (a port has its own data).');
    } else {
      console.error(error.message);
    }
    process.exit(1);
  }
}
