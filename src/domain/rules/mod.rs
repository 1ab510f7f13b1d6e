//! What must hold of a record whatever was done (DOMAIN.md §4), one file a noun, said once and asked by every plan,
//! undo, import row and copy.
//!
//! - [`check`] is the list of one record; a record that is gone must be named by nothing.
//! - [`check_changes`] asks it of everything that some changes touched and of what depends on that; the dispatch of
//!   commands ends every plan with it.
//! - [`check_transitions`] asks what may no longer become another: the unit of what is issued, the lines of a closed kit.
//! - [`Sweep`] asks it of a whole stockroom in slices: `while !sweep.is_done() { found.extend(sweep.step(&room, 1_000)) }`;
//!   [`check_all`] is the same at once. Each gives [`Violation`]s: table, id and the refusal that says what doesn't hold.
//!
//! To add a noun: write its file with `check(room, id, &record)`, name it in `record::check`, and name in
//! `changes::dependents` what must be asked again when one of its fields changes.
//!
//! `given` and `fields` are the preconditions that acts share: records that must be there, etags, quantities, texts.

pub mod attribute;
pub mod attribute_fields;
pub mod changes;
pub mod fields;
pub mod given;
pub mod installation;
pub mod inventory;
pub mod kit;
pub mod kit_line;
pub mod kit_row;
pub mod location;
pub mod mbom;
pub mod names;
pub mod part;
pub mod party;
pub mod record;
pub mod requirement;
pub mod run;
pub mod supplier_part;
pub mod sweep;
pub mod transitions;

pub use changes::check_changes;
pub use record::{check, named};
pub use sweep::{Sweep, Violation, check_all};
pub use transitions::check_transitions;
