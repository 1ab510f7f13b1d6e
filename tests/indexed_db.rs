//! The journal over a browser's IndexedDB: the contract, a database of the version before, packed entries and their damages.
#![cfg(target_arch = "wasm32")]

use js_sys::{Function, Promise};
use kitroom::domain::model::record::TABLES;
use kitroom::domain::{Command, SUPPLIER, Table, Text, UserId, Value};
use kitroom::engine::Engine;
use kitroom::journal::verify::{Damage, Harm, verify};
use kitroom::journal::{Head, Journal, JournalError, contract, read_all};
use kitroom::web::idb::{IdbJournal, delete_database};
use kitroom::web::world::BrowserWorld;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

/// A database with nothing in it.
async fn fresh(name: &str) -> Rc<IdbJournal> {
    let _ = delete_database(name).await;
    Rc::new(IdbJournal::new(name))
}

/// Runs a script's async function on a database, `database`, and gives what it returns. `name` is its name.
async fn script(name: &str, body: &str) -> JsValue {
    let text = format!(
        "const answer = (request) => new Promise((done, failed) => Object.assign(request, {{ onsuccess: () => done(request.result), onerror: () => failed(request.error) }}));
         return (async () => {{
           const database = await answer(indexedDB.open(name));
           try {{ {body} }} finally {{ database.close(); }}
         }})();"
    );
    let promise: Promise = Function::new_with_args("name", &text).call1(&JsValue::NULL, &name.into()).unwrap().into();
    JsFuture::from(promise).await.unwrap()
}

async fn engine(journal: &Rc<IdbJournal>) -> Rc<Engine> {
    let world = BrowserWorld { who: || (UserId(1), Text::from("Test")), show: |_, _| (), is_canceled: || false };
    Engine::boot(journal.clone(), Rc::new(world), "Ann").await.unwrap()
}

fn supplier(number: usize) -> Command {
    Command::Create {
        table: Table::Supplier,
        fields: vec![(SUPPLIER.name.number(), Value::Text(format!("Supplier {number}").as_str().into()))],
    }
}

/// Every value of every record, as text.
fn picture(engine: &Engine) -> String {
    let room = engine.room();
    let room = room.borrow();
    let mut text = format!("{:?}", room.history);
    for table in TABLES {
        for id in 1..room.table(table).next() {
            let values: Vec<Value> = table.fields().iter().map(|it| room.table(table).value(id, it.number)).collect();
            text += &format!("{table:?} {id} {values:?}\n");
        }
    }
    text
}

/// Thirty entries; checkpoints after 20 and 25.
async fn worked(engine: &Engine) {
    for number in 2..=30 {
        assert!(engine.transact(supplier(number).into()).await.is_ok());
        if [20, 25].contains(&number) {
            engine.checkpoint().await.unwrap();
        }
    }
}

async fn packed(engine: &Engine) {
    for _ in 0..3 {
        assert_eq!(engine.pack(6).await, Ok(true));
    }
    assert_eq!(engine.pack(6).await, Ok(false));
}

#[wasm_bindgen_test]
async fn indexed_db_keeps_the_contract() {
    let journal = fresh("kitroom:contract").await;
    let other = IdbJournal::new("kitroom:contract");
    assert_eq!(contract::run(&*journal, &other).await, Ok(()));
    assert_eq!(delete_database("kitroom:contract").await, Ok(()));
    assert_eq!(journal.head().await, Err(JournalError::Closed), "removed under it");
}

#[wasm_bindgen_test]
async fn packed_entries_are_the_same_history_after_a_reload() {
    let journal = fresh("kitroom:packed").await;
    let first = engine(&journal).await;
    worked(&first).await;
    let plain = read_all(&*journal).await.unwrap();
    packed(&first).await;
    let counts = script(
        "kitroom:packed",
        "return [await answer(database.transaction('entries').objectStore('entries').count()), await answer(database.transaction('packs').objectStore('packs').count())].join();",
    );
    assert_eq!(counts.await.as_string().unwrap(), "12,3");
    let again = Rc::new(IdbJournal::new("kitroom:packed"));
    assert!(read_all(&*again).await.unwrap() == plain);
    let second = engine(&again).await;
    assert_eq!(picture(&second), picture(&first));
    second.undo(6).await.map_err(drop).unwrap();
    second.undo(12).await.map_err(drop).unwrap();
    script("kitroom:packed", "await answer(database.transaction('headers', 'readwrite').objectStore('headers').clear());").await;
    let replayed = engine(&Rc::new(IdbJournal::new("kitroom:packed"))).await;
    assert_eq!(picture(&replayed), picture(&second));
}

