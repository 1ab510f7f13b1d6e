//! Rows of one part number that say different things of the part: told, or asked about where they are many.

use super::columns::{Mapping, Target};
use super::csv::Sheet;
use super::problem::{ImportError, Problem};
use super::question::Question;
use super::report::{Options, Report};
use super::words::{self, Whose};
use crate::domain::PartId;
use std::collections::HashMap;

/// So many different things are asked about; fewer are told.
const ASKED: usize = 3;
/// Different things that are kept of a part.
const KEPT: usize = 8;

/// What rows say of each part.
pub(super) struct Alike {
    columns: Vec<usize>,
    parts: HashMap<u32, Said>,
}

struct Said {
    number: String,
    rows: u32,
    first: u32,
    /// Different texts of the columns, each with the row that first has it.
    variants: Vec<(u32, Vec<String>)>,
}

impl Alike {
    pub fn new(sheet: &Sheet, mapping: &Mapping) -> Alike {
        let own = mapping.iter().position(|it| *it == Some(Target::PartNumber));
        let head = own.and_then(|column| sheet.headers().nth(column)).unwrap_or("");
        let said = words::said(head).and_then(|it| it.whose);
        // Of a value, anything that differs makes another part.
        let of_value = said == Some(Whose::Value);
        let tells = |target: Target| match target {
            Target::Description | Target::Manufacturer | Target::ManufacturerNumber => true,
            Target::Value | Target::Footprint => of_value,
            _ => false,
        };
        let columns = (0..mapping.len()).filter(|it| mapping[*it].is_some_and(tells) && Some(*it) != own).collect();
        Alike { columns, parts: HashMap::new() }
    }

    pub fn note<'a>(&mut self, part: PartId, number: &str, row: u32, cell: impl Fn(usize) -> &'a str) {
        if self.columns.is_empty() {
            return;
        }
        let texts = || self.columns.iter().map(|column| cell(*column));
        match self.parts.get_mut(&part.0) {
            None => {
                let variants = vec![(row, texts().map(str::to_owned).collect())];
                self.parts.insert(part.0, Said { number: number.to_owned(), rows: 1, first: row, variants });
            }
            Some(said) => {
                said.rows += 1;
                let agrees = |variant: &[String]| {
                    variant.iter().zip(texts()).all(|(a, b)| a.is_empty() || b.is_empty() || a.eq_ignore_ascii_case(b))
                };
                if said.variants.len() < KEPT && !said.variants.iter().any(|(_, variant)| agrees(variant)) {
                    let texts = texts().map(str::to_owned).collect();
                    said.variants.push((row, texts));
                }
            }
        }
    }

    /// Tells, or asks about, the parts whose rows differ.
    pub fn tell(&self, sheet: &Sheet, options: &Options, report: &mut Report) {
        let mut differing: Vec<&Said> = self.parts.values().filter(|said| said.variants.len() > 1).collect();
        differing.sort_by_key(|said| said.first);
        let asked = differing.iter().find(|said| said.variants.len() >= ASKED).filter(|_| options.unite_alike.is_none());
        if let Some(said) = asked {
            let line = sheet.line(said.first as usize);
            let columns = self.differing_columns(said);
            report.questions.push(Question::Alike { number: said.number.clone(), line, rows: said.rows, columns });
        }
        for said in differing {
            let shown = |(_, texts): &(u32, Vec<String>)| {
                let texts: Vec<&str> = texts.iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
                texts.join(", ")
            };
            let (first, second) = (shown(&said.variants[0]), shown(&said.variants[1]));
            let warning = ImportError::new(sheet.line(said.variants[1].0 as usize), Problem::Alike);
            report.warnings.push(warning.with(&said.number).with(said.rows).with(first).with(second));
        }
    }

    fn differing_columns(&self, said: &Said) -> Vec<usize> {
        let differs = |at: &usize| said.variants.iter().any(|(_, texts)| texts[*at] != said.variants[0].1[*at]);
        (0..self.columns.len()).filter(differs).map(|at| self.columns[at]).collect()
    }
}
