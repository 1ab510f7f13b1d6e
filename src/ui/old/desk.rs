//! The desk: how a screen gets something done. It opens a form or asks for a confirmation, sends the command, puts
//! a refusal beside its field, and says what was done, with Undo.

use crate::ui::old::view::{View, all};
use std::rc::Rc;

use leptos::prelude::*;

use super::components::{
    ConfirmSpec, DialogKind, FieldError, FieldSpec, FormSpec, SaysWhat, Toaster, confirm, dialog, record_form,
};
use super::{fields, meanwhile, room};
use crate::domain::model::record::Table;
use crate::domain::{Code, Command, Etag};
use crate::engine::{Done, Refused};
use crate::i18n::{self, Word, format, say, sentences, word};

/// Turns what was typed into a command.
pub type Make = Rc<dyn Fn(&[(u16, String)]) -> Result<Command, Vec<FieldError>>>;

/// A form in a dialog.
#[derive(Clone)]
pub struct FormRequest {
    pub title: String,
    /// The word on the button: the act itself.
    pub submit: String,
    pub fields: Vec<FieldSpec>,
    /// Inputs by the API's name of the field that a refusal speaks of, beside the table's own fields.
    pub names: Vec<(&'static str, u16)>,
    /// Whose fields the keys below 256 are.
    pub table: Table,
    pub make: Make,
    /// What is said when it is done.
    pub said: Rc<dyn Fn(&Done) -> String>,
    /// What is done then, beside saying so: open the new record's page.
    pub then: Option<Rc<dyn Fn(&Done)>>,
    /// Offers another command where a refusal can be confirmed: over-issue, stock below zero.
    pub confirm: Option<Confirmable>,
    /// Hears of each change as it is typed.
    pub on_change: Option<Callback<(u16, String)>>,
    /// The record that it edits: where somebody else was faster, its inputs say what the fields became.
    pub record: Option<(Table, u32)>,
    /// The same for a form about something else: what became of it, beside its inputs. Sent again, it knows of it.
    pub meanwhile: Option<Rc<dyn Fn() -> Vec<FieldError>>>,
    /// What the act will do, by what is typed.
    pub says: Option<SaysWhat>,
}

/// The command to send once a refusal with this code was confirmed.
pub type Confirmable = Rc<dyn Fn(Code, &Command) -> Option<Command>>;

/// Something to confirm.
#[derive(Clone)]
struct Question {
    yes: Rc<dyn Fn()>,
}

/// The one dialog, the one confirmation and the messages; copyable, in the context.
#[derive(Clone, Copy)]
pub struct Desk {
    toaster: Toaster,
    form: StoredValue<Option<FormRequest>, LocalStorage>,
    form_open: RwSignal<bool>,
    form_title: RwSignal<String>,
    errors: RwSignal<Vec<FieldError>>,
    busy: RwSignal<bool>,
    /// The etag that the person has seen since: after somebody else was faster.
    seen: StoredValue<Option<Etag>>,
    typed: StoredValue<Vec<(u16, String)>>,
    question: StoredValue<Option<Question>, LocalStorage>,
    question_open: RwSignal<bool>,
    question_spec: RwSignal<ConfirmSpec>,
}

/// The desk; inside the app only.
pub fn use_desk() -> Desk {
    expect_context()
}

/// A refusal as the person reads it.
pub fn refusal(refused: &Refused) -> String {
    match refused {
        Refused::Rejection(rejection) => sentences::render(&fields::in_words(&rejection.phrase)),
        Refused::Journal(error) => i18n::storage(error).to_owned(),
    }
}

impl Desk {
    /// Makes the desk and puts it in the context.
    pub fn provide(toaster: Toaster) -> Desk {
        let desk = Desk {
            toaster,
            form: StoredValue::new_local(None),
            form_open: RwSignal::new(false),
            form_title: RwSignal::new(String::new()),
            errors: RwSignal::new(Vec::new()),
            busy: RwSignal::new(false),
            seen: StoredValue::new(None),
            typed: StoredValue::new(Vec::new()),
            question: StoredValue::new_local(None),
            question_open: RwSignal::new(false),
            question_spec: RwSignal::new(ConfirmSpec::default()),
        };
        provide_context(desk);
        desk
    }

    /// The messages.
    pub fn toaster(self) -> Toaster {
        self.toaster
    }

    /// Opens a form.
    pub fn open(self, request: FormRequest) {
        self.errors.set(Vec::new());
        self.busy.set(false);
        self.seen.set_value(None);
        self.form_title.set(request.title.clone());
        self.form.set_value(Some(request));
        self.form_open.set(true);
    }

