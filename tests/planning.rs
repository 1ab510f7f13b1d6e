//! Planned structures compared, what a change of one touches, and what wants ordering.

mod common;

use common::*;
use kitroom::domain::commands::command::Issue;
use kitroom::domain::derive::bom_compare::{Difference, compare, missing_lines, touched_by};
use kitroom::domain::derive::reorder::reorder_list;
use kitroom::domain::*;

fn line(shop: &mut Shop, parent: PartId, part: PartId, quantity: &str) -> MbomItemId {
    let fields = vec![
        (MBOM_ITEM.parent.number(), Value::Ref(Table::Part, parent.0)),
        (MBOM_ITEM.part.number(), Value::Ref(Table::Part, part.0)),
        (MBOM_ITEM.quantity.number(), Value::Quantity(q(quantity))),
    ];
    MbomItemId(shop.act(Command::Create { table: Table::MbomItem, fields }).id())
}

fn set(shop: &mut Shop, field: Field, id: u32, value: Value) {
    shop.act(Command::Update { table: field.table(), id, etag: None, fields: vec![(field.number(), value)] });
}

fn revise(shop: &mut Shop, part: PartId, copy_bom: bool) -> PartId {
    PartId(shop.act(Command::Revise { part, etag: None, revision: "B".into(), copy_bom }).id())
}

#[test]
fn revisions_are_compared_line_by_line() {
    let mut shop = Shop::new();
    let [unit, fast, glue, wire] = ["UNIT", "FAST", "GLUE", "WIRE"].map(|it| shop.part(it, Tracking::Untracked));
    let (a, b) = (line(&mut shop, unit, fast, "4"), line(&mut shop, unit, glue, "1"));
    let new = revise(&mut shop, unit, true);
    let copies = shop.room.referrers(MBOM_ITEM.parent, new.0).to_vec();
    let same = |before, after| Difference::Same { before, after: MbomItemId(after) };
    assert_eq!(compare(&shop.room, unit, new), [same(a, copies[0]), same(b, copies[1])]);
    // Four become six, glue goes, wire comes.
    set(&mut shop, MBOM_ITEM.quantity, copies[0], Value::Quantity(q("6")));
    shop.act(Command::Delete { table: Table::MbomItem, id: copies[1], etag: None });
    let added = line(&mut shop, new, wire, "2");
    let changed = Difference::Changed { before: a, after: MbomItemId(copies[0]), fields: vec![MBOM_ITEM.quantity] };
    assert_eq!(compare(&shop.room, unit, new), [changed, Difference::Gone(b), Difference::Added(added)]);
    assert_eq!(
        missing_lines(&shop.room, unit, new)
            .iter()
            .map(|it| shop.room.mbom_items.get(it.0).map(|it| it.part))
            .collect::<Vec<_>>(),
        [Some(glue)]
    );
    // A line for another revision of the same part is the same line, changed.
    let fast_b = revise(&mut shop, fast, false);
    set(&mut shop, MBOM_ITEM.part, copies[0], Value::Ref(Table::Part, fast_b.0));
    let fields = vec![MBOM_ITEM.part, MBOM_ITEM.quantity];
    assert_eq!(compare(&shop.room, unit, new)[0], Difference::Changed { before: a, after: MbomItemId(copies[0]), fields });
}

#[test]
fn open_work_after_a_structure_is_named() {
    let mut shop = Shop::new();
    let [unit, fast] = ["UNIT", "FAST"].map(|it| shop.part(it, Tracking::Untracked));
    line(&mut shop, unit, fast, "4");
    let run = |shop: &mut Shop| {
        let fields = vec![(RUN.title.number(), text("Build")), (RUN.part.number(), Value::Ref(Table::Part, unit.0))];
        let run = shop.act(Command::CreateRun { fields, auto_serial: false, unit_serial: Text::default() }).id();
        let fields = vec![(KIT.run.number(), Value::Ref(Table::Run, run))];
        (RunId(run), KitId(shop.act(Command::CreateKit { fields }).id()))
    };
    let (first, kit) = run(&mut shop);
    let (second, _) = run(&mut shop);
    shop.act(Command::SetRunStatus {
        run: second,
        etag: None,
        status: RunStatus::Canceled,
        confirm: true,
        leftovers: Default::default(),
    });
    let touched = touched_by(&shop.room, unit);
    assert_eq!((touched.runs, touched.kits), (vec![first], vec![kit]));
    assert_eq!(touched_by(&shop.room, fast), Default::default());
}

#[test]
fn what_wants_ordering_counts_what_open_kits_still_need() {
    let mut shop = Shop::new();
    let [fast, glue, wire] = ["FAST-10", "FAST-9", "WIRE"].map(|it| shop.part(it, Tracking::Untracked));
    for (part, min, max) in [(fast, "5", Some("20")), (glue, "3", None), (wire, "0", None)] {
        set(&mut shop, PART.reorder_min, part.0, Value::Quantity(q(min)));
        if let Some(max) = max {
            set(&mut shop, PART.reorder_max, part.0, Value::Quantity(q(max)));
        }
    }
    set(&mut shop, PART.lead_time, fast.0, Value::Int(14));
    let stock = shop.stock(fast, "", "", "10", None);
    let today = shop.context.today;
    let total = |text: &str| Total::from(q(text));
    let list = |shop: &Shop| -> Vec<(PartId, Total, Total)> {
        reorder_list(&shop.room, today).into_iter().map(|it| (it.part, it.needed, it.order)).collect()
    };
    assert_eq!(list(&shop), [(glue, total("0"), total("3"))], "a part without a maximum is ordered up to its minimum");
    let fields = vec![(RUN.title.number(), text("Build"))];
    let run = shop.act(Command::CreateRun { fields, auto_serial: false, unit_serial: Text::default() }).id();
    let kit = KitId(shop.act(Command::CreateKit { fields: vec![(KIT.run.number(), Value::Ref(Table::Run, run))] }).id());
    let add = Command::AddLine { kit, part: fast, quantity: Some(q("8")), substitutes: Vec::new(), notes: Text::default() };
    let item = KitItemId(shop.act(add).id());
    // 10 there, 8 needed: 2 left, below 5, ordered up to 20. In natural order, FAST-9 comes first.
    assert_eq!(list(&shop), [(glue, total("0"), total("3")), (fast, total("8"), total("18"))]);
    assert_eq!(reorder_list(&shop.room, today)[1].lead_time, Some(14));
    shop.act(Command::Issue(Issue { inventory: stock, item, quantity: Some(q("8")), ..Issue::default() }));
    assert_eq!(list(&shop)[1], (fast, total("0"), total("18")), "what is issued is no longer needed, and no longer there");
    set(&mut shop, PART.status, fast.0, Value::Choice(PartStatus::Archived as u8));
    assert_eq!(list(&shop).len(), 1);
}
