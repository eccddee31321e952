//! Forgets what nobody will ask for any more.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;

use super::{
    email_proof, hold_origin, import, live_change, mail, spent_challenge, taken_report,
    unverified_mail, worker_heartbeat,
};
use crate::{
    db::schema::{
        idempotency_keys, jobs, legacy_tokens, refresh_tokens, sign_in_failures, stripe_events,
    },
    domain::lockout,
};

/// How long a client may repeat a request under its key.
const KEYS: TimeDelta = TimeDelta::hours(72);
/// How long finished jobs can be looked at. Dead ones are kept until somebody deals with them.
const JOBS: TimeDelta = TimeDelta::days(14);
/// How long Stripe may send an event again, and more.
const EVENTS: TimeDelta = TimeDelta::days(90);

/// How long those who watched the map can still be told what they have missed.
const CHANGES: TimeDelta = TimeDelta::hours(1);

/// Deletes old keys, finished jobs, ended tokens, wrong passwords of old, old events, old notes of
/// changes, old proofs, and texts of old mails about accounts.
pub fn purge(conn: &mut PgConnection, now: DateTime<Utc>) -> QueryResult<()> {
    diesel::delete(idempotency_keys::table.filter(idempotency_keys::created_at.lt(now - KEYS)))
        .execute(conn)?;
    let finished = jobs::table
        .filter(jobs::state.eq_any(["done", "discarded"]).and(jobs::finished_at.lt(now - JOBS)));
    diesel::delete(finished).execute(conn)?;
    diesel::delete(refresh_tokens::table.filter(refresh_tokens::expires_at.lt(now)))
        .execute(conn)?;
    diesel::delete(legacy_tokens::table.filter(legacy_tokens::expires_at.lt(now))).execute(conn)?;
    let forgotten = sign_in_failures::failed_at.lt(now - lockout::MEMORY);
    diesel::delete(sign_in_failures::table.filter(forgotten)).execute(conn)?;
    diesel::delete(stripe_events::table.filter(stripe_events::received_at.lt(now - EVENTS)))
        .execute(conn)?;
    worker_heartbeat::purge(conn, now)?;
    import::purge(conn, now)?;
    hold_origin::purge(conn, now)?;
    unverified_mail::purge(conn, now)?;
    taken_report::purge(conn, now)?;
    spent_challenge::purge(conn, now)?;
    live_change::forget(conn, now - CHANGES)?;
    mail::purge(conn, now)?;
    email_proof::purge(conn, now)
}
