//! The component library: plain data in, callbacks out; it knows no rule and no record.

pub mod badge;
pub mod button;
pub mod dialog;
pub mod form;
pub mod menu;
pub mod page;
pub mod pick;
pub mod stepper;
pub mod tabs;

pub use crate::ui::components::{CellData, CellKind, Column, RowData, Toaster};
pub use badge::{Tone, badge, chip, status_badge};
pub use button::{Button, Kind, LinkButton, icon_button};
pub use dialog::{ConfirmSpec, DialogKind, confirm, dialog};
pub use form::{FieldError, FieldKind, FieldSpec, FormSpec, SaysWhat, record_form};
pub use menu::{Face, MenuItem, menu};
pub use page::{TimelineItem, banner, empty_state, facts, kbd, progress, section, skeleton, static_table, timeline};
pub use pick::{PickOption, PickSpec};
pub use stepper::{StepperSpec, stepper};
pub use tabs::{TabSpec, tabs};
