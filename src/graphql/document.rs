//! Prepares a parsed document for validation: one operation, no absent variables, and the schema's own spelling of names.
//!
//! Clients of ION declare variables as `Int!` where the schema says `ID!`, write enum values in lower case, and name some input
//! types in other ways. Where only one meaning is possible, the document is rewritten to the schema's spelling.

use super::filters::OPS;
use super::names::FILE;
use super::schema::schema;
use super::values::Fault;
use async_graphql::indexmap::IndexMap;
use async_graphql::parser::types::{
    BaseType, DocumentOperations, ExecutableDocument, Field, OperationDefinition, OperationType, Selection, SelectionSet, Type,
};
use async_graphql::registry::{MetaField, MetaInputValue, MetaType, MetaTypeName, Registry};
use async_graphql::{Name, Pos, Positioned, Value, Variables};
use async_graphql_value::Value as InputValue;
use std::collections::BTreeSet;

/// Names of types that neither differ by case only nor by the place of `Create` and `Update`, and what they mean.
const TYPE_ALIASES: &[(&str, &str)] = &[
    ("UnitOfMeasurementInputFilters", "UnitsOfMeasurementInputFilters"),
    ("MBomSubstituteInputFilters", "MBomSubstitutesInputFilters"),
    ("MBomItemInputFilters", "MBomItemsInputFilters"),
];

/// Declared types that may stand where the schema wants another: the values of both are written alike.
const COMPATIBLE: &[(&str, &[&str])] = &[
    ("ID", &["Int", "String"]),
    ("String", &["ID"]),
    ("Quantity", &["Int", "Float", "String"]),
    ("Date", &["String", "DateTime"]),
    ("DateTime", &["String"]),
];

/// Brings a document to the chosen operation and the schema's spelling, and the values of its variables likewise.
pub fn prepare(document: &mut ExecutableDocument, operation: Option<&str>, variables: &mut Variables) -> Result<(), Fault> {
    let registry = schema()?.registry();
    keep_operation(document, operation);
    for definition in operations_mut(document) {
        for variable in &mut definition.variable_definitions {
            rename_type(&mut variable.node.var_type.node, registry);
        }
    }
    leave_out_absent(document, variables);
    let mut spelling = Spelling { registry, uses: Vec::new() };
    spelling.document(document);
    let uses = spelling.uses;
    for definition in operations_mut(document) {
        for variable in &mut definition.variable_definitions {
            let variable = &mut variable.node;
            retype(&mut variable.var_type.node, &variable.name.node, &uses, registry);
            let ty = variable.var_type.node.to_string();
            if let Some(default) = &mut variable.default_value {
                spell(&mut default.node, &ty, registry);
            }
            if let Some(value) = variables.get_mut(&variable.name.node) {
                spell(value, &ty, registry);
            }
        }
    }
    Ok(())
}

fn operations_mut(document: &mut ExecutableDocument) -> Box<dyn Iterator<Item = &mut OperationDefinition> + '_> {
    match &mut document.operations {
        DocumentOperations::Single(it) => Box::new(std::iter::once(&mut it.node)),
        DocumentOperations::Multiple(all) => Box::new(all.values_mut().map(|it| &mut it.node)),
    }
}

/// Removes the other operations of a document, and the fragments that only they reach: variables of theirs are of no concern.
fn keep_operation(document: &mut ExecutableDocument, operation: Option<&str>) {
    let DocumentOperations::Multiple(all) = &mut document.operations else { return };
    let chosen = match operation {
        Some(name) => all.keys().find(|it| it.as_str() == name).cloned(),
        None if all.len() == 1 => all.keys().next().cloned(),
        None => None,
    };
    let Some(chosen) = chosen else { return };
    let others: Vec<Name> =
        all.iter().filter(|(name, _)| **name != chosen).flat_map(|(_, it)| spreads(&it.node.selection_set.node)).collect();
    let own = all.get(&chosen).map(|it| spreads(&it.node.selection_set.node)).unwrap_or_default();
    all.retain(|name, _| *name == chosen);
    let (own, others) = (reached(document, own), reached(document, others));
    // A fragment that nothing uses stays: the validation refuses it.
    document.fragments.retain(|name, _| own.contains(name) || !others.contains(name));
}

