//! Components that any page may use. They know no rules and no acts of the stockroom.

pub mod badge;
pub mod button;
pub mod command_list;
mod count_filter;
pub mod dialog;
pub mod empty;
pub mod filter;
mod filter_input;
pub mod filter_value;
pub mod form;
pub mod icon;
pub mod menu;
pub mod overlay;
pub mod page;
pub mod plot;
pub mod press_guard;
pub mod progress;
pub mod stepper;
pub mod table;
pub mod tabs;
pub mod timeline;
pub mod toast;

pub use badge::{Badge, Chip, Tone};
pub use button::{Button, ButtonKind, IconButton, LinkButton};
pub use command_list::{CommandEntry, CommandGroup, CommandList};
pub use count_filter::{CountChoice, CountFilter};
pub use dialog::{CloseGuard, Confirm, ConfirmSpec, Dialog, DialogWidth};
pub use empty::EmptyState;
pub use filter::{FilterRow, FilterSpec};
pub use filter_value::FilterKind;
pub use form::{
    Choice, Combobox, Create, FieldError, FieldIds, FieldKind, FieldSpec, Form, NumberInput, PickMany, PickOption, PickSpec,
    TakeOption, UnsentText,
};
pub use icon::{Icon, IconName};
pub use menu::{Menu, MenuFace, MenuItem};
pub use page::{ActionBar, Banner, Fact, Facts, Kbd, PageHead, Section, ShortTable};
pub use plot::{BarPlot, ColumnPlot, PlotBar, PlotColumn, PlotPatterns, PlotStep, PlotTable, StepPlot};
pub use progress::{Progress, Skeleton};
pub use stepper::Stepper;
pub use table::{Align, CellData, CellKind, Column, DataTable, RowData, RowTable, Sort};
pub use tabs::{TabSpec, Tabs};
pub use timeline::{Timeline, TimelineItem};
pub use toast::{Toaster, Toasts};
