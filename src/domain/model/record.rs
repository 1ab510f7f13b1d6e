//! How a noun is declared: tables, fields with numbers that are for ever, and values that any field can hold.
//!
//! A change, the journal, a checkpoint, a form, a filter and the API all speak of a record's *fields*; the
//! [`record!`] macro makes the typed struct and its field table from one declaration, so that each of them is
//! written once and not once per noun.

use crate::domain::model::attribute::AttributeTable;
use crate::domain::model::attribute_value::{AttributeValue, Attributes};
use crate::domain::model::date::{Date, Timestamp};
use crate::domain::model::quantity::Quantity;
use crate::domain::model::text::Text;

/// The tables of a stockroom. The numbers are stored: add, never renumber.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[repr(u8)]
pub enum Table {
    Settings = 1,
    User = 2,
    Unit = 3,
    Supplier = 4,
    Location = 5,
    Part = 6,
    MbomItem = 7,
    Inventory = 8,
    Run = 9,
    Kit = 10,
    KitItem = 11,
    KitRow = 12,
    Requirement = 13,
    Installation = 14,
    SupplierPart = 15,
    MbomSubstitute = 16,
    MbomDesignator = 17,
    RequirementDesignator = 18,
    Attribute = 19,
}

/// Every table, in the order of their numbers.
pub const TABLES: [Table; 19] = [
    Table::Settings,
    Table::User,
    Table::Unit,
    Table::Supplier,
    Table::Location,
    Table::Part,
    Table::MbomItem,
    Table::Inventory,
    Table::Run,
    Table::Kit,
    Table::KitItem,
    Table::KitRow,
    Table::Requirement,
    Table::Installation,
    Table::SupplierPart,
    Table::MbomSubstitute,
    Table::MbomDesignator,
    Table::RequirementDesignator,
    Table::Attribute,
];

impl Table {
    /// The table with this number.
    pub fn from_number(number: u8) -> Option<Table> {
        TABLES.get(usize::from(number).wrapping_sub(1)).copied()
    }

    /// Position in [`TABLES`].
    pub const fn index(self) -> usize {
        self as usize - 1
    }

    /// The noun as the API spells it, in lower camel case.
    pub const fn noun(self) -> &'static str {
        match self {
            Table::Settings => "settings",
            Table::User => "user",
            Table::Unit => "unitOfMeasurement",
            Table::Supplier => "supplier",
            Table::Location => "location",
            Table::Part => "part",
            Table::MbomItem => "mbomItem",
            Table::Inventory => "partInventory",
            Table::Run => "run",
            Table::Kit => "partKit",
            Table::KitItem => "partKitItem",
            Table::KitRow => "partKitInventory",
            Table::Requirement => "buildRequirement",
            Table::Installation => "abomInstallation",
            Table::SupplierPart => "supplierPart",
            Table::MbomSubstitute => "mbomSubstitute",
            Table::MbomDesignator => "mbomItemReferenceDesignator",
            Table::RequirementDesignator => "buildRequirementReferenceDesignator",
            Table::Attribute => "attribute",
        }
    }

    /// The fields of its records, in the order of declaration.
    pub fn fields(self) -> &'static [FieldInfo] {
        match self {
            Table::Settings => crate::domain::model::party::Settings::FIELDS,
            Table::User => crate::domain::model::party::User::FIELDS,
            Table::Unit => crate::domain::model::party::Unit::FIELDS,
            Table::Supplier => crate::domain::model::party::Supplier::FIELDS,
            Table::Location => crate::domain::model::location::Location::FIELDS,
            Table::Part => crate::domain::model::part::Part::FIELDS,
            Table::MbomItem => crate::domain::model::part::MbomItem::FIELDS,
            Table::Inventory => crate::domain::model::inventory::PartInventory::FIELDS,
            Table::Run => crate::domain::model::run::Run::FIELDS,
            Table::Kit => crate::domain::model::kit::PartKit::FIELDS,
            Table::KitItem => crate::domain::model::kit::PartKitItem::FIELDS,
            Table::KitRow => crate::domain::model::kit::KitRow::FIELDS,
            Table::Requirement => crate::domain::model::abom::BuildRequirement::FIELDS,
            Table::Installation => crate::domain::model::abom::AbomInstallation::FIELDS,
            Table::SupplierPart => crate::domain::model::supplier_part::SupplierPart::FIELDS,
            Table::MbomSubstitute => crate::domain::model::designator::MbomSubstitute::FIELDS,
            Table::MbomDesignator => crate::domain::model::designator::MbomDesignator::FIELDS,
            Table::RequirementDesignator => crate::domain::model::abom::RequirementDesignator::FIELDS,
            Table::Attribute => crate::domain::model::attribute::Attribute::FIELDS,
        }
    }
}

