//! Starts the app in the page; nothing else.

fn main() {
    kitroom::ui::pages::settings::apply_theme();
    kitroom::ui::room::start(kitroom::words::word(kitroom::words::Word::FirstUser).to_owned(), None);
    leptos::mount::mount_to_body(kitroom::ui::app::app);
}
