//! The components in a browser, each on a page of its own: keyboard, focus, selection, and what they say.
#![cfg(target_arch = "wasm32")]

use kitroom::ui::components::press_guard::watch_presses;
use kitroom::ui::components::*;
use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::*;
use web_sys::{Element, HtmlElement, HtmlInputElement, KeyboardEvent, KeyboardEventInit, MouseEvent, MouseEventInit};

wasm_bindgen_test_configure!(run_in_browser);

/// A page with one view on it; the one before is gone.
fn show<V: IntoView + 'static>(view: impl FnOnce() -> V + 'static) -> HtmlElement {
    let page: HtmlElement = document().create_element("div").unwrap().unchecked_into();
    document().body().unwrap().append_child(&page).unwrap();
    mount_to(page.clone(), view).forget();
    page
}

/// Waits until effects have run and a picture was drawn.
async fn settled() {
    for _ in 0..3 {
        let frame = js_sys::Promise::new(&mut |done, _| {
            window().request_animation_frame(&done).unwrap();
        });
        wasm_bindgen_futures::JsFuture::from(frame).await.unwrap();
    }
}

async fn pause(milliseconds: i32) {
    let timer = js_sys::Promise::new(&mut |done, _| {
        window().set_timeout_with_callback_and_timeout_and_arguments_0(&done, milliseconds).unwrap();
    });
    wasm_bindgen_futures::JsFuture::from(timer).await.unwrap();
}

fn find(page: &HtmlElement, selector: &str) -> HtmlElement {
    page.query_selector(selector).unwrap().unwrap_or_else(|| panic!("no {selector} in {}", page.inner_html())).unchecked_into()
}

fn count(page: &HtmlElement, selector: &str) -> u32 {
    page.query_selector_all(selector).unwrap().length()
}

fn named(page: &HtmlElement, selector: &str, text: &str) -> HtmlElement {
    let all = page.query_selector_all(selector).unwrap();
    let found =
        (0..all.length()).filter_map(|at| all.item(at)).find(|node| node.text_content().unwrap_or_default().contains(text));
    found.unwrap_or_else(|| panic!("no {selector} with {text} in {}", page.inner_html())).unchecked_into()
}

fn press(element: &Element, key: &str) {
    let init = KeyboardEventInit::new();
    init.set_key(key);
    init.set_bubbles(true);
    init.set_cancelable(true);
    let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap();
    element.dispatch_event(&event).unwrap();
}

/// A press by a finger: it has a place, unlike `click()`.
fn tap(element: &Element) {
    let place = element.get_bounding_client_rect();
    let init = MouseEventInit::new();
    init.set_bubbles(true);
    init.set_cancelable(true);
    init.set_detail(1);
    init.set_client_x(place.left() as i32 + 4);
    init.set_client_y(place.top() as i32 + 4);
    element.dispatch_event(&MouseEvent::new_with_mouse_event_init_dict("click", &init).unwrap()).unwrap();
}

fn type_text(input: &HtmlInputElement, text: &str) {
    input.focus().unwrap();
    input.set_value(text);
    let init = web_sys::EventInit::new();
    init.set_bubbles(true);
    input.dispatch_event(&web_sys::Event::new_with_event_init_dict("input", &init).unwrap()).unwrap();
}

fn input(page: &HtmlElement, selector: &str) -> HtmlInputElement {
    find(page, selector).unchecked_into()
}

fn has_focus(element: &Element) -> bool {
    document().active_element().as_ref() == Some(element)
}

fn selected(input: &HtmlInputElement) -> String {
    let (start, end) = (input.selection_start().unwrap().unwrap_or(0), input.selection_end().unwrap().unwrap_or(0));
    input.value().chars().skip(start as usize).take((end - start) as usize).collect()
}

// --- Dialog ------------------------------------------------------------------------------------------------------------

#[wasm_bindgen_test]
async fn a_dialog_takes_the_focus_and_escape_closes_it() {
    let open = RwSignal::new(false);
    let page = show(move || view! { <Dialog open=open title="Edit part"><input class="first" /></Dialog> });
    settled().await;
    assert_eq!(count(&page, "input"), 0, "nothing of it is there while it is closed");
    open.set(true);
    settled().await;
    assert!(has_focus(&find(&page, "input.first")));
    press(&find(&page, "input.first"), "Escape");
    settled().await;
    assert!(!open.get_untracked());
    assert_eq!(count(&page, "dialog[open]"), 0);
}

