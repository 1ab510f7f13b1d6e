// Where this machine has its browsers.

import { accessSync, constants, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
];

function runnable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function onPath(...names) {
  for (const name of names) {
    for (const folder of (process.env.PATH ?? '').split(delimiter)) {
      const path = join(folder, name);
      if (folder && runnable(path)) return path;
    }
  }
  return null;
}

const firstRunnable = (...paths) => paths.find(runnable) ?? null;

/** Chromium or Chrome, or null. */
export const chromiumPath = () =>
  onPath('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable') ??
  firstRunnable('/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium');

/** Firefox, or null. */
export const firefoxPath = () => onPath('firefox-esr', 'firefox') ?? firstRunnable('/Applications/Firefox.app/Contents/MacOS/firefox');

/** WebKitGTK's driver with the small browser that it drives and the display that this needs, or null. */
export function webkitPaths() {
  const driver = onPath('WebKitWebDriver');
  const display = onPath('Xvfb');
  if (!driver || !display) return null;
  const browser = miniBrowser();
  return browser ? { driver, display, browser } : null;
}

/** MiniBrowser stands in a folder that names the machine's kind and WebKit's version. */
function miniBrowser() {
  const list = (folder) => {
    try {
      return readdirSync(folder).map((name) => join(folder, name));
    } catch {
      return [];
    }
  };
  const roots = ['/usr/lib', '/usr/libexec', ...list('/usr/lib').filter((path) => /-linux-gnu/.test(path))];
  const homes = roots.flatMap(list).filter((path) => /webkit2gtk|webkitgtk/.test(path));
  return homes.map((home) => join(home, 'MiniBrowser')).filter(runnable).sort().at(-1) ?? null;
}
