//! Ends a closure early.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use crate::{
    Result,
    places::models::closure::Closure,
    platform::{
        domain::ids::ClosureId,
        models::audit::{AuditContext, AuditEvent},
    },
};

/// Ends a closure early. Locks the closure. Idempotent: a closure that is over stays as it is.
///
/// # Errors
/// `NotFound` when it does not exist.
pub fn end_closure(
    conn: &mut PgConnection,
    id: ClosureId,
    note: &str,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<Closure> {
    let closure = Closure::lock(conn, id)?;
    if closure.ended_at.is_some() || closure.period.ends_at() <= now {
        return Ok(closure);
    }
    let ended = closure.end(conn, now)?;
    audit.record(conn, AuditEvent::new("closure.end", id.0).reason(note), now)?;
    Ok(ended)
}
