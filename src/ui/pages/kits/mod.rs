//! The kits: their list, and a kit's page, where stock is issued to its lines and returned.

mod data;
pub mod forms;
mod lines;
mod review;

use crate::ui::live;
use std::rc::Rc;

use leptos::prelude::*;

use self::data::Head;
use super::lists;
use super::shared::{Do, action_bar, button, history, linked, record_page, section, to_do};
use crate::domain::{KitId, KitItemId, KitStatus, Table};
use crate::ui::components::{Banner, Button, EmptyState, Kind, Menu, MenuItem, Progress, Tone, badge, facts};
use crate::ui::desk::{Desk, use_desk};
use crate::ui::icons::Icon;
use crate::ui::list::list;
use crate::ui::nav::use_nav;
use crate::ui::{fields, room};
use crate::words::{Word, format, say, word};

const HEAD_READS: &[Table] = &[
    Table::Kit,
    Table::KitItem,
    Table::KitRow,
    Table::Installation,
    Table::Run,
    Table::Part,
    Table::MbomItem,
    Table::Location,
    Table::User,
];

/// All kits.
pub fn page() -> AnyView {
    let desk = use_desk();
    use_nav().set_title(Word::Kits, None);
    let create: Rc<dyn Fn()> = Rc::new(move || forms::new_kit(desk, None));
    let new = button(to_do(Icon::Plus, Word::NewKit, move || forms::new_kit(desk, None)).primary());
    list(lists::kits(Some(new), create))
}

/// One kit.
pub fn record(id: u32) -> AnyView {
    let desk = use_desk();
    record_page(Table::Kit, id, "#/kits", Word::Kits, move || kit_page(desk, KitId(id)))
}

fn kit_page(desk: Desk, kit: KitId) -> AnyView {
    let head = live::memo(move || {
        let today = room::today();
        room::look(HEAD_READS, |room| data::head(room, kit.0, today))
    });
    // The order stays while stock is issued: only lines that come and go change it.
    let order = live::memo(move || {
        let today = room::today();
        room::look(&[Table::KitItem], |room| {
            let mut ids = room.items_of(kit).to_vec();
            let path = data::pick_path(room, kit, today);
            ids.sort_by_key(|id| path.iter().position(|it| it == id));
            ids
        })
    });
    let reviewing = RwSignal::new(false);
    let lines = move || {
        if order.with(Vec::is_empty) {
            return head.with(|head| no_lines(desk, kit, head));
        }
        view! {
            <ol class="work">
                <For each=move || order.get() key=|id| *id let:id>{lines::line(desk, kit, KitItemId(id))}</For>
            </ol>
        }
        .into_any()
    };
    let empty = live::memo(move || order.with(Vec::is_empty));
    let acts = move || {
        let open = head.with(|head| head.open && head.run_open);
        (open && !empty.get()).then(|| {
            let add = button(to_do(Icon::Plus, Word::KitAddLine, move || forms::add_line(desk, kit)));
            let all = button(to_do(Icon::Issue, Word::KitFulfil, move || reviewing.set(true)).primary());
            view! { {add}{all} }.into_any()
        })
    };
    view! {
        {live::live(move || head_view(desk, kit, &head.get()))}
        {section(Word::KitLines, Some(live::live(acts)), view! { {live::live(move || { empty.track(); lines() })} }.into_any())}
        {review::review(desk, kit, reviewing)}
        {history(Table::Kit, kit.0)}
    }
    .into_any()
}

fn status_menu(desk: Desk, kit: KitId, head: &Head) -> AnyView {
    let now = head.status;
    let items = KitStatus::ALL.iter().copied().filter(|status| *status != now).map(|status| MenuItem {
        label: say(Word::KitTo, &[fields::choice(status.word())]),
        icon: fields::icon(status.word()),
        danger: status == KitStatus::Canceled,
        on_choose: Callback::new(move |()| forms::set_status(desk, kit, status)),
    });
    let items = items.collect();
    view! { <Menu label=Word::KitChangeStatus items=items with_word=true/> }.into_any()
}

