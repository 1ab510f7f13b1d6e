//! Planning: two planned structures compared, and the list of what wants ordering.

use super::schema::{field, node, root_field, value};
use super::values::{Fault, sum};
use super::words;
use crate::domain::derive::bom_compare::{Difference, Touched, compare, touched_by};
use crate::domain::derive::reorder::{Reorder, reorder_list};
use crate::domain::model::record::Table;
use crate::domain::model::rejection::{Code, Sentence, reject};
use crate::domain::{MbomItemId, PartId, Total};
use async_graphql::dynamic::{Enum, EnumItem, FieldValue, InputValue, Object, SchemaBuilder, TypeRef};

/// Two structures side by side.
struct Comparison {
    lines: Vec<Difference>,
    touched: Touched,
}

/// What a difference is called, and what that means.
const CHANGES: [(&str, &str); 4] = [
    ("ADDED", "Only the newer structure has the line."),
    ("REMOVED", "Only the older structure has the line."),
    ("CHANGED", "Both have it, and fields differ."),
    ("SAME", "Both have it alike."),
];

/// The word of a difference, its line in the older structure and in the newer one.
fn told(it: &Difference) -> (&'static str, Option<MbomItemId>, Option<MbomItemId>) {
    match it {
        Difference::Added(after) => ("ADDED", None, Some(*after)),
        Difference::Gone(before) => ("REMOVED", Some(*before), None),
        Difference::Changed { before, after, .. } => ("CHANGED", Some(*before), Some(*after)),
        Difference::Same { before, after } => ("SAME", Some(*before), Some(*after)),
    }
}

fn line(id: Option<MbomItemId>) -> Option<FieldValue<'static>> {
    id.map(|id| node(Table::MbomItem, id.0))
}

fn difference() -> Object {
    let change = field::<Difference>("change", TypeRef::named_nn("MBomChange"), |_, it, _| Ok(value(told(it).0)));
    let before = field::<Difference>("before", TypeRef::named("MBomItem"), |_, it, _| Ok(line(told(it).1)));
    let after = field::<Difference>("after", TypeRef::named("MBomItem"), |_, it, _| Ok(line(told(it).2)));
    let fields = field::<Difference>("fields", TypeRef::named_nn_list_nn(TypeRef::STRING), |_, it, _| {
        let names = match it {
            Difference::Changed { fields, .. } => fields.iter().map(|it| FieldValue::value(it.api_name())).collect(),
            _ => Vec::new(),
        };
        Ok(Some(FieldValue::list(names)))
    });
    Object::new("MBomDifference")
        .description(words::DIFFERENCE)
        .field(change.description(words::DIFFERENCE_CHANGE))
        .field(before.description(words::DIFFERENCE_BEFORE))
        .field(after.description(words::DIFFERENCE_AFTER))
        .field(fields.description(words::DIFFERENCE_FIELDS))
}

fn comparison() -> Object {
    let lines = field::<Comparison>("differences", TypeRef::named_nn_list_nn("MBomDifference"), |state, it, _| {
        state.spend_list(it.lines.len())?;
        Ok(Some(FieldValue::list(it.lines.iter().cloned().map(FieldValue::owned_any).collect::<Vec<FieldValue>>())))
    });
    let runs = field::<Comparison>("runs", TypeRef::named_nn_list_nn("Run"), |state, it, _| {
        state.spend_list(it.touched.runs.len())?;
        Ok(Some(FieldValue::list(it.touched.runs.iter().map(|id| node(Table::Run, id.0)).collect::<Vec<_>>())))
    });
    let kits = field::<Comparison>("partKits", TypeRef::named_nn_list_nn("PartKit"), |state, it, _| {
        state.spend_list(it.touched.kits.len())?;
        Ok(Some(FieldValue::list(it.touched.kits.iter().map(|id| node(Table::Kit, id.0)).collect::<Vec<_>>())))
    });
    Object::new("MBomComparison")
        .description(words::COMPARISON)
        .field(lines.description(words::DIFFERENCE))
        .field(runs.description(words::COMPARISON_RUNS))
        .field(kits.description(words::COMPARISON_KITS))
}

fn reorder_line() -> Object {
    let quantity = |name: &str, of: fn(&Reorder) -> Total| {
        field::<Reorder>(name, TypeRef::named_nn("Quantity"), move |_, it, _| Ok(value(sum(of(it).micros()))))
    };
    let part = field::<Reorder>("part", TypeRef::named_nn("Part"), |_, it, _| Ok(Some(node(Table::Part, it.part.0))));
    let days = field::<Reorder>("leadTime", TypeRef::named(TypeRef::INT), |_, it, _| Ok(it.lead_time.and_then(value)));
    Object::new("ReorderLine")
        .description(words::REORDER_LINE)
        .field(part.description(words::REORDER_PART))
        .field(quantity("quantityAvailable", |it| it.available).description(words::REORDER_AVAILABLE))
        .field(quantity("quantityNeeded", |it| it.needed).description(words::REORDER_NEEDED))
        .field(quantity("reorderMin", |it| Total::from(it.minimum)).description(words::REORDER_MINIMUM))
        .field(quantity("quantityToOrder", |it| it.order).description(words::REORDER_ORDER))
        .field(days.description(words::REORDER_DAYS))
}

/// Registers the types.
pub fn register(schema: SchemaBuilder) -> SchemaBuilder {
    let change = Enum::new("MBomChange").description(words::DIFFERENCE_CHANGE);
    let change = CHANGES.iter().fold(change, |set, (word, text)| set.item(EnumItem::new(*word).description(*text)));
    schema.register(change).register(difference()).register(comparison()).register(reorder_line())
}

/// Adds the queries.
pub fn query(query: Object) -> Object {
    let compared = root_field("compareMboms", TypeRef::named("MBomComparison"), |state, given| {
        let (before, after) = (PartId(given.the_id("beforePartId")?), PartId(given.the_id("afterPartId")?));
        for (part, name) in [(before, "beforePartId"), (after, "afterPartId")] {
            if state.room.parts.get(part.0).is_none() {
                let refusal = reject(Code::NotFound, Sentence::NoSuchRecord).with(Table::Part.noun()).with(part.0);
                return Err(Fault::from(refusal.on(name)));
            }
        }
        let (lines, touched) = (compare(&state.room, before, after), touched_by(&state.room, after));
        Ok(Some(FieldValue::owned_any(Comparison { lines, touched })))
    });
    let part = |name: &str, text: &str| InputValue::new(name, TypeRef::named_nn(TypeRef::ID)).description(text);
    let compared = compared
        .argument(part("beforePartId", words::COMPARE_BEFORE))
        .argument(part("afterPartId", words::COMPARE_AFTER))
        .description(words::COMPARE);
    let reorder = root_field("reorderList", TypeRef::named_nn_list("ReorderLine"), |state, _| {
        // Each part's stock is added up.
        let looked_at = u64::from(state.room.inventory.next_id()) + u64::from(state.room.kit_items.next_id());
        state.exert(looked_at, looked_at)?;
        let lines = reorder_list(&state.room, state.context.today);
        state.spend_list(lines.len())?;
        Ok(Some(FieldValue::list(lines.into_iter().map(FieldValue::owned_any).collect::<Vec<FieldValue>>())))
    });
    query.field(compared).field(reorder.description(words::REORDER))
}
