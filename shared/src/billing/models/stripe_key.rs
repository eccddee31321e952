//! Idempotency keys that were replaced because Stripe has stored an error under them.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use crate::platform::db::schema::stripe_keys;

/// Returns the current key for `name`: the name itself, or its latest replacement.
pub fn current(conn: &mut PgConnection, name: &str) -> QueryResult<String> {
    let generation = stripe_keys::table
        .find(name)
        .select(stripe_keys::generation)
        .first::<i32>(conn)
        .optional()?;
    Ok(key(name, generation.unwrap_or(0)))
}

/// Replaces the key of `name`, unless `spent` has been replaced in the meantime. Returns the
/// current key.
pub fn replace(
    conn: &mut PgConnection,
    name: &str,
    spent: &str,
    now: DateTime<Utc>,
) -> QueryResult<String> {
    diesel::insert_into(stripe_keys::table)
        .values((
            stripe_keys::name.eq(name),
            stripe_keys::generation.eq(0),
            stripe_keys::replaced_at.eq(now),
        ))
        .on_conflict_do_nothing()
        .execute(conn)?;
    let row = stripe_keys::table.find(name).select(stripe_keys::generation);
    let generation = row.for_update().first::<i32>(conn)?;
    if key(name, generation) != spent {
        return Ok(key(name, generation));
    }
    diesel::update(stripe_keys::table.find(name))
        .set((stripe_keys::generation.eq(generation + 1), stripe_keys::replaced_at.eq(now)))
        .execute(conn)?;
    Ok(key(name, generation + 1))
}

fn key(name: &str, generation: i32) -> String {
    if generation == 0 { name.to_owned() } else { format!("{name}:again:{generation}") }
}
