//! The parts: their list, and the page of one part with its BOM, its stock and what it goes into.

mod bom;

use crate::ui::old::live;
use crate::ui::old::view::{View, all, el, live};
use std::rc::Rc;

use super::inventory::{acts, of_part, stock_section};
use super::lists::{self, PART_FIELDS};
use super::shared::{self, to_do};
use crate::domain::model::record::{Field, Table, Value};
use crate::domain::query::cell::derived;
use crate::domain::{Command, LocationId, PART, PartId, PartStatus, Reason};
use crate::i18n::{Word, word};
use crate::ui::features::inventory::list::spec_of_part;
use crate::ui::fields::typed::{flag, typed};
use crate::ui::old::components::{FieldKind, FieldSpec};
use crate::ui::old::desk::{Desk, FormRequest, request, use_desk};
use crate::ui::old::icons::Icon;
use crate::ui::old::{fields, room};

/// Where the list is.
pub const LIST: &str = "#/parts";

const READS: &[Table] = &[
    Table::Part,
    Table::MbomItem,
    Table::Inventory,
    Table::KitRow,
    Table::Installation,
    Table::Location,
    Table::Run,
    Table::Unit,
];

const FACTS: &[Field] = &[
    PART.part_number,
    PART.revision,
    PART.description,
    PART.tracking_type,
    PART.part_type,
    PART.sourcing_strategy,
    PART.unit_of_measure,
    PART.cost,
    PART.reorder_min,
    PART.reorder_max,
    PART.revised_from,
    derived::created_at(Table::Part),
    derived::updated_at(Table::Part),
    PART.notes,
];

const REVISION: u16 = 300;
const COPY_BOM: u16 = 301;

/// A form for a new part.
pub fn create(desk: Desk) {
    lists::create_form(
        desk,
        Table::Part,
        Word::NewPart,
        PART_FIELDS,
        &[(PART.revision, Value::Text("A".into()))],
        &[PART.part_number],
    );
}

/// The page of one part.
pub fn record(id: u32) -> View {
    let desk = use_desk();
    let part = PartId(id);
    shared::record_page(Table::Part, id, LIST, Word::Parts, move || {
        let status =
            shared::status(move || room::look(&[Table::Part], |room| room.parts.get(id).map_or("", |part| part.status.word())));
        let text = move || {
            room::look(&[Table::Part], |room| room.parts.get(id).map_or(String::new(), |part| part.description.to_string()))
        };
        let lead = all([status, View::from(el("span").class("record-text").child(live(text)))]);
        let new_stock = move || acts::create(desk, Reason::Created, part, LocationId(0));
        let stock_acts = shared::action_bar(
            vec![
                to_do(Icon::Plus, Word::NewStock, new_stock),
                to_do(Icon::Label, Word::NewSerials, move || acts::create_serials(desk, part)),
            ],
            2,
        );
        all([
            shared::head(lead, part_acts(desk, part)),
            shared::figures(move || figures(part)),
            shared::section(Word::Facts, None, shared::fact_list(FACTS, id, READS)),
            bom::section(desk, part),
            stock_section(spec_of_part(room::handle()), of_part(part), Rc::new(new_stock), Some(stock_acts)),
            bom::where_used(part),
            revisions(part),
            shared::history(Table::Part, id),
        ])
    })
}

fn figures(part: PartId) -> Vec<(String, String, String)> {
    let today = room::today();
    room::look(READS, |room| {
        let Some(it) = room.parts.get(part.0) else { return Vec::new() };
        let shown = [derived::PART_QUANTITY, derived::PART_AVAILABLE, derived::PART_IN_KITS];
        shown
            .iter()
            .map(|field| {
                let number = match room.cell(*field, part.0, today) {
                    crate::domain::Cell::Quantity(it_is) => {
                        let low = *field == derived::PART_QUANTITY && it.reorder_min.is_some_and(|least| it_is < least);
                        (fields::quantity_of(room, it_is, it.unit_of_measure), low)
                    }
                    sum => (fields::text(room, &sum), false),
                };
                let more = if number.1 { word(Word::BelowReorder).to_owned() } else { String::new() };
                (fields::label(*field).to_owned(), number.0, more)
            })
            .collect()
    })
}

