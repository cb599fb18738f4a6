//! Schemas: what is documented of bodies and answers, and bodies compared with it.

mod acts;
mod answers;
mod booked;
mod entitled;
mod facts;
mod letter;
pub(super) mod shape;

use std::any::TypeId;
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use jsonschema::Validator;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

use super::fault::Fault;

/// So many faults of one body are named.
const NAMED: usize = 20;

/// The schemas of bodies, made ready when they are first asked for.
#[derive(Default)]
pub(super) struct Validators(RwLock<HashMap<TypeId, Arc<Validator>>>);

impl Validators {
    /// All that is wrong with a body that should be a `T`.
    pub(super) fn faults<T: ToSchema + 'static>(&self, value: &Value) -> Vec<Fault> {
        let Some(validator) = self.of::<T>() else { return vec![] };
        if validator.is_valid(value) {
            return vec![];
        }
        let faults = validator.iter_errors(value).flat_map(|error| Fault::of_schema(&error));
        faults.take(NAMED).collect()
    }

    fn of<T: ToSchema + 'static>(&self) -> Option<Arc<Validator>> {
        let id = TypeId::of::<T>();
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner).get(&id).cloned();
        known.or_else(|| {
            let made = Arc::new(validator(&whole::<T>())?);
            self.0.write().unwrap_or_else(PoisonError::into_inner).insert(id, Arc::clone(&made));
            Some(made)
        })
    }
}

fn validator(schema: &Value) -> Option<Validator> {
    let built = jsonschema::options().should_validate_formats(true).build(schema);
    built.inspect_err(|error| tracing::error!(%error, "a schema cannot be used")).ok()
}

/// The schema of a type, with those that it refers to.
fn whole<T: ToSchema>() -> Value {
    let mut parts = vec![];
    T::schemas(&mut parts);
    parts.push((T::name().into_owned(), T::schema()));
    let parts: Map<String, Value> = parts
        .into_iter()
        .filter_map(|(name, schema)| Some((name, serde_json::to_value(schema).ok()?)))
        .collect();
    json!({ "$ref": format!("#/components/schemas/{}", T::name()), "components": { "schemas": parts } })
}
