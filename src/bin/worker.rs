//! Starts the worker that a page asks for long work; nothing else.

fn main() {
    kitroom::worker::serve::start();
}
