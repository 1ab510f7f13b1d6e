//! Where stock is and where it comes from: locations and suppliers, their lists and their pages.

mod acts;
pub mod list;
mod location;
mod supplier;

pub use list::{LocationsPage, SuppliersPage};
pub use location::{LocationPage, create_location};
pub use supplier::{SupplierPage, create_supplier};
