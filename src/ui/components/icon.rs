//! The icons of the sprite `public/icons.svg`, by our own names; style/icons.mjs makes it.

use leptos::prelude::*;

macro_rules! icons {
    ($($key:ident: $name:literal,)*) => {
        /// One icon of the sprite.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum IconName { $(
            #[doc = $name]
            $key,
        )* }

        impl IconName {
            /// Where the icon stands within the page: the build puts the sprite there.
            pub fn reference(self) -> &'static str {
                match self { $(IconName::$key => concat!("#icon-", $name),)* }
            }
        }
    };
}

icons! {
    Alert: "alert",
    Archive: "archive",
    ArrowDown: "arrow-down",
    ArrowLeft: "arrow-left",
    ArrowUp: "arrow-up",
    Assembly: "assembly",
    Ban: "ban",
    Bell: "bell",
    Box: "box",
    Calendar: "calendar",
    Camera: "camera",
    Check: "check",
    CheckCircle: "check-circle",
    ChevronDown: "chevron-down",
    ChevronLeft: "chevron-left",
    ChevronRight: "chevron-right",
    ChevronUp: "chevron-up",
    Close: "close",
    Copy: "copy",
    Count: "count",
    Dashboard: "dashboard",
    Delete: "delete",
    Download: "download",
    Edit: "edit",
    Filter: "filter",
    History: "history",
    Hold: "hold",
    Info: "info",
    Inventory: "inventory",
    Issue: "issue",
    Keyboard: "keyboard",
    Kit: "kit",
    Label: "label",
    Location: "location",
    Lock: "lock",
    Menu: "menu",
    Merge: "merge",
    Minus: "minus",
    Moon: "moon",
    Move: "move",
    Part: "part",
    Plus: "plus",
    Print: "print",
    Receive: "receive",
    Return: "return",
    Run: "run",
    Scan: "scan",
    Scrap: "scrap",
    Search: "search",
    Settings: "settings",
    Split: "split",
    Stock: "stock",
    Sun: "sun",
    Supplier: "supplier",
    Undo: "undo",
    Unlock: "unlock",
    Upload: "upload",
    User: "user",
    Install: "install",
    Uninstall: "uninstall",
    Loader: "loader",
    External: "external",
    Circle: "circle",
    CircleDot: "circle-dot",
    Expired: "expired",
    Link: "link",
    Device: "device",
    Unit: "unit",
    Api: "api",
}

/// An icon, hidden from assistive technology: a word always stands beside it or in its button's label.
#[component]
pub fn Icon(icon: IconName) -> impl IntoView {
    view! {
        <svg class="icon" aria-hidden="true">
            <use href=icon.reference()></use>
        </svg>
    }
}
