//! The screen lock: setting, changing and removing the PIN.

use leptos::{ev::SubmitEvent, prelude::*};

use super::copies::SecretField;
use crate::i18n::{Word, format, say, word};
use crate::ui::components::{Button, Dialog, IconName, Section};
use crate::ui::dom;
use crate::ui::state::{pin, use_dialogs, use_stockroom};

/// Minutes after which the screen is locked, as can be chosen.
const MINUTES: [u32; 4] = [1, pin::LOCK_AFTER, 15, 60];

/// What the dialog is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    Set,
    Remove,
}

/// The section.
#[component]
pub fn ScreenLock() -> impl IntoView {
    let stockroom = use_stockroom();
    let (open, asked) = (RwSignal::new(false), RwSignal::new(Asked::Set));
    let begin = move |what| {
        asked.set(what);
        open.set(true);
    };
    let has_pin = Memo::new(move |_| stockroom.preferences().has_pin());
    let title = Signal::derive(move || {
        let key = match (asked.get(), has_pin.get()) {
            (Asked::Remove, _) => Word::LockRemove,
            (Asked::Set, true) => Word::LockChange,
            (Asked::Set, false) => Word::LockSet,
        };
        word(key).to_owned()
    });
    let ways = move || {
        if !has_pin.get() {
            return view! {
                <div class="section-actions">
                    <Button label=Word::LockSet icon=IconName::Lock on_press=move || begin(Asked::Set) />
                </div>
            }
            .into_any();
        }
        view! {
            <After />
            <div class="section-actions">
                <Button label=Word::LockNow icon=IconName::Lock on_press=move || stockroom.lock() />
                <Button label=Word::LockChange on_press=move || begin(Asked::Set) />
                <Button label=Word::LockRemove on_press=move || begin(Asked::Remove) />
            </div>
        }
        .into_any()
    };
    view! {
        <Section title=Word::ScreenLock>
            <p class="field-help">{word(Word::LockText)}</p>
            {ways}
            <Dialog open=open title=title>
                {move || view! { <PinForm open=open asked=asked.get() /> }}
            </Dialog>
        </Section>
    }
}

/// After how many minutes it is locked.
#[component]
fn After() -> impl IntoView {
    let stockroom = use_stockroom();
    let id = dom::fresh_id("after");
    let option = move |minutes: u32| {
        view! {
            <option value=minutes.to_string() prop:selected=move || stockroom.preferences().lock_minutes() == minutes>
                {say(Word::LockMinutes, &[&format::count(minutes as usize)])}
            </option>
        }
    };
    let choose = move |event| {
        let minutes = event_target_value(&event).parse().unwrap_or(pin::LOCK_AFTER);
        stockroom.prefer(|preferences| preferences.lock_after = minutes);
    };
    view! {
        <div class="form-fields">
            <div class="field half">
                <label for=id.clone()>{word(Word::LockAfter)}</label>
                <select id=id on:change=choose>
                    {MINUTES.map(option).collect_view()}
                </select>
            </div>
        </div>
    }
}

/// Asks for the PIN there is, and for a new one.
#[component]
fn PinForm(open: RwSignal<bool>, asked: Asked) -> impl IntoView {
    let (stockroom, dialogs) = (use_stockroom(), use_dialogs());
    let there = stockroom.read_untracked(|_| stockroom.preferences().pin);
    let has_pin = !there.is_empty();
    let (now, first, second) = (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (wrong, error) = (RwSignal::new(""), RwSignal::new(""));
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let digits = first.get_untracked();
        let right = !has_pin || pin::is_right(&there, &now.get_untracked());
        wrong.set(if right { "" } else { word(Word::PinWrong) });
        error.set(match asked {
            Asked::Remove => "",
            Asked::Set if !pin::is_pin(&digits) => word(Word::PinShort),
            Asked::Set if digits != second.get_untracked() => word(Word::PinDiffers),
            Asked::Set => "",
        });
        if !right || !error.get_untracked().is_empty() {
            return;
        }
        let (sealed, said) = match asked {
            Asked::Set => (pin::sealed(&digits), Word::PinSet),
            Asked::Remove => (String::new(), Word::PinRemoved),
        };
        stockroom.prefer(|preferences| preferences.pin = sealed);
        dialogs.toaster().done(word(said), None);
        open.set(false);
    };
    let current = has_pin
        .then(|| view! { <SecretField label=Word::PinNow value=now error=wrong autocomplete="off" inputmode="numeric" /> });
    let new = (asked == Asked::Set).then(|| {
        view! {
            <SecretField label=Word::Pin value=first error=error autocomplete="off" inputmode="numeric" />
            <SecretField label=Word::PinAgain value=second error=RwSignal::new("") autocomplete="off" inputmode="numeric" />
        }
    });
    view! {
        <form class="form-fields" on:submit=save novalidate>
            {current} {new}
            <footer class="dialog-actions">
                <Button label=Word::Cancel on_press=move || open.set(false) />
                <button type="submit" class="button primary">
                    {word(if asked == Asked::Set { Word::Save } else { Word::LockRemove })}
                </button>
            </footer>
        </form>
    }
}
