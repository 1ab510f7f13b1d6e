//! Scans on every page: a scanner's keystrokes are told from a person's, looked up, and done where the person is.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use std::time::Duration;

use leptos::{ev, leptos_dom::helpers::set_timeout, prelude::*};
use leptos_use_event_listener::{UseEventListenerOptions, use_event_listener_with_options};
use leptos_use_window::use_window;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, HtmlTextAreaElement};

use super::camera::CameraPanel;
use super::unknown::UnknownCode;
use crate::domain::query::pick_list::{next_stop, pick_list};
use crate::domain::{Command, InventoryId, KitId, LocationId, RunId, Table};
use crate::engine::{Done, Refused};
use crate::i18n::{Word, say, word};
use crate::scan::blanking::Blanking;
use crate::scan::look_up::{Found, Target, look_up};
use crate::scan::meaning::{Meaning, Place, Refusal, Said, meaning};
use crate::scan::picking::{Walk, picking};
use crate::scan::wedge::{Answer, Enter, Key, Wedge};
use crate::scan::{Note, Reading, read};
use crate::ui::components::{Dialog, Toaster};
use crate::ui::features::pick::walk::{AT, SKIPPED, StopKey, Walked, key_text, keys_text};
use crate::ui::routes::{PickedKits, Route};
use crate::ui::state::scans::{Scans, signal, use_scans};
use crate::ui::state::{Dialogs, Router, StockroomHandle, dialogs, use_dialogs, use_router, use_stockroom};
use crate::ui::{dom, fields};
use crate::web::feedback::Tune;

/// Fields whose text is a quantity or a choice, never a code: a scan in a form does not go into them.
const NOT_A_CODE: &str = "[inputmode=decimal], [inputmode=numeric], [type=number], [type=date]";

/// Where Enter does what only the browser can do: a new line, a list or a panel of its own.
const OWN_ENTER: &str = "textarea, select, [contenteditable], [type=file], [type=color]";

/// What a field held when a scan may have begun in it.
enum Before {
    Input(HtmlInputElement, String, Option<u32>, Option<u32>),
    Text(HtmlTextAreaElement, String, Option<u32>, Option<u32>),
}

impl Before {
    fn of(element: Element) -> Option<Before> {
        match element.dyn_into::<HtmlInputElement>() {
            Ok(input) => {
                let value = input.value();
                let (start, end) = (input.selection_start().ok().flatten(), input.selection_end().ok().flatten());
                Some(Before::Input(input, value, start, end))
            }
            Err(element) => element.dyn_into::<HtmlTextAreaElement>().ok().map(|text| {
                let value = text.value();
                let (start, end) = (text.selection_start().ok().flatten(), text.selection_end().ok().flatten());
                Before::Text(text, value, start, end)
            }),
        }
    }

    /// Puts the text and the cursor back, and lets the page know as if it had been typed.
    fn put_back(self) {
        let target: web_sys::EventTarget = match self {
            Before::Input(input, value, start, end) => {
                input.set_value(&value);
                let _ = input.set_selection_start(start);
                let _ = input.set_selection_end(end);
                input.into()
            }
            Before::Text(text, value, start, end) => {
                text.set_value(&value);
                let _ = text.set_selection_start(start);
                let _ = text.set_selection_end(end);
                text.into()
            }
        };
        if let Ok(event) = web_sys::Event::new("input") {
            let _ = target.dispatch_event(&event);
        }
    }
}

#[derive(Default)]
struct State {
    wedge: Wedge,
    before: Option<Before>,
    blanking: Blanking,
    queue: VecDeque<String>,
    is_busy: bool,
    /// Where an Enter is held that acts when no code follows.
    held: Option<Element>,
    /// The Enter that is let through now is our own.
    is_releasing: bool,
}

/// Listens to the keys of the whole page.
#[derive(Clone)]
struct Listener {
    state: Rc<RefCell<State>>,
    stockroom: StockroomHandle,
    toaster: Toaster,
    dialogs: Dialogs,
    router: Router,
    scans: Scans,
    choice: RwSignal<Option<(String, Vec<Target>)>>,
    unknown: RwSignal<Option<String>>,
}