/// The fragments that are spread within a selection, not followed.
fn spreads(set: &SelectionSet) -> Vec<Name> {
    let mut names = Vec::new();
    for item in &set.items {
        match &item.node {
            Selection::Field(it) => names.extend(spreads(&it.node.selection_set.node)),
            Selection::InlineFragment(it) => names.extend(spreads(&it.node.selection_set.node)),
            Selection::FragmentSpread(it) => names.push(it.node.fragment_name.node.clone()),
        }
    }
    names
}

/// The fragments that these lead to, themselves included.
fn reached(document: &ExecutableDocument, mut open: Vec<Name>) -> BTreeSet<Name> {
    let mut seen = BTreeSet::new();
    while let Some(name) = open.pop() {
        if let Some(fragment) = document.fragments.get(&name) {
            if seen.insert(name) {
                open.extend(spreads(&fragment.node.selection_set.node));
            }
        }
    }
    seen
}

/// A variable that is not sent leaves its field out, as the specification has it: null would clear the field. An operator of a
/// filter stays, compared with nothing: without it everything would be found.
fn leave_out_absent(document: &mut ExecutableDocument, variables: &Variables) {
    let mut absent = Vec::new();
    for definition in operations_mut(document) {
        definition.variable_definitions.retain(|it| {
            let it = &it.node;
            let gone = !variables.contains_key(&it.name.node) && it.default_value.is_none() && it.var_type.node.nullable;
            if gone {
                absent.push(it.name.node.clone());
            }
            !gone
        });
    }
    if absent.is_empty() {
        return;
    }
    operations_mut(document).for_each(|it| clean(&mut it.selection_set.node, &absent));
    document.fragments.values_mut().for_each(|it| clean(&mut it.node.selection_set.node, &absent));
}

fn clean(set: &mut SelectionSet, absent: &[Name]) {
    for item in &mut set.items {
        match &mut item.node {
            Selection::Field(it) => {
                it.node.arguments.retain(|(_, value)| !is_absent(&value.node, absent));
                it.node.arguments.iter_mut().for_each(|(_, value)| clean_value(&mut value.node, absent));
                clean(&mut it.node.selection_set.node, absent);
            }
            Selection::InlineFragment(it) => clean(&mut it.node.selection_set.node, absent),
            Selection::FragmentSpread(_) => {}
        }
    }
}

fn is_absent(value: &InputValue, absent: &[Name]) -> bool {
    matches!(value, InputValue::Variable(name) if absent.contains(name))
}

fn clean_value(value: &mut InputValue, absent: &[Name]) {
    match value {
        InputValue::Object(fields) => {
            let is_operator = |name: &Name| OPS.iter().any(|it| it.0 == name.as_str());
            fields.retain(|name, value| is_operator(name) || !is_absent(value, absent));
            for value in fields.values_mut() {
                put_null(value, absent);
            }
        }
        InputValue::List(all) => all.iter_mut().for_each(|it| put_null(it, absent)),
        _ => {}
    }
}

fn put_null(value: &mut InputValue, absent: &[Name]) {
    if is_absent(value, absent) {
        *value = InputValue::Null;
    }
    clean_value(value, absent);
}

/// The schema's name of a type that a client calls otherwise; `None`: it is right, or of no known type.
fn type_name(name: &str, registry: &Registry) -> Option<String> {
    if registry.types.contains_key(name) {
        return None;
    }
    let known = |name: &str| registry.types.keys().find(|it| it.eq_ignore_ascii_case(name)).cloned();
    let turned = |verb: &str| {
        let noun = name.strip_suffix("Input")?.strip_suffix(verb)?;
        known(&[verb, noun, "Input"].concat())
    };
    let alias = || TYPE_ALIASES.iter().find(|it| it.0.eq_ignore_ascii_case(name)).map(|it| it.1.to_string());
    known(name).or_else(|| turned("Create")).or_else(|| turned("Update")).or_else(alias)
}

