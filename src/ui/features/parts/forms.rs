//! The forms of a part: a new one, its fields, its next revision, the lines of its BOM, its supplier parts.

use std::rc::Rc;

use crate::domain::derive::bom_compare::missing_lines;
use crate::domain::model::record::{Field, Table, Value};
use crate::domain::{Command, MBOM_ITEM, MbomItemId, PART, PartId, Quantity, SUPPLIER_PART, Stockroom, SupplierPartId};
use crate::i18n::{Word, format, say, word};
use crate::ui::components::{FieldKind, FieldSpec, PickSpec};
use crate::ui::features::forms::{create_form, edit_form, opens_page};
use crate::ui::fields::typed::{flag, key, picked, typed, values};
use crate::ui::fields::{self, inputs};
use crate::ui::state::Dialogs;
use crate::ui::state::dialogs::{FormRequest, request};

/// The inputs of a new part.
const NEW_FIELDS: &[Field] = &[
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
    PART.lead_time,
    PART.barcode,
    PART.maintenance_interval,
    PART.attributes,
    PART.notes,
];
const LINE_FIELDS: &[Field] =
    &[MBOM_ITEM.part, MBOM_ITEM.quantity, MBOM_ITEM.substitutes, MBOM_ITEM.reference_designators, MBOM_ITEM.notes];
const SUPPLIER_FIELDS: &[Field] = &[
    SUPPLIER_PART.supplier,
    SUPPLIER_PART.supplier_part_number,
    SUPPLIER_PART.manufacturer,
    SUPPLIER_PART.manufacturer_part_number,
    SUPPLIER_PART.cost,
    SUPPLIER_PART.url,
];
const REVISION: u16 = 300;
const COPY_BOM: u16 = 301;
const FROM: u16 = 302;

/// A form for a new part.
pub fn create_part(dialogs: Dialogs) {
    create_form(dialogs, Table::Part, Word::NewPart, NEW_FIELDS, &inputs::new_part(dialogs, ""), &[PART.part_number]);
}

/// A form for the fields of a part but its revision, which never changes.
pub fn edit_part(dialogs: Dialogs, part: PartId) {
    let fields: Vec<Field> = NEW_FIELDS.iter().copied().filter(|field| *field != PART.revision).collect();
    edit_form(dialogs, Table::Part, part.0, Word::EditPart, &fields);
}

/// A part that follows this one: its fields and, if wished, its BOM, under a new revision.
pub fn revise(dialogs: Dialogs, part: PartId) {
    let (next, etag) = dialogs.peek(|stockroom| {
        let now = stockroom.parts.get(part.0).map_or("", |it| &*it.revision);
        (next_revision(now), stockroom.etag(Table::Part, part.0))
    });
    let inputs = vec![
        FieldSpec::new(REVISION, fields::label(PART.revision), FieldKind::Text).value(next).required().half(),
        FieldSpec::new(COPY_BOM, Word::CopyBom, FieldKind::Flag).value("true").half(),
    ];
    let command = move |all: &[(u16, String)]| {
        let revision = typed(all, REVISION).into();
        Ok(Command::Revise { part, etag: Some(etag), revision, copy_bom: flag(all, COPY_BOM) })
    };
    let words = (Word::RevisePart, Word::DoRevise, Word::RevisedPart);
    dialogs.open(FormRequest {
        names: vec![("revision", REVISION)],
        then: Some(opens_page()),
        ..request(dialogs, Table::Part, words, inputs, command)
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

/// A line of a part's BOM: a new one, or one that is there.
pub fn line_form(dialogs: Dialogs, parent: PartId, line: Option<MbomItemId>) {
    if let Some(line) = line {
        return edit_form(dialogs, Table::MbomItem, line.0, Word::EditBomLine, LINE_FIELDS);
    }
    let mut inputs = inputs::specs(dialogs, LINE_FIELDS, 0);
    for input in &mut inputs {
        input.required = [MBOM_ITEM.part, MBOM_ITEM.quantity].iter().any(|field| input.key == key(*field));
        if input.key == key(MBOM_ITEM.quantity) {
            input.value = Quantity::ONE.to_string();
        }
    }
    create_of(dialogs, MBOM_ITEM.parent, parent, inputs, (Word::AddBomLine, Word::Add, Word::AddedBomLine));
}

/// Copies the lines of another part's BOM that this one lacks; how many is shown once the part is chosen.
pub fn copy_bom(dialogs: Dialogs, to: PartId) {
    let has_bom = move |stockroom: &Stockroom, id: u32| id != to.0 && !stockroom.referrers(MBOM_ITEM.parent, id).is_empty();
    // A new part has no BOM to copy.
    let pick = PickSpec { create: None, ..inputs::pick_where(dialogs, Table::Part, Vec::new(), has_bom) };
    let pick = FieldKind::Pick(pick);
    let specs = vec![FieldSpec::new(FROM, Word::CopyBomFrom, pick).help(Word::CopyBomHelp).required()];
    let says = move |all: &[(u16, String)]| {
        let Some(from) = picked(all, FROM) else { return String::new() };
        let count = dialogs.peek(|stockroom| missing_lines(stockroom, PartId(from), to).len());
        say(Word::CopyBomCount, &[&format::count(count)])
    };
    let command = move |all: &[(u16, String)]| match picked(all, FROM) {
        Some(from) => Ok(Command::CopyBom { from: PartId(from), to }),
        None => Err(vec![(Some(FROM), word(Word::NotChosen).to_owned())]),
    };
    dialogs.open(FormRequest {
        names: vec![("fromPartId", FROM)],
        preview: Some(Rc::new(says)),
        message: Rc::new(|done, _| say(Word::CopiedBom, &[&format::count(done.outcome.records.len().saturating_sub(1))])),
        ..request(dialogs, Table::Part, (Word::CopyBomTitle, Word::CopyBomDo, Word::CopiedBom), specs, command)
    });
}

/// What a supplier calls a part: a new one, or one that is there.
pub fn supplier_part_form(dialogs: Dialogs, part: PartId, it: Option<SupplierPartId>) {
    if let Some(it) = it {
        return edit_form(dialogs, Table::SupplierPart, it.0, Word::EditSupplierPart, SUPPLIER_FIELDS);
    }
    let inputs = inputs::specs(dialogs, SUPPLIER_FIELDS, 0);
    create_of(dialogs, SUPPLIER_PART.part, part, inputs, (Word::AddSupplierPart, Word::Add, Word::AddedSupplierPart));
}

/// A form for a new record that belongs to a part, which its field `of` names.
fn create_of(dialogs: Dialogs, of: Field, part: PartId, inputs: Vec<FieldSpec>, words: (Word, Word, Word)) {
    let table = of.table();
    let command = move |all: &[(u16, String)]| {
        let mut fields = dialogs.peek(|stockroom| values(stockroom, table, all))?;
        fields.push((of.number(), Value::Ref(Table::Part, part.0)));
        Ok(Command::Create { table, fields })
    };
    dialogs.open(request(dialogs, table, words, inputs, command));
}