impl AttributeTable {
    /// The table of its records.
    pub const fn table(self) -> Table {
        match self {
            AttributeTable::Part => Table::Part,
            AttributeTable::Inventory => Table::Inventory,
            AttributeTable::Kit => Table::Kit,
            AttributeTable::Location => Table::Location,
            AttributeTable::Supplier => Table::Supplier,
            AttributeTable::Run => Table::Run,
        }
    }

    /// The other way round; `None` for a table that has no attributes.
    pub fn of(table: Table) -> Option<AttributeTable> {
        AttributeTable::ALL.iter().copied().find(|it| it.table() == table)
    }
}

/// The number of the field that holds a record's attributes, in every table that has them.
pub const ATTRIBUTES: u8 = 30;

/// A field of a table, stored or (from 128 up) derived, or one attribute of its records. The number is stored: add, never
/// renumber.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Field {
    table: Table,
    number: u8,
    /// Which attribute, by the id of its definition; 0: the field itself.
    attribute: u32,
}

impl Field {
    pub const fn new(table: Table, number: u8) -> Field {
        Field { table, number, attribute: 0 }
    }

    /// One attribute of a table's records, by the id of its definition.
    pub const fn of_attribute(table: Table, attribute: u32) -> Field {
        Field { table, number: ATTRIBUTES, attribute }
    }

    pub const fn table(self) -> Table {
        self.table
    }

    pub const fn number(self) -> u8 {
        self.number
    }

    /// The id of the definition, where the field is one attribute.
    pub fn attribute(self) -> Option<u32> {
        if self.attribute == 0 { None } else { Some(self.attribute) }
    }

    /// What is declared of it; `None` for a derived field or a number of a newer version. For one attribute, what is
    /// declared of all.
    pub fn info(self) -> Option<&'static FieldInfo> {
        self.table.fields().iter().find(|info| info.number == self.number)
    }

    /// Its name in the API, in camel case; empty for a field that is not declared.
    pub fn api_name(self) -> &'static str {
        self.info().map_or("", |info| info.api_name)
    }
}

/// What is declared of a stored field.
pub struct FieldInfo {
    /// Its stored number.
    pub number: u8,
    /// Its Rust name, in snake case.
    pub name: &'static str,
    /// Its name in the API, in camel case.
    pub api_name: &'static str,
    /// What values it takes.
    pub kind: Kind,
}

impl FieldInfo {
    /// Notes, as against a name or a number: a text that may be long and have line breaks.
    pub fn is_long(&self) -> bool {
        self.kind == Kind::Text
            && (self.name.ends_with("notes") || matches!(self.name, "description" | "reference_designators" | "choices"))
    }
}

/// What values a field takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Yes or no.
    Flag,
    /// A count, whole.
    Int,
    /// One of these words; stored as the position from 1.
    Choice(&'static [&'static str]),
    /// A name, number or note.
    Text,
    /// An exact decimal.
    Quantity,
    /// A calendar day.
    Date,
    /// An instant.
    Time,
    /// A UUID for labels.
    Uid,
    /// A record of a table.
    Ref(Table),
    /// Several records of a table.
    Refs(Table),
    /// Values of the fields that the person defined.
    Attributes,
}

/// A UUID as a value holds it: aligned to eight bytes, so that every value is a third smaller.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(Rust, packed(8))]
pub struct Uid(pub u128);

/// What a field of any kind holds. `Null` is "nothing": for a text the empty one, for a reference none.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Value {
    Null,
    Flag(bool),
    Int(i64),
    Choice(u8),
    Text(Text),
    Quantity(Quantity),
    Date(Date),
    Time(Timestamp),
    Uid(Uid),
    Ref(Table, u32),
    Refs(Table, Box<[u32]>),
    Attributes(Attributes),
}

