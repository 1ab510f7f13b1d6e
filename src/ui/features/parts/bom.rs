//! The BOM of a part: its lines at the depth that is wanted, what they cost, and what the part itself goes into.

use leptos::prelude::*;

use super::forms::{copy_bom, line_form};
use crate::domain::model::record::Table;
use crate::domain::{MBOM_ITEM, MbomItemId, PART, PartId, Stockroom};
use crate::i18n::{Word, format, say, word};
use crate::ui::components::{
    Button, ButtonKind, CellData, Column, Icon, IconName, LinkButton, RowData, RowTable, Section, ShortTable,
};
use crate::ui::features::build;
use crate::ui::features::download::{DownloadMenu, report};
use crate::ui::features::forms::delete;
use crate::ui::fields;
use crate::ui::routes::Route;
use crate::ui::state::download::Extract;
use crate::ui::state::{use_dialogs, use_stockroom};

/// Levels that are shown where all are wanted.
const ALL_LEVELS: usize = 16;
/// Lines that are shown at most; a deeper look is on the page of what a line names.
const LIMIT: usize = 500;
/// Levels that are indented: deeper ones stand under the last of them.
const DEPTHS: [&str; 6] = ["depth-0", "depth-1", "depth-2", "depth-3", "depth-4", "depth-5"];

/// A line as it is shown.
#[derive(Clone, PartialEq)]
struct Line {
    depth: usize,
    item: MbomItemId,
    part: PartId,
    parent: PartId,
    name: String,
    /// What tells more: description, designators, substitutes.
    more: String,
    quantity: String,
    cost: String,
}

/// The section.
#[component]
pub fn Bom(part: PartId) -> impl IntoView {
    let (stockroom, dialogs) = (use_stockroom(), use_dialogs());
    let is_deep = RwSignal::new(false);
    let lines = Memo::new(move |_| {
        let depth = if is_deep.get() { ALL_LEVELS } else { 1 };
        stockroom.read(|stockroom| lines(stockroom, part, depth))
    });
    let has_lines = Memo::new(move |_| lines.with(|lines| !lines.is_empty()));
    let cost = stockroom.memo(move |stockroom| {
        if stockroom.referrers(MBOM_ITEM.parent, part.0).is_empty() {
            return String::new();
        }
        match stockroom.rolled_up_cost(part) {
            Some(cost) => say(Word::BomCost, &[&format::number(&cost.text())]),
            None => word(Word::BomCostUnknown).to_owned(),
        }
    });
    let offers: Vec<_> = report(Word::Bom, move || {
        let part_name = stockroom.read_untracked(|stockroom| stockroom.part_name(part));
        ([word(Word::Bom), " ", &part_name].concat(), Extract::Boms(vec![part.0]))
    })
    .collect();
    let acts = move || {
        view! {
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=is_deep
                    on:change=move |event| is_deep.set(event_target_checked(&event))
                />
                <span>{word(Word::AllLevels)}</span>
            </label>
            <DownloadMenu offers />
            <Show when=move || has_lines.get()>
                <LinkButton
                    label=word(Word::BuildTitle)
                    href=build::href_of(part)
                    icon=IconName::Assembly
                    kind=ButtonKind::Plain
                />
            </Show>
            <Button label=Word::CopyBomHere icon=IconName::Copy kind=ButtonKind::Plain on_press=move || copy_bom(dialogs, part) />
            <Button label=Word::AddBomLine icon=IconName::Plus on_press=move || line_form(dialogs, part, None) />
        }
    };
    view! {
        <Section title=Word::Bom acts=acts>
            <Show
                when=move || lines.with(|lines| !lines.is_empty())
                fallback=|| view! { <p class="nothing">{word(Word::BomEmpty)}</p> }
            >
                <ShortTable label=word(Word::Bom) class="tree">
                    <thead>
                        <tr>
                            <th scope="col">{word(Word::FieldPart)}</th>
                            <th scope="col" class="end">
                                {word(Word::FieldQuantity)}
                            </th>
                            <th scope="col" class="end">
                                {fields::label(PART.cost)}
                            </th>
                            <th scope="col">
                                <span class="hidden-text">{word(Word::Actions)}</span>
                            </th>
                        </tr>
                    </thead>
                    <tbody>
                        {move || lines.get().into_iter().map(|line| view! { <LineRow line=line /> }).collect_view()}
                    </tbody>
                </ShortTable>
                <Show when=move || { LIMIT <= lines.with(Vec::len) }>
                    <p class="nothing">{word(Word::TreeCut)}</p>
                </Show>
            </Show>
            <p class="sum" role="status">
                {cost}
            </p>
        </Section>
    }
}