fn part_acts(desk: Desk, part: PartId) -> View {
    let archived = live::memo(move || {
        room::look(&[Table::Part], |room| room.parts.get(part.0).is_some_and(|part| part.status == PartStatus::Archived))
    });
    live(move || {
        let archived = archived.get();
        let flip = if archived {
            to_do(Icon::Archive, Word::Unarchive, move || set_status(desk, part, PartStatus::Released, Word::UnarchivedRecord))
        } else {
            to_do(Icon::Archive, Word::Archive, move || set_status(desk, part, PartStatus::Archived, Word::ArchivedRecord))
        };
        let mut all = Vec::new();
        if !archived {
            all.push(
                to_do(Icon::Run, Word::MakeRun, move || crate::ui::features::runs::forms::new_run(desk, Some(part))).primary(),
            );
        }
        all.push(to_do(Icon::Edit, Word::Edit, move || edit(desk, part)));
        all.push(to_do(Icon::Copy, Word::Revise, move || revise(desk, part)));
        all.push(flip);
        all.push(
            to_do(Icon::Delete, Word::Delete, move || crate::ui::features::forms::delete(desk, Table::Part, part.0, LIST))
                .danger(),
        );
        shared::action_bar(all, 4)
    })
}

/// The fields of a part but its revision, which never changes.
const EDIT_FIELDS: &[Field] = &[
    PART.part_number,
    PART.description,
    PART.tracking_type,
    PART.part_type,
    PART.sourcing_strategy,
    PART.unit_of_measure,
    PART.cost,
    PART.reorder_min,
    PART.reorder_max,
    PART.notes,
];

fn edit(desk: Desk, part: PartId) {
    lists::edit_form(desk, Table::Part, part.0, Word::EditPart, EDIT_FIELDS);
}

fn set_status(desk: Desk, part: PartId, status: PartStatus, said: Word) {
    let value = if status == PartStatus::Released { Value::Null } else { Value::Choice(status as u8) };
    let fields = vec![(PART.status.number(), value)];
    desk.act(Command::Update { table: Table::Part, id: part.0, etag: None, fields }, move |done| shared::said_of(said, done));
}

/// A part that follows this one: its fields and, if wished, its BOM, under a new revision.
fn revise(desk: Desk, part: PartId) {
    let (next, etag) = room::peek(|room| {
        let now = room.parts.get(part.0).map_or("", |it| &*it.revision);
        (next_revision(now), room.etag(Table::Part, part.0))
    });
    let inputs = vec![
        FieldSpec::new(REVISION, fields::label(PART.revision), FieldKind::Text).value(next).required().half(),
        FieldSpec::new(COPY_BOM, Word::CopyBom, FieldKind::Flag).value("true").half(),
    ];
    let make = move |all: &[(u16, String)]| {
        let revision = typed(all, REVISION).into();
        Ok(Command::Revise { part, etag: Some(etag), revision, copy_bom: flag(all, COPY_BOM) })
    };
    desk.open(FormRequest {
        names: vec![("revision", REVISION)],
        then: Some(lists::opens_page()),
        ..request(desk, Table::Part, (Word::RevisePart, Word::DoRevise, Word::RevisedPart), inputs, make)
    });
}

/// "B" after "A", "AA" after "Z", "3" after "2"; "" where that can't be told.
fn next_revision(now: &str) -> String {
    if let Ok(number) = now.parse::<u32>() {
        return number.saturating_add(1).to_string();
    }
    if now.is_empty() || !now.bytes().all(|letter| letter.is_ascii_uppercase()) {
        return String::new();
    }
    let mut letters: Vec<u8> = now.bytes().collect();
    for letter in letters.iter_mut().rev() {
        if *letter < b'Z' {
            *letter += 1;
            return letters.into_iter().map(char::from).collect();
        }
        *letter = b'A';
    }
    letters.push(b'A');
    letters.into_iter().map(char::from).collect()
}

/// The other revisions of the same part number.
fn revisions(part: PartId) -> View {
    let others = live::memo(move || {
        room::look(&[Table::Part], |room| {
            let number = room.parts.get(part.0).map_or("", |it| &*it.part_number);
            let same = room.lookup(crate::domain::store::stockroom::Key::PartNumber, 0, number);
            let others = same.iter().copied().filter(|id| *id != part.0);
            others.map(|id| (room.part_name(PartId(id)), fields::href(Table::Part, id))).collect::<Vec<_>>()
        })
    });
    live(move || {
        let others = others.get();
        (!others.is_empty()).then(|| {
            let links: Vec<View> = others
                .into_iter()
                .map(|(name, href)| View::from(el("li").child(el("a").attr("href", href).child(name))))
                .collect();
            shared::section(Word::OtherRevisions, None, View::from(el("ul").class("links").child(links)))
        })
    })
}
