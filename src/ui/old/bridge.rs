//! Leptos' views within the old layer, and the old layer's views within Leptos.

use leptos::prelude::*;
use web_sys::Element;

use super::view::{self, View};

/// A view of Leptos as a view of the old layer, built under the current owner.
pub fn leptos<V: IntoView + 'static>(view: impl FnOnce() -> V + 'static) -> View {
    View::Leptos(Box::new(move || view().into_any()))
}

/// A view of the old layer on its way into Leptos, whose children may only capture what can be sent between threads.
#[derive(Clone, Copy)]
pub struct Held(StoredValue<Option<View>, LocalStorage>);

impl From<View> for Held {
    fn from(view: View) -> Self {
        Held(StoredValue::new_local(Some(view)))
    }
}

/// A view of the old layer within Leptos; shown once.
#[component]
pub fn OldView(
    /// What is shown.
    #[prop(into)]
    view: Held,
) -> impl IntoView {
    let host = document().create_element("div").ok();
    let view = view.0.try_update_value(Option::take).flatten().unwrap_or_default();
    let standing = host.as_ref().map(|host| view::stand(view, host));
    // Gone with the owner of this component.
    StoredValue::new_local(standing);
    let host = StoredValue::new_local(host);
    view! { <div class="contents" use:put_in=host></div> }
}

fn put_in(place: Element, host: StoredValue<Option<Element>, LocalStorage>) {
    host.with_value(|host| {
        if let Some(host) = host {
            host.set_class_name("contents");
            // Leptos uses the element of the view before again.
            place.set_text_content(None);
            let _ = place.append_child(host);
        }
    });
}
