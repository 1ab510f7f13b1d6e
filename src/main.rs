//! Starts the app in the page; nothing else.

fn main() {
    kitroom::ui::start();
}