fn base_of(ty: &mut Type) -> &mut Name {
    match &mut ty.base {
        BaseType::Named(name) => name,
        BaseType::List(inner) => base_of(inner),
    }
}

fn rename_type(ty: &mut Type, registry: &Registry) {
    let base = base_of(ty);
    if let Some(name) = type_name(base, registry) {
        *base = Name::new(name);
    }
}

/// Declares a variable as what all its uses want, where that is written alike.
fn retype(ty: &mut Type, name: &Name, uses: &[(Name, String)], registry: &Registry) {
    let mut wanted = uses.iter().filter(|it| it.0 == *name).map(|it| it.1.as_str());
    let Some(first) = wanted.next() else { return };
    let base = base_of(ty);
    let is_enum = matches!(registry.types.get(first), Some(MetaType::Enum { .. })) && base.as_str() == "String";
    let alike = || COMPATIBLE.iter().any(|(to, from)| *to == first && from.contains(&base.as_str()));
    if wanted.all(|it| it == first) && (is_enum || alike()) {
        *base = Name::new(first);
    }
}

/// Walks a document along the schema's types: spells enum values, and notes where variables stand.
struct Spelling<'a> {
    registry: &'a Registry,
    /// Variable, and the name of the type that is wanted in its place.
    uses: Vec<(Name, String)>,
}

impl Spelling<'_> {
    fn document(&mut self, document: &mut ExecutableDocument) {
        let (query, mutation) = (self.registry.query_type.clone(), self.registry.mutation_type.clone().unwrap_or_default());
        for definition in operations_mut(document) {
            let root = if definition.ty == OperationType::Mutation { &mutation } else { &query };
            self.set(&mut definition.selection_set.node, root);
        }
        for fragment in document.fragments.values_mut() {
            let fragment = &mut fragment.node;
            let on = self.condition(&mut fragment.type_condition.node.on);
            self.set(&mut fragment.selection_set.node, &on);
        }
    }

    /// The type that a fragment is on, in the schema's spelling.
    fn condition(&self, on: &mut Positioned<Name>) -> String {
        if let Some(name) = type_name(&on.node, self.registry) {
            on.node = Name::new(name);
        }
        on.node.to_string()
    }

    fn set(&mut self, set: &mut SelectionSet, parent: &str) {
        let registry = self.registry;
        for item in &mut set.items {
            match &mut item.node {
                Selection::Field(field) => {
                    let field = &mut field.node;
                    let Some(known) = known_field(registry, parent, field) else { continue };
                    for (name, value) in &mut field.arguments {
                        if let Some(argument) = known.args.get(name.node.as_str()) {
                            self.value(&mut value.node, &argument.ty);
                        }
                    }
                    let ty = MetaTypeName::concrete_typename(&known.ty);
                    if ty == FILE && field.selection_set.node.items.is_empty() {
                        // The picture of a part is an object to some guides and a text to others; here it is null either way.
                        field.selection_set.node.items.push(type_name_field(field.name.pos));
                    }
                    self.set(&mut field.selection_set.node, ty);
                }
                Selection::InlineFragment(it) => {
                    let on = it.node.type_condition.as_mut().map(|it| self.condition(&mut it.node.on));
                    self.set(&mut it.node.selection_set.node, on.as_deref().unwrap_or(parent));
                }
                Selection::FragmentSpread(_) => {}
            }
        }
    }

    fn value(&mut self, value: &mut InputValue, ty: &str) {
        let concrete = MetaTypeName::concrete_typename(ty);
        match value {
            InputValue::Variable(name) => self.uses.push((name.clone(), concrete.to_string())),
            InputValue::List(all) => all.iter_mut().for_each(|it| self.value(it, concrete)),
            InputValue::Object(fields) => {
                let Some(MetaType::InputObject { input_fields, .. }) = self.registry.types.get(concrete) else { return };
                rename_keys(fields, input_fields);
                for (name, value) in fields {
                    if let Some(known) = input_fields.get(name.as_str()) {
                        self.value(value, &known.ty);
                    }
                }
            }
            InputValue::Enum(word) => {
                if let Some(item) = item_of(self.registry, concrete, word) {
                    *word = item;
                }
            }
            InputValue::String(word) => {
                if let Some(item) = item_of(self.registry, concrete, word) {
                    *value = InputValue::Enum(item);
                }
            }
            _ => {}
        }
    }
}