    /// Asks, then does.
    pub fn confirm(self, spec: ConfirmSpec, yes: Rc<dyn Fn()>) {
        self.question_spec.set(spec);
        self.question.set_value(Some(Question { yes }));
        self.question_open.set(true);
    }

    /// Sends a command that needs no form; says what came of it.
    pub fn act(self, command: Command, said: impl Fn(&Done) -> String + 'static) {
        self.act_then(command, Rc::new(said), None, None);
    }

    /// Sends a command; `then` runs when it is done, `confirm` offers another where the refusal can be confirmed.
    pub fn act_then(
        self,
        command: Command,
        said: Rc<dyn Fn(&Done) -> String>,
        then: Option<Rc<dyn Fn(&Done)>>,
        confirm: Option<Confirmable>,
    ) {
        self.attempt(command, said, then, confirm, Rc::new(move |refused| self.toaster.failed(refusal(refused))));
    }

    /// The same, for a screen that has a place of its own for a refusal.
    pub fn attempt(
        self,
        command: Command,
        said: Rc<dyn Fn(&Done) -> String>,
        then: Option<Rc<dyn Fn(&Done)>>,
        confirm: Option<Confirmable>,
        failed: Rc<dyn Fn(&Refused)>,
    ) {
        let sent = command.clone();
        room::act(
            command,
            Box::new(move |result| match result {
                Ok(done) => self.said(&done, &*said, then.as_deref()),
                Err(refused) => {
                    if let Some(instead) = confirmable(&refused, confirm.as_ref(), &sent) {
                        self.ask_anyway(
                            &refused,
                            Rc::new(move || {
                                self.attempt(instead.clone(), said.clone(), then.clone(), confirm.clone(), failed.clone());
                            }),
                        );
                    } else {
                        failed(&refused);
                    }
                }
            }),
        );
    }

    /// Says what was done by an entry, and offers to take it back.
    pub fn done(self, sequence: u64, text: String) {
        self.toaster.done(text, Some(Callback::new(move |()| self.undo(sequence))));
    }

    fn said(self, done: &Done, said: &dyn Fn(&Done) -> String, then: Option<&dyn Fn(&Done)>) {
        let mut text = said(done);
        for warning in &done.outcome.warnings {
            text.push(' ');
            text.push_str(&sentences::render(warning));
        }
        let sequence = done.sequence;
        self.toaster.done(text, Some(Callback::new(move |()| self.undo(sequence))));
        if let Some(then) = then {
            then(done);
        }
    }

    /// Takes an entry back; where it touched more than one record, says how many and asks first.
    pub fn ask_undo(self, sequence: u64, failed: Rc<dyn Fn(&Refused)>) {
        let stockroom = room::handle();
        let (act, count) = stockroom.read_untracked(|stockroom| undone(stockroom, sequence));
        if count < 2 {
            return self.attempt_undo(sequence, failed);
        }
        let spec = ConfirmSpec {
            title: say(Word::UndoTitle, &[&act]),
            consequences: vec![say(Word::UndoAll, &[&format::count(count)])],
            confirm: word(Word::Undo).to_owned(),
            danger: true,
        };
        self.confirm(spec, Rc::new(move || self.attempt_undo(sequence, failed.clone())));
    }

    /// Takes an entry back, and says so.
    pub fn undo(self, sequence: u64) {
        self.attempt_undo(sequence, self.tells());
    }

    /// Says a refusal in a message, where no place of the screen is its own.
    pub fn tells(self) -> Rc<dyn Fn(&Refused)> {
        Rc::new(move |refused| self.toaster.failed(refusal(refused)))
    }

    /// The same, for a screen that has a place of its own for a refusal.
    pub fn attempt_undo(self, sequence: u64, failed: Rc<dyn Fn(&Refused)>) {
        let (act, count) = room::peek(|room| undone(room, sequence));
        room::undo(
            sequence,
            Box::new(move |result| match result {
                Ok(done) => {
                    let redo = done.sequence;
                    let text = say(Word::UndoneWhat, &[&act, &format::count(count.max(1))]);
                    self.toaster.done_with(text, word(Word::Redo), Callback::new(move |()| self.undo(redo)));
                }
                Err(refused) => failed(&refused),
            }),
        );
    }

    fn ask_anyway(self, refused: &Refused, yes: Rc<dyn Fn()>) {
        let spec = ConfirmSpec {
            title: word(Word::ConfirmAnyway).to_owned(),
            consequences: vec![refusal(refused)],
            confirm: word(Word::DoItAnyway).to_owned(),
            danger: true,
        };
        self.confirm(spec, yes);
    }

