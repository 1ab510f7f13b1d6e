//! Values of attributes: what a record has in the fields that the person defined.

use crate::domain::model::date::Date;
use crate::domain::model::quantity::Quantity;
use crate::domain::model::text::Text;

/// A value of one attribute. Its type is the definition's; a choice is the text of the choice.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum AttributeValue {
    /// Only among the fields of a command: the record's value is cleared.
    Nothing,
    Text(Text),
    Number(Quantity),
    Flag(bool),
    Date(Date),
}

/// The values of a record: a definition's id and its value each, by id ascending, each once and none [`AttributeValue::Nothing`].
/// Among the fields of a command: the values to be set or cleared, all others staying as they are.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Attributes(Box<[(u32, AttributeValue)]>);

impl Attributes {
    /// From values in any order; of two for one definition, the last counts.
    pub fn new(values: impl IntoIterator<Item = (u32, AttributeValue)>) -> Attributes {
        let mut all: Vec<(u32, AttributeValue)> = Vec::new();
        for (id, value) in values {
            match all.binary_search_by_key(&id, |it| it.0) {
                Ok(at) => all[at].1 = value,
                Err(at) => all.insert(at, (id, value)),
            }
        }
        Attributes(all.into())
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Definition and value, by the definition's id ascending.
    pub fn iter(&self) -> impl Iterator<Item = &(u32, AttributeValue)> {
        self.0.iter()
    }

    /// The value of a definition; `None` where there is none.
    pub fn get(&self, id: u32) -> Option<&AttributeValue> {
        // A record has few: looking at one after the other is as fast as any search.
        self.0.iter().find(|it| it.0 == id).map(|it| &it.1)
    }

    /// Sets one value; [`AttributeValue::Nothing`] takes it out.
    pub fn set(&mut self, id: u32, value: AttributeValue) {
        match (self.0.binary_search_by_key(&id, |it| it.0), value) {
            (Ok(at), AttributeValue::Nothing) => {
                let mut all = std::mem::take(&mut self.0).into_vec();
                all.remove(at);
                self.0 = all.into();
            }
            (Ok(at), value) => self.0[at].1 = value,
            (Err(_), AttributeValue::Nothing) => {}
            (Err(at), value) => {
                let mut all = std::mem::take(&mut self.0).into_vec();
                all.insert(at, (id, value));
                self.0 = all.into();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_kept_by_definition_each_once() {
        let text = |text: &str| AttributeValue::Text(text.into());
        let mut values = Attributes::new([(7, text("b")), (2, AttributeValue::Flag(false)), (7, text("c"))]);
        assert_eq!(values.get(7), Some(&text("c")));
        values.set(3, AttributeValue::Date(Date(1)));
        values.set(2, AttributeValue::Nothing);
        values.set(9, AttributeValue::Nothing);
        assert_eq!(values.iter().map(|it| it.0).collect::<Vec<_>>(), [3, 7]);
        values.set(3, text("a"));
        assert_eq!((values.get(3), values.get(2)), (Some(&text("a")), None));
    }
}
