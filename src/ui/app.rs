//! The app: contexts, the shell, and the page of a route.

use leptos::prelude::*;

use crate::domain::{InventoryId, KitId, LocationId, PartId, RunId, SupplierId};
use crate::engine::Boot;
use crate::i18n::{Word, format};
use crate::ui::components::Toaster;
use crate::ui::components::press_guard::watch_presses;
use crate::ui::features::api::ApiPage;
use crate::ui::features::boot::{NotFoundPage, Opening};
use crate::ui::features::build::BuildPage;
use crate::ui::features::history::{EntryPage, HistoryPage};
use crate::ui::features::home::HomePage;
use crate::ui::features::import::ImportPage;
use crate::ui::features::inventory::{self, InventoryPage, InventoryRecordPage};
use crate::ui::features::kits::{KitPage, KitsPage};
use crate::ui::features::labels::LabelsPage;
use crate::ui::features::paper::PaperPage;
use crate::ui::features::parts::{PartPage, PartsPage, ReorderPage};
use crate::ui::features::pick::PickPage;
use crate::ui::features::places::{LocationPage, LocationsPage, SupplierPage, SuppliersPage};
use crate::ui::features::runs::{RunPage, RunsPage};
use crate::ui::features::settings::{SettingsPage, show_theme};
use crate::ui::routes::Route;
use crate::ui::shell::Shell;
use crate::ui::state::offers::Offers;
use crate::ui::state::scans::Scans;
use crate::ui::state::{Dialogs, Downloads, Router, StockroomHandle};
use crate::web;

/// Opens the stockroom and puts the screen on the page.
pub fn start() {
    // A fault ends the app; register.js says so to the person, and this to whoever looks for its cause.
    console_error_panic_hook::set_once();
    // Within a page of another site: register.js shows the way out of it, and there is nothing to click.
    if document().document_element().is_some_and(|page| page.has_attribute("data-framed")) {
        return;
    }
    // Leptos has no executor of its own before it mounts.
    wasm_bindgen_futures::spawn_local(async {
        let spoken = web::language::take().await;
        format::set_locale(&spoken.locale);
        if let Some(page) = document().document_element() {
            let _ = page.set_attribute("lang", spoken.tag);
        }
        leptos::mount::mount_to_body(App);
    });
}

/// The whole screen.
#[component]
pub fn App() -> impl IntoView {
    let stockroom = StockroomHandle::provide();
    show_theme(&stockroom.preferences().theme);
    stockroom.open(Word::FirstUser.into(), inventory::list::prepare);
    let router = Router::provide();
    watch_presses();
    let toaster = Toaster::provide();
    Dialogs::provide(stockroom, toaster);
    Downloads::provide(stockroom, toaster);
    Scans::provide();
    Offers::provide();
    let route = router.route();
    let is_open = Memo::new(move |_| matches!(stockroom.boot(), Boot::Ready | Boot::ReadOnly(_)));
    let page = move || {
        let route = is_open.get().then(|| route.get());
        // A page reads what it shows in effects of its own: it is built anew for another route only.
        untrack(|| route.map_or_else(|| view! { <Opening /> }.into_any(), page))
    };
    view! {
        <Shell>{page}</Shell>
    }
}

/// The page of a route.
fn page(route: Route) -> AnyView {
    match route {
        Route::Home => view! { <HomePage /> }.into_any(),
        Route::InventoryList => view! { <InventoryPage /> }.into_any(),
        Route::Inventory(id) => view! { <InventoryRecordPage inventory=InventoryId(id) /> }.into_any(),
        Route::Parts => view! { <PartsPage /> }.into_any(),
        Route::Part(id) => view! { <PartPage part=PartId(id) /> }.into_any(),
        Route::Reorder => view! { <ReorderPage /> }.into_any(),
        Route::Locations => view! { <LocationsPage /> }.into_any(),
        Route::Location(id) => view! { <LocationPage location=LocationId(id) /> }.into_any(),
        Route::Suppliers => view! { <SuppliersPage /> }.into_any(),
        Route::Supplier(id) => view! { <SupplierPage supplier=SupplierId(id) /> }.into_any(),
        Route::Runs => view! { <RunsPage /> }.into_any(),
        Route::Run(id) => view! { <RunPage run=RunId(id) /> }.into_any(),
        Route::Build => view! { <BuildPage /> }.into_any(),
        Route::Kits => view! { <KitsPage /> }.into_any(),
        Route::Kit(id) => view! { <KitPage kit=KitId(id) /> }.into_any(),
        Route::Pick(kits) => view! { <PickPage kits=kits /> }.into_any(),
        Route::History => view! { <HistoryPage /> }.into_any(),
        Route::Entry(sequence) => view! { <EntryPage sequence=sequence /> }.into_any(),
        Route::Labels => view! { <LabelsPage /> }.into_any(),
        Route::Paper(paper, id) => view! { <PaperPage paper=paper id=id /> }.into_any(),
        Route::Import => view! { <ImportPage /> }.into_any(),
        Route::Api => view! { <ApiPage /> }.into_any(),
        Route::Settings => view! { <SettingsPage /> }.into_any(),
        Route::NotFound => view! { <NotFoundPage /> }.into_any(),
    }
}