#[wasm_bindgen_test]
async fn a_dialog_asks_before_typed_text_is_lost_and_remembers_nothing() {
    let open = RwSignal::new(true);
    let page = show(move || {
        let send = |_: Vec<(u16, String)>| ();
        view! {
            <Dialog open=open title="New location">
                <Form fields=vec![FieldSpec::new(1, "Name", FieldKind::Text)] submit="Create" on_submit=send />
            </Dialog>
        }
    });
    settled().await;
    type_text(&input(&page, "input"), "Shelf 1");
    press(&find(&page, "input"), "Escape");
    settled().await;
    assert!(open.get_untracked(), "it asks");
    named(&page, "[role=alert] button", "Discard").click();
    settled().await;
    assert!(!open.get_untracked());
    open.set(true);
    settled().await;
    assert_eq!(input(&page, "input").value(), "");
    assert_eq!(count(&page, "[role=alert]"), 0);
    open.set(false);
    settled().await;
}

#[wasm_bindgen_test]
async fn a_confirmation_of_a_loss_begins_on_cancel() {
    let open = RwSignal::new(true);
    let done = RwSignal::new(0);
    let spec = ConfirmSpec {
        title: String::from("Delete shelf 1?"),
        consequences: vec![String::from("It is empty.")],
        confirm: String::from("Delete"),
        danger: true,
    };
    let page = show(move || view! { <Confirm open=open spec=spec on_confirm=move || done.update(|times| *times += 1) /> });
    settled().await;
    assert!(has_focus(&named(&page, "button", "Cancel")));
    named(&page, ".dialog-actions button", "Delete").click();
    settled().await;
    assert_eq!(done.get_untracked(), 1);
    assert!(!open.get_untracked());
}

// --- Menu --------------------------------------------------------------------------------------------------------------

#[wasm_bindgen_test]
async fn a_menu_is_walked_by_arrows_and_gives_the_focus_back() {
    let chosen = RwSignal::new(String::new());
    let page = show(move || {
        view! {
            <Menu label="More">
                <MenuItem label="Copy" icon=IconName::Copy on_choose=move || chosen.set("copy".into()) />
                <MenuItem label="Hidden" icon=IconName::Copy hidden=true on_choose=move || chosen.set("hidden".into()) />
                <MenuItem label="Delete" icon=IconName::Delete danger=true on_choose=move || chosen.set("delete".into()) />
            </Menu>
        }
    });
    let button = find(&page, "[aria-haspopup=menu]");
    button.click();
    settled().await;
    assert_eq!(button.get_attribute("aria-expanded").as_deref(), Some("true"));
    assert!(has_focus(&named(&page, "[role=menuitem]", "Copy")));
    press(&document().active_element().unwrap(), "ArrowDown");
    assert!(has_focus(&named(&page, "[role=menuitem]", "Delete")));
    press(&document().active_element().unwrap(), "ArrowDown");
    assert!(has_focus(&named(&page, "[role=menuitem]", "Copy")), "round to the first");
    press(&document().active_element().unwrap(), "End");
    document().active_element().unwrap().unchecked_into::<HtmlElement>().click();
    settled().await;
    assert_eq!(chosen.get_untracked(), "delete");
    assert!(has_focus(&button));
    assert_eq!(button.get_attribute("aria-expanded").as_deref(), Some("false"));
}

#[wasm_bindgen_test]
async fn a_menu_closes_after_an_act_wherever_its_items_were_built() {
    let chosen = RwSignal::new(0);
    let page = show(move || {
        let items = view! { <MenuItem label="Copy" icon=IconName::Copy on_choose=move || chosen.update(|times| *times += 1) /> };
        view! { <Menu label="More">{items}</Menu> }
    });
    let button = find(&page, "[aria-haspopup=menu]");
    button.click();
    settled().await;
    named(&page, "[role=menuitem]", "Copy").unchecked_into::<HtmlElement>().click();
    settled().await;
    assert_eq!(chosen.get_untracked(), 1);
    assert_eq!(button.get_attribute("aria-expanded").as_deref(), Some("false"));
    assert!(has_focus(&button));
}

// --- Combobox and form -------------------------------------------------------------------------------------------------

fn places() -> PickSpec {
    let find = |text: String| {
        let all = ["Shelf 1", "Shelf 2", "Freezer"].into_iter().enumerate();
        let hits = all.filter(|(_, name)| name.to_lowercase().contains(&text.to_lowercase()));
        hits.map(|(at, name)| PickOption { id: at.to_string(), label: name.to_owned(), sub: String::new() }).collect::<Vec<_>>()
    };
    PickSpec { find: Callback::new(find), chosen: Vec::new(), create: None }
}

