//! The component library: plain data in, callbacks out; it knows no rule and no record.

pub mod badge;
pub mod button;
pub mod dialog;
pub mod filter;
pub mod form;
pub mod menu;
pub mod page;
pub mod pick;
pub mod stepper;
pub mod table;
pub mod tabs;
pub mod toast;

pub use badge::{Chip, StatusBadge, Tone, badge};
pub use button::{Button, IconButton, Kind, LinkButton};
pub use dialog::{Confirm, ConfirmSpec, Dialog, DialogKind};
pub use filter::{FilterBar, FilterSpec};
pub use form::{FieldError, FieldKind, FieldSpec, FormSpec, record_form};
pub use menu::{Menu, MenuItem};
pub use page::{Banner, EmptyState, Progress, Section, StaticTable, TimelineItem, facts, kbd, skeleton, timeline};
pub use pick::{PickOption, PickSpec};
pub use stepper::Stepper;
pub use table::{Align, CellData, CellKind, Column, RowData, TableSpec, data_table};
pub use tabs::{TabSpec, Tabs};
pub use toast::{Toaster, ToasterView};
