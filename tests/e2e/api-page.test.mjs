// The API page: its examples against the demo, by keyboard, with completion and documentation, under the strict policy.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { examplesOf } from '../../tools/editor.mjs';
import { ready, visit } from './lib/acts.mjs';
import { app, inEngines, violations } from './lib/app.mjs';

const examples = examplesOf(await readFile('docs/api.md', 'utf8'));

/** The page, open on a stockroom of the person's own; what the policy forbade is collected. */
async function apiPage(t, engine, options) {
  const { page } = await app(t, engine, options);
  await ready(page);
  await page.evaluate(() => {
    window.forbidden = [];
    addEventListener('securitypolicyviolation', (event) => window.forbidden.push(`${event.violatedDirective} ${event.sourceFile}:${event.lineNumber}`));
  });
  await visit(page, 'api', 'API');
  await page.byRole('textbox', 'Request').waitFor(30_000);
  return page;
}

/** Runs what is written, from the keyboard, and gives what is said of it. */
async function runByKeys(page) {
  await page.evaluate(() => (document.querySelector('.api-state').textContent = ''));
  await page.byRole('textbox', 'Request').press('Control+Enter');
  await page.waitUntil(() => / ms /.test(document.querySelector('.api-state').textContent));
  return page.byCss('.api-state').text();
}

inEngines(test, 'every example runs against the demo, from the keyboard, and is kept to be run again', async (t, engine) => {
  const page = await apiPage(t, engine);
  for (const { name, query } of examples) {
    await page.byLabel('Examples').select(name);
    await page.waitUntil((text) => document.querySelector('kitroom-api').query.text() === text, query);
    assert.match(await runByKeys(page), /^Done · /, `${name}: ${await page.evaluate(() => document.querySelector('kitroom-api').answer.text())}`);
  }
  assert.equal(await page.byLabel('Stockroom').value(), 'demo');
  assert.equal(await page.byLabel('Recent requests').evaluate((list) => list.options.length), examples.length + 1);
  // Another document, against their own stockroom: nothing of the demo is in it.
  await page.byLabel('Stockroom').select('own');
  await page.byLabel('Recent requests').select('1');
  await page.byLabel('Examples').select('');
  await page.evaluate(() => document.querySelector('kitroom-api').query.set('{ partKits { pageInfo { totalCount } } }'));
  assert.match(await runByKeys(page), /^Done · /);
  assert.equal(JSON.parse(await page.evaluate(() => document.querySelector('kitroom-api').answer.text())).data.partKits.pageInfo.totalCount, 0);
  await page.evaluate(() => document.querySelector('kitroom-api').query.set('{ nothing }'));
  assert.match(await runByKeys(page), /^1 error · /);
  assert.deepEqual(await page.evaluate(() => window.forbidden), []);
}, { timeout: 180_000 });

inEngines(test, 'the editor completes from the schema, Tab leaves it, its styles apply and nothing is forbidden', async (t, engine) => {
  const page = await apiPage(t, engine);
  const request = page.byRole('textbox', 'Request');
  await page.waitUntil(() => document.querySelector('.api-docs-list') !== null);
  await page.evaluate(() => document.querySelector('kitroom-api').query.set(''));
  await request.click();
  await page.type('{ partInv');
  await page.waitUntil(() => [...document.querySelectorAll('.cm-tooltip-autocomplete li')].some((option) => option.textContent.startsWith('partInventories')));
  assert.match(await page.evaluate(() => getComputedStyle(document.querySelector('.cm-tooltip-autocomplete')).position), /fixed|absolute/);
  assert.match(await page.evaluate(() => getComputedStyle(document.querySelector('.cm-scroller')).fontFamily), /ui-monospace/);
  assert.equal(await page.evaluate(() => document.querySelectorAll('style').length), 0);
  await request.press('Escape');
  await page.waitUntil(() => document.querySelector('.cm-tooltip-autocomplete') === null);
  await page.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-label')), 'Variables');
  await page.byRole('button', 'Documentation').click();
  await page.byLabel('Find a type or field').fill('issueItemToKit');
  await page.byRole('button', 'Mutation.issueItemToKit').click();
  await page.byText(/^Mutation$/).first().waitFor();
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(await page.evaluate(() => window.forbidden), []);
  assert.deepEqual(page.errors(), []);
});
