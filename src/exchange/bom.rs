//! Rows of a bill of materials: lines of one assembly or of several levels of it.

use super::by_id::{self, Named, differs};
use super::columns::Target;
use super::designated::Designated;
use super::left_out::{is_total, names_nothing, not_fitted};
use super::lists;
use super::names::PartText;
use super::plan::{CountBy, RowResult, Skip};
use super::planner::{Planner, put_text};
use super::problem::{ImportError, Problem};
use super::question::Question;
use super::substitutes::Substitutes;
use super::values;
use crate::domain::commands::command::{Command, Fields};
use crate::domain::{MBOM_ITEM, PART, PartId, Quantity, Sourcing, Table, Value};
use std::collections::{HashMap, HashSet};

/// Rows from which on quantities that are a multiple of the designators are asked about.
const COMPARED: u32 = 5;

struct Line {
    row: u32,
    parent: PartId,
    part: PartId,
    quantity: Quantity,
    designators: String,
    substitutes: Vec<u32>,
    notes: String,
    /// The line that is there, and whether it gets other values.
    existing: Option<u32>,
    changed: bool,
    /// Where its assembly stands for the first time.
    within: u32,
}

/// How the levels of a table are said.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Levels {
    None,
    /// 0, 1, 2; or dots and dashes before the number.
    Depths,
    /// 1, 1.1, 1.2.
    Dotted,
    /// Blanks or dots before the part number.
    Indented,
}

/// The lines of the assemblies of a file.
pub(super) struct Lines {
    lines: Vec<Line>,
    first: HashMap<(u32, u32), usize>,
    taken_off: Vec<Command>,
    /// Of lines that rows name by id.
    updates: Vec<(u32, Command)>,
    changed: HashSet<u32>,
    levels: Levels,
    /// Assemblies above the row: how deep each is, which part, and on which row.
    above: Vec<(usize, PartId, u32)>,
    /// On which row an assembly stands for the first time.
    began: HashMap<u32, u32>,
    substitutes: Substitutes,
    named: Named,
    designated: Designated,
}

impl Lines {
    pub fn new(planner: &Planner) -> Lines {
        Lines {
            lines: Vec::new(),
            first: HashMap::new(),
            taken_off: Vec::new(),
            levels: levels(planner),
            above: Vec::new(),
            began: HashMap::new(),
            substitutes: Substitutes::default(),
            named: Named::default(),
            designated: Designated::default(),
            updates: Vec::new(),
            changed: HashSet::new(),
        }
    }

    /// Takes a row in.
    pub fn row(&mut self, planner: &mut Planner, row: u32) -> Result<RowResult, ImportError> {
        if let Some(id) = self.named.record(planner, row)? {
            return self.change(planner, row, id);
        }
        if not_fitted(planner, row)? {
            return Ok(RowResult::Skip(Skip::DoNotPopulate));
        }
        if is_total(planner, row) {
            return Ok(RowResult::Skip(Skip::Total));
        }
        if names_nothing(planner, row) {
            planner.warn(row, ImportError::new(0, Problem::NoNumber));
            return Ok(RowResult::Skip(Skip::NoNumber));
        }
        let depth = self.depth(planner, row)?;
        if let Some(depth) = depth {
            while self.above.last().is_some_and(|(above, ..)| *above >= depth) {
                self.above.pop();
            }
            if self.above.is_empty() && row == 0 && self.is_top(planner, depth) {
                let part = self.top(planner, row)?;
                self.above.push((depth, part, row));
                return Ok(RowResult::Skip(Skip::Top));
            }
        }
        let (parent, within) = match self.above.last() {
            Some((_, part, within)) => (*part, *within),
            None => (self.parent(planner, row)?, u32::MAX),
        };
        let given = quantity(planner, row)?;
        if given.is_none() && depth.is_none() {
            return Ok(RowResult::Skip(Skip::Zero));
        }
        let part = planner.part(row)?;
        if part == parent {
            let error = ImportError::new(0, Problem::ParentInItself).with(planner.text(row, Target::PartNumber));
            return Err(error.on(planner.column(row, Target::PartNumber)));
        }
        if let Some(depth) = depth {
            self.above.push((depth, part, row));
        }
        let Some(quantity) = given else { return Ok(RowResult::Skip(Skip::Zero)) };
        let substitutes = self.substitutes.of(planner, row, part)?;
        let designators = lists::short_designators(tidy_list(planner.text(row, Target::Designators)));
        self.designated.tell(planner, row, parent);
        let notes = planner.text(row, Target::Notes).to_owned();
        let line = Line { row, parent, part, quantity, designators, substitutes, notes, existing: None, changed: true, within };
        self.add(planner, line)
    }

