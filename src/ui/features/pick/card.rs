//! The next stop, large enough for gloves: where, what, how many, for which kit; take it, pass it over, or count it.

use std::collections::BTreeMap;
use std::rc::Rc;

use leptos::prelude::*;

use super::data::Row;
use super::page::PickModel;
use super::walk::StopKey;
use crate::domain::commands::command::{Issue, Pick};
use crate::domain::query::pick_list::Stop;
use crate::domain::{Act, Command, InventoryId, KitId, Text};
use crate::i18n::{Word, say, word};
use crate::ui::components::{Badge, Icon, IconName, Stepper, Tone};
use crate::ui::features::inventory::count::count;
use crate::ui::features::kits::acts::confirm_issue;
use crate::ui::fields::{self, typed};
use crate::ui::routes::Route;
use crate::ui::state::dialogs::refusal;

/// The commands of several stops as one act: each kit is fulfilled.
pub fn fulfil(stops: &[&Stop]) -> Command {
    let mut by_kit: BTreeMap<u32, Vec<Pick>> = BTreeMap::new();
    for stop in stops {
        let pick = Pick { inventory: stop.inventory, item: stop.item, quantity: Some(stop.take) };
        by_kit.entry(stop.kit.0).or_default().push(pick);
    }
    let fulfil = |(kit, picks)| Command::Fulfil { kit: KitId(kit), etag: None, picks };
    Command::Batch { act: Act::Fulfil, note: Text::default(), commands: by_kit.into_iter().map(fulfil).collect() }
}

/// The next stop.
#[component]
pub fn NextCard(model: PickModel) -> impl IntoView {
    let row = Memo::new(move |_| model.next.get().and_then(|key| model.row(key)));
    // The card is built anew for another stop only, so that what is typed stays while stock changes elsewhere.
    let key = Memo::new(move |_| row.with(|row| row.as_ref().map(Row::key)));
    let card = move || {
        key.get();
        row.get_untracked().map(|row| view! { <Card model=model row=row /> })
    };
    view! {
        <section class="section pick-next" aria-label=word(Word::PickNext)>
            {card}
        </section>
    }
}

#[component]
fn Card(model: PickModel, row: Row) -> impl IntoView {
    let key = row.key();
    let name = row.what();
    let current = Memo::new(move |_| model.row(key));
    let quantity = RwSignal::new(row.stop.take.to_string());
    let proposed = StoredValue::new(row.stop.take.to_string());
    // While it is what was proposed it follows the stock.
    Effect::new(move || {
        let Some(take) = current.with(|row| row.as_ref().map(|row| row.stop.take.to_string())) else { return };
        let is_untouched = quantity.with_untracked(|now| proposed.with_value(|proposed| now == proposed));
        if is_untouched {
            quantity.set(take.clone());
        }
        proposed.set_value(take);
    });
    let part = row.stop.part;
    let amount = move |quantity| model.stockroom.read_untracked(|room| fields::quantity_of_part(room, quantity, part));
    let shown = move || {
        current
            .with(|row| row.as_ref().filter(|row| row.is_serial).map(|row| row.take.clone()))
            .unwrap_or_else(|| quantity.with(|text| typed::quantity(text).map_or(text.clone(), amount)))
    };
    let place = row.place.clone();
    let label = {
        let name = name.clone();
        move || say(Word::PickTakeOf, &[&shown(), &name, &place])
    };
    let take = move |_| take(model, key, &quantity.get_untracked(), proposed);
    let marks = marks(&row, model.is_several);
    let stepper = (!row.is_serial).then(|| {
        view! { <Stepper label=say(Word::PickQuantityOf, &[&name]) value=quantity least="0" /> }
    });
    view! {
        <p class="pick-place">
            <Icon icon=IconName::Location />
            <span>{row.place.clone()}</span>
        </p>
        <div class="pick-what">
            <span class="pick-amount">
                {move || current.with(|row| row.as_ref().map_or(String::new(), |row| row.take.clone()))}
            </span>
            <div class="pick-name">
                <a class="mono" href=Route::Part(row.stop.part.0).href()>
                    {row.part_name.clone()}
                </a>
                <span class="mono pick-number">{row.number.clone()}</span>
                <span class="cell-sub">{row.description.clone()}</span>
            </div>
        </div>
        <div class="pick-marks">{marks}</div>
        <div class="pick-acts">
            {stepper}
            <button type="button" class="button primary pick-take" aria-label=label on:click=take>
                <Icon icon=IconName::Check />
                <span>{move || say(Word::PickTake, &[&shown()])}</span>
            </button>
            <button
                type="button"
                class="button"
                aria-label=say(Word::PickSkipOf, &[&name])
                on:click=move |_| model.skip(key)
            >
                <span>{word(Word::PickSkip)}</span>
            </button>
            <button
                type="button"
                class="button"
                aria-label=say(Word::PickCountOf, &[&name])
                on:click=move |_| count(model.dialogs, vec![InventoryId(key.1)])
            >
                <Icon icon=IconName::Count />
                <span>{word(Word::PickCount)}</span>
            </button>
        </div>
    }
}

/// What else is to know of a stop: its kit where there are several, that it is a substitute, until when it is good.
fn marks(row: &Row, is_several: bool) -> impl IntoView + use<> {
    let kit = is_several.then(|| say(Word::PickFor, &[&row.kit_name]));
    let kit = kit.map(|label| view! { <Badge tone=Tone::Info icon=IconName::Kit label=label /> });
    let substitute = (!row.substitute.is_empty()).then(|| {
        let label = [word(Word::KitSubstitute), " ", &row.substitute].concat();
        view! { <Badge tone=Tone::Warn label=label /> }
    });
    let expires = (!row.expires.is_empty()).then(|| {
        view! { <Badge tone=Tone::Neutral icon=IconName::Calendar label=say(Word::KitExpires, &[&row.expires]) /> }
    });
    view! { {kit} {substitute} {expires} }
}

/// Issues so much of a stop's record to its line. A refusal is told where the last scan is; what the rules allow once it is
/// confirmed is asked about.
fn take(model: PickModel, key: StopKey, typed_text: &str, proposed: StoredValue<String>) {
    let Some(row) = model.rows.with_untracked(|rows| rows.iter().find(|row| row.key() == key).cloned()) else { return };
    let quantity = match typed::quantity(typed_text) {
        Ok(quantity) => quantity,
        Err(sentence) => return model.scans.refused(word(sentence).to_owned(), model.is_silent()),
    };
    let issue = Issue { inventory: row.stop.inventory, item: row.stop.item, quantity: Some(quantity), ..Issue::default() };
    let amount = model.stockroom.read_untracked(|room| fields::quantity_of_part(room, quantity, row.stop.part));
    let (what, kit) = (row.what(), row.kit_name);
    // Once issued, what is left takes the place of what was typed.
    proposed.set_value(typed_text.to_owned());
    issue_as(model, key, Command::Issue(issue), say(Word::KitIssued, &[&amount, &what, &kit]));
}

fn issue_as(model: PickModel, key: StopKey, command: Command, said: String) {
    let is_silent = model.is_silent();
    model.stockroom.act(command.clone(), move |result| match result {
        Ok(done) => {
            model.stand_at(key);
            model.scans.done(said, Some(done.sequence), is_silent);
        }
        Err(refused) => {
            let text = refusal(&refused);
            model.scans.refused(text, is_silent);
            model.dialogs.confirm_refused(
                &refused,
                &command,
                &confirm_issue(model.stockroom),
                Rc::new(move |instead| {
                    issue_as(model, key, instead, said.clone());
                }),
            );
        }
    });
}
