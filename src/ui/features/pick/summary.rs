//! How the kits stand once nothing is left to take: complete, or short of what; and the next step of each.

use leptos::prelude::*;

use super::data;
use super::page::PickModel;
use crate::domain::{KitId, KitStatus};
use crate::i18n::{Word, format, say, word};
use crate::ui::components::{Badge, Button, ButtonKind, Icon, IconName, Section, Tone};
use crate::ui::features::kits::forms::set_status;
use crate::ui::features::record::StatusBadge;
use crate::ui::routes::{PickedKits, Route};

/// The summary.
#[component]
pub fn Summary(model: PickModel, kits: PickedKits) -> impl IntoView {
    let ids: Vec<KitId> = kits.ids().iter().map(|id| KitId(*id)).collect();
    let kits = model.stockroom.memo(move |room| data::summaries(room, &ids));
    let is_skipped = Memo::new(move |_| model.rows.with(|rows| rows.iter().any(|row| row.stop.is_open())));
    let rows = move || {
        kits.get()
            .into_iter()
            .map(|kit| {
                let id = KitId(kit.kit);
                let progress = say(Word::KitProgress, &[&format::count(kit.full), &format::count(kit.lines)]);
                let badge = (kit.full == kit.lines).then(|| view! { <Badge tone=Tone::Good label=word(Word::PickComplete) /> });
                let short = kit.short.into_iter().map(|short| view! { <li>{short}</li> }).collect_view();
                let is_on_its_way = matches!(kit.status, KitStatus::Delivered | KitStatus::Completed | KitStatus::Canceled);
                let next = if is_on_its_way {
                    view! {
                        <StatusBadge status=kit.status.word() />
                        <a class="button primary" href=Route::Run(kit.run).href()>
                            <Icon icon=IconName::Run />
                            <span>{word(Word::PickToRun)}</span>
                        </a>
                    }
                    .into_any()
                } else {
                    view! {
                        <Button
                            label=Word::PickDeliver
                            icon=IconName::Location
                            kind=ButtonKind::Primary
                            on_press=move || set_status(model.dialogs, id, KitStatus::Delivered)
                        />
                    }
                    .into_any()
                };
                view! {
                    <li class="pick-kit">
                        <a href=Route::Kit(kit.kit).href()>{kit.name}</a>
                        {badge}
                        <span class="cell-sub">{progress}</span>
                        {next}
                        <ul class="pick-others">{short}</ul>
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <Section title=word(Word::PickSummary)>
            <Show when=move || !is_skipped.get()>
                <p>{word(Word::PickAllDone)}</p>
            </Show>
            <ul class="pick-kits">{rows}</ul>
        </Section>
    }
}