/// Scanning, and the question where a code names several things.
#[component]
pub fn Scanner(
    /// Whether the camera's panel is open.
    camera: RwSignal<bool>,
) -> impl IntoView {
    let (choice, unknown_code) = (RwSignal::new(None), RwSignal::new(None));
    let listener = Listener {
        state: Rc::default(),
        stockroom: use_stockroom(),
        toaster: expect_context(),
        dialogs: use_dialogs(),
        router: use_router(),
        scans: use_scans(),
        choice,
        unknown: unknown_code,
    };
    let options = || UseEventListenerOptions::default().capture(true);
    let (down, up, input) = (listener.clone(), listener.clone(), listener.clone());
    let _ = use_event_listener_with_options(use_window(), ev::keydown, move |event| down.key_down(&event), options());
    let release = move |event: ev::KeyboardEvent| {
        let acts = up.state.borrow_mut().wedge.key_up(&event.code(), &event.key(), event.time_stamp());
        if acts {
            up.release();
        }
    };
    let _ = use_event_listener_with_options(use_window(), ev::keyup, release, options());
    let focus = listener.clone();
    let moved = move |event: ev::FocusEvent| focus.focus_moved(event.time_stamp());
    let _ = use_event_listener_with_options(use_window(), ev::focusin, moved, options());
    let typed = move |event: ev::Event| input.input(&event);
    let _ = use_event_listener_with_options(use_window(), ev::input, typed, options());

    let stockroom = listener.stockroom;
    let listener = StoredValue::new_local(listener);
    let is_open = RwSignal::new(false);
    Effect::new(move || is_open.set(choice.with(Option::is_some)));
    Effect::new(move || {
        if !is_open.get() && choice.with_untracked(Option::is_some) {
            choice.set(None);
        }
    });
    let title =
        Signal::derive(move || say(Word::ScanWhich, &[&choice.with(|it| it.as_ref().map_or(String::new(), |it| it.0.clone()))]));
    let seen = move |code: String| listener.with_value(|listener| listener.seen(code));
    view! {
        <UnknownCode code=unknown_code />
        <CameraPanel open=camera on_scan=seen />
        <Dialog open=is_open title=title>
            <p>{word(Word::ScanWhichText)}</p>
            <ul class="scan-choices">
                {move || {
                    let (code, targets) = choice.get().unwrap_or_default();
                    targets
                        .into_iter()
                        .map(|target| {
                            let (name, sub) = stockroom.read_untracked(|room| described(room, target));
                            let code = code.clone();
                            let take = move |_| {
                                is_open.set(false);
                                listener.with_value(|listener| listener.chosen(&code, target));
                            };
                            view! {
                                <li>
                                    <button type="button" class="button large" on:click=take>
                                        <span class="mono">{name}</span>
                                        <span class="cell-sub">{sub}</span>
                                    </button>
                                </li>
                            }
                        })
                        .collect_view()
                }}
            </ul>
        </Dialog>
    }
}

/// The name of a thing, and what tells it from others of its name.
fn described(room: &crate::domain::Stockroom, target: Target) -> (String, String) {
    let (table, id) = target.record();
    let kind = match table {
        Table::Inventory => Word::SearchInventory,
        Table::Part => Word::SearchPart,
        Table::Kit => Word::SearchKit,
        Table::Run => Word::SearchRun,
        _ => Word::SearchLocation,
    };
    let place = room.inventory.get(id).filter(|_| table == Table::Inventory).map(|it| room.location_path(it.location));
    let sub = match place {
        Some(place) if !place.is_empty() => [word(kind), " · ", &place].concat(),
        _ => word(kind).to_owned(),
    };
    (room.name_of(table, id), sub)
}

