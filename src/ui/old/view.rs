//! What stands on the screen, in one type: elements made by one builder, kept in place and changed where they differ.
//!
//! Leptos' own views are a type for every shape, and its code is compiled once for each: half of the app. Here a view is data,
//! and the code that puts it on the page exists once. Signals, memos, effects and owners are Leptos'.

use crate::ui::old::live;
use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::reactive::effect::RenderEffect;
use leptos::tachys::view::any_view::AnyViewState;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Element, Event, KeyboardEvent, MouseEvent, Node};

use super::live::{Read, Says};
use crate::i18n::Word;

/// Which of several views of one list this is.
pub type Key = (u32, u32);

/// A view.
#[derive(Default)]
pub enum View {
    /// Nothing.
    #[default]
    Nothing,
    /// A text.
    Text(Says),
    /// An element.
    Element(El),
    /// Several views, one after the other.
    Many(Vec<View>),
    /// What this gives, read anew; what is the same in it stays in place.
    Live(Box<dyn Read<View>>),
    /// What this gives, read and built anew.
    Anew(Box<dyn Read<View>>),
    /// One view for each key, kept as long as its key is there.
    Each(Box<Each>),
    /// A view of Leptos, built once.
    Leptos(Box<dyn FnOnce() -> AnyView>),
}

/// Views by their keys.
pub struct Each {
    keys: Box<dyn Read<Vec<Key>>>,
    view: Rc<dyn Fn(Key) -> View>,
    again: bool,
}

/// One view for each key: made once, moved with its key, gone with it.
pub fn each(keys: impl Fn() -> Vec<Key> + 'static, view: impl Fn(Key) -> View + 'static) -> View {
    View::Each(Box::new(Each { keys: Box::new(keys), view: Rc::new(view), again: false }))
}

/// The same for rows that show and never keep anything, all elements of the same parts: one that goes becomes the one that comes
/// in its place.
pub fn each_again(keys: impl Fn() -> Vec<Key> + 'static, view: impl Fn(Key) -> View + 'static) -> View {
    View::Each(Box::new(Each { keys: Box::new(keys), view: Rc::new(view), again: true }))
}

/// A view that is read anew when what it reads changes; what is the same in it stays in place.
pub fn live<V: Into<View>>(view: impl Fn() -> V + 'static) -> View {
    View::Live(Box::new(move || view().into()))
}

/// A view that is built anew when what it reads changes: nothing of the view before stays, such as what was typed in it.
pub fn anew<V: Into<View>>(view: impl Fn() -> V + 'static) -> View {
    View::Anew(Box::new(move || view().into()))
}

/// Several views as one.
pub fn all<const N: usize>(views: [View; N]) -> View {
    View::Many(Vec::from(views))
}

impl From<El> for View {
    fn from(element: El) -> Self {
        View::Element(element)
    }
}

impl From<()> for View {
    fn from((): ()) -> Self {
        View::Nothing
    }
}

impl<T: Into<View>> From<Option<T>> for View {
    fn from(view: Option<T>) -> Self {
        view.map_or(View::Nothing, Into::into)
    }
}

impl<T: Into<View>> From<Vec<T>> for View {
    fn from(views: Vec<T>) -> Self {
        View::Many(views.into_iter().map(Into::into).collect())
    }
}

macro_rules! texts {
    ($($kind:ty)*) => { $(
        impl From<$kind> for View {
            fn from(text: $kind) -> Self {
                View::Text(text.into())
            }
        }
    )* };
}

