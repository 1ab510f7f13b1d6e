//! Designators of an assembly that stand in two rows of a file: both rows count, which is said.

use super::columns::Target;
use super::planner::Planner;
use super::problem::{ImportError, Problem};
use crate::domain::PartId;
use crate::domain::model::designator::designators;
use std::collections::HashMap;

/// The first row of each designator, by assembly.
#[derive(Default)]
pub(super) struct Designated(HashMap<(u32, String), u32>);

impl Designated {
    /// Notes the designators of a row, and says of the first that is another row's already.
    pub fn tell(&mut self, planner: &mut Planner, row: u32, parent: PartId) {
        let mut twice = None;
        for designator in designators(planner.text(row, Target::Designators)) {
            let first = *self.0.entry((parent.0, designator.clone())).or_insert(row);
            if first != row && twice.is_none() {
                twice = Some((designator, first));
            }
        }
        if let Some((designator, first)) = twice {
            let line = planner.line(first);
            let warning = ImportError::new(0, Problem::DesignatorTwice).with(designator).with(line);
            planner.warn(row, warning.on(planner.column(row, Target::Designators)));
        }
    }
}
