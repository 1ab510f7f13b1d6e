//! The page that shows every component: `cargo build --bin gallery --features gallery`.

fn main() {
    kitroom::ui::gallery::start();
}
