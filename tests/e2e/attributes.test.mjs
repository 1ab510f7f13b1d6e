// Attributes as a person uses them: defined in the settings, filled in a form, on the record's page, as a column and a filter.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checked, createPart, dialog, field, fileOf, offerFile, ready, said, starts, submitForm, visit } from './lib/acts.mjs';
import { app, inEngines } from './lib/app.mjs';

async function define(page, name, of, type, choices) {
  await page.byRole('button', 'New attribute').first().click();
  const fields = { Name: name, Of: { choose: of }, Type: { choose: type } };
  if (choices) fields['Choices, one a line'] = choices;
  await submitForm(page, 'New attribute', fields, 'Create');
}

inEngines(test, "a field of one's own is defined, given, shown, filtered by and kept while it is used", async (t, engine) => {
  const { page } = await app(t, engine);
  await ready(page);
  await visit(page, 'settings', 'Settings');
  await define(page, 'Colour', 'Part', 'Choice', 'red\ngreen');
  await define(page, 'Weight', 'Part', 'Number');
  await page.byText(/Part · Choice · red, green/).first().waitFor();
  await createPart(page, 'BRKT-1');
  await createPart(page, 'BRKT-2');
  await page.byRole('button', 'Edit').first().click();
  await submitForm(page, 'Edit part', { Colour: { choose: 'green' }, Weight: '1.5' }, 'Save');
  await page.byText('green').first().waitFor();
  await page.byText('1.5').first().waitFor();
  await visit(page, 'parts', 'Parts');
  await page.byRole('button', 'View').click();
  await page.byRole('checkbox', 'Colour').click();
  await page.byRole('columnheader', starts('Colour')).first().waitFor();
  assert.match(await page.evaluate(() => location.hash), /cols=/);
  await page.evaluate(() => void (location.hash = '#/parts?own1=green'));
  await page.waitUntil(() => document.querySelectorAll('.table-space > .row').length === 1);
  // A column that is called as an attribute is its, unless the person says otherwise.
  const file = fileOf('parts.csv', 'Part number,colour,Weight,Shelf\nBRKT-1,red,2.5,x\n');
  await offerFile(page, 'parts', file);
  const chosen = (head) => 
    page.evaluate((label) => document.querySelector(`select[aria-label="${label}"]`)?.selectedOptions[0]?.text.trim(), `Field for column ${head}`);
  await page.byLabel('Field for column colour').waitFor();
  await checked(page);
  assert.deepEqual([await chosen('colour'), await chosen('Weight'), await chosen('Shelf')], ['Attribute: Colour', 'Attribute: Weight', 'Not imported']);
  await page.byLabel('Field for column Weight').select('Not imported');
  await checked(page);
  assert.equal(await chosen('Weight'), 'Not imported');
  await page.waitForText('Colour: nothing → red');
  await page.byRole('button', 'Import 1 row').click();
  await page.byRole('heading', 'What will happen').waitGone();
  await page.evaluate(() => void (location.hash = '#/parts?own1=red'));
  await page.waitUntil(() => document.querySelectorAll('.table-space > .row').length === 1);
  // A choice that a part has stays.
  await visit(page, 'settings', 'Settings');
  await page.byRole('button', 'Edit Colour').first().click();
  const form = dialog(page, 'Edit attribute');
  await field(form, 'Choices, one a line').fill('red');
  await form.byRole('button', 'Save').click();
  await form.byText(/1 record has “green” as “Colour”/).first().waitFor();
  assert.deepEqual(page.errors(), []);
});

/** Attributes of parts and some parts with values of them, by GraphQL. */
async function stocked(page) {
  const ask = async (query, variables) => {
    const { errors } = await page.evaluate((...request) => window.kitroom.graphql(...request), query, variables);
    assert.equal(errors, undefined, JSON.stringify(errors));
  };
  for (const [key, type, choices] of [['Maker', 'TEXT'], ['Weight', 'NUMBER'], ['Tested', 'DATE'], ['Finish', 'CHOICE', ['raw', 'matt']]]) {
    await ask('mutation ($input: CreateAttributeInput!) { createAttribute(input: $input) { attribute { id } } }', { input: { table: 'PART', key, type, choices } });
  }
  for (const [number, maker, weight, tested, finish] of [
    ['P-1', 'Acme 50%', 0.5, '2026-03-01', 'raw'],
    ['P-2', 'ACME', 2, '2026-03-31', 'matt'],
    ['P-3', 'Bolts & Co', 12.25, null, 'raw'],
    ['P-4', null, null, '2026-05-01', null],
  ]) {
    const attributes = [['Maker', maker], ['Weight', weight], ['Tested', tested], ['Finish', finish]].map(([key, value]) => ({ key, value }));
    await ask('mutation ($input: CreatePartInput!) { createPart(input: $input) { part { id } } }', { input: { partNumber: number, description: 'A part', attributes } });
  }
}

const numbers = (page) => page.evaluate(() => [...document.querySelectorAll('.table-space > .row > .cell.first')].map((cell) => cell.innerText.trim()).sort());

