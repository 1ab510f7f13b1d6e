//! Lists of records that belong to a line: the substitutes of a BOM line, the designators of a line or requirement; and
//! copying a BOM with them.

use crate::domain::commands::command::{Fields, Outcome};
use crate::domain::derive::bom_compare::missing_lines;
use crate::domain::model::designator::designators;
use crate::domain::model::record::{FieldValue, Table};
use crate::domain::model::rejection::{Code, Rejection, Sentence, reject};
use crate::domain::model::text::NAME_LIMIT;
use crate::domain::rules::fields::with_fields;
use crate::domain::rules::given::found;
use crate::domain::rules::part;
use crate::domain::store::draft::Draft;
use crate::domain::store::stockroom::Stockroom;
use crate::domain::{
    MBOM_DESIGNATOR, MBOM_ITEM, MBOM_SUBSTITUTE, MbomDesignator, MbomItem, MbomItemId, MbomSubstitute, PartId, REQUIREMENT,
    REQUIREMENT_DESIGNATOR, RequirementDesignator, RequirementId, Text, Value,
};

/// The lists that a command gives beside the fields of a line or requirement; none: untouched.
#[derive(Default)]
pub(in crate::domain) struct Lists {
    substitutes: Option<Vec<PartId>>,
    designators: Option<Vec<String>>,
}

/// Takes the lists out of the fields that a command gives: they are kept as records.
pub(in crate::domain) fn take_lists(table: Table, fields: &Fields) -> (Fields, Lists) {
    let mut lists = Lists::default();
    let mut rest = Fields::new();
    for (number, value) in fields {
        let field = crate::domain::Field::new(table, *number);
        if field == MBOM_ITEM.substitutes {
            lists.substitutes = Vec::<PartId>::from_value(value.clone());
        } else if field == MBOM_ITEM.reference_designators || field == REQUIREMENT.reference_designators {
            let text = Text::from_value(value.clone()).unwrap_or_default();
            lists.designators = Some(designators(&text));
        } else {
            rest.push((*number, value.clone()));
        }
    }
    (rest, lists)
}

/// Makes the records of a line or requirement what the lists say: what is no longer listed goes, what is new comes.
pub(in crate::domain) fn set_lists(draft: &mut Draft, table: Table, id: u32, lists: Lists) -> Result<(), Rejection> {
    if let Some(parts) = lists.substitutes {
        set_substitutes(draft, MbomItemId(id), &parts)?;
    }
    match (table, lists.designators) {
        (Table::MbomItem, Some(values)) => set_item_designators(draft, MbomItemId(id), values),
        (Table::Requirement, Some(values)) => set_designators(draft, RequirementId(id), values),
        _ => Ok(()),
    }
}

fn set_substitutes(draft: &mut Draft, item: MbomItemId, parts: &[PartId]) -> Result<(), Rejection> {
    for part in parts {
        found(&draft.parts, part.0, "substituteIds")?;
    }
    let own = draft.mbom_items.get(item.0).map(|line| line.part).unwrap_or_default();
    part::substitutes(draft, own, parts)?;
    if draft.mbom_items.get(item.0).is_some_and(|line| !line.substitutes.is_empty()) {
        draft.set(MBOM_ITEM.substitutes, item.0, Value::Null);
    }
    let mut there = Vec::new();
    for id in draft.referrers(MBOM_SUBSTITUTE.mbom_item, item.0).to_vec() {
        match draft.mbom_substitutes.get(id).map(|it| it.part) {
            Some(part) if parts.contains(&part) => there.push(part),
            _ => draft.remove(Table::MbomSubstitute, id),
        }
    }
    for part in parts {
        if !there.contains(part) {
            there.push(*part);
            draft.insert(&MbomSubstitute { mbom_item: item, part: *part });
        }
    }
    Ok(())
}

/// A designator as it is stored; what can't be one is said of the list.
fn checked(draft: &Draft, value: &str) -> Result<Text, Rejection> {
    let given = [(MBOM_DESIGNATOR.value.number(), Value::Text(value.into()))];
    let it = with_fields(draft, &MbomDesignator::default(), &given);
    Ok(it.map_err(|refusal| refusal.on("referenceDesignators"))?.value)
}

fn set_item_designators(draft: &mut Draft, item: MbomItemId, values: Vec<String>) -> Result<(), Rejection> {
    let values = values.iter().map(|value| checked(draft, value)).collect::<Result<Vec<_>, _>>()?;
    if draft.mbom_items.get(item.0).is_some_and(|line| !line.reference_designators.is_empty()) {
        draft.set(MBOM_ITEM.reference_designators, item.0, Value::Null);
    }
    let mut there = std::collections::BTreeSet::new();
    for id in draft.referrers(MBOM_DESIGNATOR.mbom_item, item.0).to_vec() {
        match draft.mbom_designators.get(id).map(|it| it.value.clone()) {
            Some(value) if values.contains(&value) => drop(there.insert(value)),
            _ => draft.remove(Table::MbomDesignator, id),
        }
    }
    for value in values {
        if there.insert(value.clone()) {
            draft.insert(&MbomDesignator { mbom_item: item, value });
        }
    }
    Ok(())
}

