//! Tools: recording that they were maintained.

use crate::domain::commands::command::{Context, Outcome, Target};
use crate::domain::model::record::FieldValue;
use crate::domain::model::rejection::{Code, Rejection, Sentence, reject};
use crate::domain::rules::given;
use crate::domain::store::draft::Draft;
use crate::domain::{Date, INVENTORY, InventoryId, Table};

/// Sets the day of the last maintenance of each tool.
pub(in crate::domain) fn maintain(
    draft: &mut Draft,
    context: &Context,
    records: &[Target<InventoryId>],
    date: Option<Date>,
) -> Result<Outcome, Rejection> {
    given::targets(draft, records)?;
    let day = date.unwrap_or(context.today);
    let field = INVENTORY.last_maintained.api_name();
    if day > context.today {
        return Err(reject(Code::Validation, Sentence::MaintainedInFuture).with(day).on(field));
    }
    let mut outcome = Outcome::default();
    for (line, (id, _)) in records.iter().enumerate() {
        let record = given::found(&draft.inventory, id.0, "id")?;
        if !draft.is_tool(*id) {
            return Err(reject(Code::Validation, Sentence::NotATool).with(draft.inventory_name(*id)).on("id").at_line(line));
        }
        if let Some(last) = record.last_maintained.filter(|last| *last > day) {
            let refusal = reject(Code::Validation, Sentence::MaintainedBefore).with(draft.inventory_name(*id));
            return Err(refusal.with(last).with(day).on(field).at_line(line));
        }
        draft.set(INVENTORY.last_maintained, id.0, Some(day).to_value());
        outcome.records.push((Table::Inventory, id.0));
    }
    Ok(outcome)
}
