//! The kits: their list, and a kit's page, where stock is issued to its lines and returned.

mod data;
pub mod forms;
mod lines;
mod review;

use crate::ui::old::live;
use crate::ui::old::view::{View, all, each, el, live};
use std::rc::Rc;

use leptos::prelude::*;

use self::data::Head;
use super::lists;
use super::shared::{Do, action_bar, button, history, lead, linked, record_head, record_page, section, status_menu, to_do};
use crate::domain::{KitId, KitItemId, KitStatus, Table};
use crate::i18n::{Word, say, word};
use crate::ui::old::components::{Button, Kind, Tone, badge, banner, empty_state, facts};
use crate::ui::old::desk::{Desk, use_desk};
use crate::ui::old::icons::Icon;
use crate::ui::old::list::list;
use crate::ui::old::nav::use_nav;
use crate::ui::old::{fields, room};

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
pub fn page() -> View {
    let desk = use_desk();
    use_nav().set_title(Word::Kits, None);
    let create: Rc<dyn Fn()> = Rc::new(move || forms::new_kit(desk, None));
    let new = button(to_do(Icon::Plus, Word::NewKit, move || forms::new_kit(desk, None)).primary());
    list(lists::kits(Some(new), create))
}

/// One kit.
pub fn record(id: u32) -> View {
    let desk = use_desk();
    record_page(Table::Kit, id, "#/kits", Word::Kits, move || kit_page(desk, KitId(id)))
}

fn kit_page(desk: Desk, kit: KitId) -> View {
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
    let status = live::memo(move || head.with(|head| head.status.word()));
    let words = KitStatus::ALL.iter().map(|status| status.word());
    let acts_of: Vec<Do> = vec![to_do(Icon::Edit, Word::KitEdit, move || forms::edit_kit(desk, kit))];
    let reviewing = RwSignal::new(false);
    let lines = move || {
        if order.with(Vec::is_empty) {
            return head.with(|head| no_lines(desk, kit, head));
        }
        View::from(el("ol").class("work").child(each(
            move || order.with(|order| order.iter().map(|id| (*id, 0)).collect()),
            move |(id, _)| lines::line(desk, kit, KitItemId(id)),
        )))
    };
    let empty = live::memo(move || order.with(Vec::is_empty));
    let acts = move || {
        let open = head.with(|head| head.open && head.run_open);
        (open && !empty.get()).then(|| {
            let add = button(to_do(Icon::Plus, Word::KitAddLine, move || forms::add_line(desk, kit)));
            let fulfil = button(to_do(Icon::Issue, Word::KitFulfil, move || reviewing.set(true)).primary());
            all([add, fulfil])
        })
    };
    all([
        record_head(
            live(move || head.with(|it| lead(it.status.word(), it.full, it.lines, Word::KitProgressLabel, Word::KitProgress))),
            action_bar(acts_of, 1),
            status_menu(words.collect(), status, move |at| {
                if let Some(status) = KitStatus::ALL.get(at) {
                    forms::set_status(desk, kit, *status);
                }
            }),
        ),
        live(move || head.with(about)),
        section(
            Word::KitLines,
            Some(live(acts)),
            live(move || {
                empty.get();
                lines()
            }),
        ),
        review::review(desk, kit, reviewing),
        history(Table::Kit, kit.0),
    ])
}

/// What is to know of it.
fn about(head: &Head) -> View {
    let late = head.late.then(|| badge::badge(Tone::Warn, Icon::Calendar, word(Word::KitLate).to_owned()));
    let plain = |text: &str| View::from(el("span").child(text.to_owned()));
    let needed = all([View::from(el("span").child(head.needed_by.clone())), View::from(" "), View::from(late)]);
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
    all([notices(head), facts(items)])
}

fn notices(head: &Head) -> View {
    let banner = |shown: bool, tone: Tone, text: Word| shown.then(|| banner(tone, Signal::stored(word(text).to_owned()), ()));
    all([
        View::from(banner(head.bom_changed, Tone::Warn, Word::KitBomChanged)),
        View::from(banner(head.open && !head.run_open, Tone::Warn, Word::KitRunClosed)),
    ])
}

/// A kit without lines: what can be done first.
fn no_lines(desk: Desk, kit: KitId, head: &Head) -> View {
    if !(head.open && head.run_open) {
        return super::shared::nothing(Word::KitNoLines);
    }
    let prepare = head.bom.then(|| {
        View::from(
            Button::new(Word::KitPrepare, Callback::new(move |()| forms::prepare(desk, kit))).kind(Kind::Primary).icon(Icon::Kit),
        )
    });
    let kind = if head.bom { Kind::Quiet } else { Kind::Primary };
    let actions = all([
        View::from(prepare),
        View::from(
            Button::new(Word::KitAddLine, Callback::new(move |()| forms::add_line(desk, kit))).kind(kind).icon(Icon::Plus),
        ),
    ]);
    let text = if head.bom { say(Word::KitEmptyBom, &[&head.builds]) } else { word(Word::KitEmptyText).to_owned() };
    empty_state(Icon::Kit, Word::KitEmpty, text, actions)
}