/// The field that is asked of an object. One that a client writes in another case (`Attributes`) gets the schema's name and is
/// answered by the client's.
fn known_field<'a>(registry: &'a Registry, parent: &str, field: &mut Field) -> Option<&'a MetaField> {
    let fields = registry.types.get(parent)?.fields()?;
    if let Some(known) = fields.get(field.name.node.as_str()) {
        return Some(known);
    }
    let (name, known) = fields.iter().find(|it| it.0.eq_ignore_ascii_case(&field.name.node))?;
    let asked = std::mem::replace(&mut field.name.node, Name::new(name));
    field.alias.get_or_insert(Positioned::new(asked, field.name.pos));
    Some(known)
}

/// `__typename`, which every object has.
fn type_name_field(at: Pos) -> Positioned<Selection> {
    let name = Positioned::new(Name::new("__typename"), at);
    let selection_set = Positioned::new(SelectionSet { items: Vec::new() }, at);
    let field = Field { alias: None, name, arguments: Vec::new(), directives: Vec::new(), selection_set };
    Positioned::new(Selection::Field(Positioned::new(field, at)), at)
}

/// Gives the fields of an input the schema's names, where they differ by case or by a `_` before them only (`_etag`).
fn rename_keys<V>(fields: &mut IndexMap<Name, V>, known: &IndexMap<String, MetaInputValue>) {
    if fields.keys().all(|it| known.contains_key(it.as_str())) {
        return;
    }
    let own = |name: &Name| {
        let bare = name.strip_prefix('_').unwrap_or(name);
        known.keys().find(|it| it.eq_ignore_ascii_case(bare)).map(Name::new)
    };
    let given = std::mem::take(fields);
    let renamed = |name: &Name| match own(name) {
        Some(own) if !known.contains_key(name.as_str()) && !given.contains_key(&own) => own,
        _ => name.clone(),
    };
    let names: Vec<Name> = given.keys().map(renamed).collect();
    *fields = names.into_iter().zip(given.into_values()).collect();
}

/// The value of an enum that is written so, whatever its case.
fn item_of(registry: &Registry, ty: &str, word: &str) -> Option<Name> {
    let Some(MetaType::Enum { enum_values, .. }) = registry.types.get(ty) else { return None };
    enum_values.keys().find(|it| it.eq_ignore_ascii_case(word)).map(Name::new)
}

/// Spells the enum values within the value of a variable.
fn spell(value: &mut Value, ty: &str, registry: &Registry) {
    let concrete = MetaTypeName::concrete_typename(ty);
    match value {
        Value::List(all) => all.iter_mut().for_each(|it| spell(it, concrete, registry)),
        Value::Object(fields) => {
            let Some(MetaType::InputObject { input_fields, .. }) = registry.types.get(concrete) else { return };
            rename_keys(fields, input_fields);
            for (name, value) in fields {
                if let Some(known) = input_fields.get(name.as_str()) {
                    spell(value, &known.ty, registry);
                }
            }
        }
        Value::Enum(word) => {
            if let Some(item) = item_of(registry, concrete, word) {
                *word = item;
            }
        }
        Value::String(word) => {
            if let Some(item) = item_of(registry, concrete, word) {
                *word = item.to_string();
            }
        }
        _ => {}
    }
}
