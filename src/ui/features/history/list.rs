//! The history: every act, newest first, with a search and filters.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use super::bodies::use_bodies;
use super::names::{about, who};
use super::sentences::summary;
use crate::domain::query::history::{self, HistoryQuery, Names};
use crate::domain::{Act, Stockroom, Timestamp, UserId};
use crate::i18n::acts::act_name;
use crate::i18n::fields::noun;
use crate::i18n::{Word, format, word};
use crate::ui::components::filter::{SEARCH, value_of};
use crate::ui::components::{CellData, Column, DataTable, EmptyState, FilterRow, FilterSpec, IconName, RowData, Sort};
use crate::ui::features::download::{DownloadMenu, report};
use crate::ui::features::list::NothingFound;
use crate::ui::routes::Route;
use crate::ui::state::download::Extract;
use crate::ui::state::{StockroomHandle, use_router, use_stockroom};

const DAY: i64 = 86_400_000;
/// How long entries that come into view are gathered until their bodies are read, and how many are read at once.
const PAUSE: Duration = Duration::from_millis(60);
const AT_ONCE: usize = 80;
/// Periods of the filter: its value, how many days back, its word.
const PERIODS: [(&str, i64, Word); 3] =
    [("today", 1, Word::HistoryToday), ("week", 7, Word::HistoryWeek), ("month", 30, Word::HistoryMonth)];
/// The filters' keys in the address.
const KEYS: [&str; 4] = [SEARCH, "act", "when", "user"];

/// All of the history.
#[component]
pub fn HistoryPage() -> impl IntoView {
    let (stockroom, router) = (use_stockroom(), use_router());
    router.set_title(word(Word::History), None);
    let pairs = router.pairs();
    let ids = Memo::new(move |_| {
        let asked = pairs.with(|pairs| asked(pairs));
        let names = Names { act: &act_name, noun: &noun };
        let found =
            stockroom.read_history_cached(|stockroom, cache| history::search(stockroom, cache, &asked, &names, usize::MAX));
        Arc::new(found.into_iter().map(|sequence| sequence as u32).collect::<Vec<u32>>())
    });
    let version = Memo::new(move |_| stockroom.read_history(|stockroom| stockroom.head));
    let told = use_told();
    let row = Callback::new(move |id: u32| {
        let told = told.of(u64::from(id));
        stockroom.read_untracked(|stockroom| row(stockroom, id, &told))
    });
    let columns = vec![
        Column::new(0, word(Word::HistoryWhat)).unsorted(),
        Column::new(1, word(Word::HistoryAbout)).unsorted(),
        Column::new(2, word(Word::HistoryWho)).unsorted(),
        Column::new(3, word(Word::HistoryWhen)).unsorted(),
        Column::new(4, word(Word::HistoryNumber)).number().unsorted().wide_only(),
    ];
    let is_filtered = Memo::new(move |_| pairs.with(|pairs| KEYS.iter().any(|key| !value_of(pairs, key).is_empty())));
    let clear = Callback::new(move |()| KEYS.iter().for_each(|key| router.set_query(key, "")));
    let empty = move || {
        if is_filtered.get() {
            view! { <NothingFound on_clear=clear /> }.into_any()
        } else {
            view! { <EmptyState icon=IconName::History title=word(Word::HistoryEmpty) text=word(Word::HistoryEmptyText) /> }
                .into_any()
        }
    };
    let offers = report(Word::History, move || (word(Word::History).to_owned(), Extract::History(ids.get_untracked().to_vec())));
    let offers: Vec<_> = offers.collect();
    view! {
        <div class="list-page">
            <FilterRow
                label=word(Word::History)
                filters=filters(stockroom)
                values=pairs
                on_change=move |(key, value): (String, String)| router.set_query(&key, &value)
                actions=move || view! { <DownloadMenu offers /> }
            />
            <DataTable
                label=word(Word::History)
                columns
                ids
                version
                row
                sort=Signal::stored(Sort::new())
                on_sort=Callback::new(|_: (Sort,)| ())
                empty
            />
        </div>
    }
}

