// Wrong rules on purpose: each mutant changes one line in a copy of the sources, and the tests must turn red.
// `./dev mutants` runs all of them, `./dev mutants lot undo` those whose name has one of these words.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const DOMAIN = 'src/domain';
const MUTANTS = [
  ['a lot goes below zero', 'ledger/balances.rs', 'tracking == Tracking::Untracked', 'tracking != Tracking::Serial'],
  ['a serial is there twice', 'ledger/balances.rs', 'held <= one', 'held <= 2 * one'],
  ['a split loses what it takes', 'commands/stock.rs', 'draft.move_quantity(piece, Holder::Outside(Reason::Split), holder, quantity)?;', ''],
  ['a merge loses what it takes', 'commands/stock.rs', 'draft.move_quantity(*survivor, outside, holder, quantity)?;', ''],
  ['a deleted record keeps its stock', 'commands/delete.rs', 'draft.move_quantity(id, holder, Holder::Outside(Reason::Deleted), held)?;', 'let _ = held;'],
  ['a closed kit keeps what it holds', 'commands/kit.rs', 'draft.move_quantity(inventory, Holder::Kit(row), Holder::Stock, quantity)?;', 'let _ = inventory;'],
  ['more is issued than required', 'commands/issue.rs', 'let over = issued.plus(quantity).map_or(true, |sum| sum > line.quantity);', 'let over = issued > line.quantity;'],
  ['stock at a closed location is issued', 'commands/issue.rs', 'if !room.is_location_available(record.location) {', 'if false {'],
  ['a unit is installed on itself', 'commands/abom.rs', 'if genealogy::contains(draft, it.inventory, need.unit) {', 'if false {'],
  ['a completed run builds twice', 'commands/run.rs', 'draft.set(RUN.built, id.0, true.to_value());', ''],
  ['a serial number is given twice', 'commands/inventory.rs', 'let ids = room.lookup(Key::Serial, record.part.0, serial);', 'let ids = &room.lookup(Key::Serial, record.part.0, serial)[..0];'],
  ['an old etag is taken', 'rules/check.rs', 'Some(etag) if etag != room.etag(table, id) => {', 'Some(etag) if etag.0 == 0 => {'],
  ['an etag comes back', 'model/etag.rs', 'Etag(mix(sequence ^ key))', 'Etag(mix((sequence / 2) ^ key))'],
  ['an old key is still found', 'store/stockroom.rs', 'self.unindex_keys(field.table(), id, Some(field));', ''],
  ['a refusal leaves a place behind', 'store/stockroom.rs', 'if mark.grew {', 'if false {'],
  ['a refusal leaves stamps behind', 'store/stockroom.rs', 'while saved.metas.len() > mark.metas as usize {', 'while false {'],
  ['an undo makes a second row', 'commands/undo.rs', 'Table::KitRow => row(room, id)?,', 'Table::KitRow => {}'],
  ['an undo closes a kit that holds something', 'commands/undo.rs', 'Some((row, held)) if !it.is_open() => {', 'Some((row, held)) if !it.is_open() && it.run.0 == 0 => {'],
  ['an undo takes stock that is used', 'commands/undo.rs', 'if check && from == Holder::Stock && left.is_negative() {', 'if false {'],
];

const root = resolve(import.meta.dirname, '..');
const tools = process.env.KITROOM_TOOLS ?? join(root, '.tools');
const tree = join(tools, 'mutants', 'tree');
const environment = {
  ...process.env,
  // Never the one of the sources: what was built of a wrong rule must not be taken for theirs.
  CARGO_TARGET_DIR: join(tools, 'mutants', 'target'),
  RUST_BACKTRACE: '0',
  KITROOM_SEED: '1',
  KITROOM_SEEDS: '12',
};
const TESTS = ['domain_catalog', 'domain_catalog_flow', 'domain_kits', 'mutants', 'rejections', 'property'].flatMap((it) => ['--test', it]);

function cargo(...more) {
  const run = spawnSync('cargo', ['test', '--no-default-features', '--quiet', ...more, ...TESTS], { cwd: tree, env: environment, encoding: 'utf8', maxBuffer: 1 << 28 });
  return { green: run.status === 0, text: `${run.stdout}\n${run.stderr}` };
}

function copyTree() {
  rmSync(tree, { recursive: true, force: true });
  const files = execFileSync('git', ['ls-files', '-z', 'src', 'tests', 'benches', 'Cargo.toml', 'Cargo.lock'], { cwd: root, encoding: 'utf8' });
  for (const file of files.split('\0').filter(Boolean)) {
    mkdirSync(dirname(join(tree, file)), { recursive: true });
    cpSync(join(root, file), join(tree, file));
  }
}

/** What the tests say of a mutant: "caught", or why not. */
function judge([, file, from, to]) {
  const path = join(tree, DOMAIN, file);
  const text = readFileSync(path, 'utf8');
  if (text.split(from).length !== 2) return `its line stands ${text.split(from).length - 1} times in ${file}, not once`;
  writeFileSync(path, text.replace(from, () => to));
  try {
    const built = cargo('--no-run');
    if (!built.green) return `does not build:\n${built.text.split('\n').slice(0, 12).join('\n')}`;
    const run = cargo();
    if (run.green) return 'SURVIVED: no test turned red';
    return `caught by ${/^test (\S+) \.\.\. FAILED|^---- (\S+) stdout/m.exec(run.text)?.slice(1).find(Boolean) ?? 'a test'}`;
  } finally {
    writeFileSync(path, text);
  }
}

const words = process.argv.slice(2);
const chosen = MUTANTS.filter(([name]) => words.length === 0 || words.some((word) => name.includes(word)));
copyTree();
const healthy = cargo();
if (!healthy.green) {
  console.error(`The tests are red without any mutant:\n${healthy.text.slice(-2000)}`);
  process.exit(1);
}
let caught = 0;
for (const mutant of chosen) {
  const verdict = judge(mutant);
  caught += verdict.startsWith('caught') ? 1 : 0;
  console.log(`${mutant[0]}: ${verdict}`);
}
console.log(`${caught} of ${chosen.length} mutants caught`);
process.exit(caught === chosen.length ? 0 : 1);
