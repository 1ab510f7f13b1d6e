//! How the history names what it is about: acts by their icons, records by noun and name, people.

use crate::domain::model::record::Table;
use crate::domain::{Act, Brief, Stockroom};
use crate::i18n::fields::noun;
use crate::i18n::{Word, format, say};
use crate::ui::components::IconName;

/// Records that are named of an entry.
const NAMED: usize = 3;
/// Bulk acts touch thousands of records: the first tell enough.
const LOOKED_AT: usize = 40;

/// What the tables are named in the order of: what a person knows an act by comes first.
const ORDER: [Table; 9] = [
    Table::Kit,
    Table::Run,
    Table::Inventory,
    Table::Part,
    Table::Location,
    Table::Supplier,
    Table::User,
    Table::Unit,
    Table::Settings,
];

/// A record by its noun and name; one that is gone by its number.
pub fn called(stockroom: &Stockroom, table: Table, id: u32) -> String {
    let name = stockroom.name_of(table, id);
    let name = if name.is_empty() { id.to_string() } else { name };
    say(Word::HistoryRecord, &[noun(table), &name])
}

/// What an entry is about: the few records that a person knows by name, kits and runs first.
pub fn about(stockroom: &Stockroom, brief: &Brief) -> String {
    let mut records: Vec<(Table, u32)> = Vec::new();
    for (table, id) in &brief.records {
        if let Some(owner) = owner(stockroom, *table, *id).filter(|owner| !records.contains(owner)) {
            records.push(owner);
        }
        if records.len() > LOOKED_AT {
            break;
        }
    }
    records.sort_by_key(|(table, id)| (ORDER.iter().position(|it| it == table), *id));
    let mut names: Vec<String> = records.iter().take(NAMED).map(|(table, id)| called(stockroom, *table, *id)).collect();
    if brief.records.len() > LOOKED_AT || records.len() > NAMED {
        let more = brief.records.len().max(records.len()).saturating_sub(NAMED);
        names.push(say(Word::HistoryAndMore, &[&format::count(more)]));
    }
    names.join(", ")
}

/// The record that a person would name: a line's kit, a BOM line's part.
fn owner(stockroom: &Stockroom, table: Table, id: u32) -> Option<(Table, u32)> {
    match table {
        Table::KitItem => stockroom.kit_items.get(id).map(|it| (Table::Kit, it.part_kit.0)),
        Table::KitRow => {
            let item = stockroom.kit_rows.get(id).and_then(|row| stockroom.kit_items.get(row.item.0));
            item.map(|it| (Table::Kit, it.part_kit.0))
        }
        Table::MbomItem => stockroom.mbom_items.get(id).map(|it| (Table::Part, it.parent.0)),
        Table::SupplierPart => stockroom.supplier_parts.get(id).map(|it| (Table::Part, it.part.0)),
        Table::MbomSubstitute => {
            let item = stockroom.mbom_substitutes.get(id).and_then(|it| stockroom.mbom_items.get(it.mbom_item.0));
            item.map(|it| (Table::Part, it.parent.0))
        }
        Table::MbomDesignator => {
            let item = stockroom.mbom_designators.get(id).and_then(|it| stockroom.mbom_items.get(it.mbom_item.0));
            item.map(|it| (Table::Part, it.parent.0))
        }
        Table::Requirement | Table::RequirementDesignator | Table::Installation => None,
        _ => Some((table, id)),
    }
}

/// Who did it.
pub fn who(stockroom: &Stockroom, brief: &Brief) -> String {
    let name = stockroom.name_of(Table::User, brief.actor.0);
    if name.is_empty() { String::from("–") } else { name }
}

/// When an entry was made, by whom, and the note.
pub fn entry_meta(stockroom: &Stockroom, brief: &Brief) -> String {
    let who = stockroom.users.get(brief.actor.0).map_or("", |user| &*user.name);
    let mut text = format::moment(brief.time.0 as f64);
    for more in [who, &*brief.note] {
        if !more.is_empty() {
            text.push_str(" · ");
            text.push_str(more);
        }
    }
    text
}

/// The icon of an act.
pub fn act_icon(act: Act) -> IconName {
    match act {
        Act::Found | Act::Demo => IconName::Stock,
        Act::Create | Act::CreateInventory | Act::CreateSerials | Act::Revise | Act::AddLine => IconName::Plus,
        Act::Update | Act::UpdateInventory | Act::Bulk => IconName::Edit,
        Act::Delete => IconName::Delete,
        Act::Receive => IconName::Receive,
        Act::Split => IconName::Split,
        Act::Merge => IconName::Merge,
        Act::MoveInventory => IconName::Move,
        Act::Count => IconName::Count,
        Act::Scrap | Act::Unscrap | Act::Dispose => IconName::Scrap,
        Act::Hold => IconName::Hold,
        Act::Release => IconName::Unlock,
        Act::CreateRun | Act::RunStatus => IconName::Run,
        Act::CreateKit | Act::PrepareKit | Act::BringKitUp | Act::KitStatus => IconName::Kit,
        Act::Issue | Act::Fulfil => IconName::Issue,
        Act::Return => IconName::Return,
        Act::Install | Act::Build => IconName::Install,
        Act::Uninstall => IconName::Uninstall,
        Act::Undo => IconName::Undo,
        Act::Import => IconName::Upload,
        Act::Maintain | Act::Upgrade => IconName::Settings,
        Act::CopyBom => IconName::Copy,
    }
}
