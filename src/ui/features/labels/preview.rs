//! The labels as they will be printed, whether every code was read back, and the printing.

use std::sync::Arc;

use leptos::prelude::*;

use super::settings::SIDES;
use super::state::{LabelState, Stage};
use crate::i18n::{Word, format, say, word};
use crate::label::LABELS;
use crate::ui::components::{Banner, Button, ButtonKind, EmptyState, Icon, IconName, Section, Tone};
use crate::ui::print_page::print_on;

/// Problems that are listed one by one.
const LISTED: usize = 8;

/// The labels, and what can be done with them.
#[component]
pub fn Preview(state: LabelState) -> impl IntoView {
    print_on(move || state.job.with(|job| job.as_ref().map(|job| (job.media.page, 0.0))));
    let is_roll = Memo::new(move |_| state.job.with(|job| job.as_ref().is_some_and(|job| job.media.is_roll())));
    let print_word = move || {
        if state.is_test.get() {
            return word(Word::LabelTestPage).to_owned();
        }
        say(Word::LabelsPrint, &[&format::count(state.count())])
    };
    let print = move || {
        let _ = window().print();
    };
    let acts = move || {
        view! {
            <Show when=move || is_roll.get() && !state.is_test.get()>
                <Button
                    label=Word::LabelsZpl
                    icon=IconName::Download
                    on_press=move || state.download()
                    disabled=Signal::derive(move || !state.is_ready())
                />
            </Show>
            <Button
                label=Signal::derive(print_word)
                icon=IconName::Print
                kind=ButtonKind::Primary
                on_press=print
                disabled=Signal::derive(move || !state.is_ready())
            />
        }
    };
    view! {
        <div class="labels-preview">
            <Section title=Word::LabelPreview acts=acts>
                <Standing state=state />
                <Troubles state=state />
                <Pages state=state />
            </Section>
        </div>
    }
}

/// What is being done, and what came of it.
#[component]
fn Standing(state: LabelState) -> impl IntoView {
    let is_empty = Memo::new(move |_| state.ids.with(Vec::is_empty) && !state.is_test.get());
    let retry = move || view! { <Button label=Word::TryAgain on_press=move || state.try_again() /> };
    let shown = move || {
        if is_empty.get() {
            return view! {
                <EmptyState icon=IconName::Label title=word(Word::LabelsNone) text=word(Word::LabelsNoneText) />
            }
            .into_any();
        }
        if state.is_too_many() {
            let text = say(Word::LabelsTooMany, &[&format::count(state.asked_for()), &format::count(LABELS)]);
            return view! { <Banner tone=Tone::Warn text=text /> }.into_any();
        }
        if state.job.with(Option::is_none) {
            let side = |side: f64| format::number(&side.to_string());
            let text = say(Word::LabelSizeWrong, &[&side(SIDES.0), &side(SIDES.1)]);
            return view! { <Banner tone=Tone::Warn text=text /> }.into_any();
        }
        let busy = |text: Word| view! { <Icon icon=IconName::Loader /> {word(text)} }.into_any();
        match state.stage.get() {
            Stage::Idle => ().into_any(),
            Stage::Making => busy(Word::LabelsMaking),
            Stage::Checking => busy(Word::LabelsChecking),
            Stage::Checked if state.is_test.get() => word(Word::LabelPrintHint).into_any(),
            Stage::Checked if state.count() == 0 => word(Word::LabelsNothingToPrint).into_any(),
            Stage::Checked => {
                view! { <Icon icon=IconName::CheckCircle /> {[word(Word::LabelsChecked), " ", word(Word::LabelPrintHint)].concat()} }
                    .into_any()
            }
            Stage::Unchecked => view! { <Banner tone=Tone::Bad text=word(Word::LabelsUnchecked)>{retry()}</Banner> }.into_any(),
            Stage::Lost => view! { <Banner tone=Tone::Bad text=word(Word::WorkerLost)>{retry()}</Banner> }.into_any(),
        }
    };
    view! {
        <div role="status" class="labels-standing">
            {shown}
        </div>
    }
}

/// What is left out and why, and where text is cut.
#[component]
fn Troubles(state: LabelState) -> impl IntoView {
    let faults = Memo::new(move |_| state.faults());
    let cut = Memo::new(move |_| state.made.with(|made| made.as_ref().map_or(0, |made| made.cut)));
    let shown = move || {
        let faults = faults.get();
        let count = faults.len();
        (count > 0).then(|| {
            let listed = faults.into_iter().take(LISTED).map(|fault| view! { <li>{fault}</li> }).collect_view();
            view! {
                <Banner tone=Tone::Warn text=say(Word::LabelsLeftOut, &[&format::count(count)]) />
                <ul class="labels-faults">{listed}</ul>
            }
        })
    };
    view! {
        {shown}
        <Show when=move || cut.get() != 0>
            <Banner tone=Tone::Info text=say(Word::LabelsCut, &[&format::count(cut.get() as usize)]) />
        </Show>
    }
}

/// The first label large, and the pages. All of them are there for the printer; the screen shows the first.
#[component]
fn Pages(state: LabelState) -> impl IntoView {
    let made = move || state.made.get();
    let first = move || {
        let made = made()?;
        (!made.preview.is_empty()).then(|| {
            view! {
                <figure class="label-first">
                    <div class="label-paper" inner_html=made.preview.clone()></div>
                    <figcaption class="muted">{word(Word::LabelPreviewOf)}</figcaption>
                </figure>
            }
        })
    };
    let said = move || {
        let pages = made().map_or(0, |made| made.pages.len());
        let labels = state.count();
        (labels > 0).then(|| say(Word::LabelPages, &[&format::count(labels), &format::count(pages)]))
    };
    let pages = move || {
        let made = made()?;
        let page = |svg: &String| view! { <div class="label-page" inner_html=svg.clone()></div> };
        Some(made.pages.iter().map(page).collect_view())
    };
    let more = move || {
        let more = made().map_or(0, |made: Arc<_>| made.pages.len()).saturating_sub(1);
        (more > 0).then(|| say(Word::LabelPagesMore, &[&format::count(more)]))
    };
    view! {
        {first}
        <p class="labels-count">{said}</p>
        <div class="label-sheets">{pages}</div>
        <p class="muted labels-count">{more}</p>
    }
}
