// Files of parts and of stock, as a person would bring them: text that looks like a factory's, the same in every run.

import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PARTS = 500;

/** Writes both, and gives their paths. Further columns of the stock by their heads, and what a row has there. */
export function sheets(records, heads = [], more = () => []) {
  const folder = mkdtempSync(join(tmpdir(), 'kitroom-bench-'));
  const file = (name, rows) => {
    const path = join(folder, name);
    writeFileSync(path, rows.map((row) => row.join(',')).join('\n'));
    return path;
  };
  const parts = [['Part number', 'Description', 'Tracking']];
  for (let part = 0; part < PARTS; part++) parts.push([`PN-${part}`, `Bracket of size ${part % 40}`, 'LOT']);
  const stock = [['Part number', 'Lot number', 'Quantity', 'Location', ...heads]];
  for (let row = 0; row < records; row++) stock.push([`PN-${(row * 7919) % PARTS}`, `LOT-${row}`, (row % 97) + 1, `Shelf ${row % 200}`, ...more(row)]);
  return { parts: file('parts.csv', parts), stock: file('stock.csv', stock) };
}