    /// Gives a line that its row names by id the row's values.
    fn change(&mut self, planner: &mut Planner, row: u32, id: u32) -> Result<RowResult, ImportError> {
        let part = planner.room.mbom_items.get(id).map(|it| it.part).unwrap_or_default();
        let mut fields = Fields::new();
        if let Some(quantity) = planner.number(row, Target::Quantity)? {
            fields.push((MBOM_ITEM.quantity.number(), Value::Quantity(quantity)));
        }
        let substitutes = self.substitutes.of(planner, row, part)?;
        if !substitutes.is_empty() {
            fields.push((MBOM_ITEM.substitutes.number(), Value::Refs(Table::Part, substitutes.into())));
        }
        let designators = lists::short_designators(tidy_list(planner.text(row, Target::Designators)));
        put_text(&mut fields, MBOM_ITEM.reference_designators, &designators);
        put_text(&mut fields, MBOM_ITEM.notes, planner.text(row, Target::Notes));
        let (result, command) = by_id::update(planner, Table::MbomItem, id, fields);
        self.updates.extend(command.map(|command| (row, command)));
        self.changed.insert(id);
        Ok(result)
    }

    fn add(&mut self, planner: &mut Planner, mut line: Line) -> Result<RowResult, ImportError> {
        let (parent, part) = (line.parent, line.part);
        let within = *self.began.entry(parent.0).or_insert(line.within);
        let first = self.first.get(&(parent.0, part.0)).and_then(|at| self.lines.get_mut(*at));
        if within != line.within {
            // The assembly stands here once more: its lines are told already.
            return match first {
                Some(first) if first.quantity == line.quantity => {
                    planner.report.joined.push((line.row, first.row));
                    Ok(RowResult::Skip(Skip::Repeated))
                }
                _ => Err(ImportError::new(0, Problem::LevelsDiffer).with(planner.names.part_name(parent))),
            };
        }
        if let Some(first) = first {
            let sum = first.quantity.plus(line.quantity);
            first.quantity = sum.map_err(|_| ImportError::new(0, Problem::TooLarge).with(line.quantity))?;
            for (text, more) in [(&mut first.designators, line.designators), (&mut first.notes, line.notes)] {
                if !text.is_empty() && !more.is_empty() && *text != more {
                    text.push_str(", ");
                }
                if *text != more {
                    text.push_str(&more);
                }
            }
            first.substitutes.extend(line.substitutes);
            crate::domain::model::sort::sort_by(&mut first.substitutes, &|a, b| a.cmp(b));
            first.substitutes.dedup();
            first.changed = true;
            planner.report.joined.push((line.row, first.row));
            return Ok(RowResult::Add);
        }
        line.existing = existing_line(planner, parent, part);
        let result = match line.existing {
            None => RowResult::Create,
            Some(_) if !planner.options.update => RowResult::Skip(Skip::Exists),
            Some(id) => {
                let table = Table::MbomItem;
                let field = |number: u8| crate::domain::Field::new(table, number);
                line.changed = line.fields().iter().any(|(number, value)| differs(planner.room, field(*number), id, value));
                if line.changed { RowResult::Update } else { RowResult::Skip(Skip::Unchanged) }
            }
        };
        line.changed &= result != RowResult::Skip(Skip::Exists);
        self.first.insert((parent.0, part.0), self.lines.len());
        self.lines.push(line);
        Ok(result)
    }

    /// The part that a line belongs to.
    fn parent(&mut self, planner: &mut Planner, row: u32) -> Result<PartId, ImportError> {
        let named = planner.text(row, Target::Parent);
        let (number, revision) = match named {
            "" => (planner.options.parent.0.trim(), planner.options.parent.1.trim()),
            named => (named, planner.text(row, Target::ParentRevision)),
        };
        if number.is_empty() {
            return Err(ImportError::new(0, Problem::CellMissing)
                .with(Target::Parent.name())
                .on(planner.column(row, Target::Parent)));
        }
        let wanted = PartText { number, revision };
        if let Some((part, _)) = planner.names.part(wanted) {
            return Ok(part);
        }
        // The person typed it, so it is wanted, whatever is decided of the lines' parts.
        if named.is_empty() {
            Ok(planner.names.new_part(wanted, row, made()))
        } else {
            planner.names.part_or_new(wanted, row, made()).map(|it| it.0)
        }
    }

    fn depth(&self, planner: &Planner, row: u32) -> Result<Option<usize>, ImportError> {
        let text = planner.text(row, Target::Level);
        let depth = match self.levels {
            Levels::None => return Ok(None),
            Levels::Indented => Some(indent(raw_number(planner, row))),
            Levels::Dotted => dotted(text),
            Levels::Depths => plain_depth(text),
        };
        depth.map(Some).ok_or_else(|| ImportError::new(0, Problem::NotALevel).with(text).on(planner.column(row, Target::Level)))
    }