fn head_view(desk: Desk, kit: KitId, head: &Head) -> AnyView {
    let api = head.status.word();
    let mark = badge::badge(fields::tone(api), fields::icon(api), fields::choice(api).to_owned());
    let share = if head.lines == 0 { 0 } else { u32::try_from(head.full * 1000 / head.lines).unwrap_or(0) };
    let done = say(Word::KitProgress, &[&format::count(head.full), &format::count(head.lines)]);
    let tone = if head.lines > 0 && head.full == head.lines { Tone::Good } else { Tone::Info };
    let progress = (head.lines > 0).then(|| {
        view! { <Progress label=word(Word::KitProgressLabel) share=Signal::stored(share) text=Signal::stored(done) tone=tone/> }.into_any()
    });
    let late = head.late.then(|| badge::badge(Tone::Warn, Icon::Calendar, word(Word::KitLate).to_owned()));
    let plain = |text: &str| view! { <span>{text.to_owned()}</span> }.into_any();
    let needed = view! { <span>{head.needed_by.clone()}</span>" "{late} }.into_any();
    let mut items = vec![
        (fields::label(crate::domain::KIT.run).to_owned(), linked(head.run_name.clone(), fields::href(Table::Run, head.run))),
        (word(Word::KitBuilds).to_owned(), plain(&head.builds)),
    ];
    for (name, text, value) in [
        (crate::domain::KIT.needed_by, &head.needed_by, needed),
        (crate::domain::KIT.assigned_to, &head.assigned_to, plain(&head.assigned_to)),
        (
            crate::domain::KIT.delivery_location,
            &head.delivery_path,
            linked(head.delivery_path.clone(), fields::href(Table::Location, head.delivery)),
        ),
        (crate::domain::KIT.current_location, &head.current_path, plain(&head.current_path)),
        (crate::domain::KIT.notes, &head.notes, plain(&head.notes)),
    ] {
        if !text.is_empty() {
            items.push((fields::label(name).to_owned(), value));
        }
    }
    let acts: Vec<Do> = vec![to_do(Icon::Edit, Word::KitEdit, move || forms::edit_kit(desk, kit))];
    view! {
        <div class="record-head">
            <div class="record-lead">{mark}{progress}</div>
            <div class="record-acts">{action_bar(acts, 1)}{status_menu(desk, kit, head)}</div>
        </div>
        {notices(head)}
        {facts(items)}
    }
    .into_any()
}

fn notices(head: &Head) -> AnyView {
    let banner = |shown: bool, tone: Tone, text: Word| {
        shown.then(|| view! { <Banner tone=tone text=Signal::stored(word(text).to_owned())/> }.into_any())
    };
    view! {
        {banner(head.bom_changed, Tone::Warn, Word::KitBomChanged)}
        {banner(head.open && !head.run_open, Tone::Warn, Word::KitRunClosed)}
    }
    .into_any()
}

/// A kit without lines: what can be done first.
fn no_lines(desk: Desk, kit: KitId, head: &Head) -> AnyView {
    if !(head.open && head.run_open) {
        return super::shared::nothing(Word::KitNoLines);
    }
    let prepare = head.bom.then(|| {
        view! { <Button label=Word::KitPrepare kind=Kind::Primary icon=Icon::Kit on_press=Callback::new(move |()| forms::prepare(desk, kit))/> }
            .into_any()
    });
    let kind = if head.bom { Kind::Quiet } else { Kind::Primary };
    let actions = view! {
        {prepare}
        <Button label=Word::KitAddLine kind=kind icon=Icon::Plus on_press=Callback::new(move |()| forms::add_line(desk, kit))/>
    }
    .into_any();
    let text = if head.bom { say(Word::KitEmptyBom, &[&head.builds]) } else { word(Word::KitEmptyText).to_owned() };
    view! { <EmptyState icon=Icon::Kit title=Word::KitEmpty text=text actions=actions/> }.into_any()
}
