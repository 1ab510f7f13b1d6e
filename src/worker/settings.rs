//! How a file is read, as a person is offered to change it: encoding, delimiter, heads, numbers, dates, and what stands
//! for a part number.

use super::message::Setting;
use crate::domain::KitId;
use crate::exchange::columns::{Mapping, Target};
use crate::exchange::csv::{DELIMITERS, Sheet};
use crate::exchange::encoding::Encoding;
use crate::exchange::plan::{CountBy, Options, Report};
use crate::exchange::problem::{ImportError, Problem};
use crate::exchange::question::Question;
use crate::exchange::sheet::Dialect;
use crate::exchange::values::{DateOrder, Decimals};
use crate::i18n::{Word, say, word};

/// Numbers of the settings.
const ENCODING: u8 = 1;
const DELIMITER: u8 = 2;
const HEAD: u8 = 3;
const DECIMALS: u8 = 4;
const DATES: u8 = 5;
const LONG_ROWS: u8 = 6;
const NUMBER_FROM: u8 = 7;
const WITHOUT_NUMBER: u8 = 8;
const ALIKE: u8 = 9;
const MISSING: u8 = 10;
const AGAIN: u8 = 11;
const SHEET: u8 = 12;
const IDS: u8 = 13;
const KIT: u8 = 14;
const COUNT_BY: u8 = 15;
/// Those that are of a file's form, and no decision about its rows.
pub const REMEMBERED: [u8; 9] = [ENCODING, DELIMITER, HEAD, DECIMALS, DATES, LONG_ROWS, NUMBER_FROM, WITHOUT_NUMBER, SHEET];
/// Rows that can be said to have the heads.
const HEAD_ROWS: u8 = 20;
/// Ways of making a number that are offered.
const WAYS: usize = 12;

/// What was chosen of each setting; 0: as found.
#[derive(Clone, Default, PartialEq)]
pub struct Chosen(pub Vec<(u8, u8)>);

impl Chosen {
    fn of(&self, key: u8) -> u8 {
        self.0.iter().find(|(it, _)| *it == key).map_or(0, |(_, place)| *place)
    }

    fn option<T: Copy>(&self, key: u8, all: &[T]) -> Option<T> {
        all.get(usize::from(self.of(key)).checked_sub(1)?).copied()
    }

    /// How the bytes are read.
    pub fn dialect(&self) -> Dialect {
        Dialect {
            encoding: self.option(ENCODING, &Encoding::ALL),
            delimiter: self.option(DELIMITER, &DELIMITERS).map(char::from),
            head: self.of(HEAD).checked_sub(1).map(u32::from),
            sheet: Some(u32::from(self.of(SHEET))).filter(|it| *it > 0),
        }
    }

    /// How the rows are planned.
    pub fn decide(&self, sheet: &Sheet, mapping: &Mapping, kits: &[(u32, String)], options: &mut Options) {
        options.own_ids = self.option(IDS, &[true, false]);
        options.count_by = self.option(COUNT_BY, &[CountBy::Column, CountBy::Designators]);
        options.kit = usize::from(self.of(KIT)).checked_sub(1).and_then(|at| kits.get(at)).map(|(id, _)| KitId(*id));
        options.decimals = self.option(DECIMALS, &[Decimals::Point, Decimals::Comma]);
        options.dates = self.option(DATES, &[DateOrder::DayFirst, DateOrder::MonthFirst]);
        options.join_long_rows = self.of(LONG_ROWS) == 1;
        options.unite_alike = (self.of(ALIKE) == 1).then_some(true);
        options.take_off_missing = self.of(MISSING) == 1;
        options.again = self.of(AGAIN) == 1;
        options.number_from = self.way(NUMBER_FROM, sheet, mapping);
        options.fill_number_from = self.way(WITHOUT_NUMBER, sheet, mapping);
    }

