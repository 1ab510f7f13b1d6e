//! Which part a row means: the one that the person says, else by its own number, else by its maker's or suppliers'; and
//! what the row says of a part.

use super::attributes;
use super::columns::{ImportKind, Target};
use super::names::PartText;
use super::planner::{Planner, put_text};
use super::problem::{ImportError, Problem};
use super::question::Question;
use crate::domain::commands::command::Fields;
use crate::domain::{PART, PartId, Sourcing, Tracking, Value};

impl<'a> Planner<'a> {
    /// The part that a row names, created where that is wanted.
    pub fn part(&mut self, row: u32) -> Result<PartId, ImportError> {
        let part = match self.found_part(row)? {
            Some(part) => part,
            None => {
                let wanted = self.part_text(row);
                self.required(row, Target::PartNumber)?;
                let fields = self.new_part_fields(row)?;
                self.tell_case(row, wanted);
                let column = self.column(row, Target::PartNumber);
                self.names.part_or_new(wanted, row, fields).map_err(|it| it.on(column))?.0
            }
        };
        self.note_part(row, part)?;
        Ok(part)
    }

    /// The part that a row names, which must be there.
    pub fn known_part(&mut self, row: u32) -> Result<PartId, ImportError> {
        if let Some(part) = self.found_part(row)? {
            return Ok(part);
        }
        let wanted = self.part_text(row);
        if !wanted.number.is_empty() {
            let named = [wanted.number, wanted.revision].join(" ");
            let error = ImportError::new(0, Problem::PartNotHere).with(named.trim_end());
            return Err(error.on(self.column(row, Target::PartNumber)));
        }
        let others = [Target::ManufacturerNumber, Target::SupplierNumber].map(|it| self.text(row, it));
        match others.into_iter().find(|it| !it.is_empty()) {
            Some(number) => Err(ImportError::new(0, Problem::PartNotHere).with(number)),
            None => self.required(row, Target::PartNumber).map(|_| PartId(0)),
        }
    }

    /// The part of a row that is there or new already: as the person says, else by its own number, else by others'.
    fn found_part(&mut self, row: u32) -> Result<Option<PartId>, ImportError> {
        if let Some(part) = self.matched(row) {
            return Ok(Some(part));
        }
        let wanted = self.part_text(row);
        match self.names.part(wanted) {
            None => self.by_other_numbers(row),
            Some((part, revision)) => {
                if let Some(revision) = revision {
                    let warning = ImportError::new(0, Problem::SeveralRevisions).with(wanted.number).with(revision);
                    self.warn(row, warning.on(self.column(row, Target::PartNumber)));
                }
                Ok(Some(part))
            }
        }
    }

