//! Documents for paper: pick list, packing list, kit, as-built record, recall list and count sheet, on A4 or Letter, with codes
//! that scan.

mod data;

use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::model::record::Table;
use crate::i18n::{Word, format, say, word};
use crate::label::SymbolKind;
use crate::ui::components::{Button, ButtonKind, Choice, EmptyState, IconName};
use crate::ui::fields;
use crate::ui::print_page::print_on;
pub use crate::ui::routes::Paper;
use crate::ui::state::{use_router, use_stockroom};
use crate::worker::message::{Ask, Tell};
use data::Document;

/// Modules of codes on paper, millimetres: what a scanner reads at arm's length, and what fits a row.
const HEAD_MODULE: f64 = 0.6;
const ROW_MODULE: f64 = 0.4;
/// The margin of a page, millimetres.
const MARGIN: f64 = 12.0;
/// Where the choice of paper is remembered.
const SIZE: &str = "paper";
const A4: (f64, f64) = (210.0, 297.0);
const LETTER: (f64, f64) = (215.9, 279.4);

/// The codes of a document as SVG: its own, then one a row.
type Codes = Arc<(String, Vec<String>)>;

/// The table of the records that a document is of.
const fn table(paper: Paper) -> Table {
    match paper {
        Paper::PickList | Paper::PackingList | Paper::Kit => Table::Kit,
        Paper::AsBuilt | Paper::Recall => Table::Inventory,
        Paper::CountSheet => Table::Location,
    }
}

/// A document.
#[component]
pub fn PaperPage(paper: Paper, id: u32) -> impl IntoView {
    let (stockroom, router) = (use_stockroom(), use_router());
    let document = Memo::new(move |_| {
        let today = stockroom.today();
        stockroom.read_cached(|room, cache| data::document(room, cache, paper, id, today))
    });
    let back = fields::href(table(paper), id);
    let name = stockroom.name_of(table(paper), id);
    let title = document.with_untracked(|it| it.as_ref().map_or(word(Word::NotThere).to_owned(), |it| it.title.clone()));
    router.set_title(title, Some((back, name)));
    let codes = RwSignal::new(None::<Codes>);
    draw_codes(document, codes);
    let size = Memo::new(move |_| {
        let chosen = stockroom.preferences().labels.get(SIZE).cloned();
        chosen.unwrap_or_else(|| if is_letter_land() { "letter".to_owned() } else { "a4".to_owned() })
    });
    print_on(move || Some((if size.get() == "letter" { LETTER } else { A4 }, MARGIN)));
    let sizes = vec![(String::from("a4"), String::from("A4")), (String::from("letter"), String::from("Letter"))];
    let choose = move |size: String| stockroom.prefer(|preferences| drop(preferences.labels.insert(SIZE.to_owned(), size)));
    let print = move || {
        let _ = window().print();
    };
    let sheet = move || match document.get() {
        Some(document) => view! { <Sheet document=document codes=codes /> }.into_any(),
        None => view! { <EmptyState icon=IconName::Print title=word(Word::NotThere) text=word(Word::NotThereText) /> }.into_any(),
    };
    view! {
        <div class="page paper-page">
            <div class="paper-acts">
                <Choice
                    label=Word::PaperSize
                    options=Signal::stored(sizes)
                    value=Signal::derive(move || size.get())
                    on_choose=choose
                />
                <Button
                    label=Word::Print
                    icon=IconName::Print
                    kind=ButtonKind::Primary
                    on_press=print
                    disabled=Signal::derive(move || codes.with(Option::is_none))
                />
            </div>
            {sheet}
        </div>
    }
}

/// Whether the browser's own country prints on Letter.
fn is_letter_land() -> bool {
    let first = crate::web::languages().into_iter().next().unwrap_or_default();
    ["-US", "-CA", "-MX", "-PH", "-CL", "-CO"].iter().any(|country| first.ends_with(country))
}