fn place_form(sent: RwSignal<Option<Vec<(u16, String)>>>) -> HtmlElement {
    show(move || {
        let fields = vec![
            FieldSpec::new(1, "Location", FieldKind::Pick(places())),
            FieldSpec::new(2, "Quantity", FieldKind::Number).value("5"),
        ];
        let send = move |typed: Vec<(u16, String)>| sent.set(Some(typed));
        view! { <Form fields=fields submit="Receive" on_submit=send /> }
    })
}

#[wasm_bindgen_test]
async fn a_combobox_is_chosen_from_by_keyboard_and_moves_nothing() {
    let sent = RwSignal::new(None);
    let page = place_form(sent);
    let field = input(&page, "[role=combobox]");
    let below = input(&page, "input.number").get_bounding_client_rect().top();
    type_text(&field, "shelf");
    settled().await;
    assert_eq!(count(&page, "[role=option]"), 2);
    assert_eq!(field.get_attribute("aria-expanded").as_deref(), Some("true"));
    assert_eq!(input(&page, "input.number").get_bounding_client_rect().top(), below, "the fields below stay where they are");
    press(&field, "ArrowDown");
    press(&field, "ArrowDown");
    settled().await;
    assert_eq!(field.get_attribute("aria-activedescendant"), named(&page, "[role=option]", "Shelf 2").get_attribute("id"));
    press(&field, "Enter");
    settled().await;
    assert_eq!(field.value(), "Shelf 2");
    assert_eq!(field.get_attribute("aria-expanded").as_deref(), Some("false"));
    named(&page, "button[type=submit]", "Receive").click();
    assert_eq!(sent.get_untracked(), Some(vec![(1, String::from("1")), (2, String::from("5"))]));
}

#[wasm_bindgen_test]
async fn a_text_that_matches_nothing_is_refused_beside_its_field() {
    let sent = RwSignal::new(None);
    let page = place_form(sent);
    let field = input(&page, "[role=combobox]");
    type_text(&field, "Cellar");
    settled().await;
    named(&page, "button[type=submit]", "Receive").click();
    settled().await;
    assert_eq!(sent.get_untracked(), None, "nothing is sent without the location that was typed");
    assert!(find(&page, ".field-error").text_content().unwrap().contains("Cellar"));
    assert_eq!(field.get_attribute("aria-invalid").as_deref(), Some("true"));
    type_text(&field, "");
    settled().await;
    named(&page, "button[type=submit]", "Receive").click();
    assert_eq!(sent.get_untracked().map(|typed| typed[0].1.clone()), Some(String::new()), "an emptied field is no location");
}

#[wasm_bindgen_test]
async fn a_combobox_offers_to_create_what_is_not_there() {
    let made = RwSignal::new(String::new());
    let sent = RwSignal::new(None);
    let page = show(move || {
        let create = Callback::new(move |(text, done): (String, Callback<PickOption>)| {
            made.set(text.clone());
            done.run(PickOption { id: String::from("9"), label: text, sub: String::new() });
        });
        let fields = vec![FieldSpec::new(1, "Location", FieldKind::Pick(PickSpec { create: Some(create), ..places() }))];
        let send = move |typed: Vec<(u16, String)>| sent.set(Some(typed));
        view! { <Form fields=fields submit="Receive" on_submit=send /> }
    });
    type_text(&input(&page, "[role=combobox]"), "Cellar");
    settled().await;
    named(&page, "[role=option]", "Cellar").click();
    settled().await;
    assert_eq!(made.get_untracked(), "Cellar");
    named(&page, "button[type=submit]", "Receive").click();
    assert_eq!(sent.get_untracked(), Some(vec![(1, String::from("9"))]));
}

#[wasm_bindgen_test]
async fn a_number_field_is_selected_when_it_gets_the_focus() {
    let page = place_form(RwSignal::new(None));
    let field = input(&page, "input.number");
    field.focus().unwrap();
    settled().await;
    assert_eq!(selected(&field), "5");
}

