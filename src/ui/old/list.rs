//! A list page as data: a table's columns, filters and search, with the state in the address.

use crate::ui::old::live;
use crate::ui::old::view::{View, el};
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;

use super::components::{Align, CellData, Column, FilterSpec, RowData, TableSpec, data_table, filter_bar};
use super::nav::use_nav;
use super::{fields, room};
use crate::domain::model::record::{Field, Table};
use crate::domain::query::find::{Filter, Op, Operand, Query, Sort};
use crate::domain::{Date, Stockroom};
use crate::i18n::{Word, word};

/// A column: what it reads and how wide it is.
#[derive(Clone, Copy)]
pub struct Col {
    /// The path of references to the field.
    pub path: &'static [Field],
    /// CSS grid width.
    pub width: &'static str,
    /// Numbers stand at the end.
    pub number: bool,
    /// Serials, lots, part numbers.
    pub mono: bool,
    /// Left out on a phone.
    pub wide_only: bool,
    /// A second, quieter line.
    pub sub: &'static [Field],
    /// Its head, where the field's own name would not do.
    pub title: Option<Word>,
}

impl Col {
    /// A column of text.
    pub const fn new(path: &'static [Field], width: &'static str) -> Col {
        Col { path, width, number: false, mono: false, wide_only: false, sub: &[], title: None }
    }
    /// … of numbers.
    pub const fn number(mut self) -> Col {
        self.number = true;
        self
    }
    /// … of codes.
    pub const fn mono(mut self) -> Col {
        self.mono = true;
        self
    }
    /// … that a phone leaves out.
    pub const fn wide(mut self) -> Col {
        self.wide_only = true;
        self
    }
    /// … with a second line.
    pub const fn sub(mut self, path: &'static [Field]) -> Col {
        self.sub = path;
        self
    }
    /// … under another head.
    pub const fn titled(mut self, title: Word) -> Col {
        self.title = Some(title);
        self
    }

    fn column(&self, key: u16) -> Column {
        let title = match (self.title, self.path.last()) {
            (Some(title), _) => word(title),
            (None, Some(field)) => fields::label(*field),
            (None, None) => "",
        };
        Column {
            key,
            title: title.to_owned(),
            align: if self.number { Align::End } else { Align::Start },
            width: self.width,
            sortable: true,
            hide_on_phone: self.wide_only,
        }
    }

    fn cell(&self, room: &Stockroom, id: u32, today: Date) -> CellData {
        let cell = fields::cell(room, self.path, id, today, self.mono);
        if self.sub.is_empty() {
            return cell;
        }
        match fields::text(room, &fields::follow(room, self.sub, id, today)) {
            sub if sub.is_empty() => cell,
            sub => cell.sub(sub),
        }
    }
}

/// One choice of the filter bar.
pub struct ListFilter {
    /// Its key in the address.
    pub key: &'static str,
    pub label: String,
    /// Value and word of each option.
    pub options: Vec<(String, String)>,
    /// What an option's value asks of a record; `None` for a value that is none.
    pub test: Rc<dyn Fn(&str) -> Option<Filter>>,
}

/// A list.
pub struct ListSpec {
    pub label: Word,
    pub table: Table,
    pub columns: &'static [Col],
    pub filters: Vec<ListFilter>,
    /// The tables that a row reads.
    pub reads: &'static [Table],
    /// What all rows must pass, beside the person's filters.
    pub only: Option<Rc<dyn Fn() -> Filter>>,
    /// The order where the person chose none: column and whether it goes down.
    pub sort: &'static [(u16, bool)],
    /// The chosen rows; `None` for a list without choosing.
    pub selection: Option<RwSignal<BTreeSet<u32>>>,
    /// Acts at the end of the filter bar.
    pub actions: Option<View>,
    /// What stands there while there is no record at all.
    pub empty: Rc<dyn Fn() -> View>,
    /// Where a row leads; empty: nowhere.
    pub href: Rc<dyn Fn(u32) -> String>,
}

