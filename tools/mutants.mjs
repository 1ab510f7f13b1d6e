// Wrong rules on purpose: each mutant changes one line in a copy of the sources, and the tests must turn red.
// `./dev mutants` runs all of them, `./dev mutants lot undo` those whose name has one of these words.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const DOMAIN = 'src/domain';
const MUTANTS = [
  ['a lot goes below zero', 'ledger/balances.rs', 'tracking == Tracking::Untracked', 'tracking != Tracking::Serial'],
  ['a serial is there twice', 'ledger/balances.rs', 'held <= one', 'held <= 2 * one'],
  ['a split loses what it takes', 'commands/stock.rs', 'draft.move_quantity(piece, Holder::Outside(Reason::Split), holder, quantity)?;', ''],
  ['a merge loses what it takes', 'commands/stock.rs', 'draft.move_quantity(*survivor, outside, holder, quantity)?;', ''],
  ['a deleted record keeps its stock', 'commands/delete.rs', 'draft.move_quantity(id, holder, Holder::Outside(Reason::Deleted), held)?;', 'let _ = held;'],
  ['a closed kit keeps what it holds', 'commands/kit.rs', 'draft.move_quantity(inventory, Holder::Kit(row), Holder::Stock, quantity)?;', 'let _ = row;'],
  ['more is issued than required', 'commands/issue.rs', 'let over = Quantity::sum([issued, quantity]) > line.quantity;', 'let over = issued > line.quantity;'],
  ['stock at a closed location is issued', 'commands/issue.rs', 'if !room.is_location_available(record.location) {', 'if false {'],
  ['a unit is installed on itself', 'rules/installation.rs', 'if genealogy::contains(room, inventory, unit) {', 'if inventory.0 == 0 && genealogy::contains(room, inventory, unit) {'],
  ['a completed run builds twice', 'commands/run.rs', 'draft.set(RUN.posted, id.0, Quantity::sum([run.posted, missing]).to_value());', ''],
  ['a serial number is given twice', 'rules/names.rs', 'let ids = room.lookup(Key::Serial, it.part.0, &it.serial_number);', 'let ids = &room.lookup(Key::Serial, it.part.0, &it.serial_number)[..0];'],
  ['an old etag is taken', 'rules/given.rs', 'Some(etag) if etag != room.etag(table, id) => {', 'Some(etag) if etag.0 == 0 => {'],
  ['an etag comes back', 'model/etag.rs', 'Etag(mix(sequence ^ key))', 'Etag(mix((sequence / 2) ^ key))'],
  ['an old key is still found', 'store/stockroom.rs', 'self.unindex_keys(field.table(), id, Some(field));', ''],
  ['a refusal leaves a place behind', 'store/stockroom.rs', 'if mark.grew {', 'if false {'],
  ['a refusal leaves stamps behind', 'store/stockroom.rs', 'while saved.metas.len() > mark.metas as usize {', 'while false {'],
  ['an undo takes stock that is used', 'commands/undo.rs', 'if newer != 0 && from == Holder::Stock && stock.less(quantity).is_negative() {', 'if false {'],
  ['rules are not asked of what depends on a change', 'rules/changes.rs', 'Change::Set { field, id, .. } => dependents(room, *field, *id, &mut asked),', 'Change::Set { .. } => {}'],
  ['rules are not asked of what holds a quantity', 'rules/changes.rs', '.map(|record| (record, None)));', '.map(|record| (record, None)).take(0));'],
  ['a record names what is gone', 'rules/record.rs', 'if missing.is_none() && !room.table(to).has(target) {', 'if false {'],
  ['a record that is gone is named', 'rules/record.rs', 'if let Some(by) = room.referrers(Field(other, info.number), id).first() {', 'if let Some(by) = room.referrers(Field(other, info.number), id).get(9) {'],
  ['a sweep leaves a record out', 'rules/sweep.rs', 'let id = self.next;', 'let id = self.next + 1;'],
  ['a field of an act of its own is edited', 'rules/fields.rs', 'match fields.iter().find(|field| before', 'match fields.iter().find(|field| field.number() == 200 && before'],
  ['half a serial is on hand', 'rules/inventory.rs', 'find(|quantity| !quantity.is_whole())', 'find(|_| false)'],
  ['a merged record gets stock', 'rules/inventory.rs', 'Some(into) if room.is_held(id)', 'Some(into) if into.0 == 0 && room.is_held(id)'],
  ['a record is of another kind than its part', 'rules/inventory.rs', 'is_tracked(room, it, part)?;', ''],
  ['half a serial is planned', 'rules/part.rs', 'it.tracking_type == Tracking::Serial && !quantity.is_whole()', 'it.tracking_type == Tracking::Lot && !quantity.is_whole()'],
  ['stock of any part fits', 'rules/part.rs', 'is(part) || substitutes.iter().any(|substitute| is(*substitute))', 'is(part) || !substitutes.is_empty() || part.0 != 0'],
  ['a part is made of itself', 'rules/mbom.rs', 'if contains(room, child, parent) {', 'if false && contains(room, child, parent) {'],
  ['a location is within itself', 'rules/location.rs', 'if at.0 == id {', 'if at.0 == id && id == 0 {'],
  ['a unit of seven decimals', 'rules/party.rs', '0..=6', '0..=9'],
  ['a quantity finer than its unit', 'rules/party.rs', 'i64::from(quantity.decimals()) > unit.decimals', 'i64::from(quantity.decimals()) > unit.decimals + 6'],
  ['a user who acted goes', 'rules/party.rs', 'if acts == 0 {', 'if acts < 1_000 {'],
  ['two runs build one unit', 'rules/run.rs', 'others.find(|other| room.runs.get(*other).is_some_and(Run::is_open))', 'others.find(|_| false)'],
  ['a run builds more than it is for', 'rules/run.rs', 'if Quantity::sum([posted, more]) > it.quantity {', 'if false {'],
  ['an open kit of a closed run', 'rules/kit.rs', 'run::is_open(room, it.run)?;', ''],
  ['a delivered kit without a place', 'rules/kit.rs', 'it.status == KitStatus::Delivered && it', 'it.status == KitStatus::Draft && it'],
  ['two lines for a part', 'rules/kit_line.rs', '.any(|other| other != id.0) {', '.any(|other| other != id.0 && it.part.0 == 0) {'],
  ['two rows for a record', 'rules/kit_row.rs', '.any(|other| other != id) {', '.any(|other| other != id && it.item.0 == 0) {'],
  ['a closed kit holds something', 'rules/kit_row.rs', 'if !closed.is_open() && !it.quantity.is_zero()', 'if !closed.is_open() && it.quantity.is_negative()'],
  ['a requirement of a unit that was merged away', 'rules/requirement.rs', 'and_then(|unit| unit.merged_into.some())', 'and_then(|unit| unit.merged_into.some().filter(|into| into.0 == 0))'],
  ['a supplier uses a number twice', 'rules/supplier_part.rs', 'unique(room, id, it)\n}', 'Ok(())\n}'],
  ['a kit is given away under what is installed', 'rules/transitions.rs', 'kit::nothing_installed(room, KitId(id))', 'Ok(())'],
  ['a line of a closed kit changes', 'rules/transitions.rs', 'if moved.contains(&(Table::Kit, kit.0)) { Ok(()) } else { kit::is_open(room, kit) }', 'if moved.is_empty() { Ok(()) } else { kit::is_open(room, kit) }'],
  ['a run requires less than is installed', 'rules/transitions.rs', 'run::requires_what_is_installed(room, RunId(id))', 'Ok(())'],
  ['an open run is archived', 'rules/run.rs', 'if it.archived && !matches!', 'if it.archived && it.part.0 == 9_999 && !matches!'],
  ['tracking changes under its records', 'rules/part.rs', 'if old == 0 {', 'if old < 1_000 {'],
  ['a unit changes under what is issued', 'rules/inventory.rs', 'if was == is || away.is_zero() {', 'if was == is || !away.is_negative() {'],
  ['the newest stock goes first', 'query/status_cache.rs', '(record.expires_on.unwrap_or(NEVER), !record.has_age(), record.aged_from.0, id)', '(record.expires_on.unwrap_or(NEVER), !record.has_age(), -record.aged_from.0, id)'],
  ['another day changes no status', 'query/status_cache.rs', 'turned.into_iter().for_each(|id| self.renew(room, id));', 'drop(turned);'],
  ['the next day keeps the order of age of this one', 'query/status_cache.rs', 'for id in turned {', 'for id in turned.into_iter().take(0) {'],
  ['a requirement of less than nothing', 'rules/requirement.rs', 'not_below_zero(Some(it.quantity), "quantity")?;', ''],
  ['what is split from old stock can not be tracked', 'rules/inventory.rs', 'std::iter::successors(Some(id), origin).any(', 'Some(id).filter(|id| origin(id).is_none()).iter().any('],
  ['a canceled run builds', 'commands/issue.rs', 'run.status == RunStatus::Complete && run.missing()', 'run.missing()'],
  ['two pieces sit at a designator', 'rules/installation.rs', 'if it.quantity > Quantity::ONE {', 'if it.quantity.is_negative() {'],
  ['two installations sit at a designator', 'rules/installation.rs', 'find(|other| **other != id.0)', 'find(|other| **other == 0)'],
  ['a designator of another requirement', 'rules/installation.rs', 'if designator.requirement != it.requirement {', 'if false {'],
  ['a substitute is listed twice', 'rules/mbom.rs', 'if same.any(|part| part == it.part) ||', 'if'],
  ['a tool is tracked by lot', 'rules/part.rs', 'it.tracking_type != Tracking::Serial => {', 'it.tracking_type == Tracking::Untracked => {'],
  ['a part that is no tool wants maintenance', 'rules/part.rs', 'if it.part_type != PartType::Tool {', 'if false {'],
  ['an overdue tool is available', 'derive/status.rs', 'is_some_and(|due| due < today)', 'is_some_and(|due| due.0 < 0)'],
  ['a longer interval is not noticed', 'store/feed.rs', '(field == crate::domain::PART.maintenance_interval).then_some', '(field == crate::domain::PART.lead_time).then_some'],
  ['a kit of another run is used', 'commands/abom.rs', 'Some(own) if own != unit =>', 'Some(own) if own.0 == 0 && own != unit =>'],
  ['a rework changes what its unit was built of', 'commands/run.rs', 'if !before.built {', 'if before.is_open() {'],
  ['an installation that does not fit', 'rules/installation.rs', 'if !may_stand_for(room, record, need.part, &need.substitutes, revisions) {', 'if false && !may_stand_for(room, record, need.part, &need.substitutes, revisions) {'],
];

