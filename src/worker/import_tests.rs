//! Files as a person brings them in, from the bytes to the entry.

use super::import::Job;
use super::message::{Choices, LeaveOut, SeenColumn};
use crate::domain::commands::command::Context;
use crate::domain::{Date, Entry, Stockroom, Table, Timestamp, UserId};
use crate::exchange::plan::Outcome;

fn room() -> (Stockroom, Context) {
    let mut room = Stockroom::new(1);
    let context = Context { now: Timestamp(1_764_000_000_000), today: Date(20_000), actor: UserId(1), ..Context::default() };
    let mut draft = crate::domain::Draft::new(&mut room, context.stamp(0));
    crate::domain::commands::genesis::genesis(&mut draft, "Ann");
    let changes = draft.finish();
    room.apply(&Entry { sequence: 1, changes, ..Entry::default() });
    (room, context)
}

fn job(text: &str) -> Job {
    Job::read(text.as_bytes(), 2, "stock.csv", Choices::default(), &[]).unwrap()
}

#[test]
fn a_file_is_shown_with_the_guess_at_its_columns() {
    let seen = job("Part number,Nonsense,Qty\nA-1,,4\nA-2,x,5\n").seen();
    assert_eq!(seen.rows, 2);
    let column = |head: &str, example: &str, meaning| SeenColumn {
        head: head.to_owned(),
        example: example.to_owned(),
        meaning,
        guess: String::new(),
    };
    assert_eq!(seen.columns, [column("Part number", "A-1", 1), column("Nonsense", "x", 0), column("Qty", "4", 3)]);
    assert_eq!((&*seen.meanings[0], &*seen.meanings[2]), ("Part number", "Quantity"));
}

#[test]
fn wrong_rows_are_told_and_can_be_left_out() {
    let (mut room, context) = room();
    let mut job = job("Part number,Qty\nA-1,4\nA-2,many\n");
    let dry = job.dry_run(&mut room, &context);
    assert_eq!((dry.counts, dry.to_leave_out, dry.asked.len()), ([1, 0, 0, 0, 0, 1], 1, 0));
    let wrong = job.list(&room, Some(Outcome::Wrong as u8), "").1;
    assert_eq!((wrong.len(), wrong[0].line, &*wrong[0].name), (1, 3, "A-2"));
    assert!(wrong[0].says[0].starts_with("Qty: “many” is not a number."), "{:?}", wrong[0].says);
    assert_eq!(job.entry(&mut room, &context), Ok(None), "nothing is imported while a row is wrong");
    job.decide(2, Some(&[1, 3]), Choices::default(), LeaveOut::Wrong);
    let dry = job.dry_run(&mut room, &context);
    assert_eq!((dry.counts, dry.to_leave_out, dry.asked.len()), ([1, 0, 0, 0, 1, 0], 0, 0));
    assert_eq!(dry.new[0], (1, "A-1".to_owned()));
    assert_eq!(room.head, 1, "a dry run changes nothing");
}

#[test]
fn places_of_meanings_count_for_the_kind_and_the_reading_that_they_were_chosen_in() {
    let mut job = Job::read(b"Thing;Heap\nA-1;3\n", 0, "", Choices::default(), &[]).unwrap();
    let before = job.seen();
    assert!(job.is_read_so(0, before.reading));
    assert!(!job.is_read_so(2, before.reading), "stock was chosen, and the columns are still those of parts");
    assert!(job.decide(2, None, Choices::default(), LeaveOut::Nothing), "guessed anew");
    let after = job.seen();
    assert_ne!(before.meanings, after.meanings);
    assert!(job.is_read_so(2, after.reading));
    assert!(!job.is_read_so(2, before.reading), "a choice made before the page knew");
    // Another separator makes other columns.
    assert!(job.decide(2, Some(&[1, 3]), Choices { settings: vec![(1, 1)], ..Choices::default() }, LeaveOut::Nothing));
    assert!(!job.is_read_so(2, after.reading));
    assert!(job.is_read_so(2, job.seen().reading));
}