/// What the entries in sight did, in sentences: their bodies are read from the journal some time after they came into view.
#[derive(Clone, Copy)]
struct Told {
    asked: StoredValue<Vec<u64>>,
    wanted: RwSignal<Vec<u64>>,
    told: RwSignal<BTreeMap<u64, Vec<String>>>,
}

fn use_told() -> Told {
    let wanted = RwSignal::new(Vec::new());
    Told { asked: StoredValue::default(), wanted, told: use_bodies(move || wanted.get(), summary) }
}

impl Told {
    /// The sentences of an entry; none where it is not read yet. The reader wakes when more are.
    fn of(self, sequence: u64) -> Vec<String> {
        if let Some(told) = self.told.with(|told| told.get(&sequence).cloned()) {
            return told;
        }
        let waits = self.asked.with_value(|asked| !asked.is_empty());
        self.asked.update_value(|asked| asked.push(sequence));
        if !waits {
            set_timeout(move || self.ask(), PAUSE);
        }
        Vec::new()
    }

    /// Asks for what came into view last: what was scrolled past meanwhile is not read.
    fn ask(self) {
        let Some(mut asked) = self.asked.try_update_value(std::mem::take) else { return };
        let past = asked.len().saturating_sub(AT_ONCE);
        self.wanted.set(asked.split_off(past));
    }
}

fn filters(stockroom: StockroomHandle) -> Vec<FilterSpec> {
    let (users, done) = stockroom.read_untracked(|stockroom| {
        let users: Vec<_> = stockroom.users.iter().map(|(id, user)| (id.to_string(), user.name.to_string())).collect();
        // Only acts that were ever done are worth choosing.
        let done: BTreeSet<u8> = stockroom.history.iter().map(|brief| brief.act as u8).collect();
        (users, Act::ALL.iter().copied().filter(|act| done.contains(&(*act as u8))).collect::<Vec<_>>())
    });
    let acts = done.into_iter().map(|act| (act.word().to_owned(), act_name(act).to_owned())).collect();
    let periods = PERIODS.iter().map(|it| (it.0.to_owned(), word(it.2).to_owned())).collect();
    let mut filters =
        vec![FilterSpec::new("act", word(Word::HistoryWhat), acts), FilterSpec::new("when", word(Word::HistoryWhen), periods)];
    if users.len() > 1 {
        filters.push(FilterSpec::new("user", word(Word::HistoryWho), users));
    }
    filters
}

/// What the address asks of the history.
fn asked(pairs: &[(String, String)]) -> HistoryQuery {
    let period = PERIODS.iter().find(|it| it.0 == value_of(pairs, "when"));
    HistoryQuery {
        act: Act::ALL.iter().copied().find(|act| act.word() == value_of(pairs, "act")),
        actor: UserId(value_of(pairs, "user").parse().unwrap_or(0)),
        from: period.map(|it| Timestamp(js_sys::Date::now() as i64 - it.1 * DAY)),
        search: value_of(pairs, SEARCH).to_owned(),
    }
}

fn row(stockroom: &Stockroom, sequence: u32, told: &[String]) -> RowData {
    let Some(brief) = stockroom.history.entry(sequence.into()) else { return RowData::default() };
    let mut what = CellData::plain(act_name(brief.act));
    if brief.undone_by > 0 {
        what = what.sub(word(Word::HistoryUndone));
    }
    let mut subject = CellData::plain(if told.is_empty() { about(stockroom, brief) } else { told.join(" · ") });
    if !brief.note.is_empty() {
        subject = subject.sub(brief.note.to_string());
    }
    let cells = vec![
        what,
        subject,
        CellData::plain(who(stockroom, brief)),
        CellData::plain(format::moment(brief.time.0 as f64)),
        CellData::number(format::count(sequence as usize)),
    ];
    RowData { cells, href: Some(Route::Entry(u64::from(sequence)).href()), ..RowData::default() }
}
