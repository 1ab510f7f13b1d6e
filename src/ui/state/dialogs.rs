//! How a screen gets something done: a form or a question in a dialog, the command that comes of it, a refusal beside its
//! field, and a message of what was done, with Undo.

use std::rc::Rc;

use leptos::prelude::*;

use super::concurrent;
use super::stockroom::StockroomHandle;
use super::unsent::Unsent;
use crate::domain::{Code, Command, Etag, Stockroom, Table};
use crate::engine::{Done, Refused};
use crate::i18n::acts::act_name;
use crate::i18n::{self, Word, format, say, sentences, word};
use crate::ui::components::{ConfirmSpec, FieldError, FieldSpec, Toaster};
use crate::ui::fields::{self, own, typed};

/// Turns what was typed, by the keys of the inputs, into a command.
pub type ToCommand = Rc<dyn Fn(&[(u16, String)]) -> Result<Command, Vec<FieldError>>>;
/// The command to send once a refusal with this code was confirmed.
pub type Confirmable = Rc<dyn Fn(Code, &Command) -> Option<Command>>;
/// What an act will do, in a sentence, by what is typed.
pub type Preview = Rc<dyn Fn(&[(u16, String)]) -> String>;
/// What is asked before a form is sent, by what is typed; nothing where all is plain.
pub type Doubt = Rc<dyn Fn(&[(u16, String)]) -> Option<ConfirmSpec>>;
/// Called with what was done.
pub type Then = Rc<dyn Fn(&Done)>;
/// The message of what was done.
pub type Message = Rc<dyn Fn(&Done) -> String>;
/// The same of a form, by what was typed.
pub type FormMessage = Rc<dyn Fn(&Done, &[(u16, String)]) -> String>;
/// Called with a refusal, by a screen that has a place of its own for it.
pub type OnRefused = Rc<dyn Fn(&Refused)>;

/// Forms that stand over each other at most: one, and one that creates what a picker of the first lacks.
const DEPTH: usize = 2;

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
    pub command: ToCommand,
    pub message: FormMessage,
    /// What is done then, beside saying so: open the new record's page.
    pub then: Option<Then>,
    /// What is asked before it is sent.
    pub doubt: Option<Doubt>,
    /// Offers another command where a refusal can be confirmed: over-issue, stock below zero.
    pub confirm: Option<Confirmable>,
    /// Gets each change as it is typed.
    pub on_change: Option<Callback<(u16, String)>>,
    /// The record that it edits: where somebody else was faster, its inputs say what the fields became.
    pub record: Option<(Table, u32)>,
    /// The same for a form about something else: what became of it, beside its inputs. Sent again, it knows of it.
    pub became: Option<Rc<dyn Fn() -> Vec<FieldError>>>,
    /// What the act will do, by what is typed.
    pub preview: Option<Preview>,
}

/// One form that is open, or was.
#[derive(Clone, Copy)]
pub struct OpenForm {
    pub open: RwSignal<bool>,
    pub title: RwSignal<String>,
    pub errors: RwSignal<Vec<FieldError>>,
    pub busy: RwSignal<bool>,
    request: StoredValue<Option<FormRequest>, LocalStorage>,
    /// Where what is typed is kept until it is sent.
    unsent: StoredValue<Option<Unsent>>,
    /// The etag that the person has seen since: after somebody else was faster.
    seen: StoredValue<Option<Etag>>,
    typed: StoredValue<Vec<(u16, String)>>,
}

/// The one question that is open, or was.
#[derive(Clone, Copy)]
pub struct OpenQuestion {
    pub open: RwSignal<bool>,
    pub spec: RwSignal<ConfirmSpec>,
    yes: StoredValue<Option<Rc<dyn Fn()>>, LocalStorage>,
}

/// The dialogs and messages of the app; one, in the context, copied freely.
#[derive(Clone, Copy)]
pub struct Dialogs {
    stockroom: StockroomHandle,
    toaster: Toaster,
    forms: [OpenForm; DEPTH],
    question: OpenQuestion,
}

/// The dialogs; within the app only.
pub fn use_dialogs() -> Dialogs {
    expect_context()
}

