//! The planned structure of a part: its lines at the depth that is wanted, what they cost, and what the part goes into.

use crate::ui::old::live;
use crate::ui::old::view::{View, all, el, live};

use leptos::prelude::*;

use crate::domain::model::record::{Field, Table, Value};
use crate::domain::{Command, MBOM_ITEM, MbomItemId, PartId, Quantity, Stockroom};
use crate::i18n::{Word, format, say, word};
use crate::ui::fields::{inputs, typed};
use crate::ui::old::components::CellData;
use crate::ui::old::components::{Column, RowData};
use crate::ui::old::desk::{Desk, request};
use crate::ui::old::icons::Icon;
use crate::ui::old::pages::lists;
use crate::ui::old::pages::shared::{self, Branch, TREE_LIMIT, to_do};
use crate::ui::old::{fields, room};

const READS: &[Table] = &[Table::Part, Table::MbomItem, Table::Unit];
/// Levels that are shown where all are wanted.
const ALL_LEVELS: usize = 16;

const LINE_FIELDS: &[Field] =
    &[MBOM_ITEM.part, MBOM_ITEM.quantity, MBOM_ITEM.substitutes, MBOM_ITEM.reference_designators, MBOM_ITEM.notes];

/// The BOM as a section: one level, or all of them.
pub fn section(desk: Desk, part: PartId) -> View {
    let deep = RwSignal::new(false);
    let heads = vec![
        word(Word::FieldPart).to_owned(),
        word(Word::FieldQuantity).to_owned(),
        fields::label(crate::domain::PART.cost).to_owned(),
    ];
    let lines = move || {
        let depth = if deep.get() { ALL_LEVELS } else { 1 };
        room::look(READS, |room| {
            let lines = room.bom(part, depth, TREE_LIMIT);
            lines.into_iter().map(|line| branch(room, desk, line.depth, line.item)).collect::<Vec<_>>()
        })
    };
    let cost = move || {
        room::look(READS, |room| {
            if room.referrers(MBOM_ITEM.parent, part.0).is_empty() {
                return String::new();
            }
            match room.rolled_up_cost(part) {
                Some(cost) => say(Word::BomCost, &[&format::number(&cost.text())]),
                None => word(Word::BomCostUnknown).to_owned(),
            }
        })
    };
    let toggle = View::from(
        el("label")
            .class("check")
            .child(
                el("input")
                    .attr("type", "checkbox")
                    .state("checked", live::flag(move || deep.get()))
                    .on("change", move |event| deep.set(event_target_checked(&event))),
            )
            .child(el("span").child(word(Word::AllLevels))),
    );
    let add = shared::button(to_do(Icon::Plus, Word::AddBomLine, move || line_form(desk, part, None)));
    let actions = all([toggle, add]);
    let body = all([
        shared::tree(Word::Bom, heads, Word::BomEmpty, lines),
        View::from(el("p").class("sum").attr("role", "status").child(live(cost))),
    ]);
    shared::section(Word::Bom, Some(actions), body)
}

fn branch(room: &Stockroom, desk: Desk, depth: usize, item: MbomItemId) -> Branch {
    let Some(line) = room.mbom_items.get(item.0) else { return Branch::default() };
    let child = room.parts.get(line.part.0);
    let mut sub: Vec<String> = Vec::new();
    sub.extend(child.map(|it| it.description.to_string()));
    sub.push(line.reference_designators.to_string());
    if !line.substitutes.is_empty() {
        let names: Vec<String> = line.substitutes.iter().map(|part| room.part_name(*part)).collect();
        sub.push(say(Word::OrSubstitutes, &[&names.join(", ")]));
    }
    sub.retain(|text| !text.is_empty());
    let parent = line.parent;
    let acts = if depth == 0 {
        vec![
            to_do(Icon::Edit, Word::Edit, move || line_form(desk, parent, Some(item))),
            to_do(Icon::Delete, Word::Delete, move || crate::ui::features::forms::delete(desk, Table::MbomItem, item.0, "")),
        ]
    } else {
        Vec::new()
    };
    Branch {
        depth,
        label: room.part_name(line.part),
        href: fields::href(Table::Part, line.part.0),
        sub: sub.join(" · "),
        cells: vec![
            fields::quantity_of(room, line.quantity, child.map(|it| it.unit_of_measure).unwrap_or_default()),
            room.rolled_up_cost(line.part).map_or(String::new(), |cost| format::number(&cost.text())),
        ],
        status: "",
        acts,
    }
}

/// A line of the BOM: a new one, or one that is there.
fn line_form(desk: Desk, parent: PartId, item: Option<MbomItemId>) {
    if let Some(item) = item {
        lists::edit_form(desk, Table::MbomItem, item.0, Word::EditBomLine, LINE_FIELDS);
        return;
    }
    let mut inputs = inputs::specs(desk, LINE_FIELDS, 0);
    for input in &mut inputs {
        if input.key == u16::from(MBOM_ITEM.part.number()) {
            input.required = true;
        }
        if input.key == u16::from(MBOM_ITEM.quantity.number()) {
            input.required = true;
            input.value = Quantity::ONE.to_string();
        }
    }
    let make = move |all: &[(u16, String)]| {
        let mut fields = typed::values(Table::MbomItem, all)?;
        fields.push((MBOM_ITEM.parent.number(), Value::Ref(Table::Part, parent.0)));
        Ok(Command::Create { table: Table::MbomItem, fields })
    };
    desk.open(request(desk, Table::MbomItem, (Word::AddBomLine, Word::Add, Word::AddedBomLine), inputs, make));
}

/// What has this part on its BOM, as itself or as a substitute.
pub fn where_used(part: PartId) -> View {
    let columns = vec![
        Column::new(0, fields::label(MBOM_ITEM.parent), "").unsorted(),
        Column::new(1, fields::label(crate::domain::PART.description), "").unsorted(),
        Column::new(2, Word::FieldQuantity, "").number().unsorted(),
        Column::new(3, Word::FieldState, "").unsorted(),
    ];
    let rows = move || {
        room::look(READS, |room| {
            let mut rows = Vec::new();
            for (field, note) in [(MBOM_ITEM.part, ""), (MBOM_ITEM.substitutes, word(Word::AsSubstitute))] {
                for id in room.referrers(field, part.0) {
                    let Some(line) = room.mbom_items.get(*id) else { continue };
                    let parent = room.parts.get(line.parent.0);
                    rows.push(RowData {
                        cells: vec![
                            CellData::mono(room.part_name(line.parent)),
                            CellData::plain(parent.map_or(String::new(), |it| it.description.to_string())),
                            CellData::number(fields::quantity(line.quantity)),
                            CellData::plain(note),
                        ],
                        href: Some(fields::href(Table::Part, line.parent.0)),
                        ..RowData::default()
                    });
                }
            }
            rows
        })
    };
    shared::section(Word::WhereUsed, None, shared::short_table(Word::WhereUsed, columns, Word::UsedNowhere, rows))
}