impl Value {
    /// The record that a reference names.
    pub fn as_ref_id(&self) -> Option<u32> {
        match self {
            Value::Ref(_, id) => Some(*id),
            _ => None,
        }
    }

    /// Calls `each` for every record that this value names.
    pub fn each_ref(&self, mut each: impl FnMut(Table, u32)) {
        match self {
            Value::Ref(table, id) => each(*table, *id),
            Value::Refs(table, ids) => ids.iter().for_each(|id| each(*table, *id)),
            Value::Attributes(all) => all.iter().for_each(|(id, _)| each(Table::Attribute, *id)),
            _ => {}
        }
    }

    /// What one attribute holds; `None` where the value is of a kind that no attribute has.
    pub fn as_attribute(&self) -> Option<AttributeValue> {
        Some(match self {
            Value::Null => AttributeValue::Nothing,
            Value::Text(it) => AttributeValue::Text(it.clone()),
            Value::Quantity(it) => AttributeValue::Number(*it),
            Value::Flag(it) => AttributeValue::Flag(*it),
            Value::Date(it) => AttributeValue::Date(*it),
            _ => return None,
        })
    }
}

impl From<&AttributeValue> for Value {
    fn from(value: &AttributeValue) -> Value {
        match value {
            AttributeValue::Nothing => Value::Null,
            AttributeValue::Text(it) => Value::Text(it.clone()),
            AttributeValue::Number(it) => Value::Quantity(*it),
            AttributeValue::Flag(it) => Value::Flag(*it),
            AttributeValue::Date(it) => Value::Date(*it),
        }
    }
}

/// A type that can be a record's field.
pub trait FieldValue: Sized {
    /// What the field declares.
    const KIND: Kind;
    /// The value that is stored; the default of the type gives `Null`.
    fn to_value(&self) -> Value;
    /// Back from the stored value; `None` where it is of another kind.
    fn from_value(value: Value) -> Option<Self>;
    /// The text itself, where it is one, without copying it.
    fn as_text(&self) -> Option<&str> {
        None
    }
    /// The attributes themselves, where it holds them.
    fn as_attributes(&self) -> Option<&Attributes> {
        None
    }
    /// The same, to change one.
    fn as_attributes_mut(&mut self) -> Option<&mut Attributes> {
        None
    }
}

/// A noun: a struct whose fields can be read and set by number.
pub trait Record: Default + Clone + PartialEq {
    /// Where its records are.
    const TABLE: Table;
    /// Its fields in the order of declaration.
    const FIELDS: &'static [FieldInfo];
    /// The value of a field; `Null` for an unknown number.
    fn get(&self, number: u8) -> Value;
    /// A text field without copying it; `None` for a field of another kind.
    fn text(&self, number: u8) -> Option<&str>;
    /// The values of its attributes; `None` where its table has none.
    fn attributes(&self) -> Option<&Attributes>;
    /// The same, to change one.
    fn attributes_mut(&mut self) -> Option<&mut Attributes>;
    /// Sets a field; `false` (and nothing set) for an unknown number or a value of another kind.
    fn set(&mut self, number: u8, value: Value) -> bool;
}

macro_rules! simple_value {
    ($type:ty, $kind:expr, $variant:ident, $default:expr) => {
        impl FieldValue for $type {
            const KIND: Kind = $kind;
            fn to_value(&self) -> Value {
                if *self == $default { Value::Null } else { Value::$variant(*self) }
            }
            fn from_value(value: Value) -> Option<Self> {
                match value {
                    Value::Null => Some($default),
                    Value::$variant(it) => Some(it),
                    _ => None,
                }
            }
        }
        impl FieldValue for Option<$type> {
            const KIND: Kind = $kind;
            fn to_value(&self) -> Value {
                self.map_or(Value::Null, Value::$variant)
            }
            fn from_value(value: Value) -> Option<Self> {
                match value {
                    Value::Null => Some(None),
                    Value::$variant(it) => Some(Some(it)),
                    _ => None,
                }
            }
        }
    };
}