#[wasm_bindgen_test]
async fn a_refusal_stands_beside_its_field_and_what_was_typed_stays() {
    let errors = RwSignal::new(Vec::new());
    let page = show(move || {
        let fields = vec![FieldSpec::new(1, "Name", FieldKind::Text), FieldSpec::new(2, "Notes", FieldKind::Notes)];
        let send = move |_: Vec<(u16, String)>| errors.set(vec![(Some(1), String::from("There is a Shelf 1 already."))]);
        view! { <Form fields=fields submit="Create" errors=errors on_submit=send /> }
    });
    type_text(&input(&page, "input"), "Shelf 1");
    named(&page, "button[type=submit]", "Create").click();
    settled().await;
    let field = input(&page, "input");
    assert_eq!(field.value(), "Shelf 1");
    assert!(has_focus(&field), "the first refused field has the focus");
    let described = field.get_attribute("aria-describedby").unwrap();
    let error = described.split(' ').filter_map(|id| document().get_element_by_id(id)).last().unwrap();
    assert_eq!(error.text_content().as_deref(), Some("There is a Shelf 1 already."));
}

// --- Stepper, tabs, toast ----------------------------------------------------------------------------------------------

#[wasm_bindgen_test]
async fn a_stepper_stops_at_its_ends_and_takes_what_is_typed() {
    let value = RwSignal::new(String::from("1"));
    let page = show(move || view! { <Stepper label="Quantity" value=value least="0" most="2" /> });
    let more = find(&page, "[aria-label='One more']");
    more.click();
    more.click();
    assert_eq!(value.get_untracked(), "2");
    let field = input(&page, "input");
    press(&field, "ArrowDown");
    assert_eq!(value.get_untracked(), "1");
    type_text(&field, "12.5");
    assert_eq!(value.get_untracked(), "12.5");
    field.blur().unwrap();
    field.focus().unwrap();
    settled().await;
    assert_eq!(selected(&field), "12.5");
}

#[wasm_bindgen_test]
async fn tabs_are_chosen_by_arrows() {
    let current = RwSignal::new(String::from("lines"));
    let page = show(move || {
        let tabs = vec![TabSpec::new("lines", "Lines"), TabSpec::new("history", "History")];
        view! { <Tabs label="Kit" tabs=tabs current=current on_choose=move |key: String| current.set(key) /> }
    });
    press(&named(&page, "[role=tab]", "Lines"), "ArrowRight");
    settled().await;
    assert_eq!(current.get_untracked(), "history");
    assert_eq!(named(&page, "[role=tab]", "History").get_attribute("aria-selected").as_deref(), Some("true"));
    assert_eq!(named(&page, "[role=tab]", "Lines").get_attribute("tabindex").as_deref(), Some("-1"));
}

#[wasm_bindgen_test]
async fn a_toast_offers_undo_once_and_the_next_takes_its_place() {
    let undone = RwSignal::new(0);
    let toaster = StoredValue::new(None::<Toaster>);
    let page = show(move || {
        let it = Toaster::new();
        toaster.set_value(Some(it));
        view! { <Toasts toaster=it /> }
    });
    let toaster = toaster.get_value().unwrap();
    toaster.done("Issued 4.", Some(Callback::new(move |()| undone.update(|times| *times += 1))));
    settled().await;
    assert_eq!(find(&page, "[role=status]").text_content().map(|text| text.contains("Issued 4.")), Some(true));
    toaster.done("Moved 40.", Some(Callback::new(move |()| undone.update(|times| *times += 1))));
    settled().await;
    assert_eq!(count(&page, ".toast"), 1);
    named(&page, ".toast button", "Undo").click();
    settled().await;
    assert_eq!(undone.get_untracked(), 1);
    assert_eq!(count(&page, ".toast"), 0);
}

// --- A double press ----------------------------------------------------------------------------------------------------

#[wasm_bindgen_test]
async fn what_took_the_place_of_a_pressed_button_is_dead_for_half_a_second() {
    let issued = RwSignal::new(false);
    let returned = RwSignal::new(0);
    let page = show(move || {
        watch_presses();
        let act = move || {
            if issued.get() {
                view! { <Button label="Return 4" on_press=move || returned.update(|times| *times += 1) /> }.into_any()
            } else {
                view! { <Button label="Issue 4" on_press=move || issued.set(true) /> }.into_any()
            }
        };
        view! { <div style="position:fixed;left:0;top:0">{act}</div> }
    });
    tap(&find(&page, "button"));
    settled().await;
    tap(&find(&page, "button"));
    assert_eq!(returned.get_untracked(), 0, "the second half of a double press returns nothing");
    pause(600).await;
    tap(&find(&page, "button"));
    assert_eq!(returned.get_untracked(), 1);
}