#[component]
fn LineRow(line: Line) -> impl IntoView {
    let dialogs = use_dialogs();
    let Line { depth, item, parent, .. } = line;
    // Lines below belong to other parts.
    let acts = (depth == 0).then(|| {
        let edit = move || line_form(dialogs, parent, Some(item));
        let remove = move || delete(dialogs, Table::MbomItem, item.0, "");
        view! {
            <RowButton label=Word::Edit of=line.name.clone() icon=IconName::Edit on_press=edit />
            <RowButton label=Word::RemoveIt of=line.name.clone() icon=IconName::Delete on_press=remove />
        }
    });
    view! {
        <tr data-level=(depth + 1).to_string()>
            <td class=DEPTHS[depth.min(DEPTHS.len() - 1)] data-title=word(Word::FieldPart)>
                <a href=Route::Part(line.part.0).href()>{line.name.clone()}</a>
                <span class="cell-sub">{line.more}</span>
            </td>
            <td class="end" data-title=word(Word::FieldQuantity)>
                {line.quantity}
            </td>
            <td class="end" data-title=fields::label(PART.cost)>
                {line.cost}
            </td>
            <td class="tree-acts">{acts}</td>
        </tr>
    }
}

fn lines(stockroom: &Stockroom, part: PartId, depth: usize) -> Vec<Line> {
    let found = stockroom.bom(part, depth, LIMIT);
    let costs = stockroom.rolled_up_costs(found.iter().map(|line| line.part));
    let line = |(line, cost): (crate::domain::derive::bom::BomLine, Option<_>)| {
        let item = stockroom.mbom_items.get(line.item.0)?;
        let child = stockroom.parts.get(item.part.0);
        let mut more: Vec<String> = Vec::new();
        more.extend(child.map(|part| part.description.to_string()));
        more.push(stockroom.designators_of_item(line.item).join(", "));
        let substitutes = stockroom.substitutes_of(line.item);
        if !substitutes.is_empty() {
            let names: Vec<String> = substitutes.iter().map(|part| stockroom.part_name(*part)).collect();
            more.push(say(Word::OrSubstitutes, &[&names.join(", ")]));
        }
        more.push(item.notes.to_string());
        more.retain(|text| !text.is_empty());
        let unit = child.map(|part| part.unit_of_measure).unwrap_or_default();
        Some(Line {
            depth: line.depth,
            item: line.item,
            part: item.part,
            parent: item.parent,
            name: stockroom.part_name(item.part),
            more: more.join(" · "),
            quantity: fields::quantity_of(stockroom, item.quantity, unit),
            cost: cost.map_or(String::new(), |cost: crate::domain::derive::bom::Exact| format::number(&cost.text())),
        })
    };
    found.into_iter().zip(costs).filter_map(line).collect()
}

/// A button of a row, which names the row to who can't see it.
#[component]
pub fn RowButton(
    label: Word,
    /// The row's name.
    of: String,
    icon: IconName,
    #[prop(into)] on_press: Callback<()>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="button"
            aria-label=say(Word::ActOn, &[word(label), &of])
            on:click=move |_| on_press.run(())
        >
            <Icon icon=icon />
            <span>{word(label)}</span>
        </button>
    }
}

/// What has this part on its BOM, as itself or as a substitute.
#[component]
pub fn WhereUsed(part: PartId) -> impl IntoView {
    let rows = use_stockroom().memo(move |stockroom| {
        let uses = [
            (stockroom.referrers(MBOM_ITEM.part, part.0).to_vec(), ""),
            (stockroom.substituted_by(part), word(Word::AsSubstitute)),
        ];
        let unit = stockroom.parts.get(part.0).map(|part| part.unit_of_measure).unwrap_or_default();
        let mut rows = Vec::new();
        for (lines, note) in uses {
            for line in lines.into_iter().filter_map(|id| stockroom.mbom_items.get(id)) {
                let parent = stockroom.parts.get(line.parent.0);
                let description = parent.map_or(String::new(), |part| part.description.to_string());
                let cells = vec![
                    CellData::mono(stockroom.part_name(line.parent)),
                    CellData::plain(description),
                    CellData::number(fields::quantity_of(stockroom, line.quantity, unit)),
                    CellData::plain(note),
                ];
                rows.push(RowData { cells, href: Some(Route::Part(line.parent.0).href()), ..RowData::default() });
            }
        }
        rows
    });
    let columns = vec![
        Column::new(0, fields::label(MBOM_ITEM.parent)).unsorted(),
        Column::new(1, fields::label(PART.description)).unsorted(),
        Column::new(2, word(Word::FieldQuantity)).number().unsorted(),
        Column::new(3, word(Word::FieldState)).unsorted(),
    ];
    view! {
        <Section title=Word::WhereUsed>
            <RowTable label=word(Word::WhereUsed) columns=columns rows=rows empty=word(Word::UsedNowhere) />
        </Section>
    }
}
