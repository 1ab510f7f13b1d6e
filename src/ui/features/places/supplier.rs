//! A supplier's page: how to reach it, what it sells, what came from it.

use leptos::prelude::*;

use super::acts::set_flag;
use crate::domain::model::record::{Field, Table};
use crate::domain::query::cell::derived;
use crate::domain::query::find::{Filter, Op, Operand};
use crate::domain::{INVENTORY, SUPPLIER, SupplierId};
use crate::i18n::Word;
use crate::ui::components::{Badge, IconName, PageHead, Section, Tone};
use crate::ui::features::forms::{create_form, delete, edit_form};
use crate::ui::features::history::History;
use crate::ui::features::inventory::list::spec;
use crate::ui::features::inventory::{Known, StockSection, receive};
use crate::ui::features::parts::PartsSold;
use crate::ui::features::record::{RecordAct, RecordActs, RecordFacts, RecordPage};
use crate::ui::routes::Section as Place;
use crate::ui::state::{Dialogs, use_dialogs, use_stockroom};

/// The inputs of a supplier's form.
const FORM: &[Field] = &[SUPPLIER.name, SUPPLIER.code, SUPPLIER.contact, SUPPLIER.notes, SUPPLIER.attributes];
const FACTS: &[Field] = &[
    SUPPLIER.code,
    SUPPLIER.contact,
    SUPPLIER.notes,
    SUPPLIER.attributes,
    derived::updated_at(Table::Supplier),
    derived::updated_by(Table::Supplier),
];

/// A form for a new supplier.
pub fn create_supplier(dialogs: Dialogs) {
    create_form(dialogs, Table::Supplier, Word::NewSupplier, FORM, &[], &[SUPPLIER.name]);
}

/// One supplier.
#[component]
pub fn SupplierPage(supplier: SupplierId) -> impl IntoView {
    view! {
        <RecordPage table=Table::Supplier id=supplier.0 place=Place::Suppliers place_name=Word::Suppliers>
            <Head supplier=supplier />
            <Section title=Word::Facts>
                <RecordFacts of=FACTS id=supplier.0 />
            </Section>
            <PartsSold supplier=supplier />
            <StockFrom supplier=supplier />
            <History table=Table::Supplier id=supplier.0 />
        </RecordPage>
    }
}

#[component]
fn Head(supplier: SupplierId) -> impl IntoView {
    let (stockroom, dialogs) = (use_stockroom(), use_dialogs());
    let id = supplier.0;
    let is_archived = stockroom.memo(move |stockroom| stockroom.suppliers.get(id).is_some_and(|it| it.archived));
    let status = move || {
        let (tone, label) =
            if is_archived.get() { (Tone::Neutral, Word::PartArchived) } else { (Tone::Good, Word::SupplierInUse) };
        view! { <Badge tone=tone label=label /> }
    };
    let archive = move |on, said| move || set_flag(dialogs, SUPPLIER.archived, id, on, said);
    let edit = move || edit_form(dialogs, Table::Supplier, id, Word::EditSupplier, FORM);
    let remove = move || delete(dialogs, Table::Supplier, id, "#/suppliers");
    let acts = move || {
        let more = vec![
            RecordAct::new(IconName::Archive, Word::Archive, archive(true, Word::ArchivedRecord))
                .only_if(move || !is_archived.get()),
            RecordAct::new(IconName::Archive, Word::Unarchive, archive(false, Word::UnarchivedRecord))
                .only_if(move || is_archived.get()),
            RecordAct::new(IconName::Delete, Word::Delete, remove).danger(),
        ];
        view! { <RecordActs shown=vec![RecordAct::new(IconName::Edit, Word::Edit, edit)] more=more /> }
    };
    view! { <PageHead acts=acts>{status}</PageHead> }
}

/// What came from it.
#[component]
fn StockFrom(supplier: SupplierId) -> impl IntoView {
    let (stockroom, dialogs) = (use_stockroom(), use_dialogs());
    let receive = move || receive(dialogs, Known { supplier, ..Known::default() });
    let only = Filter::test(&[INVENTORY.supplier], Op::Eq, Operand::Int(i64::from(supplier.0)));
    view! { <StockSection spec=spec(stockroom) only=only on_create=receive /> }
}
