//! The planned structure of a part looked at as a whole: its lines at every depth, and what one of it costs.

use crate::domain::model::designator::designators;
use crate::domain::model::record::{Field, FieldValue, Value};
use crate::domain::store::stockroom::Stockroom;
use crate::domain::{
    INSTALLATION, InstallationId, MBOM_DESIGNATOR, MBOM_ITEM, MBOM_SUBSTITUTE, MbomItemId, PartId, Quantity, REQUIREMENT,
    REQUIREMENT_DESIGNATOR, RequirementDesignatorId, RequirementId,
};

/// Levels that are followed at most; a BOM has no cycles, this is for what an import may bring.
const DEPTH_LIMIT: usize = 32;
/// Decimal places that a rolled-up cost may need.
const PLACES_LIMIT: u32 = 24;

/// One line of a BOM at some depth.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BomLine {
    /// 0: a line of the part itself.
    pub depth: usize,
    pub item: MbomItemId,
    pub part: PartId,
}

/// An exact amount: `value` divided by ten to the `places`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Exact {
    value: i128,
    places: u32,
}

impl Exact {
    fn of(quantity: Quantity) -> Exact {
        Exact { value: i128::from(quantity.micros()), places: 6 }.short()
    }

    /// Without the zeros at its end.
    fn short(mut self) -> Exact {
        while self.places > 0 && self.value % 10 == 0 {
            self.value /= 10;
            self.places -= 1;
        }
        self
    }

    fn at(self, places: u32) -> Option<i128> {
        self.value.checked_mul(10i128.checked_pow(places.checked_sub(self.places)?)?)
    }

    fn plus(self, other: Exact) -> Option<Exact> {
        let places = self.places.max(other.places);
        Some(Exact { value: self.at(places)?.checked_add(other.at(places)?)?, places }.short())
    }

    fn times(self, other: Exact) -> Option<Exact> {
        let it = Exact { value: self.value.checked_mul(other.value)?, places: self.places + other.places }.short();
        (it.places <= PLACES_LIMIT).then_some(it)
    }

    /// As a plain decimal.
    pub fn text(self) -> String {
        let digits = self.value.unsigned_abs().to_string();
        let places = self.places as usize;
        let sign = if self.value < 0 { "-" } else { "" };
        if places == 0 {
            return [sign, &digits].concat();
        }
        let digits = ["0".repeat((places + 1).saturating_sub(digits.len())).as_str(), &digits].concat();
        let (whole, part) = digits.split_at(digits.len() - places);
        [sign, whole, ".", part].concat()
    }
}

impl Stockroom {
    /// The parts that may be used in place of a BOM line's own; those that an older version kept in the line go first.
    pub fn substitutes_of(&self, item: MbomItemId) -> Vec<PartId> {
        let mut parts = self.mbom_items.get(item.0).map_or(Vec::new(), |it| it.substitutes.clone());
        let records = self.referrers(MBOM_SUBSTITUTE.mbom_item, item.0).iter();
        parts.extend(records.filter_map(|id| self.mbom_substitutes.get(*id)).map(|it| it.part));
        parts
    }

    /// The lines of BOMs that a part may be used in as a substitute, by id.
    pub fn substituted_by(&self, part: PartId) -> Vec<u32> {
        let mut lines = self.referrers(MBOM_ITEM.substitutes, part.0).to_vec();
        let records = self.referrers(MBOM_SUBSTITUTE.part, part.0).iter();
        lines.extend(records.filter_map(|id| self.mbom_substitutes.get(*id)).map(|it| it.mbom_item.0));
        lines.sort_unstable();
        lines.dedup();
        lines
    }

    /// Where on the drawing the pieces of a BOM line go, in order.
    pub fn designators_of_item(&self, item: MbomItemId) -> Vec<String> {
        let mut all = self.mbom_items.get(item.0).map_or(Vec::new(), |it| designators(&it.reference_designators));
        let records = self.referrers(MBOM_DESIGNATOR.mbom_item, item.0).iter();
        all.extend(records.filter_map(|id| self.mbom_designators.get(*id)).map(|it| it.value.to_string()));
        all
    }

    /// Where on the drawing the pieces of a requirement go, in order.
    pub fn designators_of(&self, need: RequirementId) -> Vec<String> {
        let mut all = self.requirements.get(need.0).map_or(Vec::new(), |it| designators(&it.reference_designators));
        let records = self.referrers(REQUIREMENT_DESIGNATOR.requirement, need.0).iter();
        all.extend(records.filter_map(|id| self.requirement_designators.get(*id)).map(|it| it.value.to_string()));
        all
    }