    fn way(&self, key: u8, sheet: &Sheet, mapping: &Mapping) -> Vec<usize> {
        let place = usize::from(self.of(key)).checked_sub(1);
        place.and_then(|place| ways(sheet, mapping, key).into_iter().nth(place)).unwrap_or_default()
    }

    /// What the person is offered of a file as it is read now.
    pub fn offered(&self, sheet: &Sheet, mapping: &Mapping, kits: &[(u32, String)], report: &Report) -> Vec<Setting> {
        let mut all = if sheet.whole().is_some() {
            Vec::new()
        } else if sheet.names.is_empty() {
            vec![self.encoding(sheet), self.delimiter(sheet), self.head(sheet)]
        } else {
            vec![self.head(sheet)]
        };
        if sheet.names.len() > 1 {
            let (label, options) = (word(Word::ImportSheet).to_owned(), sheet.names.clone());
            all.insert(0, Setting { key: SHEET, label, options, chosen: sheet.sheet_at as u8, asked: false });
        }
        let asks = |wanted: fn(&Question) -> bool| report.questions.iter().any(wanted);
        let told = |problem: Problem| report.errors.iter().chain(&report.warnings).any(|it| it.problem == problem);
        let mut offer = |key: u8, label: Word, options: Vec<String>, is_of_use: bool, asked: bool| {
            if is_of_use || asked || self.of(key) > 0 {
                all.push(Setting { key, label: word(label).to_owned(), options, chosen: self.of(key), asked });
            }
        };
        let words = |words: &[Word]| words.iter().map(|it| word(*it).to_owned()).collect::<Vec<String>>();
        let decimals = words(&[Word::ImportAsFound, Word::ImportPoint, Word::ImportDecimalComma]);
        offer(
            DECIMALS,
            Word::ImportDecimals,
            decimals,
            told(Problem::NumberForm),
            asks(|it| matches!(it, Question::Decimals { .. })),
        );
        let dates = words(&[Word::ImportAsFound, Word::ImportDayFirst, Word::ImportMonthFirst]);
        let dated = mapping.contains(&Some(Target::ExpiresOn));
        offer(DATES, Word::ImportDates, dates, dated, asks(|it| matches!(it, Question::Dates { .. })));
        let long = words(&[Word::ImportLongTold, Word::ImportLongJoined]);
        offer(LONG_ROWS, Word::ImportLongRows, long, told(Problem::CellsTooMany), false);
        let alike = words(&[Word::ImportAsk, Word::ImportOnePart]);
        let differ = asks(|it| matches!(it, Question::Alike { .. }));
        offer(ALIKE, Word::ImportAlike, alike, false, differ);
        let unclear = differ || told(Problem::Alike) || !mapping.contains(&Some(Target::PartNumber));
        offer(
            NUMBER_FROM,
            Word::ImportNumberFrom,
            self.ways_said(NUMBER_FROM, Word::ImportMapped, sheet, mapping),
            unclear,
            false,
        );
        let without = self.ways_said(WITHOUT_NUMBER, Word::ImportSkipThem, sheet, mapping);
        let nameless = |it: &ImportError| {
            it.problem == Problem::CellMissing && it.arguments.iter().any(|it| it == Target::PartNumber.name())
        };
        let are_nameless = told(Problem::NoNumber) || report.errors.iter().any(nameless);
        offer(WITHOUT_NUMBER, Word::ImportWithout, without, are_nameless, false);
        let missing = words(&[Word::ImportKeepThem, Word::ImportTakeOff]);
        offer(MISSING, Word::ImportMissing, missing, !report.gone.is_empty(), false);
        let ids = words(&[Word::ImportAsk, Word::ImportIdsOurs, Word::ImportIdsOthers]);
        offer(IDS, Word::ImportIds, ids, false, asks(|it| matches!(it, Question::Ids { .. })));
        let count_by = words(&[Word::ImportAsk, Word::ImportCountColumn, Word::ImportCountDesignators]);
        offer(COUNT_BY, Word::ImportCountBy, count_by, false, asks(|it| matches!(it, Question::Counts { .. })));
        let named = kits.iter().map(|(_, name)| name.clone());
        let of_kits: Vec<String> = std::iter::once(word(Word::ImportAsk).to_owned()).chain(named).collect();
        let asked = asks(|it| matches!(it, Question::Kit { .. }));
        offer(KIT, Word::ImportKit, of_kits, !kits.is_empty() && !mapping.contains(&Some(Target::Kit)), asked);
        let again = words(&[Word::ImportAsk, Word::ImportAgain]);
        offer(AGAIN, Word::ImportBefore, again, false, asks(|it| matches!(it, Question::Before)));
        all
    }