    /// Whether the first row is the assembly itself: no other is as high, and the person names no other.
    fn is_top(&self, planner: &Planner, depth: usize) -> bool {
        let others = (1..planner.sheet.len() as u32).filter(|row| !planner.sheet.is_blank(*row as usize));
        let mut lone = true;
        let mut any = false;
        for row in others {
            match self.depth(planner, row) {
                Ok(Some(other)) => {
                    any = true;
                    lone &= other > depth;
                }
                _ => continue,
            }
        }
        let typed = planner.options.parent.0.trim();
        any && lone && (depth == 0 || typed.is_empty() || typed == planner.text(0, Target::PartNumber))
    }

    fn top(&mut self, planner: &mut Planner, row: u32) -> Result<PartId, ImportError> {
        let number = planner.text(row, Target::PartNumber);
        let (typed, revision) = (planner.options.parent.0.trim(), planner.options.parent.1.trim());
        let revision = if typed == number { revision } else { planner.text(row, Target::Revision) };
        let wanted = PartText { number, revision };
        match planner.names.part(wanted) {
            Some((part, _)) => Ok(part),
            None => {
                let mut fields = made();
                put_text(&mut fields, PART.description, planner.text(row, Target::Description));
                Ok(planner.names.new_part(wanted, row, fields))
            }
        }
    }

    /// Lines that are there and not in the file, of the assemblies that the file tells of.
    pub fn missing(&mut self, planner: &mut Planner) {
        let parents: HashSet<u32> = self.lines.iter().map(|line| line.parent.0).collect();
        let kept: HashSet<u32> = self.lines.iter().filter_map(|line| line.existing).chain(self.changed.iter().copied()).collect();
        let mut gone: Vec<u32> = parents
            .iter()
            .flat_map(|parent| planner.room.referrers(MBOM_ITEM.parent, *parent).iter().copied())
            .filter(|id| !kept.contains(id) && planner.room.mbom_items.get(*id).is_some_and(|it| parents.contains(&it.parent.0)))
            .collect();
        gone.sort_unstable();
        for id in gone {
            let Some(line) = planner.room.mbom_items.get(id) else { continue };
            planner.report.gone.push((id, planner.room.part_name(line.part)));
            if planner.options.take_off_missing {
                self.taken_off.push(Command::Delete { table: Table::MbomItem, id, etag: None });
            }
        }
    }

    /// The commands of all lines.
    pub fn commands(self) -> Vec<(u32, Command)> {
        let mut steps = self.updates;
        steps.reserve(self.lines.len());
        for line in self.lines {
            let (table, fields) = (Table::MbomItem, line.fields());
            match line.existing {
                None => steps.push((line.row, Command::Create { table, fields })),
                Some(id) if line.changed => steps.push((line.row, Command::Update { table, id, etag: None, fields })),
                Some(_) => {}
            }
        }
        steps.extend(self.taken_off.into_iter().map(|command| (0, command)));
        steps
    }
}

/// Asks about a column of quantities that are, nearly all, the same multiple of the designators: it is what several products
/// need, or what was ordered for them.
pub(super) fn compare_counts(planner: &mut Planner) {
    let (Some(column), None) = (planner.columns_of(Target::Quantity).first().copied(), planner.options.count_by) else { return };
    if !planner.has(Target::Designators) {
        return;
    }
    let (mut all, mut several, mut factor, mut example) = (0, 0_u32, None, None);
    for row in 0..planner.sheet.len() as u32 {
        let count = values::designators(planner.text(row, Target::Designators));
        let Ok(Some(quantity)) = planner.number(row, Target::Quantity) else { continue };
        if count == 0 || !quantity.is_positive() {
            continue;
        }
        all += 1;
        let times = quantity.micros() / (count as i64 * 1_000_000);
        let is_multiple = times > 1 && times.checked_mul(count as i64 * 1_000_000) == Some(quantity.micros());
        if is_multiple && *factor.get_or_insert(times) == times {
            several += 1;
            example.get_or_insert((row, quantity, count));
        }
    }
    let (Some((row, quantity, count)), true) = (example, all >= COMPARED && several * 10 >= all * 9) else { return };
    let (rows, line) = (several, planner.line(row));
    let question = Question::Counts { column, rows, line, quantity: quantity.to_string(), designators: count as u32 };
    planner.report.questions.push(question);
}