const root = resolve(import.meta.dirname, '..');
const tools = process.env.KITROOM_TOOLS ?? join(root, '.tools');
const tree = join(tools, 'mutants', 'tree');
const environment = {
  ...process.env,
  // Never the one of the sources: what was built of a wrong rule must not be taken for theirs.
  CARGO_TARGET_DIR: join(tools, 'mutants', 'target'),
  CARGO_PROFILE_DEV_DEBUG: '0',
  CARGO_INCREMENTAL: '1',
  RUST_BACKTRACE: '0',
  KITROOM_SEED: '1',
  KITROOM_SEEDS: '12',
};
/** The files of tests that know the domain's rules; the random acts take longest and are asked last. */
const FILES = ['domain_catalog', 'domain_catalog_flow', 'domain_kits', 'quantities', 'undo', 'kits', 'planning', 'sequences', 'attempts', 'supplier_parts', 'tools', 'designators', 'mutants', 'rejections', 'property'];
const LAST = 'property';

function cargo(...more) {
  const run = spawnSync('cargo', ['test', '--no-default-features', '--quiet', ...more], { cwd: tree, env: environment, encoding: 'utf8', maxBuffer: 1 << 28 });
  return { green: run.status === 0, text: `${run.stdout}\n${run.stderr}` };
}

