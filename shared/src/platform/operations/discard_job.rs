//! Discards a job that is dead or waits for another attempt.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use crate::{
    Error, Result,
    platform::{
        domain::ids::JobId,
        models::{
            audit::{AuditContext, AuditEvent},
            job_details::{self, JobDetails},
        },
    },
};

/// Discards a job: its work is not done. Locks the job.
///
/// # Errors
/// `NotFound`; `JobNotStuck` in other states.
pub fn discard_job(
    conn: &mut PgConnection,
    id: JobId,
    note: &str,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<JobDetails> {
    let before = JobDetails::lock(conn, id)?;
    let discarded =
        job_details::discard(conn, id, now)?.ok_or(Error::JobNotStuck { state: before.state })?;
    audit.record(conn, AuditEvent::new("job.discard", id.0).reason(note), now)?;
    Ok(discarded)
}
