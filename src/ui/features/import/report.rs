//! What will come of every row, what stands in the way, and the button that imports.

use leptos::prelude::*;

use super::state::ImportState;
use crate::i18n::{Word, format, say, word};
use crate::ui::components::{Banner, Button, ButtonKind, IconName, ShortTable, Tone};
use crate::worker::message::{Dry, Problems};

/// The report of the dry run, as soon as there is one.
#[component]
pub fn Report(import: ImportState) -> impl IntoView {
    move || {
        import.dry.get().map(|dry| {
            let to_leave_out = dry.to_leave_out as usize;
            let leave_out = (to_leave_out > 0).then(|| {
                let label = say(Word::ImportLeaveOut, &[&format::count(to_leave_out)]);
                view! { <Button label=label on_press=move || import.leave_out() /> }
            });
            view! {
                <Numbers counts=dry.counts.to_vec() />
                <News new=dry.new.to_vec() />
                <ProblemTable label=Word::ImportErrors problems=dry.errors.clone() />
                {leave_out}
                <ProblemTable label=Word::ImportWarnings problems=dry.warnings.clone() />
                {go(import, &dry)}
            }
        })
    }
}

/// How many rows come to what; they add up to the rows of the file.
#[component]
fn Numbers(counts: Vec<u32>) -> impl IntoView {
    let labels = [Word::ImportCreates, Word::ImportUpdates, Word::ImportAdds, Word::ImportSkips, Word::ImportWrong];
    let all = counts.iter().sum();
    let figures = labels.into_iter().zip(counts).chain([(Word::ImportRows, all)]).map(|(label, count)| {
        view! {
            <div class="figure">
                <dt>{word(label)}</dt>
                <dd>{format::count(count as usize)}</dd>
            </div>
        }
    });
    view! { <dl class="figures">{figures.collect_view()}</dl> }
}

/// What is created beside the rows.
#[component]
fn News(new: Vec<(u32, String)>) -> impl IntoView {
    let labels = [Word::ImportNewPartsAre, Word::ImportNewLocationsAre, Word::ImportNewSuppliersAre, Word::ImportNewUnitsAre];
    let lines = labels.into_iter().zip(new).filter(|(_, (count, _))| *count > 0);
    let lines = lines.map(|(label, (count, names))| view! { <li>{say(label, &[&format::count(count as usize), &names])}</li> });
    view! { <ul class="consequences">{lines.collect_view()}</ul> }
}

/// Errors or warnings, by line and column; the first of them where there are many.
#[component]
fn ProblemTable(label: Word, problems: Problems) -> impl IntoView {
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
    (!problems.listed.is_empty()).then(|| {
        view! {
            <ShortTable label=word(label)>
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
        }
    })
}

/// The button that imports, or why there is none.
fn go(import: ImportState, dry: &Dry) -> AnyView {
    let rows: u32 = dry.counts[..3].iter().sum();
    if dry.errors.total > 0 {
        return view! { <Banner tone=Tone::Bad text=word(Word::ImportBlocked) /> }.into_any();
    }
    if rows == 0 {
        return view! { <Banner tone=Tone::Info text=word(Word::ImportNothing) /> }.into_any();
    }
    view! {
        <Button
            label=say(Word::ImportGo, &[&format::count(rows as usize)])
            kind=ButtonKind::Primary
            icon=IconName::Check
            busy=Signal::derive(move || import.busy.with(Option::is_some))
            on_press=move || import.write(rows)
        />
    }
    .into_any()
}
