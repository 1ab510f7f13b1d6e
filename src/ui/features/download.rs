//! The button that offers a table or a report as a file.

use leptos::prelude::*;

use crate::domain::model::record::Table;
use crate::i18n::{Word, say, word};
use crate::ui::components::{IconName, Menu, MenuFace, MenuItem};
use crate::ui::state::download::{Extract, FileForm};
use crate::ui::state::use_downloads;

/// A file that is offered.
#[derive(Clone)]
pub struct Offer {
    label: String,
    form: FileForm,
    /// What is in it, by name, and what is wanted; asked when it is chosen.
    make: Callback<(), (String, Extract)>,
}

/// The same content as CSV and as a workbook, under these labels.
pub fn both_forms(
    labels: [String; 2],
    make: impl Fn() -> (String, Extract) + Send + Sync + 'static,
) -> impl Iterator<Item = Offer> {
    let make = Callback::new(move |()| make());
    labels.into_iter().zip([FileForm::Csv, FileForm::Xlsx]).map(move |(label, form)| Offer { label, form, make })
}

/// A report by its name, as CSV and as a workbook.
pub fn report(name: Word, make: impl Fn() -> (String, Extract) + Send + Sync + 'static) -> impl Iterator<Item = Offer> {
    both_forms([Word::FileOfferCsv, Word::FileOfferXlsx].map(|form| say(form, &[word(name)])), make)
}

/// What is offered of records: the table as it is shown, what an import reads again, and of parts their BOMs.
pub fn of_records(label: Word, table: Table, shown: impl Fn() -> (Vec<u32>, Extract) + Send + Sync + 'static) -> Vec<Offer> {
    let shown = StoredValue::new(shown);
    let name = move || word(label).to_owned();
    let words = |words: [Word; 2]| words.map(String::from);
    let mut offers: Vec<Offer> =
        both_forms(words([Word::FileShownCsv, Word::FileShownXlsx]), move || (name(), shown.with_value(|shown| shown().1)))
            .collect();
    if matches!(table, Table::Part | Table::Inventory | Table::Location | Table::Supplier | Table::SupplierPart) {
        offers.extend(both_forms(words([Word::FileAllCsv, Word::FileAllXlsx]), move || {
            let ids = shown.with_value(|shown| shown().0);
            (name(), Extract::Records { table, ids, columns: Vec::new() })
        }));
    }
    if table == Table::Part {
        offers.extend(both_forms(words([Word::FileBomsCsv, Word::FileBomsXlsx]), move || {
            (word(Word::Bom).to_owned(), Extract::Boms(shown.with_value(|shown| shown().0)))
        }));
    }
    offers
}

/// A button with the files that are offered.
#[component]
pub fn DownloadMenu(offers: Vec<Offer>) -> impl IntoView {
    let downloads = use_downloads();
    let items = offers.into_iter().map(move |offer| {
        let Offer { label, form, make } = offer;
        let choose = move |()| {
            let (name, extract) = make.run(());
            downloads.start(name, extract, form);
        };
        view! { <MenuItem label=label icon=IconName::Download on_choose=choose /> }
    });
    view! {
        <Menu label=Word::FileDownload face=MenuFace::Word icon=IconName::Download>
            {items.collect_view()}
        </Menu>
    }
}