/** The sources, and one target of tests that has all these files as modules: linked once instead of a dozen times. */
function copyTree() {
  rmSync(tree, { recursive: true, force: true });
  const files = execFileSync('git', ['ls-files', '-z', 'src', 'tests', 'benches', 'Cargo.toml', 'Cargo.lock'], { cwd: root, encoding: 'utf8' });
  for (const file of files.split('\0').filter(Boolean)) {
    mkdirSync(dirname(join(tree, file)), { recursive: true });
    cpSync(join(root, file), join(tree, file));
  }
  for (const file of FILES) {
    const path = join(tree, 'tests', `${file}.rs`);
    const text = readFileSync(path, 'utf8').replaceAll('crate::', `crate::${file}::`);
    writeFileSync(path, text.replace(/^mod common;$/m, 'use crate::common;'));
  }
  const modules = FILES.map((file) => `#[path = "${file}.rs"]\nmod ${file};\n`);
  writeFileSync(join(tree, 'tests', 'all_rules.rs'), ['mod common;\n', ...modules].join(''));
}

/** Runs the tests, the quick ones first, and stops where one is red: its name, or nothing. */
function firstRed() {
  const rest = ['--lib', 'domain::'];
  for (const which of [['--test', 'all_rules', '--', '--skip', `${LAST}::`], ['--test', 'all_rules', `${LAST}::`], rest]) {
    const run = cargo(...which);
    if (!run.green) return { name: /^test (\S+) \.\.\. FAILED|^---- (\S+) stdout/m.exec(run.text)?.slice(1).find(Boolean) ?? 'a test', text: run.text };
  }
  return null;
}

