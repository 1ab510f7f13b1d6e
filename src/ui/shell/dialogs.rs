//! The forms and the question that stand over the page.

use leptos::prelude::*;

use crate::ui::components::{Confirm, Dialog, Form};
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

/// The form that was asked for.
#[component]
fn RequestedForm(form: OpenForm) -> impl IntoView {
    let dialogs = use_dialogs();
    let request = form.request()?;
    let preview = request.preview.map(|preview| {
        let preview = StoredValue::new_local(preview);
        Callback::new(move |typed: Vec<(u16, String)>| preview.with_value(|preview| preview(&typed)))
    });
    let send = move |typed: Vec<(u16, String)>| dialogs.submit(form, &typed);
    Some(view! {
        <Form
            fields=request.fields
            submit=request.submit
            errors=form.errors
            busy=form.busy
            on_submit=send
            on_change=request.on_change
            on_cancel=Some(Callback::new(move |()| form.open.set(false)))
            preview=preview
        />
    })
}