#[wasm_bindgen_test]
async fn a_damaged_block_is_named_and_the_rest_is_read() {
    let flipped = "const it = database.transaction('packs', 'readwrite').objectStore('packs'); const block = await answer(it.get(12)); block.b[40] ^= 255; await answer(it.put(block));";
    let typed = "await answer(database.transaction('packs', 'readwrite').objectStore('packs').put({ s: 12, c: 7, b: 'text' }));";
    let without = "const it = database.transaction('packs', 'readwrite').objectStore('packs'); const block = await answer(it.get(12)); delete block.h; await answer(it.put(block));";
    let deleted = "await answer(database.transaction('packs', 'readwrite').objectStore('packs').delete(12));";
    for (body, harm) in [(flipped, Harm::Altered), (typed, Harm::Missing), (without, Harm::Altered), (deleted, Harm::Missing)] {
        let journal = fresh("kitroom:damaged").await;
        let first = engine(&journal).await;
        worked(&first).await;
        packed(&first).await;
        script("kitroom:damaged", body).await;
        let journal = Rc::new(IdbJournal::new("kitroom:damaged"));
        let report = verify(&*journal, &mut |_| ()).await.unwrap();
        assert_eq!(report.damage, [Damage { from: 7, to: 12, harm }], "{body}");
        let copy = read_all(&*journal).await.unwrap();
        assert_eq!((copy.entries.len(), &*copy.gaps), (24, &[(7, 12)][..]), "{body}");
        assert_eq!(picture(&*engine(&journal).await), picture(&*first), "{body}");
    }
}

/// The stores as version 1 made them.
const VERSION_1: &str = "const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => {
      const entries = request.result.createObjectStore('entries', { keyPath: 's' });
      entries.createIndex('c', 'c');
      entries.createIndex('p', 'p');
      for (const store of ['chunks', 'meta', 'headers', 'blocks']) request.result.createObjectStore(store);
    };
    const old = await answer(request);";

#[wasm_bindgen_test]
async fn a_database_of_the_version_before_is_raised_and_its_tab_lets_go() {
    let source = fresh("kitroom:source").await;
    let first = engine(&source).await;
    worked(&first).await;
    let right = picture(&first);
    let _ = delete_database("kitroom:earlier").await;
    // All that was stored, in a database of version 1 that stays open as a tab of the earlier version has it.
    let copied = "
        window.earlier = (async () => { const name = 'kitroom:earlier'; ".to_owned() + VERSION_1 + "
          for (const store of old.objectStoreNames) {
            const from = database.transaction(store).objectStore(store);
            const [keys, values] = [await answer(from.getAllKeys()), await answer(from.getAll())];
            const to = old.transaction(store, 'readwrite').objectStore(store);
            for (let at = 0; at < keys.length; at += 1) await answer(store === 'entries' ? to.put(values[at]) : to.put(values[at], keys[at]));
          }
          old.onversionchange = () => { window.told = true; old.close(); };
        })();
        await window.earlier;";
    script("kitroom:source", &copied).await;
    let journal = Rc::new(IdbJournal::new("kitroom:earlier"));
    let raised = engine(&journal).await;
    assert_eq!(picture(&raised), right);
    packed(&raised).await;
    assert!(read_all(&*journal).await.unwrap().entries.len() == 30);
    let now = script("kitroom:earlier", "return `${window.told} ${database.version} ${[...database.objectStoreNames]}`;").await;
    assert_eq!(now.as_string().unwrap(), "true 2 blocks,chunks,entries,headers,meta,packs");
}

#[wasm_bindgen_test]
async fn a_database_that_a_newer_version_raises_is_outdated_here() {
    let journal = fresh("kitroom:newer").await;
    let head = engine(&journal).await.room().borrow().head;
    assert_eq!(journal.head().await.map(|it| it.sequence), Ok(head));
    script("kitroom:newer", "database.close(); const request = indexedDB.open(name, 3); (await answer(request)).close();").await;
    assert_eq!(journal.head().await, Err(JournalError::Outdated));
    assert_eq!(IdbJournal::new("kitroom:newer").head().await, Err(JournalError::Outdated), "also when it is opened afresh");
}

#[wasm_bindgen_test]
async fn what_is_there_is_read_where_the_store_of_packed_entries_is_missing() {
    let source = fresh("kitroom:source").await;
    let first = engine(&source).await;
    worked(&first).await;
    let _ = delete_database("kitroom:without").await;
    let copied = "const name = 'kitroom:without'; ".to_owned() + &VERSION_1.replace("(name, 1)", "(name, 2)") + "
        for (const store of old.objectStoreNames) {
          const from = database.transaction(store).objectStore(store);
          const [keys, values] = [await answer(from.getAllKeys()), await answer(from.getAll())];
          const to = old.transaction(store, 'readwrite').objectStore(store);
          for (let at = 0; at < keys.length; at += 1) await answer(store === 'entries' ? to.put(values[at]) : to.put(values[at], keys[at]));
        }
        old.close();";
    script("kitroom:source", &format!("{{ {copied} }}")).await;
    let journal = IdbJournal::new("kitroom:without");
    assert_eq!(journal.head().await, Err(JournalError::Incomplete));
    assert_eq!(journal.read(1, 100).await.unwrap().len(), 30);
    assert_ne!(Ok(Head::default()), journal.head().await);
}
