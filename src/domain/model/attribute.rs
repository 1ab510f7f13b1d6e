//! Attributes: fields of their own that a person defines for a table.

use crate::domain::model::text::Text;
use crate::{choice, record, record_id};

record_id!(/// Names an [`Attribute`].
    AttributeId, Attribute);

choice!(/// Whose records have the field.
AttributeTable {
    Part = 1 "PART",
    Inventory = 2 "PART_INVENTORY",
    Kit = 3 "PART_KIT",
    Location = 4 "LOCATION",
    Supplier = 5 "SUPPLIER",
    Run = 6 "RUN",
});
choice!(/// What values the field takes.
AttributeType {
    Text = 1 "TEXT",
    Number = 2 "NUMBER",
    Boolean = 3 "BOOLEAN",
    Date = 4 "DATE",
    /// One of the definition's choices.
    Choice = 5 "CHOICE",
});

record! {
    /// A field that the person defined: it stands in forms, columns, filters, files and the API like any other.
    Attribute in Attribute as ATTRIBUTE: AttributeFields {
        1 table: AttributeTable,
        /// What it is called, once within its table.
        2 key: Text,
        3 r#type "type": AttributeType,
        /// What can be chosen, one a line.
        4 choices: Text,
        /// No longer offered in forms and lists; the values stay.
        5 archived: bool,
    }
}

impl Attribute {
    /// What can be chosen, in the person's order.
    pub fn choices(&self) -> impl Iterator<Item = &str> {
        self.choices.lines()
    }
}

impl Attribute {
    /// Whether its values are texts, those of choices too.
    pub fn is_text(&self) -> bool {
        matches!(self.r#type, AttributeType::Text | AttributeType::Choice)
    }
}
