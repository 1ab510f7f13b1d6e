// The main job with a small product of our own: a bracket with a serial, screws of a lot, glue that is not tracked.

import assert from 'node:assert/strict';
import { fileOf, importFile, issueLine, openRun, prepareKit, rowsShown, visit } from './acts.mjs';

const PARTS = `Part number,Revision,Description,Tracking
ASM-100,A,Valve assembly,SERIAL
BRKT-001,A,Bracket,SERIAL
FAST-M3,A,Screw M3x8,LOT
GLUE,A,Epoxy glue,
`;
const BOM = `Part number,Quantity,Reference designators
BRKT-001,1,B1
FAST-M3,8,"S1, S2, S3, S4, S5, S6, S7, S8"
GLUE,0.5,
`;
const STOCK = `Part number,Serial number,Lot number,Quantity,Location
BRKT-001,SN-1,,1,Hall 1 / Rack A
FAST-M3,,LOT-7,100,Hall 1 / Rack B
GLUE,,,10,Hall 1 / Rack B
`;

/** Brings everything in, opens a run, and issues its whole kit. */
export async function work(page) {
  await importFile(page, 'parts', fileOf('parts.csv', PARTS), { rows: 4 });
  await importFile(page, 'bom', fileOf('bom.csv', BOM), { parent: 'ASM-100', rows: 3 });
  await importFile(page, 'stock', fileOf('stock.csv', STOCK), { rows: 3 });
  await visit(page, 'inventory', 'Inventory');
  assert.equal(await rowsShown(page), 3);
  await openRun(page, 'Valve for test stand 2', 'ASM-100');
  await prepareKit(page);
  await issueLine(page, 'BRKT-001 A', '1');
  await issueLine(page, 'FAST-M3 A', '8');
  await issueLine(page, 'GLUE A', '0.5');
  await page.waitForText('3 of 3 lines complete');
}
