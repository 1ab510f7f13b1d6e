// Attributes as a person uses them: defined in the settings, filled in a form, on the record's page, as a column and a filter.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checked, createPart, dialog, field, fileOf, offerFile, ready, starts, submitForm, visit } from './lib/acts.mjs';
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
  await page.waitForText('Attribute: Colour');
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
