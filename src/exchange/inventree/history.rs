//! What another inventory remembers of a stock item, as lines of its notes, each with its day.

use super::dump::{Dump, Object, quantity};
use std::collections::HashMap;

/// Letters that notes can have.
const NOTES: usize = 4_000;

/// What its numbers of an event mean.
fn event(code: u64) -> &'static str {
    match code {
        1 => "Created",
        5 => "Edited",
        6 => "Serial number assigned",
        10 => "Counted",
        11 => "Added",
        12 => "Removed",
        15 => "Returned to stock",
        20 => "Moved",
        25 => "Updated",
        30 => "Installed into an assembly",
        31 => "Removed from an assembly",
        35 => "Component installed",
        36 => "Component removed",
        40 => "Split from another item",
        42 => "Split",
        45 => "Merged",
        48 => "Converted to a variant",
        50 => "Build output created",
        55 => "Build output completed",
        56 => "Build output rejected",
        57 => "Used by a build",
        60 => "Shipped on a sales order",
        70 => "Received on a purchase order",
        80 => "Returned on a return order",
        100 => "Sent to a customer",
        105 => "Returned by a customer",
        _ => "Noted",
    }
}

/// The lines of history of each stock item, the oldest first, each with the place of its object.
pub fn lines(dump: &Dump) -> HashMap<u64, Vec<(usize, String)>> {
    let mut all: HashMap<u64, Vec<(&str, usize, String)>> = HashMap::new();
    for (at, entry) in dump.of("stock.stockitemtracking") {
        let Some(item) = entry.id("item") else { continue };
        all.entry(item).or_default().push((entry.text("date"), at, line(dump, entry)));
    }
    all.into_iter()
        .map(|(item, mut lines)| {
            lines.sort();
            (item, lines.into_iter().map(|(_, at, line)| (at, line)).collect())
        })
        .collect()
}

/// `2022-04-27 Counted: 12, at Store / Shelf 1. By Ann.`
fn line(dump: &Dump, entry: &Object) -> String {
    let day = entry.text("date").get(..10).unwrap_or("");
    let mut told: Vec<String> = Vec::new();
    for (key, value) in entry.within("deltas") {
        let named = value.as_u64();
        let number = || quantity(value).map_or_else(|| value.to_string(), |it| it.to_string());
        let of =
            |model: &str| named.and_then(|id| dump.get(model, id)).map_or_else(|| value.to_string(), |it| it.name().to_owned());
        told.push(match key {
            "quantity" => number(),
            "added" => ["+", &number()].concat(),
            "removed" => ["−", &number()].concat(),
            "location" => {
                let place = named.and_then(|id| dump.get("stock.stocklocation", id));
                ["at ", place.map_or("an unknown place", |it| it.text("pathstring"))].concat()
            }
            "buildorder" => of("build.build"),
            "purchaseorder" => of("order.purchaseorder"),
            "salesorder" => of("order.salesorder"),
            "returnorder" => of("order.returnorder"),
            "customer" => of("company.company"),
            "serial" => ["serial ", value.as_str().unwrap_or(&value.to_string())].concat(),
            "batch" => ["batch ", value.as_str().unwrap_or(&value.to_string())].concat(),
            "stockitem" => ["with item ", &value.to_string()].concat(),
            // The customer's number says it; a status alone tells no more than the item's own.
            "customer_name" | "status" | "status_logical" => continue,
            _ => [key, " ", value.as_str().unwrap_or(&value.to_string())].concat(),
        });
    }
    let mut line = [day, " ", event(entry.code("tracking_type"))].concat();
    for (text, before) in [(told.join(", "), ": "), (entry.text("notes").to_owned(), ". ")] {
        if !text.is_empty() {
            line.push_str(before);
            line.push_str(&text);
        }
    }
    let user = entry.named("user");
    if !user.is_empty() {
        line.push_str(" (");
        line.push_str(user);
        line.push(')');
    }
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Notes of as many of the newest lines as there is room for, behind what is noted already; and those that are left out.
pub fn notes(before: &str, lines: &[(usize, String)]) -> (String, Vec<usize>) {
    let mut room = NOTES.saturating_sub(before.chars().count() + 1);
    let mut first = lines.len();
    for (at, (_, line)) in lines.iter().enumerate().rev() {
        let length = line.chars().count() + 1;
        if length > room {
            break;
        }
        room -= length;
        first = at;
    }
    let kept = lines[first..].iter().map(|(_, line)| line.as_str());
    let text = std::iter::once(before).filter(|it| !it.is_empty()).chain(kept).collect::<Vec<_>>().join("\n");
    (text, lines[..first].iter().map(|(at, _)| *at).collect())
}