#[test]
fn what_was_decided_of_a_file_is_so_again_for_one_with_the_same_heads() {
    let (mut room, context) = room();
    let mut first = job("Code;Many\n007;1.500\n");
    let choices = Choices { add_to_stock: false, settings: vec![(4, 2)], ..Choices::default() };
    first.decide(2, Some(&[1, 3]), choices.clone(), LeaveOut::Nothing);
    let dry = first.dry_run(&mut room, &context);
    let recipes = [(first.seen().shape, dry.recipe)];
    let other = "Code;Many\nX-1;2.000\nX-2;3,5\n";
    let mut again = Job::read(other.as_bytes(), 0, "", Choices::default(), &recipes).unwrap();
    let seen = again.seen();
    assert_eq!(seen.columns.iter().map(|it| it.meaning).collect::<Vec<_>>(), [1, 3]);
    assert_eq!(seen.remembered, Some((2, choices)));
    assert_eq!(told(&mut again, &mut room, &context)[0].1, "New: Stock 2000 × X-1 New: Part X-1");
    let unlike = Job::read(b"Code;More\nX-1;2.000\n", 0, "", Choices::default(), &recipes).unwrap();
    assert_eq!(unlike.seen().remembered, None);
}

#[test]
fn rows_whose_part_is_not_clear_are_matched_or_left_out_one_by_one() {
    let (mut room, context) = room();
    let parts = "Part number,MPN,Manufacturer\nA-1,LM358,TI\nA-2,LM358,ST\n";
    let entry = Job::read(parts.as_bytes(), 0, "", Choices::default(), &[]).unwrap().entry(&mut room, &context);
    room.apply(&Entry { sequence: 2, ..entry.unwrap().unwrap() });
    let text = "Part number,MPN,Value,Qty\n,LM358,,1\n,,10k,2\n,,R,3\n";
    let columns = [1, 12, 16, 3];
    let mut choices = Choices { parent: ("UNIT".into(), String::new()), ..Choices::default() };
    let mut job = Job::read(text.as_bytes(), 1, "", choices.clone(), &[]).unwrap();
    job.decide(1, Some(&columns), choices.clone(), LeaveOut::Nothing);
    assert_eq!(told(&mut job, &mut room, &context)[0].0, Outcome::Wrong);
    let several = job.dry_run(&mut room, &context).several;
    assert_eq!((several.len(), &*several[0].number, several[0].parts.len(), several[0].chosen), (1, "LM358", 2, 0));
    assert!(job.list(&room, None, "").1.iter().all(|row| row.wants_part), "each can be matched");
    choices.parts = vec![("LM358".into(), several[0].parts[1].0)];
    choices.matched = vec![(1, 1)];
    job.decide(1, Some(&columns), choices.clone(), LeaveOut::Row(2));
    let rows = told(&mut job, &mut room, &context);
    assert_eq!(rows[0], (Outcome::New, "New: BOM line 1 × A-2 A · in UNIT New: Part UNIT".to_owned()));
    assert_eq!(rows[1], (Outcome::New, "New: BOM line 2 × A-1 A · in UNIT".to_owned()));
    assert_eq!(rows[2], (Outcome::LeftOut, "Skipped by you".to_owned()));
    assert_eq!(job.dry_run(&mut room, &context).several[0].chosen, 2, "what was chosen stays to be changed");
    job.decide(1, Some(&columns), choices, LeaveOut::Back(2));
    assert_eq!(told(&mut job, &mut room, &context)[2].0, Outcome::LeftOut);
}

