//! The frame of every page: rail or bottom bar, top bar with title and search, messages at the foot.

mod banners;
mod camera;
mod dialogs;
mod downloads;
mod lock;
mod palette;
mod places;
mod scanner;
mod search;
mod shortcuts;
mod unknown;
mod update;

use leptos::prelude::*;

use crate::i18n::{Word, say, word};
use crate::ui::components::{Icon, IconName, PlotPatterns, Toaster, Toasts};
use crate::ui::dom;
use crate::ui::state::use_router;
use banners::Banners;
use camera::CameraButton;
use dialogs::DialogHost;
use downloads::DownloadStrip;
use lock::Lock;
use palette::{Palette, PaletteButton};
use places::{BottomBar, Rail};
use scanner::Scanner;
use search::Search;
use shortcuts::Shortcuts;
use update::UpdateButton;

/// The frame; its children are the page.
#[component]
pub fn Shell(children: Children) -> impl IntoView {
    let toaster: Toaster = expect_context();
    let search = NodeRef::new();
    let (camera, palette, help) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    view! {
        <div class="shell">
            <a
                class="skip"
                href="#content"
                on:click=move |event| {
                    // The address is the router's: the link moves the focus only.
                    event.prevent_default();
                    dom::focus_id("content");
                }
            >
                {word(Word::SkipToContent)}
            </a>
            <Rail />
            <header class="topbar">
                <PageTitle />
                <div class="topbar-search">
                    <Search input=search />
                </div>
                <div class="topbar-actions">
                    <PaletteButton open=palette />
                    <CameraButton open=camera />
                    <UpdateButton />
                </div>
            </header>
            <main id="content" tabindex="-1">
                <Banners />
                {children()}
            </main>
            <Toasts toaster=toaster />
            <DownloadStrip />
            <BottomBar />
        </div>
        <PlotPatterns />
        <Shortcuts search=search open=help />
        <Palette open=palette search=search help=help />
        <DialogHost />
        <Scanner camera=camera />
        <Lock />
    }
}

/// The page's title, and the way up.
#[component]
fn PageTitle() -> impl IntoView {
    let router = use_router();
    let title = Memo::new(move |_| router.title());
    Effect::new(move || title.with(|title| document().set_title(&say(Word::DocumentTitle, &[&title.text]))));
    let parent = move || {
        title.with(|title| title.parent.clone()).map(|(href, label)| {
            view! {
                <a class="topbar-parent" href=href>
                    <Icon icon=IconName::ChevronLeft />
                    <span>{label}</span>
                </a>
            }
        })
    };
    view! {
        <div class="topbar-title">
            {parent}
            <h1 id="page-title" tabindex="-1">
                {move || title.with(|title| title.text.clone())}
            </h1>
        </div>
    }
}
