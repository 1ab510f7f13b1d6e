//! What will come of every row, what stands in the way, and the button that imports.

use leptos::prelude::*;

use super::rows::{RowCounts, RowTableOf};
use super::state::{ImportState, is_decided};
use crate::i18n::{Word, format, say, word};
use crate::ui::components::{ActionBar, Banner, Button, ButtonKind, IconName, ShortTable, Tone};
use crate::worker::message::{Dry, LeaveOut, Problems, Several};

/// The report of the dry run, as soon as there is one. It stays while the next is made, so that nobody loses the place.
#[component]
pub fn Report(import: ImportState) -> impl IntoView {
    let is_there = Memo::new(move |_| import.dry.with(Option::is_some));
    let dry = move || import.dry.get();
    // Where no row can be read before something is decided, the rows have nothing to say.
    let has_rows = Memo::new(move |_| import.dry.with(|dry| dry.as_ref().is_some_and(|dry| !is_undecided_whole(dry))));
    view! {
        <Show when=move || is_there.get()>
            {move || dry().map(|dry| asked(&dry.asked))}
            {move || dry().map(|dry| view! { <SeveralParts import=import several=dry.several.clone() /> })}
            <Show when=move || has_rows.get()>
                <RowCounts import=import />
                {move || dry().map(|dry| view! { <News dry=(*dry).clone() /> })}
                {move || dry().map(|dry| go(import, &dry))}
                <RowTableOf import=import />
            </Show>
            {move || dry().map(|dry| view! { <Warnings problems=dry.warnings.clone() /> })}
        </Show>
    }
}

/// Whether the file as a whole waits for a decision.
fn is_undecided_whole(dry: &Dry) -> bool {
    !dry.asked.is_empty() && dry.counts[5] == dry.counts.iter().sum::<u32>()
}

/// What must be decided first.
fn asked(asked: &[String]) -> Option<impl IntoView + use<>> {
    let sentences = asked.iter().map(|sentence| view! { <li>{sentence.clone()}</li> }).collect_view();
    (!asked.is_empty()).then(|| {
        view! {
            <div class="banner tone-warn import-asked" role="note">
                <strong>{word(Word::ImportAsked)}</strong>
                <ul class="consequences">{sentences}</ul>
            </div>
        }
    })
}

/// Numbers that several parts have: the person says which is meant.
#[component]
fn SeveralParts(import: ImportState, several: Vec<Several>) -> impl IntoView {
    let fields = several.iter().cloned().enumerate().map(|(at, it)| {
        let Several { number, line, parts, chosen } = it;
        let id = format!("several-{at}");
        let label = match line {
            0 => say(Word::ImportWhichPart, &[&number]),
            line => say(Word::ImportWhichPartLine, &[&number, &format::count(line as usize)]),
        };
        let none = (0, word(Word::ImportAsk).to_owned());
        let options = std::iter::once(none).chain(parts).map(|(part, name)| {
            view! {
                <option value=part.to_string() selected=part == chosen>
                    {name}
                </option>
            }
        });
        view! {
            <div class="field half" class:asked=chosen == 0>
                <label for=id.clone()>{label}</label>
                <select
                    id=id
                    on:change=move |event| import.choose_part(&number, event_target_value(&event).parse().unwrap_or(0))
                >
                    {options.collect_view()}
                </select>
            </div>
        }
    });
    (!several.is_empty()).then(|| view! { <div class="form-fields">{fields.collect_view()}</div> })
}

/// What is created beside the rows, and what is there and not in the file.
#[component]
fn News(dry: Dry) -> impl IntoView {
    let labels = [Word::ImportNewPartsAre, Word::ImportNewLocationsAre, Word::ImportNewSuppliersAre, Word::ImportNewUnitsAre];
    let all = labels.into_iter().zip(dry.new).chain([(Word::ImportGone, dry.gone)]);
    let lines: Vec<String> = all
        .filter(|(_, (count, _))| *count > 0)
        .map(|(label, (count, names))| {
            let is_more = names.split(", ").count() < count as usize;
            let names = if is_more { [&names, ", …"].concat() } else { names };
            say(label, &[&format::count(count as usize), &names])
        })
        .collect();
    (!lines.is_empty()).then(|| {
        view! { <ul class="consequences">{lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul> }
    })
}

/// Warnings by line and column; the first of them where there are many.
#[component]
fn Warnings(problems: Problems) -> impl IntoView {
    let more = (problems.total as usize).saturating_sub(problems.listed.len());
    let more = (more > 0).then(|| view! { <p>{say(Word::ImportMore, &[&format::count(more)])}</p> });
    let row = |(line, head, says): (u32, String, String)| {
        view! {
            <tr>
                <td class="end">{format::count(line as usize)}</td>
                <td>{head}</td>
                <td>{says}</td>
            </tr>
        }
    };
    let title = say(Word::ImportWarningsCount, &[&format::count(problems.total as usize)]);
    (!problems.listed.is_empty()).then(|| {
        view! {
            <details class="import-warnings">
                <summary>{title}</summary>
                <ShortTable label=word(Word::ImportWarnings)>
                    <thead>
                        <tr>
                            <th scope="col" class="end">
                                {word(Word::ImportLine)}
                            </th>
                            <th scope="col">{word(Word::ImportColumn)}</th>
                            <th scope="col">{word(Word::ImportSays)}</th>
                        </tr>
                    </thead>
                    <tbody>{problems.listed.into_iter().map(row).collect_view()}</tbody>
                </ShortTable>
                {more}
            </details>
        }
    })
}

/// The button that imports, or why there is none.
fn go(import: ImportState, dry: &Dry) -> AnyView {
    let rows: u32 = dry.counts[..3].iter().sum();
    let to_leave_out = dry.to_leave_out as usize;
    let leave_out = (to_leave_out > 0).then(|| {
        let label = say(Word::ImportLeaveOut, &[&format::count(to_leave_out)]);
        view! { <Button label=label on_press=move || import.leave_out(LeaveOut::Wrong) /> }
    });
    if !is_decided(dry) {
        let why = if dry.asked.is_empty() { Word::ImportBlocked } else { Word::ImportUndecided };
        return view! { <Banner tone=Tone::Bad text=word(why)>{leave_out}</Banner> }.into_any();
    }
    if rows == 0 && dry.taken_off == 0 {
        return view! { <Banner tone=Tone::Info text=word(Word::ImportNothing) /> }.into_any();
    }
    let label = match rows {
        0 => word(Word::ImportTakeOff).to_owned(),
        rows => say(Word::ImportGo, &[&format::count(rows as usize)]),
    };
    view! {
        <ActionBar>
            <Button
                label=label
                kind=ButtonKind::Primary
                icon=IconName::Check
                busy=Signal::derive(move || import.busy.with(Option::is_some))
                on_press=move || import.write(rows)
            />
        </ActionBar>
    }
    .into_any()
}
