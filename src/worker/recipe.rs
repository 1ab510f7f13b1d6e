//! What a person decided of a file's form, as a line of text that a device remembers by the heads of the file: encoding,
//! delimiter, kind, columns. What depends on the rows is decided anew each time.

use super::import::kind_of;
use super::message::Choices;
use super::settings::REMEMBERED;
use crate::exchange::columns::{ImportKind, Mapping, Target, targets};
use crate::exchange::csv::Sheet;
use crate::journal::hash::hash;

/// A version of the line; lines of others are not read.
const VERSION: &str = "1";

/// A column of an attribute that is not imported.
const IGNORED: &str = "-";

/// Names the shape of a file, by its heads as they are found.
pub fn shape(sheet: &Sheet) -> String {
    let heads: Vec<&str> = sheet.headers().collect();
    let named = hash(heads.join("\u{1f}").as_bytes());
    named.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// Writes what was decided.
pub fn write(kind: ImportKind, mapping: &Mapping, choices: &Choices) -> String {
    let flags: String = flags(choices).map(|flag| if flag { '1' } else { '0' }).into_iter().collect();
    let settings = choices.settings.iter().filter(|(key, _)| REMEMBERED.contains(key));
    let settings: Vec<String> = settings.map(|(key, place)| format!("{key}:{place}")).collect();
    let column = |(at, it): (u32, &Option<Target>)| match it {
        Some(target) => format!("{target:?}"),
        None if choices.ignored.contains(&at) => IGNORED.to_owned(),
        None => String::new(),
    };
    let columns: Vec<String> = (0..).zip(mapping).map(column).collect();
    [VERSION, &(kind as u8).to_string(), &flags, &settings.join(","), &columns.join(",")].join("|")
}

/// Back from [`write`]; none: another version wrote it.
pub fn read(text: &str) -> Option<(u8, Mapping, Choices)> {
    let parts: Vec<&str> = text.split('|').collect();
    let [VERSION, kind, flags, settings, columns] = parts[..] else { return None };
    let kind: u8 = kind.parse().ok()?;
    let of = targets(kind_of(kind));
    let column = |name: &str| of.iter().copied().find(|target| format!("{target:?}") == name);
    let mapping = columns.split(',').map(column).collect();
    let ignored = (0..).zip(columns.split(',')).filter(|(_, name)| *name == IGNORED).map(|(at, _)| at);
    let flag = |at: usize| flags.as_bytes().get(at) != Some(&b'0');
    let pair = |text: &str| text.split_once(':').and_then(|(key, place)| Some((key.parse().ok()?, place.parse().ok()?)));
    let choices = Choices {
        new_parts: flag(0),
        new_locations: flag(1),
        new_suppliers: flag(2),
        update: flag(3),
        add_to_stock: flag(4),
        skip_zero: flag(5),
        ignored: ignored.collect(),
        settings: settings.split(',').filter_map(pair).filter(|(key, _)| REMEMBERED.contains(key)).collect(),
        ..Choices::default()
    };
    Some((kind, mapping, choices))
}

fn flags(it: &Choices) -> [bool; 6] {
    [it.new_parts, it.new_locations, it.new_suppliers, it.update, it.add_to_stock, it.skip_zero]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_decided_comes_back_and_the_rest_is_decided_anew() {
        let mapping = vec![Some(Target::PartNumber), None, Some(Target::Quantity)];
        let settings = vec![(2, 3), (9, 1), (11, 1)];
        let choices =
            Choices { update: false, settings, ignored: vec![1], parent: ("PUMP".into(), String::new()), ..Choices::default() };
        let text = write(ImportKind::Bom, &mapping, &choices);
        let (kind, columns, read) = read(&text).unwrap();
        assert_eq!((kind, columns), (ImportKind::Bom as u8, mapping));
        assert_eq!(read, Choices { update: false, settings: vec![(2, 3)], ignored: vec![1], ..Choices::default() });
        for foreign in ["", "2|0|111111||", "1|x|1||", "1|0|1"] {
            assert!(super::read(foreign).is_none(), "{foreign}");
        }
    }

    #[test]
    fn a_shape_is_that_of_the_heads_alone() {
        let of = |text: &str| shape(&Sheet::read(text.as_bytes()).unwrap());
        assert_eq!(of("Part number,Qty\nA-1,4\n"), of("Part number;Qty\nB-1;5\nC,6\n"));
        assert_ne!(of("Part number,Qty\nA-1,4\n"), of("Part number,Quantity\nA-1,4\n"));
    }
}
