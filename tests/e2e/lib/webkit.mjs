// WebKit behind the common page: WebKitGTK's own WebDriver, spoken to as the standard says, on a display of its own.

import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { webkitPaths } from './find.mjs';
import { fillInPage, pressAs } from './input.mjs';
import { killGroup, launch } from './processes.mjs';

const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

/** The standard's code points of keys that have no character. */
const KEYS = {
  Enter: '\uE007', Tab: '\uE004', Escape: '\uE00C', Backspace: '\uE003', Delete: '\uE017', Space: ' ', ArrowLeft: '\uE012',
  ArrowUp: '\uE013', ArrowRight: '\uE014', ArrowDown: '\uE015', Home: '\uE011', End: '\uE010', PageUp: '\uE00E',
  PageDown: '\uE00F', Shift: '\uE008', Control: '\uE009', Alt: '\uE00A', Meta: '\uE03D', F2: '\uE032',
};

const freePort = () =>
  new Promise((done, fail) => {
    const server = createServer().once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });

/** Starts a display that is only memory, and gives its name. */
async function startDisplay(program) {
  const child = launch(program, ['-displayfd', '3', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp'], {}, ['ignore', 'ignore', 'ignore', 'pipe']);
  const number = await new Promise((done, fail) => {
    let said = '';
    child.stdio[3].on('data', (bytes) => {
      said += bytes;
      if (said.includes('\n')) done(said.trim());
    });
    child.once('error', fail);
    child.once('exit', () => fail(new Error('Xvfb did not start')));
  });
  return { child, name: `:${number}` };
}

export async function start({ profileDir, size, dark, locale }) {
  const paths = webkitPaths();
  const display = await startDisplay(paths.display);
  const port = await freePort();
  const language = locale ? `${locale.replace('-', '_')}.UTF-8` : 'C.UTF-8';
  const child = launch(
    paths.driver,
    [`--port=${port}`, '--host=127.0.0.1'],
    {
      DISPLAY: display.name, HOME: profileDir, XDG_DATA_HOME: profileDir, XDG_CACHE_HOME: profileDir, XDG_CONFIG_HOME: profileDir,
      // Inside a container WebKit can't make the name spaces of its sandbox; the pages here are our own.
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1', WEBKIT_DISABLE_COMPOSITING_MODE: '1', LIBGL_ALWAYS_SOFTWARE: '1',
      GTK_THEME: dark ? 'Adwaita:dark' : 'Adwaita', LANG: language, NO_AT_BRIDGE: '1', GIO_USE_PROXY_RESOLVER: 'dummy', GSETTINGS_BACKEND: 'memory',
    },
    ['ignore', 'ignore', 'ignore'],
  );
  const base = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 200 && !(await fetch(`${base}/status`).then((answer) => answer.ok, () => false)); tries++) await sleep(50);
  const shared = { child, display, base, current: null };
  shared.call = caller(shared);
  const made = await call(base, 'POST', '/session', {
    capabilities: { alwaysMatch: { browserName: 'MiniBrowser', 'webkitgtk:browserOptions': { binary: paths.browser, args: ['--automation'] } } },
  });
  shared.session = `/session/${made.sessionId}`;
  await shared.call('POST', '/timeouts', { script: 120_000, pageLoad: 30_000, implicit: 0 });
  return tab(shared, await shared.call('GET', '/window'), size);
}

async function call(base, method, path, body) {
  const answer = await fetch(base + path, { method, headers: { 'content-type': 'application/json' }, body: body && JSON.stringify(body) });
  const { value } = await answer.json();
  if (!answer.ok) throw new Error(`WebKit: ${value?.error}: ${value?.message} (${method} ${path.replace(/.*session\/[^/]*/, '')})`);
  return value;
}

const caller = (shared) => (method, path, body) => call(shared.base, method, shared.session + path, body);

async function tab(shared, window, size) {
  /** A command is for the window chosen last: this one is chosen before its own. */
  const ask = async (method, path, body) => {
    if (shared.current !== window) {
      await shared.call('POST', '/window', { handle: window });
      shared.current = window;
    }
    return shared.call(method, path, body);
  };
  const run = async (source, args) => {
    const script = `const args = [...arguments]; const done = args.pop();
      Promise.resolve().then(() => (${source})(...args)).then((value) => done({ value }), (error) => done({ error: String(error) }));`;
    const got = await ask('POST', '/execute/async', { script, args });
    if (got?.error) throw new Error(got.error);
    return got?.value;
  };
  const keys = (list) => ask('POST', '/actions', { actions: [{ type: 'key', id: 'keyboard', actions: list }] });
  const resize = ({ width, height }) => ask('POST', '/window/rect', { width, height });
  await resize(size);
  return {
    goto: (url) => ask('POST', '/url', { url }),
    reload: () => ask('POST', '/refresh', {}),
    evaluate: run,
    async element(find, steps) {
      // An element inside another value is not recognised by every driver: this one comes back by itself.
      const got = await ask('POST', '/execute/sync', { script: `return (${find})(${JSON.stringify(steps)})[0] ?? null;`, args: [] });
      return got?.[ELEMENT] ?? Promise.reject(new Error('no such element'));
    },
    click: (id) => ask('POST', `/element/${id}/click`, {}),
    fill: (id, text) => ask('POST', '/execute/sync', { script: `(${fillInPage})(arguments[0], arguments[1]);`, args: [{ [ELEMENT]: id }, text] }),
    upload: (id, paths) => ask('POST', `/element/${id}/value`, { text: paths.join('\n') }),
    async press(key) {
      const list = [];
      await pressAs(key, (name) => list.push({ type: 'keyDown', value: KEYS[name] ?? name }), (name) => list.push({ type: 'keyUp', value: KEYS[name] ?? name }));
      await keys(list);
    },
    type: (text) => keys([...text].flatMap((value) => [{ type: 'keyDown', value }, { type: 'keyUp', value }])),
    resize,
    async screenshot(path) {
      await writeFile(path, Buffer.from(await ask('GET', '/screenshot'), 'base64'));
    },
    async newTab() {
      const { handle } = await ask('POST', '/window/new', { type: 'tab' });
      return tab(shared, handle, size);
    },
    async kill() {
      await killGroup(shared.child);
      await killGroup(shared.display.child);
    },
    async close() {
      await shared.call('DELETE', '').catch(() => {});
      await killGroup(shared.child, 200);
      await killGroup(shared.display.child);
    },
  };
}