impl Listener {
    fn key_down(&self, event: &ev::KeyboardEvent) {
        if self.stockroom.is_locked() || self.state.borrow().is_releasing {
            return;
        }
        let field = field_of(event);
        // An Enter that takes what an input method proposes is the method's own.
        if event.is_composing() && event.key() == "Enter" {
            return;
        }
        // A page's own editor of code keeps all its keys.
        if field.is_none() && dom::is_in_field(event) {
            return;
        }
        let key = Key {
            key: event.key(),
            code: event.code(),
            time: event.time_stamp(),
            ctrl: event.ctrl_key(),
            alt: event.alt_key(),
            meta: event.meta_key(),
            repeat: event.repeat(),
            in_field: field.is_some(),
        };
        let (answer, is_waiting) = {
            let mut state = self.state.borrow_mut();
            let answer = state.wedge.key_down(&key);
            if answer.remember {
                state.before = field.and_then(Before::of);
            } else if answer.begins {
                state.before = None;
            }
            (answer, state.wedge.is_waiting())
        };
        match answer.enter {
            Some(Enter::Hold) => return self.hold(event),
            Some(Enter::Release) => self.release(),
            Some(Enter::Drop) => self.state.borrow_mut().held = None,
            None => {}
        }
        // In a form the end of a code moves on to the next field, or takes what a list offers for it.
        let goes_on = event.key() == "Tab" || is_list(event);
        if answer.stop && !(goes_on && dom::has_dialog() && takes_codes()) {
            event.prevent_default();
            event.stop_immediate_propagation();
        }
        if let Answer { scan: Some(code), .. } = answer {
            let began = self.state.borrow().wedge.began();
            self.scanned(code, began, key.time);
        } else if is_waiting {
            self.await_silence();
        }
    }

    /// Asks a little later whether silence ended a scan.
    fn await_silence(&self) {
        let listener = self.clone();
        let after = self.state.borrow().wedge.silence_after();
        set_timeout(move || listener.silence(), Duration::from_millis(after as u64 + 20));
    }

    /// The focus moved, by the page or the person: a code that is being typed goes on.
    fn focus_moved(&self, time: f64) {
        let is_waiting = self.state.try_borrow_mut().is_ok_and(|mut state| {
            state.wedge.focus_moved(time);
            state.wedge.is_waiting()
        });
        if is_waiting {
            self.await_silence();
        }
    }

    /// An Enter after silence waits a moment for the code that it may stand in front of. In a text of several lines it is text.
    fn hold(&self, event: &ev::KeyboardEvent) {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let Some(target) = target.filter(|it| !it.matches(OWN_ENTER).unwrap_or(true)) else { return };
        event.prevent_default();
        event.stop_immediate_propagation();
        self.state.borrow_mut().held = Some(target);
        let listener = self.clone();
        let due = move || {
            let now = window().performance().map_or(f64::INFINITY, |it| it.now());
            let is_due = listener.state.try_borrow_mut().is_ok_and(|mut state| state.wedge.is_due(now));
            if is_due {
                listener.release();
            }
        };
        set_timeout(due, Duration::from_millis(Wedge::longest_hold() as u64 + 5));
    }

    /// The Enter that was held does what it would have done: what listens hears it, then the browser's own act follows.
    fn release(&self) {
        let Some(target) = self.state.borrow_mut().held.take().filter(|it| it.is_connected()) else { return };
        let state = Rc::clone(&self.state);
        // In a task of its own: a listener that is at work can't be called by the events of this press.
        leptos::task::spawn_local(async move {
            state.borrow_mut().is_releasing = true;
            press_enter(&target);
            state.borrow_mut().is_releasing = false;
        });
    }

    fn silence(&self) {
        let Some(now) = window().performance().map(|it| it.now()) else { return };
        let scan = self.state.try_borrow_mut().ok().and_then(|mut state| Some((state.wedge.silence(now)?, state.wedge.began())));
        if let Some((code, began)) = scan {
            self.scanned(code, began, now);
        }
    }

    /// A touch device's scanner enters its text at once.
    fn input(&self, event: &ev::Event) {
        let Some(input) = event.dyn_ref::<web_sys::InputEvent>() else { return };
        let is_inserted = input.input_type() == "insertText";
        if let Some(text) = input.data().filter(|text| is_inserted && text.chars().count() > 1) {
            self.state.borrow_mut().wedge.text(&text, event.time_stamp());
        }
    }

    /// A code that the camera read: no field has any part of it.
    fn seen(&self, code: String) {
        self.state.borrow_mut().before = None;
        let now = window().performance().map_or(0.0, |it| it.now());
        self.scanned(code, now, now);
    }

