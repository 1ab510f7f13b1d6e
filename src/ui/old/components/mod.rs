//! The component library: plain data in, callbacks out; it knows no rule and no record.

pub mod badge;
pub mod button;
pub mod menu;
pub mod page;

pub use crate::ui::components::{
    CellData, CellKind, Column, ConfirmSpec, FieldError, FieldKind, FieldSpec, PickOption, PickSpec, RowData, Toaster,
};
pub use badge::{Tone, badge, chip, status_badge};
pub use button::{Button, Kind, LinkButton, icon_button};
pub use menu::{Face, MenuItem, menu};
pub use page::{TimelineItem, banner, empty_state, facts, kbd, progress, section, skeleton, static_table, timeline};
