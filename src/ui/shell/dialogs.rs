//! The forms and the question that stand over the page.

use leptos::prelude::*;

use crate::ui::components::{Confirm, Dialog, Form, UnsentText};
use crate::ui::state::dialogs::{OpenForm, use_dialogs};

/// The dialogs; once, in the app's frame.
#[component]
pub fn DialogHost() -> impl IntoView {
    let dialogs = use_dialogs();
    let question = dialogs.question();
    view! {
        {dialogs.forms().map(|form| view! { <FormDialog form=form /> }).collect_view()}
        <Confirm open=question.open spec=question.spec on_confirm=move || question.answer() />
    }
}

/// One form in its dialog.
#[component]
fn FormDialog(form: OpenForm) -> impl IntoView {
    view! {
        <Dialog open=form.open title=form.title>
            <RequestedForm form=form />
        </Dialog>
    }
}

/// The form that was asked for, with what was typed in it before; built anew where the person starts afresh.
#[component]
fn RequestedForm(form: OpenForm) -> impl IntoView {
    let round = RwSignal::new(0_u32);
    move || {
        round.track();
        requested(form, round)
    }
}

fn requested(form: OpenForm, round: RwSignal<u32>) -> Option<impl IntoView> {
    let dialogs = use_dialogs();
    let request = form.request()?;
    let unsent = form.unsent()?;
    let typed = unsent.typed(&request);
    let preview = request.preview.clone().map(|preview| {
        let preview = StoredValue::new_local(preview);
        Callback::new(move |typed: Vec<(u16, String)>| preview.with_value(|preview| preview(&typed)))
    });
    let send = move |typed: Vec<(u16, String)>| dialogs.submit(form, &typed);
    let (own, place) = (request.on_change, unsent.clone());
    let keep = Callback::new(move |(key, value): (u16, String)| {
        place.keep(key, &value);
        if let Some(own) = own {
            own.run((key, value));
        }
    });
    // Who follows what is typed learns of the values that the form begins with again.
    let first = request.fields.iter().filter(|field| typed.iter().any(|(key, _)| *key == field.key));
    let first: Vec<(u16, String)> = first.map(|field| (field.key, field.value.clone())).collect();
    let afresh = Callback::new(move |()| {
        form.errors.set(Vec::new());
        if let Some(own) = own {
            first.iter().for_each(|pair| own.run(pair.clone()));
        }
        round.update(|round| *round += 1);
    });
    let unsent = UnsentText { typed, forget: Callback::new(move |()| unsent.forget()), afresh };
    Some(view! {
        <Form
            fields=request.fields
            submit=request.submit
            errors=form.errors
            busy=form.busy
            on_submit=send
            on_change=Some(keep)
            on_cancel=Some(Callback::new(move |()| form.open.set(false)))
            preview=preview
            unsent=Some(unsent)
        />
    })
}
