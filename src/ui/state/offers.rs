//! What can be done where the person is: pages offer their acts here, and the palette lists them.

use leptos::prelude::*;

use crate::i18n::Word;
use crate::ui::components::IconName;

/// An act of the page that is shown.
#[derive(Clone, Copy)]
pub struct Offer {
    pub icon: IconName,
    pub label: Word,
    /// Whether it can be done now.
    pub can: Signal<bool>,
    pub press: Callback<()>,
}

impl Offer {
    /// One that can always be done.
    pub fn new(icon: IconName, label: Word, press: impl Fn() + Send + Sync + 'static) -> Offer {
        Offer { icon, label, can: Signal::stored(true), press: Callback::new(move |()| press()) }
    }
}

/// The acts of the page, in the context; copyable.
#[derive(Clone, Copy)]
pub struct Offers {
    all: RwSignal<Vec<(u32, Offer)>>,
    next: StoredValue<u32>,
}

impl Offers {
    /// Makes them and puts them in the context.
    pub fn provide() -> Offers {
        let offers = Offers { all: RwSignal::new(Vec::new()), next: StoredValue::new(0) };
        provide_context(offers);
        offers
    }

    /// Those that can be done now, in the order in which they were offered.
    pub fn now(self) -> Vec<Offer> {
        let can = |offer: &Offer| offer.can.try_get().unwrap_or(false);
        self.all.with(|all| all.iter().map(|(_, offer)| *offer).filter(can).collect())
    }

    fn add(self, offers: impl IntoIterator<Item = Offer>) {
        let number = self.next.with_value(|next| *next);
        self.next.set_value(number + 1);
        self.all.update(|all| all.extend(offers.into_iter().map(|offer| (number, offer))));
        on_cleanup(move || {
            self.all.try_update(|all| all.retain(|(of, _)| *of != number));
        });
    }
}

/// Offers acts until the component that calls it is gone. Where there is no palette nobody hears of them.
pub fn offer(offers: impl IntoIterator<Item = Offer>) {
    if let Some(all) = use_context::<Offers>() {
        all.add(offers);
    }
}