/// A refusal as the person reads it.
pub fn refusal(refused: &Refused) -> String {
    match refused {
        Refused::Rejection(rejection) => sentences::render(&fields::in_words(&rejection.phrase)),
        Refused::Journal(error) => i18n::storage(error).to_owned(),
    }
}

impl Dialogs {
    /// Makes them and puts them in the context.
    pub fn provide(stockroom: StockroomHandle, toaster: Toaster) -> Dialogs {
        let question = OpenQuestion {
            open: RwSignal::new(false),
            spec: RwSignal::new(ConfirmSpec::default()),
            yes: StoredValue::new_local(None),
        };
        let dialogs = Dialogs { stockroom, toaster, forms: std::array::from_fn(|_| OpenForm::new()), question };
        provide_context(dialogs);
        dialogs
    }

    /// The stockroom that the forms are about.
    pub fn stockroom(self) -> StockroomHandle {
        self.stockroom
    }

    /// Reads the stockroom as it is now, for what a press does.
    pub fn peek<T>(self, read: impl FnOnce(&Stockroom) -> T) -> T {
        self.stockroom.read_untracked(read)
    }

    /// The messages.
    pub fn toaster(self) -> Toaster {
        self.toaster
    }

    /// The places for forms, for who shows them.
    pub fn forms(self) -> [OpenForm; DEPTH] {
        self.forms
    }

    /// The place for a question, for who shows it.
    pub fn question(self) -> OpenQuestion {
        self.question
    }

    /// Opens a form; over the one that is open already.
    pub fn open(self, request: FormRequest) {
        let free = self.forms.iter().find(|form| !form.open.get_untracked());
        if let Some(form) = free.or(self.forms.last()) {
            let page = record_page();
            let unsent = Unsent::of(&self.stockroom.database(), page.as_deref(), &request);
            form.begin(request, unsent);
        }
    }

    /// Asks, then does.
    pub fn confirm(self, spec: ConfirmSpec, yes: impl Fn() + 'static) {
        self.question.spec.set(spec);
        self.question.yes.set_value(Some(Rc::new(yes)));
        self.question.open.set(true);
    }

    /// Asks whether the demo's stockroom is to be thrown away, and opens the person's own if so.
    pub fn leave_demo(self, stockroom: StockroomHandle) {
        let spec = ConfirmSpec {
            title: word(Word::DemoThrowAwayTitle).to_owned(),
            consequences: vec![word(Word::DemoThrowAwayText).to_owned()],
            confirm: word(Word::DemoThrowAway).to_owned(),
            danger: true,
        };
        self.confirm(spec, move || stockroom.leave_demo());
    }

    /// Sends a command that needs no form; says what came of it.
    pub fn act(self, command: Command, message: impl Fn(&Done) -> String + 'static) {
        self.act_then(command, Rc::new(message), None, None);
    }

    /// Sends a command; `then` runs when it is done, `confirm` offers another where the refusal can be confirmed.
    pub fn act_then(self, command: Command, message: Message, then: Option<Then>, confirm: Option<Confirmable>) {
        self.attempt(command, message, then, confirm, self.says_refusal());
    }

    /// The same, for a screen that has a place of its own for a refusal.
    pub fn attempt(
        self,
        command: Command,
        message: Message,
        then: Option<Then>,
        confirm: Option<Confirmable>,
        refused: OnRefused,
    ) {
        let sent = command.clone();
        self.stockroom.act(command, move |result| match result {
            Ok(done) => self.say_done(&done, &*message, then.as_deref()),
            Err(why) => match confirmable(&why, confirm.as_ref(), &sent) {
                Some(instead) => self.ask_anyway(&why, move || {
                    self.attempt(instead.clone(), message.clone(), then.clone(), confirm.clone(), refused.clone());
                }),
                None => refused(&why),
            },
        });
    }

    /// Says what was done by an entry, and offers to take it back.
    pub fn done(self, sequence: u64, text: String) {
        self.toaster.done(text, Some(Callback::new(move |()| self.undo(sequence))));
    }

    /// After a refusal that the rules allow once it is confirmed: asks, and hands on the command that says so.
    pub fn confirm_refused(self, refused: &Refused, sent: &Command, confirm: &Confirmable, yes: Rc<dyn Fn(Command)>) {
        if let Some(instead) = confirmable(refused, Some(confirm), sent) {
            self.ask_anyway(refused, move || yes(instead.clone()));
        }
    }

