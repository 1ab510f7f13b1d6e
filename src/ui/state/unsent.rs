//! What was typed in a form that was not sent: kept for the session, by stockroom and form, and there again when the same form is
//! opened, after a reload too.

use std::hash::{DefaultHasher, Hash, Hasher};

use gloo_storage::{SessionStorage, Storage};

use super::dialogs::FormRequest;
use crate::web;

/// Forms that are kept at most; the one that was typed in last goes last.
const FORMS: usize = 20;
/// Characters of the longest text that is kept.
const LONGEST: usize = 4_000;

/// Keys of inputs and what was typed in them.
type Typed = Vec<(u16, String)>;

/// The place of one form.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unsent {
    form: String,
}

impl Unsent {
    /// The place of a form of this stockroom, on the page of this record if it is one. The same form about something else, or
    /// about a record that has changed since, begins with other values and is another one.
    pub fn of(database: &str, page: Option<&str>, request: &FormRequest) -> Unsent {
        let mut hasher = DefaultHasher::new();
        (database, page, &request.title, &request.submit, request.record.map(|(_, id)| id)).hash(&mut hasher);
        for field in &request.fields {
            (field.key, &field.label, &field.value, &field.help).hash(&mut hasher);
        }
        Unsent { form: format!("{:016x}", hasher.finish()) }
    }

    /// What was typed and not sent, where it is of these inputs.
    pub fn typed(&self, request: &FormRequest) -> Typed {
        let mut typed = stored().into_iter().find(|(form, _)| *form == self.form).map(|(_, typed)| typed).unwrap_or_default();
        typed.retain(|(key, value)| {
            request.fields.iter().any(|field| field.key == *key && !field.readonly && field.value != *value)
        });
        typed
    }

    /// Keeps what is typed now.
    pub fn keep(&self, key: u16, value: &str) {
        let mut all = stored();
        let at = all.iter().position(|(form, _)| *form == self.form);
        let mut typed = at.map(|at| all.remove(at).1).unwrap_or_default();
        typed.retain(|(other, _)| *other != key);
        if value.chars().count() <= LONGEST {
            typed.push((key, value.to_owned()));
        }
        all.push((self.form.clone(), typed));
        let surplus = all.len().saturating_sub(FORMS);
        all.drain(..surplus);
        store(&all);
    }

    /// Forgets it: it was sent, or thrown away.
    pub fn forget(&self) {
        let mut all = stored();
        all.retain(|(form, _)| *form != self.form);
        store(&all);
    }
}

/// Where it is kept: deployments that share an origin have places of their own.
fn key() -> String {
    ["kitroom:", &web::base_path(), ":unsent"].concat()
}

/// Whether the browser gives a storage; gloo's own accessor panics where it gives none.
fn is_open() -> bool {
    web_sys::window().is_some_and(|window| matches!(window.session_storage(), Ok(Some(_))))
}

fn stored() -> Vec<(String, Typed)> {
    if is_open() { SessionStorage::get(key()).unwrap_or_default() } else { Vec::new() }
}

fn store(all: &[(String, Typed)]) {
    if is_open() {
        let _ = SessionStorage::set(key(), all);
    }
}