impl Line {
    /// With the parent and the part where the line is new.
    fn fields(&self) -> Fields {
        let mut fields = Fields::new();
        if self.existing.is_none() {
            fields.push((MBOM_ITEM.parent.number(), Value::Ref(Table::Part, self.parent.0)));
            fields.push((MBOM_ITEM.part.number(), Value::Ref(Table::Part, self.part.0)));
        }
        fields.push((MBOM_ITEM.quantity.number(), Value::Quantity(self.quantity)));
        if !self.substitutes.is_empty() {
            fields.push((MBOM_ITEM.substitutes.number(), Value::Refs(Table::Part, self.substitutes.clone().into())));
        }
        put_text(&mut fields, MBOM_ITEM.reference_designators, &self.designators);
        put_text(&mut fields, MBOM_ITEM.notes, &self.notes);
        fields
    }
}

fn made() -> Fields {
    vec![(PART.sourcing_strategy.number(), Value::Choice(Sourcing::Make as u8))]
}

fn existing_line(planner: &Planner, parent: PartId, part: PartId) -> Option<u32> {
    let lines = planner.room.referrers(MBOM_ITEM.parent, parent.0).iter().copied();
    lines.into_iter().find(|id| planner.room.mbom_items.get(*id).is_some_and(|line| line.part == part))
}

/// A list without the comma that some programs leave behind it.
fn tidy_list(text: &str) -> String {
    text.trim_matches(|it: char| it == ',' || it == ';' || it.is_whitespace()).to_owned()
}

/// How many of its part a line has: the column's number before the designators', times what multiplies it; none: zero,
/// where that is left out.
fn quantity(planner: &mut Planner, row: u32) -> Result<Option<Quantity>, ImportError> {
    let count = values::designators(planner.text(row, Target::Designators));
    let given = match planner.options.count_by {
        Some(CountBy::Designators) if count > 0 => None,
        _ => planner.number(row, Target::Quantity)?,
    };
    let mut quantity = match given {
        Some(quantity) => quantity,
        None if count > 0 => Quantity::whole(count as u32),
        None => return planner.required(row, Target::Quantity).map(|_| None),
    };
    let column = planner.column(row, Target::Quantity);
    if quantity.is_zero() && planner.options.skip_zero {
        return Ok(None);
    }
    if !quantity.is_positive() {
        return Err(ImportError::new(0, Problem::NotPositive).with(quantity).on(column));
    }
    // A single word may be a note, such as "legs"; a list that disagrees is told.
    if count > 1 && quantity != Quantity::whole(count as u32) {
        let warning = ImportError::new(0, Problem::DesignatorCount).with(quantity).with(count);
        planner.warn(row, warning.on(planner.column(row, Target::Designators)));
    }
    if let Some(times) = planner.number(row, Target::Multiplier)? {
        quantity = quantity.times(times).map_err(|_| ImportError::new(0, Problem::TooLarge).with(quantity).on(column))?;
    }
    Ok(Some(quantity))
}

fn raw_number<'a>(planner: &Planner<'a>, row: u32) -> &'a str {
    let column = planner.columns_of(Target::PartNumber).first().copied().unwrap_or(0);
    planner.sheet.raw_cell(row as usize, column)
}

/// How the levels are said: in a column, or by what stands before the part numbers.
fn levels(planner: &Planner) -> Levels {
    let rows = 0..planner.sheet.len() as u32;
    if planner.has(Target::Level) {
        let is_dotted = |row| {
            let text = planner.text(row, Target::Level).trim_end_matches('.');
            text.contains('.') && text.starts_with(|it: char| it.is_ascii_digit())
        };
        return if rows.into_iter().any(is_dotted) { Levels::Dotted } else { Levels::Depths };
    }
    let filled: Vec<usize> =
        rows.map(|row| raw_number(planner, row)).filter(|text| !text.trim().is_empty()).map(indent).collect();
    let deep = filled.iter().filter(|it| **it > 0).count();
    let varies = filled.contains(&0) && filled.iter().any(|it| *it > 1);
    if varies && deep * 5 > filled.len() && filled.first() == Some(&0) { Levels::Indented } else { Levels::None }
}

/// Blanks or dots before a text.
fn indent(text: &str) -> usize {
    text.chars().take_while(|it| it.is_whitespace() || *it == '.').map(|it| if it == '\t' { 4 } else { 1 }).sum()
}

/// `1.2.3` is three deep.
fn dotted(text: &str) -> Option<usize> {
    let steps = text.trim_end_matches('.').split('.');
    let mut depth = 0;
    for step in steps {
        step.trim().parse::<u32>().ok()?;
        depth += 1;
    }
    Some(depth)
}

/// `2`, `..2`, `. . 2`, `--`, `L2`.
fn plain_depth(text: &str) -> Option<usize> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    if let Ok(depth) = digits.parse() {
        return Some(depth).filter(|it| *it < 100);
    }
    let signs = text.chars().filter(|it| !it.is_whitespace());
    let depth = signs.clone().count();
    (depth > 0 && signs.clone().all(|it| ".-+>_*".contains(it))).then_some(depth)
}