    fn say_done(self, done: &Done, message: &dyn Fn(&Done) -> String, then: Option<&dyn Fn(&Done)>) {
        let mut text = message(done);
        for warning in &done.outcome.warnings {
            text.push(' ');
            text.push_str(&sentences::render(warning));
        }
        self.done(done.sequence, text);
        if let Some(then) = then {
            then(done);
        }
    }

    /// Takes an entry back; where it touched more than one record, says how many and asks first.
    pub fn ask_undo(self, sequence: u64, refused: OnRefused) {
        let (act, count) = self.peek(|stockroom| undone(stockroom, sequence));
        if count < 2 {
            return self.attempt_undo(sequence, refused);
        }
        let spec = ConfirmSpec {
            title: say(Word::UndoTitle, &[act]),
            consequences: vec![say(Word::UndoAll, &[&format::count(count)])],
            confirm: word(Word::Undo).to_owned(),
            danger: true,
        };
        self.confirm(spec, move || self.attempt_undo(sequence, refused.clone()));
    }

    /// Takes an entry back, and says so.
    pub fn undo(self, sequence: u64) {
        self.attempt_undo(sequence, self.says_refusal());
    }

    /// Says a refusal in a message, where no place of the screen is its own.
    pub fn says_refusal(self) -> OnRefused {
        Rc::new(move |refused| self.toaster.failed(refusal(refused)))
    }

    /// Takes an entry back, for a screen that has a place of its own for a refusal.
    pub fn attempt_undo(self, sequence: u64, refused: OnRefused) {
        let (act, count) = self.peek(|stockroom| undone(stockroom, sequence));
        self.stockroom.undo(sequence, move |result| match result {
            Ok(done) => {
                let redo = done.sequence;
                let text = say(Word::UndoneWhat, &[act, &format::count(count.max(1))]);
                self.toaster.done_with(text, word(Word::Redo), Callback::new(move |()| self.undo(redo)));
            }
            Err(why) => refused(&why),
        });
    }

    fn ask_anyway(self, refused: &Refused, yes: impl Fn() + 'static) {
        // The question and its button name the act that the rules allow once it is confirmed.
        let (title, confirm) = match refused {
            Refused::Rejection(rejection) if rejection.code == Code::KitOverIssue => (Word::AskIssueOver, Word::IssueOver),
            _ => (Word::AskIssueBelow, Word::IssueBelow),
        };
        let spec = ConfirmSpec {
            title: word(title).to_owned(),
            consequences: vec![refusal(refused)],
            confirm: word(confirm).to_owned(),
            danger: true,
        };
        self.confirm(spec, yes);
    }

    /// Sends what was typed in a form, after what is to be asked was answered.
    pub fn submit(self, form: OpenForm, typed: &[(u16, String)]) {
        let Some(request) = form.request.get_value() else { return };
        let mut command = match (request.command)(typed) {
            Ok(command) => command,
            Err(errors) => return form.errors.set(errors),
        };
        form.errors.set(Vec::new());
        form.typed.set_value(typed.to_vec());
        if request.record.is_some() {
            command = concurrent::only_touched(command, &request.fields, typed, form.seen.get_value());
        }
        match request.doubt.as_ref().and_then(|doubt| doubt(typed)) {
            Some(spec) => self.confirm(spec, move || self.send(form, request.clone(), command.clone())),
            None => self.send(form, request, command),
        }
    }

    fn send(self, form: OpenForm, request: FormRequest, command: Command) {
        form.busy.set(true);
        let sent = command.clone();
        self.stockroom.act(command, move |result| {
            if form.busy.try_set(false).is_some() {
                return;
            }
            match result {
                Ok(done) => {
                    form.unsent.with_value(|unsent| unsent.iter().for_each(Unsent::forget));
                    form.open.set(false);
                    let message = |done: &Done| form.typed.with_value(|typed| (request.message)(done, typed));
                    self.say_done(&done, &message, request.then.as_deref());
                }
                Err(refused) => {
                    form.errors.set(self.errors_of(form, &request, &refused));
                    if let Some(instead) = confirmable(&refused, request.confirm.as_ref(), &sent) {
                        self.ask_anyway(&refused, move || self.send(form, request.clone(), instead.clone()));
                    }
                }
            }
        });
    }