    fn scanned(&self, code: String, began: f64, time: f64) {
        if self.stockroom.is_locked() {
            return;
        }
        let (before, is_double) = {
            let mut state = self.state.borrow_mut();
            let is_double = state.blanking.is_double(&code, began, time);
            (state.before.take(), is_double)
        };
        if dom::has_dialog() {
            return self.in_form(before, &code);
        }
        if let Some(before) = before {
            before.put_back();
        }
        if is_double {
            return self.refuse(&say(Word::ScanDouble, &[&code]));
        }
        self.state.borrow_mut().queue.push_back(code);
        self.next();
    }

    /// In a form a code is what the person enters into its field, but for quantities.
    fn in_form(&self, before: Option<Before>, code: &str) {
        if takes_codes() {
            return;
        }
        if let Some(before) = before {
            before.put_back();
        }
        self.refuse(&say(Word::ScanInForm, &[code]));
    }

    /// Does the next scan; each is looked up when the one before is done, so that it sees what that one did.
    fn next(&self) {
        let code = {
            let mut state = self.state.borrow_mut();
            if state.is_busy {
                return;
            }
            let Some(code) = state.queue.pop_front() else { return };
            state.is_busy = true;
            code
        };
        let readings = read(&code);
        match self.stockroom.read_untracked(|room| look_up(room, &readings)) {
            Some(found) => self.means(&code, &found),
            None => {
                self.refuse_unknown(&code, &readings);
                self.finish();
            }
        }
    }

    fn finish(&self) {
        self.state.borrow_mut().is_busy = false;
        let listener = self.clone();
        // Not from within the act that was just done.
        set_timeout(move || listener.next(), Duration::ZERO);
    }

    fn chosen(&self, code: &str, target: Target) {
        let Some(reading) = read(code).pop() else { return };
        self.state.borrow_mut().is_busy = true;
        self.means(code, &Found { targets: vec![target], reading });
    }

    fn means(&self, code: &str, found: &Found) {
        let today = self.stockroom.today();
        let address = self.router.address_untracked();
        let meant = untrack(|| {
            self.stockroom.read_cached(|room, cache| match address.route {
                Route::Pick(kits) => {
                    let (kits, walked) = (kit_ids(kits), Walked::of(&address));
                    let stops = pick_list(room, cache, &kits, today);
                    let next = next_stop(&stops, walked.at, &walked.skipped);
                    picking(room, Walk { stops: &stops, next }, found, today)
                }
                route => meaning(room, cache, place(route), found, today),
            })
        });
        match meant {
            Meaning::Do(command, said) => {
                let listener = self.clone();
                let hint = hint(&found.reading);
                let stop = stop_of(&command);
                return self.stockroom.act(*command, move |result| listener.done(result, &said, &hint, stop));
            }
            Meaning::GoOnAt { item, inventory, location } => {
                self.stand_at((item.0, inventory.0));
                let text = say(Word::PickAtPlace, &[&self.stockroom.read_untracked(|room| room.location_path(location))]);
                self.scans.done(text, None, self.is_silent());
            }
            Meaning::Open(target) => self.router.go(route(target)),
            Meaning::Choose(targets) => self.choice.set(Some((code.to_owned(), targets))),
            Meaning::Refuse(why) => self.refuse(&self.stockroom.read_untracked(|room| refusal(room, why))),
        }
        self.finish();
    }

    /// Whether the page shows large what comes of scans.
    fn is_picking(&self) -> bool {
        matches!(self.router.address_untracked().route, Route::Pick(_))
    }

    fn is_silent(&self) -> bool {
        untrack(|| self.stockroom.preferences().is_silent)
    }

    /// Picking goes on at this stop; one that was passed over no longer is.
    fn stand_at(&self, stop: StopKey) {
        let skipped: Vec<StopKey> =
            Walked::of(&self.router.address_untracked()).skipped.into_iter().filter(|it| *it != stop).collect();
        self.router.set_query(SKIPPED, &keys_text(&skipped));
        self.router.set_query(AT, &key_text(stop));
    }

    fn done(&self, result: Result<Done, Refused>, said: &Said, hint: &str, stop: Option<StopKey>) {
        match result {
            Ok(done) => {
                let text = [&self.stockroom.read_untracked(|room| told(room, said)), hint].concat();
                if self.is_picking() {
                    if let Some(stop) = stop {
                        self.stand_at(stop);
                    }
                    self.scans.done(text, Some(done.sequence), self.is_silent());
                } else {
                    signal(Tune::Done, self.is_silent());
                    self.dialogs.done(done.sequence, text);
                }
            }
            Err(refused) => self.refuse(&dialogs::refusal(&refused)),
        }
        self.finish();
    }