/** What the tests say of a mutant: "caught", or why not. */
function judge([, file, from, to]) {
  const path = join(tree, DOMAIN, file);
  const text = readFileSync(path, 'utf8');
  if (text.split(from).length !== 2) return `its line stands ${text.split(from).length - 1} times in ${file}, not once`;
  writeFileSync(path, text.replace(from, () => to));
  try {
    const built = cargo('--no-run', '--test', 'all_rules');
    if (!built.green) return `does not build:\n${built.text.split('\n').slice(0, 12).join('\n')}`;
    const red = firstRed();
    return red ? `caught by ${red.name}` : 'SURVIVED: no test turned red';
  } finally {
    writeFileSync(path, text);
  }
}

const words = process.argv.slice(2);
const chosen = MUTANTS.filter(([name]) => words.length === 0 || words.some((word) => name.includes(word)));
const unwatched = readdirSync(join(root, DOMAIN, 'rules')).filter((file) => file !== 'mod.rs' && !MUTANTS.some(([, of]) => of === `rules/${file}`));
if (unwatched.length > 0) {
  console.error(`No wrong rule for ${unwatched.join(', ')}`);
  process.exit(1);
}
copyTree();
const began = Date.now();
const red = firstRed();
if (red) {
  console.error(`${red.name} is red without any mutant:\n${red.text.slice(-2000)}`);
  process.exit(1);
}
console.log(`green without a mutant after ${Math.round((Date.now() - began) / 1000)} s`);
let caught = 0;
for (const mutant of chosen) {
  const from = Date.now();
  const verdict = judge(mutant);
  caught += verdict.startsWith('caught') ? 1 : 0;
  console.log(`${mutant[0]}: ${verdict} (${Math.round((Date.now() - from) / 1000)} s)`);
}
console.log(`${caught} of ${chosen.length} mutants caught`);
process.exit(caught === chosen.length ? 0 : 1);