texts! { Says &'static str String Word Signal<String> RwSignal<String> live::Memo<String> }

/// Where an element of the page is found later.
pub struct Ref<T = web_sys::HtmlElement> {
    element: RwSignal<Option<Element>, LocalStorage>,
    kind: std::marker::PhantomData<fn() -> T>,
}

impl<T> Clone for Ref<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Ref<T> {}

impl<T: JsCast> Default for Ref<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: JsCast> Ref<T> {
    /// Of no element yet.
    pub fn new() -> Self {
        Self { element: RwSignal::new_local(None), kind: std::marker::PhantomData }
    }

    /// The element; whoever reads it is woken when it comes.
    pub fn get(self) -> Option<T> {
        self.element.get().map(JsCast::unchecked_into)
    }

    /// The element, if it and whoever made it are still there.
    pub fn now(self) -> Option<T> {
        self.element.try_get_untracked().flatten().map(JsCast::unchecked_into)
    }
}

/// What of an element is set.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Attribute(&'static str),
    Class(&'static str),
    /// A property that a person changes too: an input's value.
    Value,
    /// A property that is on or off.
    State(&'static str),
    Style(&'static str),
}

/// What is done on an event.
trait Hear {
    fn hear(&self, event: Event);
}

impl<F: Fn(Event)> Hear for F {
    fn hear(&self, event: Event) {
        self(event);
    }
}

type Handler = Rc<dyn Hear>;

/// An element, in the making.
pub struct El(Box<Made>);

struct Made {
    tag: &'static str,
    parts: Vec<(Part, Says)>,
    handlers: Vec<(&'static str, Handler)>,
    children: Vec<View>,
    reference: Option<RwSignal<Option<Element>, LocalStorage>>,
}

/// An element of this tag.
pub fn el(tag: &'static str) -> El {
    El(Box::new(Made { tag, parts: Vec::new(), handlers: Vec::new(), children: Vec::new(), reference: None }))
}

impl El {
    fn part(mut self, part: Part, says: Says) -> Self {
        self.0.parts.push((part, says));
        self
    }

    fn handler(mut self, event: &'static str, handler: Handler) -> Self {
        self.0.handlers.push((event, handler));
        self
    }

    fn with(mut self, view: View) -> Self {
        self.0.children.push(view);
        self
    }

    /// With an attribute; a flag that is on is an attribute without a value.
    pub fn attr(self, name: &'static str, value: impl Into<Says>) -> Self {
        self.part(Part::Attribute(name), value.into())
    }

    /// With classes.
    pub fn class(self, names: impl Into<Says>) -> Self {
        self.part(Part::Attribute("class"), names.into())
    }

    /// With a class while the flag is on.
    pub fn class_if(self, name: &'static str, on: impl Into<Says>) -> Self {
        self.part(Part::Class(name), on.into())
    }

    /// With a value that a person may change.
    pub fn value(self, value: impl Into<Says>) -> Self {
        self.part(Part::Value, value.into())
    }

    /// With a state that a person may change: checked, selected.
    pub fn state(self, name: &'static str, on: impl Into<Says>) -> Self {
        self.part(Part::State(name), on.into())
    }

    /// With a property of its style.
    pub fn style(self, name: &'static str, value: impl Into<Says>) -> Self {
        self.part(Part::Style(name), value.into())
    }

    /// With something to do on an event.
    pub fn on(self, event: &'static str, act: impl Fn(Event) + 'static) -> Self {
        self.handler(event, Rc::new(act))
    }

    /// With something to do when it is pressed.
    pub fn on_click(self, act: impl Fn(MouseEvent) + 'static) -> Self {
        self.handler("click", Rc::new(move |event: Event| act(event.unchecked_into())))
    }

    /// With something to do on a key.
    pub fn on_key(self, act: impl Fn(KeyboardEvent) + 'static) -> Self {
        self.handler("keydown", Rc::new(move |event: Event| act(event.unchecked_into())))
    }

    /// With this in it, after what is in it already.
    pub fn child(self, view: impl Into<View>) -> Self {
        self.with(view.into())
    }

    /// Found later by this.
    pub fn found_by<T>(mut self, reference: Ref<T>) -> Self {
        self.0.reference = Some(reference.element);
        self
    }
}

/// Builds a view at the end of an element and keeps it for as long as the page lives.
pub fn mount(view: impl Into<View>, parent: &Element) {
    let shown = build(view.into());
    place(&shown, parent, None);
    std::mem::forget(shown);
}

// --- On the page -------------------------------------------------------------------------------------------------

/// A view that stands on the page.
enum Shown {
    /// Nothing, or the end of several: a mark that keeps the place.
    Mark(Node),
    Text(Node, Setting),
    Element(Box<ShownElement>),
    Many(Vec<Shown>, Node),
    Live(RenderEffect<Option<Shown>>),
    Each(RenderEffect<ShownEach>),
    Leptos(Box<ShownLeptos>),
}

/// A view of Leptos in an element of its own that takes no part in the layout.
struct ShownLeptos {
    element: Element,
    /// Dropped before its owner: effects first.
    _state: AnyViewState,
    _owner: RowOwner,
}

fn show_leptos(view: Box<dyn FnOnce() -> AnyView>) -> ShownLeptos {
    let element = create("div");
    element.set_class_name("contents");
    let owner = Owner::new();
    let state = owner.with(|| {
        let mut state = untrack(view).build();
        state.mount(leptos::tachys::renderer::types::Element::from(element.clone()).as_ref(), None);
        state
    });
    ShownLeptos { element, _state: state, _owner: RowOwner(owner) }
}

/// A view that stands in an element for as long as this is kept.
pub struct Standing(#[expect(dead_code, reason = "kept for its effects and listeners")] Shown);

/// Builds a view at the end of an element; it goes on changing until what is given back is dropped.
pub fn stand(view: impl Into<View>, parent: &Element) -> Standing {
    let shown = build(view.into());
    place(&shown, parent, None);
    Standing(shown)
}

struct ShownElement {
    tag: &'static str,
    element: Element,
    parts: Vec<(Part, Setting)>,
    listeners: Vec<Listener>,
    children: Vec<Shown>,
}

/// What was last set, and what sets it anew.
enum Setting {
    Fixed(Option<Cow<'static, str>>),
    Live(RenderEffect<Option<Cow<'static, str>>>),
}

struct Listener {
    event: &'static str,
    handler: Rc<RefCell<Handler>>,
    /// Kept: the browser calls it.
    _closure: Closure<dyn Fn(Event)>,
}

struct ShownEach {
    rows: Vec<Row>,
    /// Owners of rows that went, for rows that come: their parent keeps a place for each one that it ever had.
    spare: Vec<Owner>,
    end: Node,
}

struct Row {
    key: Key,
    /// Before what is shown: what it reads goes first.
    owner: RowOwner,
    shown: Shown,
}

struct RowOwner(Owner);

impl Drop for RowOwner {
    fn drop(&mut self) {
        self.0.cleanup();
    }
}

fn mark() -> Node {
    document().create_comment("").unchecked_into()
}

fn build(view: View) -> Shown {
    match view {
        View::Nothing => Shown::Mark(mark()),
        View::Text(says) => {
            let node: Node = document().create_text_node("").unchecked_into();
            let setting = set_text(&node, says, Some(Cow::Borrowed("")));
            Shown::Text(node, setting)
        }
        View::Element(made) => Shown::Element(Box::new(build_element(*made.0))),
        View::Many(views) => Shown::Many(views.into_iter().map(build).collect(), mark()),
        View::Live(read) => Shown::Live(show_live(read, change, None)),
        View::Anew(read) => Shown::Live(show_live(read, replace, None)),
        View::Each(each) => Shown::Each(show_each(*each, None)),
        View::Leptos(view) => Shown::Leptos(Box::new(show_leptos(view))),
    }
}

fn show_live(read: Box<dyn Read<View>>, renew: fn(Shown, View) -> Shown, before: Option<Shown>) -> RenderEffect<Option<Shown>> {
    let again = move |before: Option<Option<Shown>>| {
        let view = read.read();
        Some(match before.flatten() {
            Some(shown) => renew(shown, view),
            None => build(view),
        })
    };
    RenderEffect::new_with_value(again, Some(before))
}

fn show_each(each: Each, before: Option<ShownEach>) -> RenderEffect<ShownEach> {
    // What a row makes belongs to the row, not to the run of this effect that happened to make it.
    let owner = Owner::current().unwrap_or_default();
    let again = move |before: Option<ShownEach>| {
        let keys = each.keys.read();
        let mut shown = before.unwrap_or_else(|| ShownEach { rows: Vec::new(), spare: Vec::new(), end: mark() });
        untrack(|| {
            if each.again {
                shown.rows = use_again(shown.rows, &keys, &*each.view);
            }
            change_rows(shown, &keys, &*each.view, &owner)
        })
    };
    RenderEffect::new_with_value(again, before)
}

fn build_element(made: Made) -> ShownElement {
    let Made { tag, parts, handlers, children, reference } = made;
    let element = create(tag);
    let children: Vec<Shown> = children.into_iter().map(build).collect();
    for child in &children {
        place(child, &element, None);
    }
    // After the children: the value of a choice is one of them.
    let parts = parts.into_iter().map(|(part, says)| (part, set_part(&element, part, says, None))).collect();
    let listeners = handlers.into_iter().map(|(event, handler)| listen(&element, event, handler)).collect();
    if let Some(reference) = reference {
        reference.try_set(Some(element.clone()));
    }
    ShownElement { tag, element, parts, listeners, children }
}

fn create(tag: &'static str) -> Element {
    let made = match tag {
        "svg" | "use" | "path" | "line" | "rect" | "circle" | "g" | "polyline" => {
            document().create_element_ns(Some("http://www.w3.org/2000/svg"), tag)
        }
        _ => document().create_element(tag),
    };
    made.unwrap_or_else(|_| JsValue::NULL.unchecked_into())
}

fn listen(element: &Element, event: &'static str, handler: Handler) -> Listener {
    let handler = Rc::new(RefCell::new(handler));
    let current = Rc::clone(&handler);
    let closure = Closure::<dyn Fn(Event)>::new(move |event| {
        // Taken out first: what it does may change the very view it belongs to.
        let act = Rc::clone(&*current.borrow());
        act.hear(event);
    });
    let _ = element.add_event_listener_with_callback(event, closure.as_ref().unchecked_ref());
    Listener { event, handler, _closure: closure }
}

/// Where on the page something is set.
enum Place {
    Part(Element, Part),
    Text(Node),
}

impl Place {
    /// Sets what differs from what was set before.
    fn put(&self, value: Option<Cow<'static, str>>, before: Option<Cow<'static, str>>) -> Option<Cow<'static, str>> {
        if value != before {
            match self {
                Place::Part(element, part) => put_part(element, *part, value.as_deref()),
                Place::Text(node) => node.set_node_value(Some(value.as_deref().unwrap_or_default())),
            }
        }
        value
    }

    /// Sets it, and goes on setting what is live.
    fn keep(self, says: Says, before: Option<Cow<'static, str>>) -> Setting {
        match says {
            Says::Nothing => Setting::Fixed(self.put(None, before)),
            Says::Text(text) => Setting::Fixed(self.put(Some(text), before)),
            Says::Live(read) => {
                let again = move |before: Option<Option<Cow<'static, str>>>| self.put(read.read(), before.flatten());
                Setting::Live(RenderEffect::new_with_value(again, Some(before)))
            }
        }
    }
}

fn set_part(element: &Element, part: Part, says: Says, before: Option<Cow<'static, str>>) -> Setting {
    Place::Part(element.clone(), part).keep(says, before)
}

fn set_text(node: &Node, says: Says, before: Option<Cow<'static, str>>) -> Setting {
    Place::Text(node.clone()).keep(says, before)
}

fn put_part(element: &Element, part: Part, value: Option<&str>) {
    let on = value.is_some();
    let _ = match (part, value) {
        (Part::Attribute(name), Some(value)) => element.set_attribute(name, value),
        (Part::Attribute(name), None) => element.remove_attribute(name),
        (Part::Class(name), _) => element.class_list().toggle_with_force(name, on).map(|_| ()),
        (Part::Value, value) => set_property(element, "value", &JsValue::from_str(value.unwrap_or_default())),
        (Part::State(name), _) => set_property(element, name, &JsValue::from_bool(on)),
        (Part::Style(name), value) => {
            element.unchecked_ref::<web_sys::HtmlElement>().style().set_property(name, value.unwrap_or_default())
        }
    };
}

fn set_property(element: &Element, name: &str, value: &JsValue) -> Result<(), JsValue> {
    js_sys::Reflect::set(element, &JsValue::from_str(name), value).map(|_| ())
}

impl Setting {
    /// What was last set; nothing sets it any more.
    fn last(self) -> Option<Cow<'static, str>> {
        match self {
            Setting::Fixed(value) => value,
            Setting::Live(effect) => effect.take_value().flatten(),
        }
    }
}

// --- Where it stands ---------------------------------------------------------------------------------------------

/// Puts a view into `parent`, before `next` or at the end.
fn place(shown: &Shown, parent: &Node, next: Option<&Node>) {
    shown.nodes(&mut |node| {
        let _ = parent.insert_before(node, next);
    });
}

fn remove(node: &Node) {
    if let Some(parent) = node.parent_node() {
        let _ = parent.remove_child(node);
    }
}

impl Shown {
    /// Its nodes of the upper level, in order.
    fn nodes(&self, visit: &mut dyn FnMut(&Node)) {
        match self {
            Shown::Mark(node) | Shown::Text(node, _) => visit(node),
            Shown::Element(it) => visit(&it.element),
            Shown::Leptos(it) => visit(&it.element),
            Shown::Many(views, end) => {
                views.iter().for_each(|view| view.nodes(visit));
                visit(end);
            }
            Shown::Live(effect) => {
                effect.with_value_mut(|shown| {
                    if let Some(shown) = shown {
                        shown.nodes(visit);
                    }
                });
            }
            Shown::Each(effect) => {
                effect.with_value_mut(|each| {
                    each.rows.iter().for_each(|row| row.shown.nodes(visit));
                    visit(&each.end);
                });
            }
        }
    }

    fn first(&self) -> Option<Node> {
        let mut first = None;
        self.nodes(&mut |node| {
            if first.is_none() {
                first = Some(node.clone());
            }
        });
        first
    }
}

// --- Changing ----------------------------------------------------------------------------------------------------

/// Makes what is shown into another view: in place where both have the same shape, else the one goes and the other comes.
fn change(shown: Shown, view: View) -> Shown {
    match (shown, view) {
        (Shown::Mark(node), View::Nothing) => Shown::Mark(node),
        (Shown::Text(node, setting), View::Text(says)) => {
            let setting = set_text(&node, says, setting.last());
            Shown::Text(node, setting)
        }
        (Shown::Element(mut it), View::Element(made)) if it.fits(&made.0) => {
            it.change(*made.0);
            Shown::Element(it)
        }
        (Shown::Many(views, end), View::Many(made)) => Shown::Many(change_all(views, made, &end), end),
        (Shown::Live(effect), View::Live(read)) => {
            let before = effect.take_value().flatten();
            Shown::Live(show_live(read, change, before))
        }
        (Shown::Each(effect), View::Each(each)) => {
            // The rows belong to keys of another list: none of them may stay.
            let mut before = effect.take_value();
            if let Some(before) = &mut before {
                let spare = before.rows.drain(..).map(take_away_row);
                before.spare.extend(spare);
            }
            Shown::Each(show_each(*each, before))
        }
        (shown, view) => replace(shown, view),
    }
}

fn replace(shown: Shown, view: View) -> Shown {
    let next = build(view);
    if let Some(first) = shown.first()
        && let Some(parent) = first.parent_node()
    {
        place(&next, &parent, Some(&first));
    }
    take_away(shown);
    next
}

/// Off the page first, then gone: a browser may tell of a lost focus while it takes an element away.
fn take_away(shown: Shown) {
    shown.nodes(&mut |node| remove(node));
    drop(shown);
}

/// The same for a row; its owner can own another.
fn take_away_row(row: Row) -> Owner {
    row.shown.nodes(&mut |node| remove(node));
    row.owner.0.clone()
}

fn change_all(views: Vec<Shown>, made: Vec<View>, end: &Node) -> Vec<Shown> {
    let mut old = views.into_iter();
    let mut now = Vec::with_capacity(made.len());
    for view in made {
        now.push(match old.next() {
            Some(shown) => change(shown, view),
            None => {
                let next = build(view);
                if let Some(parent) = end.parent_node() {
                    place(&next, &parent, Some(end));
                }
                next
            }
        });
    }
    old.for_each(take_away);
    now
}

/// The same part of the same element: one of another id is another element.
fn same_part(old: &(Part, Setting), new: &(Part, Says)) -> bool {
    old.0 == new.0
        && match (&old.0, &old.1, &new.1) {
            (Part::Attribute("id"), Setting::Fixed(Some(old)), Says::Text(new)) => old == new,
            _ => true,
        }
}

impl ShownElement {
    fn fits(&self, made: &Made) -> bool {
        self.tag == made.tag
            && self.children.len() == made.children.len()
            && self.parts.iter().zip(&made.parts).all(|(old, new)| same_part(old, new))
            && self.parts.len() == made.parts.len()
            && self.listeners.iter().map(|it| it.event).eq(made.handlers.iter().map(|(event, _)| *event))
    }

    fn change(&mut self, made: Made) {
        let children = std::mem::take(&mut self.children);
        self.children = children.into_iter().zip(made.children).map(|(shown, view)| change(shown, view)).collect();
        let parts = std::mem::take(&mut self.parts);
        let element = &self.element;
        self.parts = parts
            .into_iter()
            .zip(made.parts)
            .map(|((part, setting), (_, says))| (part, set_part(element, part, says, setting.last())))
            .collect();
        for (listener, (_, handler)) in self.listeners.iter().zip(made.handlers) {
            *listener.handler.borrow_mut() = handler;
        }
        if let Some(reference) = made.reference {
            reference.try_set(Some(self.element.clone()));
        }
    }
}

/// Keeps the rows whose keys stay, in the order of the keys; only rows that come or change places touch the page.
fn change_rows(shown: ShownEach, keys: &[Key], view: &dyn Fn(Key) -> View, owner: &Owner) -> ShownEach {
    let ShownEach { rows, mut spare, end } = shown;
    let (mut old, gone): (Vec<Row>, Vec<Row>) = rows.into_iter().partition(|row| keys.contains(&row.key));
    spare.extend(gone.into_iter().map(take_away_row));
    let parent = end.parent_node();
    old.reverse();
    let mut now: Vec<Row> = Vec::with_capacity(keys.len());
    for key in keys {
        if old.last().is_some_and(|row| row.key == *key) {
            now.extend(old.pop());
            continue;
        }
        let row = match old.iter().position(|row| row.key == *key) {
            Some(at) => old.remove(at),
            None => {
                let owner = spare.pop().unwrap_or_else(|| owner.with(Owner::new));
                let shown = owner.with(|| build(view(*key)));
                Row { key: *key, owner: RowOwner(owner), shown }
            }
        };
        if let Some(parent) = &parent {
            let next = old.last().and_then(|row| row.shown.first()).unwrap_or_else(|| end.clone());
            place(&row.shown, parent, Some(&next));
        }
        now.push(row);
    }
    spare.extend(old.into_iter().map(take_away_row));
    ShownEach { rows: now, spare, end }
}

/// Makes rows that go into those that come in their places. One that has the focus goes: what is typed next is not for another.
fn use_again(rows: Vec<Row>, keys: &[Key], view: &dyn Fn(Key) -> View) -> Vec<Row> {
    let before: Vec<Key> = rows.iter().map(|row| row.key).collect();
    let focused = document().active_element();
    let mut next = keys.iter();
    rows.into_iter()
        .map(|row| match next.next() {
            Some(key) if !keys.contains(&row.key) && !before.contains(key) && !row.holds(focused.as_deref()) => {
                let Row { owner, shown, .. } = row;
                owner.0.cleanup();
                let shown = owner.0.with(|| match (shown, view(*key)) {
                    // Its id may be another: it belongs to the record.
                    (Shown::Element(mut it), View::Element(made)) => {
                        it.change(*made.0);
                        Shown::Element(it)
                    }
                    (shown, view) => change(shown, view),
                });
                Row { key: *key, owner, shown }
            }
            _ => row,
        })
        .collect()
}

impl Row {
    fn holds(&self, node: Option<&Node>) -> bool {
        self.shown.first().is_some_and(|first| first.contains(node))
    }
}