    fn submit(self, typed: &[(u16, String)]) {
        let Some(request) = self.form.get_value() else { return };
        match (request.make)(typed) {
            Err(errors) => self.errors.set(errors),
            Ok(mut command) => {
                self.errors.set(Vec::new());
                self.typed.set_value(typed.to_vec());
                if request.record.is_some() {
                    command = meanwhile::only_touched(command, &request.fields, typed, self.seen.get_value());
                }
                self.send(request, command);
            }
        }
    }

    fn send(self, request: FormRequest, command: Command) {
        self.busy.set(true);
        let sent = command.clone();
        room::act(
            command,
            Box::new(move |result| {
                if self.busy.try_set(false).is_some() {
                    return;
                }
                match result {
                    Ok(done) => {
                        self.form_open.set(false);
                        self.said(&done, &*request.said, request.then.as_deref());
                    }
                    Err(refused) => {
                        let instead = confirmable(&refused, request.confirm.as_ref(), &sent);
                        let mut errors = vec![(key(&request, &refused), refusal(&refused))];
                        if let (true, Some((table, id))) = (is_concurrent(&refused), request.record) {
                            let (became, etag) = meanwhile::became(&request, &self.typed.get_value(), table, id);
                            errors = vec![(None, word(Word::BecameAll).to_owned())];
                            errors.extend(became);
                            self.seen.set_value(Some(etag));
                        } else if let (true, Some(look)) = (is_concurrent(&refused), &request.meanwhile) {
                            errors = vec![(None, word(Word::BecameAll).to_owned())];
                            errors.extend(look());
                        }
                        self.errors.set(errors);
                        if let Some(instead) = instead {
                            self.ask_anyway(&refused, Rc::new(move || self.send(request.clone(), instead.clone())));
                        }
                    }
                }
            }),
        );
    }
}

/// What an entry did, and to how many records of the table that it was about.
fn undone(room: &crate::domain::Stockroom, sequence: u64) -> (&'static str, usize) {
    let brief = room.history.get((sequence as usize).wrapping_sub(1));
    let Some(brief) = brief else { return ("", 0) };
    let stock = brief.records.iter().filter(|(table, _)| *table == Table::Inventory).count();
    (crate::ui::old::pages::shared::act_name(brief.act), if stock > 0 { stock } else { brief.records.len().min(1) })
}

fn is_concurrent(refused: &Refused) -> bool {
    matches!(refused, Refused::Rejection(rejection) if rejection.code == Code::ConcurrencyError)
}

fn confirmable(refused: &Refused, confirm: Option<&Confirmable>, sent: &Command) -> Option<Command> {
    match (refused, confirm) {
        (Refused::Rejection(rejection), Some(confirm)) => confirm(rejection.code, sent),
        _ => None,
    }
}

/// The input that a refusal belongs to.
fn key(request: &FormRequest, refused: &Refused) -> Option<u16> {
    let Refused::Rejection(rejection) = refused else { return None };
    let field = rejection.field?;
    let named = request.names.iter().find(|(name, _)| *name == field).map(|(_, key)| *key);
    let key = named.or_else(|| super::forms::key_of(request.table, Some(field)))?;
    request.fields.iter().any(|spec| spec.key == key).then_some(key)
}

/// The dialog and the confirmation; once, in the app's frame.
pub fn desk_view(desk: Desk) -> View {
    let body = move || {
        let Some(request) = desk.form.get_value() else { return View::Nothing };
        record_form(FormSpec {
            fields: request.fields,
            submit: request.submit,
            errors: desk.errors.into(),
            busy: desk.busy.into(),
            on_submit: Callback::new(move |typed: Vec<(u16, String)>| desk.submit(&typed)),
            on_change: request.on_change,
            on_cancel: Some(Callback::new(move |()| desk.form_open.set(false))),
            says: request.says,
        })
    };
    let confirmed = move |()| {
        if let Some(question) = desk.question.get_value() {
            (question.yes)();
        }
    };
    all([
        dialog(desk.form_open, desk.form_title, DialogKind::Narrow, body),
        confirm(desk.question_open, desk.question_spec.into(), Callback::new(confirmed)),
    ])
}

/// A request with what most forms have: the table's own fields, no confirmation.
pub fn request(table: Table, title: Word, submit: Word, fields: Vec<FieldSpec>, make: Make, said: Word) -> FormRequest {
    FormRequest {
        title: word(title).to_owned(),
        submit: word(submit).to_owned(),
        fields,
        names: Vec::new(),
        table,
        make,
        said: Rc::new(move |done| {
            let name = done.outcome.records.first().map(|(table, id)| room::peek(|room| room.name_of(*table, *id)));
            say(said, &[name.as_deref().unwrap_or("")])
        }),
        then: None,
        confirm: None,
        on_change: None,
        record: None,
        meanwhile: None,
        says: None,
    }
}
