// The camera: pictures of codes, tilted, small and dim, are fed to a browser without a detector of its own; what is read goes
// the way of a scan. With the network off, too.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { ready } from './lib/acts.mjs';
import { app, inEngines, waitForWorker } from './lib/app.mjs';
import { film } from './lib/codes.mjs';
import { newProfile } from './lib/engines.mjs';

/** Opens the demo with a camera that shows this, and the camera's panel. */
async function look(t, engine, picture) {
  const profileDir = newProfile();
  const video = await film(join(profileDir, 'camera.y4m'), picture);
  const { page } = await app(t, engine, { path: '?demo', profileDir, video });
  await ready(page);
  return page;
}

const openCamera = async (page) => {
  await page.byRole('button', 'Scan with the camera').click();
  await page.byRole('region', 'Scan with the camera').waitFor();
};

const PICTURES = {
  'a QR code': { text: 'FAST-SH-M3x8', format: 'QRCode', module: 6 },
  'a QR code tilted by 30°': { text: 'FAST-SH-M3x8', format: 'QRCode', module: 5, tilt: 30 },
  'a small Data Matrix, tilted': { text: 'FAST-SH-M3x8', format: 'DataMatrix', module: 3, tilt: 20 },
  'a dim QR code': { text: 'FAST-SH-M3x8', format: 'QRCode', module: 6, dark: 60, light: 110 },
  'white on black': { text: 'FAST-SH-M3x8', format: 'QRCode', module: 6, dark: 230, light: 20 },
  'Code 128, tilted': { text: 'FAST-SH-M3x8', format: 'Code128', module: 2, tilt: 5 },
};

for (const [name, picture] of Object.entries(PICTURES)) {
  inEngines(
    test,
    `the camera reads ${name} and opens what it names`,
    async (t, engine) => {
      const page = await look(t, engine, picture);
      await openCamera(page);
      await page.waitUntil(() => /^#\/(parts|inventory)\/\d+$/.test(location.hash));
      assert.match(await page.byRole('heading', /FAST-SH-M3x8/).first().text(), /FAST-SH-M3x8/);
      await page.byRole('button', 'Close the camera').click();
      await page.byRole('region', 'Scan with the camera').waitGone();
      assert.deepEqual(page.errors(), []);
      const outside = (await page.requests()).filter((url) => !/^(http:\/\/127\.0\.0\.1|http:\/\/localhost|blob:|data:)/.test(url));
      assert.deepEqual(outside, [], 'nothing leaves');
    },
    { engines: ['chromium'] },
  );
}

inEngines(
  test,
  'the camera works with the network off after one visit, and its decoder is not loaded before',
  async (t, engine) => {
    const page = await look(t, engine, PICTURES['a QR code']);
    await waitForWorker(page);
    await page.offline(true);
    await page.reload();
    await ready(page);
    assert.equal(await page.evaluate(() => performance.getEntriesByType('resource').filter(({ name }) => /decoder-/.test(name)).length), 0);
    await openCamera(page);
    await page.waitUntil(() => /^#\/(parts|inventory)\/\d+$/.test(location.hash));
    assert.deepEqual(page.errors(), []);
  },
  { engines: ['chromium'] },
);

inEngines(
  test,
  'where the camera is not allowed the panel says what to do, and takes a photo instead',
  async (t, engine) => {
    const { page } = await app(t, engine, { path: '?demo' });
    await ready(page);
    await openCamera(page);
    await page.byRole('region', 'Scan with the camera').waitForText(/There is no camera|not allowed|does not answer/);
    await page.byRole('region', 'Scan with the camera').byLabel('Take a photo').waitFor();
    assert.deepEqual(page.errors(), []);
  },
  { engines: ['chromium'] },
);
