//! Attributes in a list: columns that a person can choose, and filters.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::{ListColumn, ListFilter, yes_or_no};
use crate::domain::model::record::{Field, Table};
use crate::domain::query::find::{Filter, Op, Operand};
use crate::domain::{AttributeType, Stockroom};
use crate::i18n::{Word, word};
use crate::ui::fields::own;

/// The columns of a table's attributes, each with its key.
pub(super) fn columns(stockroom: &Stockroom, table: Table) -> Vec<(u16, ListColumn)> {
    let column =
        |(id, it): (u32, &crate::domain::Attribute)| Some((own::key(id)?, ListColumn::of_attribute(table, id, it.r#type)));
    own::of_table(stockroom, table).into_iter().filter_map(column).collect()
}

/// A filter for each attribute of a table: of a choice by its choices, of yes and no by both, of others by whether there is
/// a value. What a text says is found by the search.
pub(super) fn filters(stockroom: &Stockroom, table: Table) -> Vec<ListFilter> {
    let filter = |(id, it): (u32, &crate::domain::Attribute)| {
        let path = [Field::of_attribute(table, id)];
        let options = match it.r#type {
            AttributeType::Choice => it.choices().map(|choice| (choice.to_owned(), choice.to_owned())).collect(),
            AttributeType::Boolean => yes_or_no(),
            _ => vec![
                (String::from("yes"), word(Word::HasValue).to_owned()),
                (String::from("no"), word(Word::HasNoValue).to_owned()),
            ],
        };
        let kind = it.r#type;
        ListFilter::new(filter_key(id), it.key.to_string(), options, move |value, _| {
            Some(match kind {
                AttributeType::Choice => Filter::test(&path, Op::Eq, Operand::Text(value.into())),
                AttributeType::Boolean => Filter::test(&path, Op::Eq, Operand::Flag(value == "yes")),
                _ => Filter::test(&path, Op::IsNull, Operand::Flag(value == "no")),
            })
        })
    };
    own::of_table(stockroom, table).into_iter().map(filter).collect()
}

/// The key of an attribute's filter in the address. It lives as long as the page, so each is made once and stays.
fn filter_key(attribute: u32) -> &'static str {
    thread_local! {
        static KEYS: RefCell<BTreeMap<u32, &'static str>> = const { RefCell::new(BTreeMap::new()) };
    }
    KEYS.with_borrow_mut(|keys| *keys.entry(attribute).or_insert_with(|| format!("own{attribute}").leak()))
}