    /// What a row calls its part.
    pub fn part_text(&self, row: u32) -> PartText<'a> {
        PartText { number: self.text(row, Target::PartNumber), revision: self.text(row, Target::Revision) }
    }

    /// What a row says of its part beside its number: who else has a number for it, and whether another row of the same
    /// number says something else.
    pub fn note_part(&mut self, row: u32, part: PartId) -> Result<(), ImportError> {
        let prepared = self.prepared;
        let sheet = self.sheet;
        self.alike.note(part, self.text(row, Target::PartNumber), row, |column| prepared.cell(sheet, row, column));
        super::sources::note(self, row, part)
    }

    /// The part that the person matched a row with.
    pub fn matched(&self, row: u32) -> Option<PartId> {
        self.options.matched.get(&row).copied().filter(|part| self.room.parts.get(part.0).is_some())
    }

    /// A part that is there, by a number of its maker or of a supplier.
    fn by_other_numbers(&mut self, row: u32) -> Result<Option<PartId>, ImportError> {
        // A row that has a number of its own means no other part that a maker's number is of, too.
        let numbers = [Target::PartNumber, Target::ManufacturerNumber, Target::SupplierNumber].map(|it| self.text(row, it));
        let asked = if numbers[0].is_empty() { &numbers[1..] } else { &numbers[..1] };
        for number in asked.iter().copied().filter(|number| !number.is_empty()) {
            match &self.names.by_source(number)[..] {
                [] => {}
                [one] => return Ok(Some(*one)),
                several if self.options.parts.get(number).is_some_and(|part| several.contains(part)) => {
                    return Ok(self.options.parts.get(number).copied());
                }
                several => {
                    let parts = several.len();
                    let question =
                        Question::SeveralParts { number: number.to_owned(), line: self.line(row), parts: several.to_vec() };
                    if !self.report.questions.contains(&question) {
                        self.report.questions.push(question);
                    }
                    return Err(ImportError::new(0, Problem::SeveralParts).with(number).with(parts));
                }
            }
        }
        Ok(None)
    }

    /// `1M` is not `1m`: another part, and said.
    pub fn tell_case(&mut self, row: u32, wanted: PartText) {
        if let Some(other) = self.names.in_other_case(wanted.number) {
            let warning = ImportError::new(0, Problem::CaseDiffers).with(wanted.number).with(other);
            self.warn(row, warning.on(self.column(row, Target::PartNumber)));
        }
    }

    /// What a row of a BOM or of stock tells of a part that is not there yet.
    fn new_part_fields(&mut self, row: u32) -> Result<Fields, ImportError> {
        let mut fields = Fields::new();
        put_text(&mut fields, PART.description, &self.description(row));
        if !super::sources::has_maker_number(self, row) {
            put_text(&mut fields, PART.notes, self.text(row, Target::Manufacturer));
        }
        if self.kind == ImportKind::Bom && self.text(row, Target::SupplierNumber).is_empty() {
            if let Some(cost) = self.number(row, Target::Cost)? {
                fields.push((PART.cost.number(), Value::Quantity(cost)));
            }
        }
        self.put_unit(row, PART.unit_of_measure, &mut fields)?;
        // Its tracking is left open, so that it takes any record: rows without a number may follow.
        Ok(fields)
    }

    /// A description, or what stands for it: value and footprint.
    fn description(&self, row: u32) -> String {
        let text = self.text(row, Target::Description);
        if !text.is_empty() || self.kind != ImportKind::Bom {
            return text.to_owned();
        }
        let number = self.text(row, Target::PartNumber);
        let texts = [Target::Value, Target::Footprint].map(|target| self.text(row, target));
        texts.into_iter().filter(|text| !text.is_empty() && *text != number).collect::<Vec<_>>().join(", ")
    }

    /// A part's fields from a row of a parts file; the columns that are mapped and not empty.
    pub fn part_fields(&mut self, row: u32) -> Result<Fields, ImportError> {
        let mut fields = Fields::new();
        put_text(&mut fields, PART.description, self.text(row, Target::Description));
        put_text(&mut fields, PART.notes, self.text(row, Target::Notes));
        for (target, field, words) in [
            (Target::Tracking, PART.tracking_type, Tracking::WORDS),
            (Target::PartType, PART.part_type, crate::domain::PartType::WORDS),
            (Target::Sourcing, PART.sourcing_strategy, Sourcing::WORDS),
        ] {
            if let Some(number) = self.word(row, target, words)? {
                fields.push((field.number(), if number == 1 { Value::Null } else { Value::Choice(number) }));
            }
        }
        for (target, field) in
            [(Target::Cost, PART.cost), (Target::ReorderMin, PART.reorder_min), (Target::ReorderMax, PART.reorder_max)]
        {
            if let Some(number) = self.number(row, target)? {
                fields.push((field.number(), Value::Quantity(number)));
            }
        }
        if let Some(days) = self.whole(row, Target::LeadTime)? {
            fields.push((PART.lead_time.number(), Value::Int(days)));
        }
        if self.text(row, Target::Notes).is_empty() {
            if !super::sources::has_maker_number(self, row) {
                put_text(&mut fields, PART.notes, self.text(row, Target::Manufacturer));
            }
        }
        self.put_unit(row, PART.unit_of_measure, &mut fields)?;
        fields.extend(attributes::values(self, row)?);
        Ok(fields)
    }
}