    /// What stands beside the inputs after a refusal; where somebody else was faster, what the fields became.
    fn errors_of(self, form: OpenForm, request: &FormRequest, refused: &Refused) -> Vec<FieldError> {
        let all = |became: Vec<FieldError>| {
            let mut errors = vec![(None, word(Word::BecameAll).to_owned())];
            errors.extend(became);
            errors
        };
        match (is_concurrent(refused), request.record, &request.became) {
            (true, Some((table, id)), _) => {
                let (became, etag) = concurrent::became(self.stockroom, &request.fields, &form.typed.get_value(), table, id);
                form.seen.set_value(Some(etag));
                all(became)
            }
            (true, None, Some(became)) => all(became()),
            _ => vec![(key(request, refused), refusal(refused))],
        }
    }
}

impl OpenForm {
    fn new() -> OpenForm {
        OpenForm {
            open: RwSignal::new(false),
            title: RwSignal::new(String::new()),
            errors: RwSignal::new(Vec::new()),
            busy: RwSignal::new(false),
            request: StoredValue::new_local(None),
            unsent: StoredValue::new(None),
            seen: StoredValue::new(None),
            typed: StoredValue::new(Vec::new()),
        }
    }

    fn begin(self, request: FormRequest, unsent: Unsent) {
        self.errors.set(Vec::new());
        self.busy.set(false);
        self.seen.set_value(None);
        self.title.set(request.title.clone());
        self.request.set_value(Some(request));
        self.unsent.set_value(Some(unsent));
        self.open.set(true);
    }

    /// Where what is typed in it is kept.
    pub fn unsent(self) -> Option<Unsent> {
        self.unsent.get_value()
    }

    /// What is to be filled in.
    pub fn request(self) -> Option<FormRequest> {
        self.request.get_value()
    }
}

impl OpenQuestion {
    /// Does what was asked about.
    pub fn answer(self) {
        if let Some(yes) = self.yes.get_value() {
            yes();
        }
    }
}

/// The address of the page, where it is the page of one record.
fn record_page() -> Option<String> {
    let address = window().location().hash().unwrap_or_default();
    let page = address.split('?').next().unwrap_or_default();
    page.contains(|it: char| it.is_ascii_digit()).then(|| page.to_owned())
}

/// What an entry did, and to how many records of the table that it was about.
fn undone(stockroom: &Stockroom, sequence: u64) -> (&'static str, usize) {
    let brief = stockroom.history.entry(sequence);
    let Some(brief) = brief else { return ("", 0) };
    let stock = brief.records.iter().filter(|(table, _)| *table == Table::Inventory).count();
    (act_name(brief.act), if stock > 0 { stock } else { brief.records.len().min(1) })
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
    if let Some(key) = rejection.attribute.and_then(own::key) {
        return request.fields.iter().any(|spec| spec.key == key).then_some(key);
    }
    let field = rejection.field?;
    let named = request.names.iter().find(|(name, _)| *name == field).map(|(_, key)| *key);
    let key = named.or_else(|| typed::key_of(request.table, Some(field)))?;
    request.fields.iter().any(|spec| spec.key == key).then_some(key)
}

/// A request with what most forms have: the table's own fields, no confirmation, a message that names the first record.
pub fn request(
    dialogs: Dialogs,
    table: Table,
    (title, submit, message): (Word, Word, Word),
    fields: Vec<FieldSpec>,
    command: impl Fn(&[(u16, String)]) -> Result<Command, Vec<FieldError>> + 'static,
) -> FormRequest {
    FormRequest {
        title: word(title).to_owned(),
        submit: word(submit).to_owned(),
        fields,
        names: Vec::new(),
        table,
        command: Rc::new(command),
        message: Rc::new(move |done, _| message_of(dialogs, message, done)),
        then: None,
        doubt: None,
        confirm: None,
        on_change: None,
        record: None,
        became: None,
        preview: None,
    }
}

/// A sentence about the first record of what was done.
pub fn message_of(dialogs: Dialogs, sentence: Word, done: &Done) -> String {
    let name = done.outcome.records.first().map(|(table, id)| dialogs.peek(|stockroom| stockroom.name_of(*table, *id)));
    say(sentence, &[name.as_deref().unwrap_or("")])
}