    /// A code that nothing here has: what it is can be said, unless it was misread.
    fn refuse_unknown(&self, code: &str, readings: &[Reading]) {
        let text = unknown(code, readings);
        if readings.iter().any(|it| it.notes.contains(&Note::Misread)) || dom::has_dialog() {
            return self.refuse(&text);
        }
        let (sheet, code) = (self.unknown, code.to_owned());
        let open = Callback::new(move |()| sheet.set(Some(code.clone())));
        if self.is_picking() {
            return self.scans.refused_with(text, open, self.is_silent());
        }
        signal(Tune::Refused, self.is_silent());
        self.toaster.refused_with(text, word(Word::BindWhat), open);
    }

    /// Says it until the next scan, and lets it be heard and felt: the person looks at the shelf.
    fn refuse(&self, text: &str) {
        if self.is_picking() && !dom::has_dialog() {
            return self.scans.refused(text.to_owned(), self.is_silent());
        }
        signal(Tune::Refused, self.is_silent());
        self.toaster.refused(text);
    }
}

/// What Enter does on an element: its listeners, then the form of a field or the press of a button or link.
fn press_enter(target: &Element) {
    let init = web_sys::KeyboardEventInit::new();
    init.set_key("Enter");
    init.set_code("Enter");
    init.set_bubbles(true);
    init.set_cancelable(true);
    init.set_composed(true);
    let event = web_sys::KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init);
    if !event.is_ok_and(|event| target.dispatch_event(&event).unwrap_or(false)) {
        return;
    }
    if target
        .matches("button, a[href], summary, input:is([type=submit], [type=button], [type=reset], [type=image])")
        .unwrap_or(false)
    {
        if let Some(target) = target.dyn_ref::<web_sys::HtmlElement>() {
            target.click();
        }
    } else if let Some(form) = target.dyn_ref::<HtmlInputElement>().and_then(HtmlInputElement::form) {
        send(&form);
    }
}

/// Sends a form as Enter in one of its fields does: by a press of its first button that sends, which does nothing while it is
/// disabled.
fn send(form: &web_sys::HtmlFormElement) {
    let elements = form.elements();
    let mut controls = (0..elements.length()).filter_map(|at| elements.item(at));
    let sends = controls
        .find(|it| it.matches("button:not([type=button], [type=reset]), input:is([type=submit], [type=image])").unwrap_or(false));
    match sends.and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok()) {
        Some(button) => button.click(),
        None => {
            let _ = form.request_submit();
        }
    }
}

/// The text field of an event; an editor of code is none.
fn field_of(event: &web_sys::Event) -> Option<Element> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    target.matches("input:not([type=checkbox], [type=radio], [type=file]), textarea").ok()?.then_some(target)
}

/// Whether the focus is where a code is something to enter.
fn takes_codes() -> bool {
    document()
        .active_element()
        .is_some_and(|it| it.matches("input, textarea, select").unwrap_or(false) && !it.matches(NOT_A_CODE).unwrap_or(false))
}

/// Whether the event comes from a field that offers a list.
fn is_list(event: &web_sys::Event) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|it| it.matches("[role=combobox], select").unwrap_or(false))
}

fn kit_ids(kits: PickedKits) -> Vec<KitId> {
    kits.ids().iter().map(|id| KitId(*id)).collect()
}

/// The stop of the list that an issue is from.
fn stop_of(command: &Command) -> Option<StopKey> {
    if let Command::Issue(issue) = command { Some((issue.item.0, issue.inventory.0)) } else { None }
}

fn place(route: Route) -> Place {
    match route {
        Route::Kit(id) => Place::Kit(KitId(id)),
        Route::Run(id) => Place::Run(RunId(id)),
        Route::Inventory(id) => Place::Record(InventoryId(id)),
        Route::Location(id) => Place::Location(LocationId(id)),
        _ => Place::Elsewhere,
    }
}