/// The list: filter bar and table.
pub fn list(spec: ListSpec) -> View {
    let nav = use_nav();
    let ListSpec { label, table, columns, filters, reads, only, sort, selection, actions, empty, href } = spec;
    let tests: Vec<(&'static str, Rc<dyn Fn(&str) -> Option<Filter>>)> =
        filters.iter().map(|f| (f.key, f.test.clone())).collect();
    let tests = StoredValue::new_local(tests);
    let only = StoredValue::new_local(only);
    let route = live::memo(move || nav.pairs());
    let chosen_sort = live::memo(move || {
        route.with(|pairs| {
            let text = pairs.iter().find(|(key, _)| key == "sort").map_or("", |(_, value)| value.as_str());
            read_sort(text).unwrap_or_else(|| sort.to_vec())
        })
    });
    let ids = live::memo(move || {
        let mut tested: Vec<Filter> = Vec::new();
        if let Some(only) = only.get_value() {
            tested.push(only());
        }
        let search = route.with(|pairs| {
            tests.with_value(|tests| {
                for (key, test) in tests {
                    let value = pairs.iter().find(|(k, _)| k == key).map_or("", |(_, value)| value.as_str());
                    tested.extend(if value.is_empty() { None } else { test(value) });
                }
            });
            pairs.iter().find(|(key, _)| key == "q").map(|(_, value)| value.clone()).unwrap_or_default()
        });
        let order = chosen_sort.with(|sort| sorts(columns, sort));
        let query = Query { filter: (!tested.is_empty()).then_some(Filter::And(tested)), sort: order, search };
        let today = room::today();
        Arc::new(room::look(reads, |room| room::find(room, table, &query, today)))
    });
    let nothing_at_all = live::memo(move || room::look(&[table], |room| room.table(table).count() == 0));
    let bar = filters
        .into_iter()
        .map(|filter| FilterSpec { key: filter.key, label: filter.label, options: filter.options })
        .collect::<Vec<_>>();
    let head = columns.iter().enumerate().map(|(at, column)| column.column(at as u16)).collect();
    let row = move |id: u32| {
        let today = room::today();
        room::peek(|room| RowData {
            cells: columns.iter().map(|column| column.cell(room, id, today)).collect(),
            href: Some(href(id)).filter(|href| !href.is_empty()),
            ..RowData::default()
        })
    };
    let none_found = Rc::new(move || {
        if nothing_at_all.get() { empty() } else { View::from(el("p").class("nothing-found").child(word(Word::NothingFound))) }
    });
    let set = move |(key, value): (String, String)| nav.set_query(&key, &value);
    View::from(
        el("div")
            .class("list-page")
            .child(filter_bar(word(label), bar, route, Callback::new(set), actions.unwrap_or_else(|| View::Nothing)))
            .child(data_table(TableSpec {
                label: word(label).to_owned(),
                columns: head,
                ids,
                version: live::memo(move || room::look(reads, |room| room.head)),
                row: Rc::new(row),
                sort: chosen_sort,
                on_sort: Callback::new(move |sort: Vec<(u16, bool)>| nav.set_query("sort", &write_sort(&sort))),
                selection,
                on_open: None,
                empty: none_found,
            })),
    )
}

/// The order by these columns: keys, and whether each goes down.
pub fn sorts(columns: &[Col], order: &[(u16, bool)]) -> Vec<Sort> {
    let known = order.iter().filter_map(|(key, descending)| Some((columns.get(usize::from(*key))?, *descending)));
    known.map(|(column, descending)| Sort { path: column.path.to_vec(), descending }).collect()
}

/// `3` goes up by column 3, `-3` down; several are joined by dots.
fn read_sort(text: &str) -> Option<Vec<(u16, bool)>> {
    if text.is_empty() {
        return None;
    }
    let one = |part: &str| match part.strip_prefix('-') {
        Some(key) => Some((key.parse().ok()?, true)),
        None => Some((part.parse().ok()?, false)),
    };
    text.split('.').map(one).collect()
}

fn write_sort(sort: &[(u16, bool)]) -> String {
    let parts = sort.iter().map(|(key, descending)| [if *descending { "-" } else { "" }, &key.to_string()].concat());
    parts.collect::<Vec<_>>().join(".")
}

/// A filter over the words of a set.
pub fn choice_filter(key: &'static str, field: Field, words: &'static [&'static str]) -> ListFilter {
    ListFilter {
        key,
        label: fields::label(field).to_owned(),
        options: words.iter().map(|api| ((*api).to_owned(), fields::choice(api).to_owned())).collect(),
        test: Rc::new(move |value| words.contains(&value).then(|| Filter::test(&[field], Op::Eq, Operand::Choice(value.into())))),
    }
}