#[test]
fn lines_that_a_file_does_not_have_are_told_and_taken_off_only_where_that_is_wanted() {
    let (mut room, context) = room();
    let mut choices = Choices { parent: ("UNIT".into(), String::new()), ..Choices::default() };
    let bom = "Part number,Qty\nA-1,2\nA-2,3\n";
    let entry = Job::read(bom.as_bytes(), 1, "", choices.clone(), &[]).unwrap().entry(&mut room, &context);
    room.apply(&Entry { sequence: 2, ..entry.unwrap().unwrap() });
    let mut job = Job::read(b"Part number,Qty\nA-1,2\n", 1, "", choices.clone(), &[]).unwrap();
    let dry = job.dry_run(&mut room, &context);
    assert_eq!((dry.counts, dry.gone, dry.taken_off), ([0, 0, 0, 1, 0, 0], (1, "A-2 A".to_owned()), 0));
    assert_eq!(job.entry(&mut room, &context), Ok(None), "nothing to do");
    choices.set(10, 1);
    job.decide(1, Some(&[1, 3]), choices, LeaveOut::Nothing);
    let dry = job.dry_run(&mut room, &context);
    assert_eq!((dry.gone.0, dry.taken_off), (1, 1));
    assert!(job.entry(&mut room, &context).unwrap().is_some());
}

/// The outcome and the sentences of every row of a file.
fn told(job: &mut Job, room: &mut Stockroom, context: &Context) -> Vec<(Outcome, String)> {
    let dry = job.dry_run(room, context);
    let (ids, rows) = job.list(room, None, "");
    assert_eq!(dry.counts.iter().sum::<u32>() as usize, ids.len(), "the counts add up to the rows");
    rows.into_iter().map(|row| (Outcome::ALL[usize::from(row.outcome)], row.says.join(" "))).collect()
}

#[test]
fn every_row_says_what_becomes_of_it() {
    let (mut room, context) = room();
    for (kind, text) in
        [(0, "Part number,Description\nA-1,old\nA-2,same\n"), (2, "Part number,Lot,Qty,Location\nA-1,L-1,4,Rack 1\n")]
    {
        let job = Job::read(text.as_bytes(), kind, "", Choices::default(), &[]).unwrap();
        let entry = job.entry(&mut room, &context).unwrap().unwrap();
        let sequence = room.head + 1;
        room.apply(&Entry { sequence, ..entry });
    }
    let text = "Part number,Description,Cost\nA-1,new,\nA-2,same,\nA-3,x,2\nA-3,x,2\nA-4,y,dear\n";
    let mut job = Job::read(text.as_bytes(), 0, "", Choices::default(), &[]).unwrap();
    let rows = told(&mut job, &mut room, &context);
    assert_eq!(rows[0], (Outcome::Changed, "Description: old → new".to_owned()));
    assert_eq!(rows[1], (Outcome::Same, "Everything in this row is already so.".to_owned()));
    assert_eq!(rows[2], (Outcome::New, "New: Part A-3 · x".to_owned()));
    assert_eq!((rows[3].0, &*rows[3].1), (Outcome::LeftOut, "The same as a row above"));
    assert_eq!(rows[4].0, Outcome::Wrong);
    assert_eq!(job.list(&room, None, "DEAR").0, [4], "a search finds what cells say, whatever the case");
    assert_eq!(job.list(&room, Some(Outcome::Wrong as u8), "A-1").0, [0u32; 0]);

    let text = "Part number,Lot,Qty,Location\nA-1,L-1,3,Rack 1\nA-1,L-2,5,Rack 2\nA-1,L-2,6,Rack 2\nA-1,L-3,0,\n";
    let rows = told(&mut Job::read(text.as_bytes(), 2, "", Choices::default(), &[]).unwrap(), &mut room, &context);
    assert_eq!(rows[0], (Outcome::Added, "Added to L-1 · A-1 A: 4 → 7".to_owned()));
    assert_eq!(rows[1], (Outcome::New, "New: Stock 11 × A-1 A · L-2 · Rack 2 New: Location Rack 2".to_owned()));
    assert_eq!(rows[2], (Outcome::Added, "Goes together with line 3.".to_owned()));
    assert_eq!(rows[3].0, Outcome::LeftOut);
    let line = "Part number,Qty\nA-1,2\n";
    let choices = Choices { parent: ("UNIT".into(), String::new()), ..Choices::default() };
    let rows = told(&mut Job::read(line.as_bytes(), 1, "", choices, &[]).unwrap(), &mut room, &context);
    assert_eq!(rows[0], (Outcome::New, "New: BOM line 2 × A-1 A · in UNIT New: Part UNIT".to_owned()));
}

