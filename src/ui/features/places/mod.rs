//! Where stock is and where it comes from: the lists of locations and suppliers.

pub mod list;

pub use list::{LocationsPage, SuppliersPage};
