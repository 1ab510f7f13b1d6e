//! The stock of another record, as a section of its page.

use std::rc::Rc;

use leptos::prelude::*;

use crate::domain::query::find::{Filter, Op, Operand};
use crate::domain::{INVENTORY, PartId, SupplierId};
use crate::i18n::{Word, word};
use crate::ui::components::{Button, ButtonKind, EmptyState, IconName, Section};
pub use crate::ui::features::inventory::forms as acts;
use crate::ui::features::list::{ListSpec, RecordTable};
use crate::ui::old::bridge::{self, Held, OldView};
use crate::ui::old::view::View;

/// The stock that passes a filter, as a section of another record's page.
pub fn stock_section(spec: ListSpec, only: Filter, create: Rc<dyn Fn()>, actions: Option<View>) -> View {
    let create = StoredValue::new_local(create);
    let actions = Held::from(View::from(actions));
    bridge::leptos(move || {
        let empty = move || {
            view! {
                <EmptyState icon=IconName::Inventory title=word(Word::StockHereNone) text=word(Word::StockHereNoneText)>
                    <Button label=Word::NewStock kind=ButtonKind::Primary on_press=move || create.with_value(|create| create()) />
                </EmptyState>
            }
        };
        let actions = move || view! { <OldView view=actions /> };
        view! {
            <Section title=word(Word::StockHere)>
                <RecordTable spec only=Some(only) actions empty />
            </Section>
        }
    })
}

/// Stock of a part that is not used up.
pub fn of_part(part: PartId) -> Filter {
    Filter::refers(INVENTORY.part, part.0)
}

/// Stock that came from a supplier.
pub fn of_supplier(supplier: SupplierId) -> Filter {
    Filter::test(&[INVENTORY.supplier], Op::Eq, Operand::Int(i64::from(supplier.0)))
}