simple_value!(bool, Kind::Flag, Flag, false);
simple_value!(i64, Kind::Int, Int, 0);
simple_value!(Quantity, Kind::Quantity, Quantity, Quantity::ZERO);
simple_value!(Date, Kind::Date, Date, Date(0));
simple_value!(Timestamp, Kind::Time, Time, Timestamp(0));

impl FieldValue for u128 {
    const KIND: Kind = Kind::Uid;
    fn to_value(&self) -> Value {
        if *self == 0 { Value::Null } else { Value::Uid(Uid(*self)) }
    }
    fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::Null => Some(0),
            Value::Uid(it) => Some(it.0),
            _ => None,
        }
    }
}

impl FieldValue for Text {
    const KIND: Kind = Kind::Text;
    fn to_value(&self) -> Value {
        if self.is_empty() { Value::Null } else { Value::Text(self.clone()) }
    }
    fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::Null => Some(Text::default()),
            Value::Text(text) => Some(text),
            _ => None,
        }
    }
    fn as_text(&self) -> Option<&str> {
        Some(self)
    }
}

impl FieldValue for Attributes {
    const KIND: Kind = Kind::Attributes;
    fn to_value(&self) -> Value {
        if self.is_empty() { Value::Null } else { Value::Attributes(self.clone()) }
    }
    fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::Null => Some(Attributes::default()),
            Value::Attributes(all) => Some(all),
            _ => None,
        }
    }
    fn as_attributes(&self) -> Option<&Attributes> {
        Some(self)
    }
    fn as_attributes_mut(&mut self) -> Option<&mut Attributes> {
        Some(self)
    }
}

/// Declares a number type that names a record of a table. `0` names none.
#[macro_export]
macro_rules! record_id {
    ($(#[$doc:meta])* $id:ident, $table:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Debug)]
        pub struct $id(pub u32);

        impl $id {
            pub const TABLE: $crate::domain::model::record::Table = $crate::domain::model::record::Table::$table;
            /// This, unless it names none.
            pub fn some(self) -> Option<$id> {
                if self.0 == 0 { None } else { Some(self) }
            }
        }

        impl $crate::domain::model::record::FieldValue for $id {
            const KIND: $crate::domain::model::record::Kind = $crate::domain::model::record::Kind::Ref($id::TABLE);
            fn to_value(&self) -> $crate::domain::model::record::Value {
                use $crate::domain::model::record::Value;
                if self.0 == 0 { Value::Null } else { Value::Ref($id::TABLE, self.0) }
            }
            fn from_value(value: $crate::domain::model::record::Value) -> Option<Self> {
                use $crate::domain::model::record::Value;
                match value {
                    Value::Null => Some($id(0)),
                    Value::Ref(table, id) if table == $id::TABLE => Some($id(id)),
                    _ => None,
                }
            }
        }

        impl $crate::domain::model::record::FieldValue for Vec<$id> {
            const KIND: $crate::domain::model::record::Kind = $crate::domain::model::record::Kind::Refs($id::TABLE);
            fn to_value(&self) -> $crate::domain::model::record::Value {
                use $crate::domain::model::record::Value;
                if self.is_empty() { Value::Null } else { Value::Refs($id::TABLE, self.iter().map(|id| id.0).collect()) }
            }
            fn from_value(value: $crate::domain::model::record::Value) -> Option<Self> {
                use $crate::domain::model::record::Value;
                match value {
                    Value::Null => Some(Vec::new()),
                    Value::Refs(table, ids) if table == $id::TABLE => Some(ids.iter().map(|id| $id(*id)).collect()),
                    _ => None,
                }
            }
        }
    };
}

/// Declares a set of words: an enum with stored numbers from 1 and the API's spelling. The first is the default
/// and is stored as "nothing".
#[macro_export]
macro_rules! choice {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $number:literal $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        #[repr(u8)]
        pub enum $name { $($(#[$vdoc])* $variant = $number),+ }

        impl $name {
            /// The API's words in the order of their numbers from 1.
            pub const WORDS: &'static [&'static str] = &[$($word),+];
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The API's word.
            pub fn word(self) -> &'static str {
                Self::WORDS[self as usize - 1]
            }

            /// The choice with this number.
            pub fn from_number(number: u8) -> Option<Self> {
                Self::ALL.get(usize::from(number).wrapping_sub(1)).copied()
            }

            /// The choice with this word, whatever its case.
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|choice| choice.word().eq_ignore_ascii_case(word))
            }
        }

        impl Default for $name {
            fn default() -> Self {
                Self::ALL[0]
            }
        }

        impl $crate::domain::model::record::FieldValue for $name {
            const KIND: $crate::domain::model::record::Kind = $crate::domain::model::record::Kind::Choice(Self::WORDS);
            fn to_value(&self) -> $crate::domain::model::record::Value {
                use $crate::domain::model::record::Value;
                if *self == Self::default() { Value::Null } else { Value::Choice(*self as u8) }
            }
            fn from_value(value: $crate::domain::model::record::Value) -> Option<Self> {
                use $crate::domain::model::record::Value;
                match value {
                    Value::Null => Some(Self::default()),
                    Value::Choice(number) => Self::from_number(number),
                    _ => None,
                }
            }
        }
    };
}