#[test]
fn wrong_rows_are_a_file_with_their_cells_lines_and_reasons() {
    let (mut room, context) = room();
    let mut job = job("Part number,Qty\nA-1,4\n 007,many\nA-3,2,x\n");
    job.dry_run(&mut room, &context);
    let text = job.file(&room, Outcome::Wrong, "Wrong", |table| crate::exchange::export::csv(table, &mut |_, _| ()));
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(lines[0], "Part number,Qty,,Line in the file,Reason");
    assert!(lines[1].starts_with("\" 007\",many,,3,\"Qty: “many” is not a number."), "{}", lines[1]);
    assert!(lines[2].starts_with("A-3,2,x,4,"), "{}", lines[2]);
    assert_eq!(lines.len(), 3);
}

#[test]
fn a_column_named_as_an_attribute_is_told_and_can_be_left_out() {
    use crate::domain::commands::command::Command;
    use crate::domain::{ATTRIBUTE, AttributeTable, Value};
    let (mut room, context) = room();
    let mut draft = crate::domain::Draft::new(&mut room, context.stamp(0));
    let fields = vec![
        (ATTRIBUTE.table.number(), Value::Choice(AttributeTable::Part as u8)),
        (ATTRIBUTE.key.number(), Value::Text("Colour".into())),
    ];
    let made = Command::Create { table: Table::Attribute, fields };
    made.plan(&mut draft, &context).unwrap();
    let changes = draft.finish();
    room.apply(&Entry { sequence: 2, changes, ..Entry::default() });
    let text = "Part number,colour,Other\nA-1,red,x\n";
    let mut job = Job::read(text.as_bytes(), 0, "", Choices::default(), &[]).unwrap();
    assert_eq!(job.dry_run(&mut room, &context).attributes, ["", "Colour", ""]);
    let has_colour = |job: &Job, room: &mut Stockroom| {
        let entry = job.entry(room, &context).unwrap().unwrap();
        format!("{:?}", entry.changes).contains("red")
    };
    assert!(has_colour(&job, &mut room));
    job.decide(0, Some(&[1, 0, 0]), Choices { ignored: vec![1], ..Choices::default() }, LeaveOut::Nothing);
    let dry = job.dry_run(&mut room, &context);
    assert_eq!(dry.attributes, ["", "Colour", ""], "it can be chosen again");
    assert!(!has_colour(&job, &mut room));
    let recipes = [(job.seen().shape, dry.recipe)];
    let again = Job::read(text.as_bytes(), 0, "", Choices::default(), &recipes).unwrap();
    assert_eq!(again.seen().remembered.map(|(_, choices)| choices.ignored), Some(vec![1]));
}

#[test]
fn what_others_did_meanwhile_is_planned_with() {
    let (mut room, context) = room();
    let mut job = job("Part number,Qty\nA-1,4\n");
    job.dry_run(&mut room, &context);
    // Another tab makes a part, which takes the id that this import's part would have had.
    let other = Job::read(b"Part number\nB-1\n", 0, "", Choices::default(), &[]).unwrap();
    for (sequence, job) in [(2, &other), (3, &job)] {
        let entry = job.entry(&mut room, &context).unwrap().unwrap();
        room.apply(&Entry { sequence, ..entry });
    }
    let part = room.inventory.get(1).map(|record| room.part_name(record.part));
    assert_eq!(part.as_deref(), Some("A-1 A"));
    assert_eq!(room.parts.iter().count(), 2);
}
