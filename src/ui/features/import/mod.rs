//! Importing a file: what it holds, what each column means, a dry run that accounts for every row, then all or nothing.

mod looks;
mod page;
mod queue;
mod reading;
mod report;
mod rows;
mod state;

pub use page::ImportPage;