    /// What sits at a designator: its one installation.
    pub fn installed_at(&self, designator: RequirementDesignatorId) -> Option<InstallationId> {
        self.referrers(INSTALLATION.designator, designator.0).first().copied().map(InstallationId)
    }

    /// A field of a record as a form has it. Substitutes and designators of lines and requirements are edited as lists, whatever
    /// they are kept as.
    pub fn value_of(&self, field: Field, id: u32) -> Value {
        let list = |all: Vec<String>| if all.is_empty() { Value::Null } else { Value::Text(all.join(", ").as_str().into()) };
        if field == MBOM_ITEM.substitutes {
            self.substitutes_of(MbomItemId(id)).to_value()
        } else if field == MBOM_ITEM.reference_designators {
            list(self.designators_of_item(MbomItemId(id)))
        } else if field == REQUIREMENT.reference_designators {
            list(self.designators_of(RequirementId(id)))
        } else {
            self.value(field, id)
        }
    }

    /// The lines of a part's BOM, each followed by those of its own part, down to `depth` levels and `limit` lines.
    pub fn bom(&self, part: PartId, depth: usize, limit: usize) -> Vec<BomLine> {
        let mut lines = Vec::new();
        self.bom_below(part, 0, depth.min(DEPTH_LIMIT), limit, &mut lines);
        lines
    }

    fn bom_below(&self, part: PartId, at: usize, depth: usize, limit: usize, lines: &mut Vec<BomLine>) {
        if at >= depth {
            return;
        }
        for id in self.referrers(MBOM_ITEM.parent, part.0) {
            let Some(item) = self.mbom_items.get(*id) else { continue };
            if lines.len() >= limit {
                return;
            }
            lines.push(BomLine { depth: at, item: MbomItemId(*id), part: item.part });
            self.bom_below(item.part, at + 1, depth, limit, lines);
        }
    }

    /// What one of a part costs by its BOM, exactly; where it has none, its own cost. `None`: some cost below is not
    /// known.
    pub fn rolled_up_cost(&self, part: PartId) -> Option<Exact> {
        let mut known = vec![None; self.parts.next_id() as usize];
        self.cost_below(part, 0, &mut known)
    }

    /// The same of several parts, in their order: what they share is added up once.
    pub fn rolled_up_costs(&self, parts: impl IntoIterator<Item = PartId>) -> Vec<Option<Exact>> {
        let mut known = vec![None; self.parts.next_id() as usize];
        parts.into_iter().map(|part| self.cost_below(part, 0, &mut known)).collect()
    }

    fn cost_below(&self, part: PartId, depth: usize, known: &mut [Option<Option<Exact>>]) -> Option<Exact> {
        if depth > DEPTH_LIMIT {
            return None;
        }
        if let Some(Some(cost)) = known.get(part.0 as usize) {
            return *cost;
        }
        let lines = self.referrers(MBOM_ITEM.parent, part.0);
        let cost = if lines.is_empty() {
            self.parts.get(part.0).and_then(|part| part.cost).map(Exact::of)
        } else {
            let each = lines.iter().map(|id| {
                let item = self.mbom_items.get(*id)?;
                self.cost_below(item.part, depth + 1, known)?.times(Exact::of(item.quantity))
            });
            let mut sum = Some(Exact { value: 0, places: 0 });
            for cost in each {
                sum = match (sum, cost) {
                    (Some(sum), Some(cost)) => sum.plus(cost),
                    _ => None,
                };
            }
            sum
        };
        if let Some(place) = known.get_mut(part.0 as usize) {
            *place = Some(cost);
        }
        cost
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(text: &str) -> Exact {
        Exact::of(Quantity::parse(text).unwrap_or_default())
    }

    #[test]
    fn exact_amounts_lose_no_digit() {
        let product = exact("0.000001").times(exact("0.000001"));
        assert_eq!(product.map(Exact::text).as_deref(), Some("0.000000000001"));
        let sum = exact("0.1").plus(exact("0.2"));
        assert_eq!(sum.map(Exact::text).as_deref(), Some("0.3"));
        assert_eq!(exact("12").times(exact("2.5")).map(Exact::text).as_deref(), Some("30"));
        assert_eq!(exact("-0.05").text(), "-0.05");
    }
}
