//! The file that is being made: how far it is, and a way to give it up. It stands over the foot of the page, beside the work.

use leptos::prelude::*;

use crate::i18n::{Word, format, say, word};
use crate::ui::components::{Button, Progress};
use crate::ui::state::use_downloads;

/// The strip; nothing while no file is being made.
#[component]
pub fn DownloadStrip() -> impl IntoView {
    let downloads = use_downloads();
    let making = Memo::new(move |_| downloads.making());
    let is_making = Memo::new(move |_| making.with(Option::is_some));
    let of = move |read: fn(&crate::ui::state::download::Making) -> u32| making.with(|it| it.as_ref().map_or(0, read));
    let share = Signal::derive(move || of(|it| (u64::from(it.done) * 1000 / u64::from(it.total.max(1))) as u32));
    let label =
        Signal::derive(move || making.with(|it| it.as_ref().map_or(String::new(), |it| say(Word::FileMaking, &[&it.name]))));
    let text = Signal::derive(move || match of(|it| it.total) {
        0 => String::new(),
        total => say(Word::ImportWritten, &[&format::count(of(|it| it.done) as usize), &format::count(total as usize)]),
    });
    view! {
        <div class="download-strip" role="status" aria-label=word(Word::FileDownload)>
            <Show when=move || is_making.get()>
                <div class="toast">
                    <div class="download-progress">
                        <span>{label}</span>
                        <Progress label=label share=share text=text />
                    </div>
                    <Button label=Word::Cancel on_press=move || downloads.cancel() />
                </div>
            </Show>
        </div>
    }
}
