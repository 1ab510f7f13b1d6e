//! Starts the app in the page; nothing else.

fn main() {
    kitroom::ui::pages::settings::apply_theme();
    leptos::mount::mount_to_body(kitroom::ui::app::app);
}
