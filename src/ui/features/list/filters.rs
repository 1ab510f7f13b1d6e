//! The filters of a list: the options that a person has, and what each asks of a record.

use std::sync::Arc;

use crate::domain::Date;
use crate::domain::model::record::{Field, Table};
use crate::domain::query::find::{Filter, Op, Operand};
use crate::i18n::{Word, word};
use crate::ui::components::FilterSpec;
use crate::ui::fields;

/// What an option's value asks of a record today; none for a value that is no option.
pub type FilterTest = Arc<dyn Fn(&str, Date) -> Option<Filter> + Send + Sync>;

/// One filter.
#[derive(Clone)]
pub struct ListFilter {
    /// As the person sees it.
    pub spec: FilterSpec,
    /// What a value of it asks.
    pub test: FilterTest,
}

impl ListFilter {
    /// A filter of these options: value and word.
    pub fn new(
        key: &'static str,
        label: impl Into<String>,
        options: Vec<(String, String)>,
        test: impl Fn(&str, Date) -> Option<Filter> + Send + Sync + 'static,
    ) -> ListFilter {
        ListFilter { spec: FilterSpec::new(key, label, options), test: Arc::new(test) }
    }
}

/// A filter over the words of a set.
pub fn choice_filter(key: &'static str, field: Field, words: &'static [&'static str]) -> ListFilter {
    let options = words.iter().map(|api| ((*api).to_owned(), fields::choice(api).to_owned())).collect();
    ListFilter::new(key, fields::label(field), options, move |value, _| {
        words.contains(&value).then(|| Filter::test(&[field], Op::Eq, Operand::Choice(value.into())))
    })
}

/// Yes or no of a flag, as a filter of two words.
pub fn flag_filter(key: &'static str, label: Word, field: Field) -> ListFilter {
    ListFilter::new(key, word(label), yes_or_no(), move |value, _| {
        Some(Filter::test(&[field], Op::Eq, Operand::Flag(value == "yes")))
    })
}

/// The options yes and no.
pub fn yes_or_no() -> Vec<(String, String)> {
    vec![(String::from("yes"), Word::Yes.into()), (String::from("no"), Word::No.into())]
}

/// A record that the address may narrow a list to; it stands over the list as a chip.
#[derive(Clone, Copy)]
pub struct Pin {
    /// Its key in the address.
    pub key: &'static str,
    /// The field that must refer to it.
    pub field: Field,
    /// Whose record it is.
    pub table: Table,
}
