//! Forgets what nobody will ask for any more.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;

use super::email_proof;
use crate::db::schema::{idempotency_keys, jobs, refresh_tokens, stripe_events};

/// How long a client may repeat a request under its key.
const KEYS: TimeDelta = TimeDelta::hours(72);
/// How long finished jobs can be looked at. Dead ones are kept until somebody deals with them.
const JOBS: TimeDelta = TimeDelta::days(14);
/// How long Stripe may send an event again, and more.
const EVENTS: TimeDelta = TimeDelta::days(90);

/// Deletes old keys, finished jobs, ended refresh tokens, old events and proofs.
pub fn purge(conn: &mut PgConnection, now: DateTime<Utc>) -> QueryResult<()> {
    diesel::delete(idempotency_keys::table.filter(idempotency_keys::created_at.lt(now - KEYS))).execute(conn)?;
    let finished = jobs::table.filter(jobs::state.eq_any(["done", "discarded"]).and(jobs::finished_at.lt(now - JOBS)));
    diesel::delete(finished).execute(conn)?;
    diesel::delete(refresh_tokens::table.filter(refresh_tokens::expires_at.lt(now))).execute(conn)?;
    diesel::delete(stripe_events::table.filter(stripe_events::received_at.lt(now - EVENTS))).execute(conn)?;
    email_proof::purge(conn, now)
}