    fn setting(&self, key: u8, label: Word, found: &str, options: impl Iterator<Item = String>) -> Setting {
        let options = std::iter::once(say(Word::ImportFound, &[found])).chain(options).collect();
        Setting { key, label: word(label).to_owned(), options, chosen: self.of(key), asked: false }
    }

    fn encoding(&self, sheet: &Sheet) -> Setting {
        let found = if sheet.encoding_guessed {
            say(Word::ImportGuessed, &[sheet.encoding.name()])
        } else {
            sheet.encoding.name().to_owned()
        };
        self.setting(ENCODING, Word::ImportEncoding, &found, Encoding::ALL.iter().map(|it| it.name().to_owned()))
    }

    fn delimiter(&self, sheet: &Sheet) -> Setting {
        const NAMES: [Word; 4] = [Word::ImportComma, Word::ImportSemicolon, Word::ImportTab, Word::ImportBar];
        let found = DELIMITERS.iter().position(|it| char::from(*it) == sheet.delimiter);
        let found = word(found.map_or(Word::ImportAligned, |at| NAMES[at]));
        self.setting(DELIMITER, Word::ImportDelimiter, found, NAMES.iter().map(|it| word(*it).to_owned()))
    }

    fn head(&self, sheet: &Sheet) -> Setting {
        let name =
            |row: u32| if row == 0 { word(Word::ImportNoHead).to_owned() } else { say(Word::ImportHeadRow, &[&row.to_string()]) };
        let rows = (sheet.row_count() as u32).min(u32::from(HEAD_ROWS));
        self.setting(HEAD, Word::ImportHead, &name(sheet.head()), (0..=rows).map(name))
    }

    fn ways_said(&self, key: u8, first: Word, sheet: &Sheet, mapping: &Mapping) -> Vec<String> {
        let heads: Vec<&str> = sheet.headers().collect();
        let said =
            |way: Vec<usize>| way.iter().map(|column| heads.get(*column).copied().unwrap_or("")).collect::<Vec<_>>().join(" + ");
        std::iter::once(word(first).to_owned()).chain(ways(sheet, mapping, key).into_iter().map(said)).collect()
    }
}

/// Columns that can make a part's number together.
fn ways(sheet: &Sheet, mapping: &Mapping, key: u8) -> Vec<Vec<usize>> {
    let of = |target: Target| mapping.iter().position(|it| *it == Some(target));
    let firsts: Vec<usize> =
        [Target::PartNumber, Target::Value, Target::ManufacturerNumber, Target::SupplierNumber, Target::Description]
            .into_iter()
            .filter_map(of)
            .filter(|_| sheet.columns() > 0)
            .collect();
    let others: Vec<usize> =
        [Target::Footprint, Target::Description, Target::Value, Target::Manufacturer].into_iter().filter_map(of).collect();
    let own = of(Target::PartNumber);
    let mut ways: Vec<Vec<usize>> = Vec::new();
    for first in firsts.into_iter().filter(|first| key == NUMBER_FROM || Some(*first) != own) {
        if Some(first) != own {
            ways.push(vec![first]);
        }
        ways.extend(others.iter().filter(|other| **other != first).map(|other| vec![first, *other]));
    }
    ways.truncate(WAYS);
    ways
}