async function shows(page, wanted) {
  await page.waitUntil((text) => JSON.stringify([...document.querySelectorAll('.table-space > .row > .cell.first')].map((cell) => cell.innerText.trim()).sort()) === text, JSON.stringify(wanted)).catch(() => {});
  assert.deepEqual(await numbers(page), wanted);
}

inEngines(test, 'texts, numbers and days of attributes filter a list, in its address and in a saved view', async (t, engine) => {
  const { page } = await app(t, engine);
  await ready(page);
  await stocked(page);
  await visit(page, 'parts', 'Parts');
  await page.byRole('button', 'Filters').click();
  const of = (name) => page.byRole('group', name);
  const how = (name) => page.byLabel(`How to filter by ${name}`);
  await of('Maker').byLabel('Maker').fill('acme');
  await shows(page, ['P-1', 'P-2']);
  await of('Maker').byLabel('Maker').fill('50%');
  await shows(page, ['P-1']);
  await of('Maker').byLabel('Maker').fill('acme');
  await how('Maker').select('is');
  await shows(page, ['P-2']);
  await how('Maker').select('Has none');
  await shows(page, ['P-4']);
  await page.byRole('button', 'Clear filters').click();
  await shows(page, ['P-1', 'P-2', 'P-3', 'P-4']);
  await of('Weight').byLabel('From').fill('2');
  await shows(page, ['P-2', 'P-3']);
  await of('Weight').byLabel('To').fill('12');
  await shows(page, ['P-2']);
  await of('Weight').byLabel('From').fill('x');
  await page.waitForText('That is not a number');
  await shows(page, ['P-1', 'P-2']);
  await of('Weight').byLabel('From').fill('');
  await of('Tested').byLabel('To').fill('2026-03-30');
  await shows(page, ['P-1']);
  assert.match(await page.evaluate(() => decodeURIComponent(location.hash)), /own2=\.\.12/);
  await page.byRole('button', 'View').click();
  await page.byLabel('Name of the view').fill('Light and tested');
  await page.byRole('button', 'Save this view').click();
  await page.evaluate(() => void (location.hash = '#/parts?own1=~bolts'));
  await shows(page, ['P-3']);
  await page.byRole('link', 'Light and tested').click();
  await shows(page, ['P-1']);
  await page.byRole('button', /^Filters/).click();
  assert.equal(await of('Weight').byLabel('To').value(), '12');
  assert.equal(await of('Tested').byLabel('To').value(), '2026-03-30');
  assert.deepEqual(page.errors(), []);
});

inEngines(test, 'a phone shows the columns that a person adds, each on a line of its card', async (t, engine) => {
  const { page } = await app(t, engine, { size: { width: 390, height: 844 } });
  await ready(page);
  await stocked(page);
  const cards = (hash) => page.evaluate(async (wanted) => {
    location.hash = wanted;
    for (let tries = 0; tries < 100 && !document.querySelector('.table-space > .row'); tries += 1) await new Promise((done) => setTimeout(done, 50));
    await new Promise((done) => setTimeout(done, 300));
    return [...document.querySelectorAll('.table-space > .row')].map((row) => {
      const box = row.getBoundingClientRect();
      const lines = [...row.querySelectorAll('.chosen')].map((cell) => ({ title: cell.dataset.title, text: cell.innerText, box: cell.getBoundingClientRect() }));
      const inside = lines.every((line) => line.box.height > 10 && line.box.top >= box.top && line.box.bottom <= box.bottom + 1);
      return { top: box.top, height: box.height, inside, lines: lines.map(({ title, text }) => `${title}: ${text}`) };
    });
  }, hash);
  const plain = await cards('#/parts');
  // Cost, the attributes Maker and Weight.
  const more = await cards('#/parts?cols=0.1.2.16385.16386');
  assert.deepEqual(more.map((card) => card.lines)[0], ['Maker: Acme 50%', 'Weight: 0.5']);
  assert.ok(more.every((card) => card.inside), JSON.stringify(more));
  assert.ok(more[0].height > plain[0].height + 30, `${more[0].height} is as high as ${plain[0].height}`);
  assert.ok(more[1].top >= more[0].top + more[0].height - 1, 'cards lie over one another');
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
});

inEngines(test, 'an attribute and one of its choices are renamed, and one undo takes a choice back', async (t, engine) => {
  const { page } = await app(t, engine);
  await ready(page);
  await stocked(page);
  await visit(page, 'settings', 'Settings');
  await page.byRole('button', 'Edit Finish').first().click();
  await submitForm(page, 'Edit attribute', { Name: 'Surface', 'Choices, one a line': 'as machined\nmatt' }, 'Save');
  await page.byText(/Part · Choice · as machined, matt/).first().waitFor();
  await page.evaluate(() => void (location.hash = '#/parts?own4=as%20machined'));
  await shows(page, ['P-1', 'P-3']);
  await page.byText('Surface: as machined').first().waitFor();
  await visit(page, '', 'Home');
  await page.byRole('button', /^Undo: /).first().click();
  await said(page, 'Undone');
  await page.evaluate(() => void (location.hash = '#/parts?own4=raw'));
  await shows(page, ['P-1', 'P-3']);
  assert.deepEqual(page.errors(), []);
});
