//! Starts the app in the page; nothing else.

use leptos::prelude::*;

fn main() {
    mount_to_body(|| view! { <h1>"Kitroom"</h1> });
}