/// Has the worker draw the codes, anew whenever the document is another.
fn draw_codes(document: Memo<Option<Document>>, codes: RwSignal<Option<Codes>>) {
    let stockroom = use_stockroom();
    stockroom.keep_worker();
    let wanted = Memo::new(move |_| {
        let document = document.get()?;
        Some((document.code, document.rows.into_iter().map(|row| row.code).collect::<Vec<_>>()))
    });
    Effect::new(move || {
        let Some((own, rows)) = wanted.get() else { return };
        let head = Ask::Symbols { kind: SymbolKind::Qr, texts: vec![own], module: HEAD_MODULE, height: 0.0 };
        let below = Ask::Symbols { kind: SymbolKind::DataMatrix, texts: rows, module: ROW_MODULE, height: 0.0 };
        leptos::task::spawn_local(async move {
            let worker = stockroom.worker();
            let drawn = |answer| match answer {
                Some((Tell::Symbols(drawn), _)) => Some(drawn),
                _ => None,
            };
            let head = drawn(worker.last(head, None).await);
            let rows = drawn(worker.last(below, None).await);
            if let (Some(head), Some(rows)) = (head, rows) {
                codes.try_set(Some(Arc::new((head.concat(), rows))));
            }
        });
    });
}

/// The document as it is printed.
#[component]
fn Sheet(document: Document, codes: RwSignal<Option<Codes>>) -> impl IntoView {
    let stockroom = use_stockroom();
    let of = stockroom.memo(|room| room.settings.get(1).map_or(String::new(), |it| it.stockroom_name.to_string()));
    let by = stockroom.memo(move |room| room.users.get(stockroom.actor().0).map_or(String::new(), |it| it.name.to_string()));
    let printed = move || say(Word::PaperPrinted, &[&format::day(&stockroom.today().to_string()), &by.get()]);
    let own = move || codes.with(|codes| codes.as_ref().map_or(String::new(), |codes| codes.0.clone()));
    let facts = document.facts.into_iter().map(|(name, value)| {
        view! {
            <div>
                <dt>{name}</dt>
                <dd>{value}</dd>
            </div>
        }
    });
    let numbers: Vec<bool> = document.heads.iter().map(|(_, is_number)| *is_number).collect();
    let rows = document.rows.iter().enumerate().map(|(at, row)| {
        let code = move || codes.with(|codes| codes.as_ref().and_then(|codes| codes.1.get(at).cloned()).unwrap_or_default());
        let indent = ["depth-", &row.depth.min(8).to_string()].concat();
        let cells = row.cells.iter().zip(&numbers).map(|(cell, is_number)| {
            view! { <td class:end=*is_number>{cell.clone()}</td> }
        });
        let cells = cells.collect_view();
        view! {
            <tr class=indent>
                {cells}
                <td class="paper-code" inner_html=code></td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    let heads = document.heads.into_iter().map(|(head, is_number)| {
        // What is counted is written by hand.
        let is_written = head == word(Word::PaperCounted);
        view! {
            <th scope="col" class:end=is_number class:paper-write=is_written>
                {head}
            </th>
        }
    });
    let table = if document.rows.is_empty() {
        view! { <p class="paper-none">{word(Word::PaperNothing)}</p> }.into_any()
    } else {
        view! {
            <table class="paper-table">
                <thead>
                    <tr>{heads.collect_view()} <th scope="col">{word(Word::PaperCode)}</th></tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        }
        .into_any()
    };
    let notes = document.notes.into_iter().map(|note| view! { <li>{note}</li> }).collect_view();
    let signatures = document.signatures.into_iter().map(|name| view! { <div><span></span>{name}</div> }).collect_view();
    view! {
        <article class="paper">
            <header class="paper-head">
                <div>
                    <p>{of}</p>
                    <h2>{document.title}</h2>
                    <p>{printed}</p>
                </div>
                <div class="paper-own" inner_html=own></div>
            </header>
            <dl class="paper-facts">{facts.collect_view()}</dl>
            {table}
            <ul class="paper-notes">{notes}</ul>
            <footer class="paper-signatures">{signatures}</footer>
        </article>
    }
}