/// The API's name of a field: the one that its declaration gives, else its Rust name.
#[macro_export]
macro_rules! api_name {
    ($field:ident $api:literal) => {
        $api
    };
    ($field:ident) => {
        stringify!($field)
    };
}

/// Declares a noun: the struct, its handle of fields (`PART.part_number`), and its [`Record`].
#[macro_export]
macro_rules! record {
    ($(#[$doc:meta])* $name:ident in $table:ident as $handle:ident: $fields:ident {
        $($(#[$fdoc:meta])* $number:literal $field:ident $($api:literal)?: $type:ty,)+
    }) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Default)]
        #[cfg_attr(any(test, debug_assertions), derive(Debug))]
        pub struct $name { $($(#[$fdoc])* pub $field: $type,)+ }

        #[doc = concat!("The fields of [`", stringify!($name), "`] as handles.")]
        pub struct $fields { $($(#[$fdoc])* pub $field: $crate::domain::model::record::Field,)+ }

        #[doc = concat!("The fields of [`", stringify!($name), "`].")]
        pub const $handle: $fields = $fields {
            $($field: $crate::domain::model::record::Field::new($crate::domain::model::record::Table::$table, $number),)+
        };

        impl $name {
            /// The fields in the order of declaration.
            pub const FIELDS: &'static [$crate::domain::model::record::FieldInfo] = &[
                $($crate::domain::model::record::FieldInfo {
                    number: $number,
                    name: stringify!($field),
                    api_name: $crate::api_name!($field $($api)?),
                    kind: <$type as $crate::domain::model::record::FieldValue>::KIND,
                },)+
            ];
        }

        impl $crate::domain::model::record::Record for $name {
            const TABLE: $crate::domain::model::record::Table = $crate::domain::model::record::Table::$table;
            const FIELDS: &'static [$crate::domain::model::record::FieldInfo] = $name::FIELDS;

            fn get(&self, number: u8) -> $crate::domain::model::record::Value {
                use $crate::domain::model::record::FieldValue;
                match number {
                    $($number => self.$field.to_value(),)+
                    _ => $crate::domain::model::record::Value::Null,
                }
            }

            fn text(&self, number: u8) -> Option<&str> {
                use $crate::domain::model::record::FieldValue;
                match number {
                    $($number => self.$field.as_text(),)+
                    _ => None,
                }
            }

            fn attributes(&self) -> Option<&$crate::domain::model::attribute_value::Attributes> {
                use $crate::domain::model::record::FieldValue;
                [$(self.$field.as_attributes(),)+].into_iter().find_map(|it| it)
            }

            fn attributes_mut(&mut self) -> Option<&mut $crate::domain::model::attribute_value::Attributes> {
                use $crate::domain::model::record::FieldValue;
                [$(self.$field.as_attributes_mut(),)+].into_iter().find_map(|it| it)
            }

            fn set(&mut self, number: u8, value: $crate::domain::model::record::Value) -> bool {
                use $crate::domain::model::record::FieldValue;
                match number {
                    $($number => match <$type>::from_value(value) {
                        Some(value) => { self.$field = value; true }
                        None => false,
                    },)+
                    _ => false,
                }
            }
        }
    };
}
