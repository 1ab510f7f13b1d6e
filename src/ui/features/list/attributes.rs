//! Attributes in a list: columns that a person can choose, and filters.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::{ListColumn, ListFilter, yes_or_no};
use crate::domain::model::record::{Field, Table};
use crate::domain::query::find::{Filter, Op, Operand};
use crate::domain::{AttributeType, Date, Quantity, Stockroom};
use crate::ui::components::filter_value::{self, Asked};
use crate::ui::components::{FilterKind, FilterSpec};
use crate::ui::fields::own;

/// The columns of a table's attributes, each with its key.
pub(super) fn columns(stockroom: &Stockroom, table: Table) -> Vec<(u16, ListColumn)> {
    let column =
        |(id, it): (u32, &crate::domain::Attribute)| Some((own::key(id)?, ListColumn::of_attribute(table, id, it.r#type)));
    own::of_table(stockroom, table).into_iter().filter_map(column).collect()
}

/// A filter for each attribute of a table: of a choice by its choices, of yes and no by both, of a text by what it contains or
/// is, of numbers and dates from one to another; of these three also by whether there is a value.
pub(super) fn filters(stockroom: &Stockroom, table: Table) -> Vec<ListFilter> {
    let filter = |(id, it): (u32, &crate::domain::Attribute)| {
        let path = [Field::of_attribute(table, id)];
        let (key, label) = (filter_key(id), it.key.to_string());
        let typed = |kind: FilterKind| {
            let spec = FilterSpec::typed(key, label.clone(), kind);
            ListFilter { spec, test: Arc::new(move |value, _| test_of(path, kind, &filter_value::read(kind, value)?)) }
        };
        match it.r#type {
            AttributeType::Choice => {
                let options = it.choices().map(|choice| (choice.to_owned(), choice.to_owned())).collect();
                let test = move |value: &str, _| Some(Filter::test(&path, Op::Eq, Operand::Text(value.into())));
                ListFilter::new(key, label, options, test)
            }
            AttributeType::Boolean => {
                let test = move |value: &str, _| Some(Filter::test(&path, Op::Eq, Operand::Flag(value == "yes")));
                ListFilter::new(key, label, yes_or_no(), test)
            }
            AttributeType::Text => typed(FilterKind::Text),
            AttributeType::Number => typed(FilterKind::Number),
            AttributeType::Date => typed(FilterKind::Date),
        }
    };
    own::of_table(stockroom, table).into_iter().map(filter).collect()
}

/// What is asked, of a record; none where an end is no number and no day.
fn test_of(path: [Field; 1], kind: FilterKind, asked: &Asked) -> Option<Filter> {
    let end = |text: &str| match kind {
        FilterKind::Number => Quantity::parse(text).ok().map(Operand::Number),
        _ => Date::parse(text).map(Operand::Date),
    };
    match asked {
        Asked::Contains(text) => Some(like(path, &["%", &plain(text), "%"].concat())),
        Asked::Is(text) => Some(like(path, &plain(text))),
        Asked::Between(from, to) => {
            let from = end(from).map(|end| Filter::test(&path, Op::Gte, end));
            let to = end(to).map(|end| Filter::test(&path, Op::Lte, end));
            let both: Vec<Filter> = from.into_iter().chain(to).collect();
            (!both.is_empty()).then_some(Filter::And(both))
        }
        Asked::Has(has) => Some(Filter::test(&path, Op::IsNull, Operand::Flag(!has))),
    }
}

fn like(path: [Field; 1], pattern: &str) -> Filter {
    Filter::test(&path, Op::Ilike, Operand::Text(pattern.into()))
}

/// A text as a pattern of itself.
fn plain(text: &str) -> String {
    text.trim()
        .chars()
        .flat_map(|letter| matches!(letter, '%' | '_' | '\\').then_some('\\').into_iter().chain([letter]))
        .collect()
}

/// The key of an attribute's filter in the address. It lives as long as the page, so each is made once and stays.
fn filter_key(attribute: u32) -> &'static str {
    thread_local! {
        static KEYS: RefCell<BTreeMap<u32, &'static str>> = const { RefCell::new(BTreeMap::new()) };
    }
    KEYS.with_borrow_mut(|keys| *keys.entry(attribute).or_insert_with(|| format!("own{attribute}").leak()))
}
