//! Two BOMs side by side: what another revision gained, lost and changed, and the open work that the change touches.

use leptos::prelude::*;

use crate::domain::derive::bom_compare::{Difference, compare, touched_by};
use crate::domain::model::record::Field;
use crate::domain::store::stockroom::Key;
use crate::domain::{MbomItemId, PartId, Stockroom};
use crate::i18n::{Word, format, say, word};
use crate::ui::components::{Badge, Banner, Button, ButtonKind, Dialog, DialogWidth, IconName, Section, ShortTable, Tone};
use crate::ui::fields;
use crate::ui::routes::Route;
use crate::ui::state::use_stockroom;

/// Another revision of the same part number.
#[derive(Clone, PartialEq)]
struct Revision {
    part: PartId,
    name: String,
}

/// The other revisions of a part, each to open and to compare with.
#[component]
pub fn Revisions(part: PartId) -> impl IntoView {
    let others = use_stockroom().memo(move |stockroom| {
        let number = stockroom.parts.get(part.0).map_or("", |it| &*it.part_number);
        let same = stockroom.lookup(Key::PartNumber, 0, number).iter().copied().map(PartId);
        // The key is looked up without case: "pump-1" is another part.
        let is_other = |id: &PartId| *id != part && stockroom.parts.get(id.0).is_some_and(|it| &*it.part_number == number);
        same.filter(is_other).map(|id| Revision { part: id, name: stockroom.part_name(id) }).collect::<Vec<_>>()
    });
    let open = RwSignal::new(false);
    let other = RwSignal::new(PartId(0));
    let line = move |revision: Revision| {
        let compare = move || {
            other.set(revision.part);
            open.set(true);
        };
        view! {
            <li>
                <a href=Route::Part(revision.part.0).href()>{revision.name.clone()}</a>
                <Button label=say(Word::CompareWith, &[&revision.name]) kind=ButtonKind::Plain on_press=compare />
            </li>
        }
    };
    view! {
        <Show when=move || others.with(|others| !others.is_empty())>
            <Section title=Word::OtherRevisions>
                <ul class="plain-list">{move || others.get().into_iter().map(line).collect_view()}</ul>
            </Section>
        </Show>
        <Dialog open=open title=Word::CompareBoms width=DialogWidth::Wide>
            <Comparison part=part other=other.get_untracked() />
        </Dialog>
    }
}

/// A line of the comparison.
#[derive(Clone, PartialEq)]
struct Line {
    part: String,
    href: String,
    what: (Tone, IconName, Word),
    /// What differs, or the quantity of a line that only one of them has.
    details: Vec<String>,
}

/// The two BOMs: the older revision first.
#[component]
fn Comparison(part: PartId, other: PartId) -> impl IntoView {
    let stockroom = use_stockroom();
    let (before, after) = (part.min(other), part.max(other));
    let names = stockroom.read_untracked(|stockroom| [stockroom.part_name(before), stockroom.part_name(after)]);
    let lines = stockroom
        .memo(move |stockroom| compare(stockroom, before, after).iter().filter_map(|it| line(stockroom, it)).collect::<Vec<_>>());
    let same = stockroom.memo(move |stockroom| {
        compare(stockroom, before, after).iter().filter(|it| matches!(it, Difference::Same { .. })).count()
    });
    let touched = stockroom.memo(move |stockroom| {
        let touched = touched_by(stockroom, after);
        (touched.runs.len() + touched.kits.len() > 0)
            .then(|| say(Word::CompareTouches, &[&format::count(touched.runs.len()), &format::count(touched.kits.len())]))
    });
    let row = |line: Line| {
        let (tone, icon, label) = line.what;
        let details = line.details.into_iter().map(|text| view! { <li>{text}</li> }).collect_view();
        view! {
            <tr>
                <td class="mono">
                    <a href=line.href>{line.part}</a>
                </td>
                <td>
                    <Badge tone=tone icon=icon label=label />
                </td>
                <td>
                    <ul>{details}</ul>
                </td>
            </tr>
        }
    };
    view! {
        <p>{say(Word::CompareFromTo, &names.each_ref().map(|name| &**name))}</p>
        {move || touched.get().map(|text| view! { <Banner tone=Tone::Info text=text /> })}
        <Show
            when=move || lines.with(|lines| !lines.is_empty())
            fallback=|| view! { <p class="nothing">{word(Word::CompareSame)}</p> }
        >
            <ShortTable label=word(Word::CompareBoms)>
                <thead>
                    <tr>
                        <th scope="col">{word(Word::FieldPart)}</th>
                        <th scope="col">{word(Word::HistoryWhat)}</th>
                        <th scope="col">{word(Word::CompareDetails)}</th>
                    </tr>
                </thead>
                <tbody>{move || lines.get().into_iter().map(row).collect_view()}</tbody>
            </ShortTable>
        </Show>
        <p class="sum">{move || say(Word::CompareUnchanged, &[&format::count(same.get())])}</p>
    }
}

/// What is shown of a difference; nothing of what is the same.
fn line(stockroom: &Stockroom, difference: &Difference) -> Option<Line> {
    let (item, what, details) = match difference {
        Difference::Added(item) => (*item, (Tone::Good, IconName::Plus, Word::CompareAdded), vec![quantity(stockroom, *item)]),
        Difference::Gone(item) => (*item, (Tone::Bad, IconName::Minus, Word::CompareGone), vec![quantity(stockroom, *item)]),
        Difference::Changed { before, after, fields } => {
            let details = fields.iter().map(|field| change(stockroom, *field, *before, *after)).collect();
            (*after, (Tone::Info, IconName::Edit, Word::CompareChanged), details)
        }
        Difference::Same { .. } => return None,
    };
    let part = stockroom.mbom_items.get(item.0)?.part;
    Some(Line { part: stockroom.part_name(part), href: Route::Part(part.0).href(), what, details })
}

fn quantity(stockroom: &Stockroom, item: MbomItemId) -> String {
    let Some(line) = stockroom.mbom_items.get(item.0) else { return String::new() };
    let unit = stockroom.parts.get(line.part.0).map(|part| part.unit_of_measure).unwrap_or_default();
    fields::quantity_of(stockroom, line.quantity, unit)
}

fn change(stockroom: &Stockroom, field: Field, before: MbomItemId, after: MbomItemId) -> String {
    let text = |item: MbomItemId| {
        let text = fields::value_text(stockroom, field, &stockroom.value_of(field, item.0));
        if text.is_empty() { word(Word::ValueNone).to_owned() } else { text }
    };
    say(Word::ChangeSet, &[fields::label(field), &text(before), &text(after)])
}