fn set_designators(draft: &mut Draft, requirement: RequirementId, values: Vec<String>) -> Result<(), Rejection> {
    let values = values.iter().map(|value| checked(draft, value)).collect::<Result<Vec<_>, _>>()?;
    if draft.requirements.get(requirement.0).is_some_and(|need| !need.reference_designators.is_empty()) {
        draft.set(REQUIREMENT.reference_designators, requirement.0, Value::Null);
    }
    let mut there = std::collections::BTreeSet::new();
    for id in draft.referrers(REQUIREMENT_DESIGNATOR.requirement, requirement.0).to_vec() {
        match draft.requirement_designators.get(id).map(|it| it.value.clone()) {
            Some(value) if values.contains(&value) => drop(there.insert(value)),
            _ => draft.remove(Table::RequirementDesignator, id),
        }
    }
    for value in values {
        if there.insert(value.clone()) {
            draft.insert(&RequirementDesignator { requirement, value });
        }
    }
    Ok(())
}

/// The designators of a BOM line for a requirement that is copied from it.
pub(in crate::domain) fn copy_designators(draft: &mut Draft, from: MbomItemId, to: RequirementId) {
    for value in draft.designators_of_item(from) {
        draft.insert(&RequirementDesignator { requirement: to, value: value.as_str().into() });
    }
}

/// What belongs to a BOM line goes with it.
pub(in crate::domain) fn remove_line(draft: &mut Draft, item: u32) {
    for (field, table) in [(MBOM_SUBSTITUTE.mbom_item, Table::MbomSubstitute), (MBOM_DESIGNATOR.mbom_item, Table::MbomDesignator)]
    {
        draft.referrers(field, item).to_vec().into_iter().for_each(|id| draft.remove(table, id));
    }
    draft.remove(Table::MbomItem, item);
}

/// What belongs to a requirement goes with it.
pub(in crate::domain) fn remove_requirement(draft: &mut Draft, need: u32) {
    let own = draft.referrers(REQUIREMENT_DESIGNATOR.requirement, need).to_vec();
    own.into_iter().for_each(|id| draft.remove(Table::RequirementDesignator, id));
    draft.remove(Table::Requirement, need);
}

/// Copies a line with what belongs to it onto the BOM of another part. A substitute that is that part itself is left out.
pub(in crate::domain) fn copy_line(draft: &mut Draft, item: MbomItemId, parent: PartId) -> Option<u32> {
    let line = draft.mbom_items.get(item.0)?.clone();
    let (substitutes, designators) = (draft.substitutes_of(item), draft.designators_of_item(item));
    let bare = MbomItem { parent, substitutes: Vec::new(), reference_designators: Text::default(), ..line };
    let id = draft.insert(&bare);
    for part in substitutes.into_iter().filter(|part| *part != parent) {
        draft.insert(&MbomSubstitute { mbom_item: MbomItemId(id), part });
    }
    for value in designators {
        draft.insert(&MbomDesignator { mbom_item: MbomItemId(id), value: value.as_str().into() });
    }
    Some(id)
}

/// Copies those lines of a part's BOM onto another's that it lacks.
pub(in crate::domain) fn copy(draft: &mut Draft, from: PartId, to: PartId) -> Result<Outcome, Rejection> {
    found(&draft.parts, from.0, "fromPartId")?;
    found(&draft.parts, to.0, "toPartId")?;
    if from == to {
        return Err(reject(Code::Validation, Sentence::CopySame).with(draft.part_name(to)).on("toPartId"));
    }
    let lines = missing_lines(draft, from, to);
    if lines.is_empty() {
        let refusal = reject(Code::Validation, Sentence::CopyNothing).with(draft.part_name(from));
        return Err(refusal.with(draft.part_name(to)).on("fromPartId"));
    }
    let mut outcome = Outcome::of(Table::Part, to.0);
    for line in lines {
        outcome.records.extend(copy_line(draft, line, to).map(|id| (Table::MbomItem, id)));
    }
    Ok(outcome)
}

/// Whether an older version kept substitutes or designators within their lines and requirements.
pub fn is_upgradable(room: &Stockroom) -> bool {
    let lines = room.mbom_items.iter().any(|(_, it)| !it.substitutes.is_empty() || !it.reference_designators.is_empty());
    lines || room.requirements.iter().any(|(_, it)| !it.reference_designators.is_empty())
}

/// Makes records of what an older version kept within lines and requirements. What can be no record stays as it is.
pub(in crate::domain) fn upgrade(draft: &mut Draft) -> Result<Outcome, Rejection> {
    let of_text = |text: &str| {
        let all = designators(text);
        (!all.is_empty() && all.iter().all(|it| it.chars().count() <= NAME_LIMIT)).then_some(all)
    };
    let lines: Vec<(u32, MbomItem)> = draft.mbom_items.iter().map(|(id, it)| (id, it.clone())).collect();
    for (id, line) in lines {
        let substitutes = (!line.substitutes.is_empty()).then(|| draft.substitutes_of(MbomItemId(id)));
        let designators = of_text(&line.reference_designators);
        set_lists(draft, Table::MbomItem, id, Lists { substitutes, designators })?;
    }
    let needs: Vec<(u32, Text)> = draft.requirements.iter().map(|(id, it)| (id, it.reference_designators.clone())).collect();
    for (id, text) in needs {
        set_lists(draft, Table::Requirement, id, Lists { substitutes: None, designators: of_text(&text) })?;
    }
    Ok(Outcome::default())
}