fn route(target: Target) -> Route {
    match target {
        Target::Inventory(id) => Route::Inventory(id.0),
        Target::Part(id) => Route::Part(id.0),
        Target::Kit(id) => Route::Kit(id.0),
        Target::Run(id) => Route::Run(id.0),
        Target::Location(id) => Route::Location(id.0),
    }
}

fn unknown(code: &str, readings: &[Reading]) -> String {
    let is_misread = readings.iter().any(|it| it.notes.contains(&Note::Misread));
    say(if is_misread { Word::ScanMisread } else { Word::ScanUnknown }, &[code])
}

/// What the scanner's settings do to codes, told beside what was done.
fn hint(reading: &Reading) -> String {
    let told = reading.notes.iter().find_map(|note| match note {
        Note::CapsLock => Some(word(Word::ScanCapsLock).to_owned()),
        Note::Layout(name) => Some(say(Word::ScanLayout, &[name])),
        _ => None,
    });
    told.map_or(String::new(), |text| [" ", &text].concat())
}

fn told(room: &crate::domain::Stockroom, said: &Said) -> String {
    match *said {
        Said::Issued { quantity, part, kit, remaining } => {
            let amount = |quantity| fields::quantity_of_part(room, quantity, part);
            let (name, kit) = (room.part_name(part), room.kit_name(kit));
            if remaining.is_zero() {
                return say(Word::ScanIssued, &[&amount(quantity), &name, &kit]);
            }
            say(Word::ScanIssuedPart, &[&amount(quantity), &name, &kit, &amount(remaining)])
        }
        Said::IssuedInstead { quantity, part, kit, inventory, expected, .. } => {
            let names = [room.inventory_name(inventory), room.inventory_name(expected)];
            let amount = fields::quantity_of_part(room, quantity, part);
            let [part, kit] = [room.part_name(part), room.kit_name(kit)];
            say(Word::PickIssuedInstead, &[&amount, &part, &kit, &names[0], &names[1]])
        }
        Said::Installed { quantity, inventory, run } => {
            let amount = fields::quantity_of_record(room, quantity, inventory);
            say(Word::ScanInstalled, &[&amount, &room.inventory_name(inventory), &room.run_name(run)])
        }
        Said::Moved { inventory, location } => {
            say(Word::ScanMoved, &[&room.inventory_name(inventory), &room.location_path(location)])
        }
    }
}

fn refusal(room: &crate::domain::Stockroom, why: Refusal) -> String {
    match why {
        Refusal::NotOnKit(target, kit) => {
            let (table, id) = target.record();
            say(Word::ScanNotOnKit, &[&room.name_of(table, id), &room.kit_name(kit)])
        }
        Refusal::LineFull(part, kit) => say(Word::ScanLineFull, &[&room.part_name(part), &room.kit_name(kit)]),
        Refusal::KitClosed(kit) => say(Word::ScanKitClosed, &[&room.kit_name(kit)]),
        Refusal::NothingAvailable(part) => say(Word::ScanNothingAvailable, &[&room.part_name(part)]),
        Refusal::NotRequired(id, run) => say(Word::ScanNotRequired, &[&room.inventory_name(id), &room.run_name(run)]),
        Refusal::RequirementFull(id, run) => say(Word::ScanRequirementFull, &[&room.inventory_name(id), &room.run_name(run)]),
        Refusal::Wrong { found, expected, instead_of } => {
            let (table, id) = found.record();
            let record = room.inventory_name(instead_of);
            let expected = if record.is_empty() { room.part_name(expected) } else { record };
            say(Word::PickWrong, &[&room.name_of(table, id), &expected])
        }
        Refusal::NotOnList(target) => {
            let (table, id) = target.record();
            say(Word::PickNotOnList, &[&room.name_of(table, id)])
        }
        Refusal::NothingHere(location) => say(Word::PickNothingHere, &[&room.location_path(location)]),
        Refusal::ScanSerial(part) => say(Word::PickScanSerial, &[&room.part_name(part)]),
        Refusal::OtherLot(part, expected) => say(Word::PickOtherLot, &[&room.part_name(part), &room.inventory_name(expected)]),
        Refusal::AlreadyThere(id, location) => {
            say(Word::ScanAlreadyThere, &[&room.inventory_name(id), &room.location_path(location)])
        }
    }
}
