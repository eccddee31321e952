//! Requeues a job that is dead or waits for another attempt.

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

/// Makes a job run as soon as possible, with all its attempts. Locks the job. A repeat before the
/// job has run changes nothing.
///
/// # Errors
/// `NotFound`; `JobNotStuck` in other states.
pub fn requeue_job(
    conn: &mut PgConnection,
    id: JobId,
    note: &str,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<JobDetails> {
    let before = JobDetails::lock(conn, id)?;
    if before.is_requeued(now) {
        return Ok(before);
    }
    let requeued =
        job_details::requeue(conn, id, now)?.ok_or(Error::JobNotStuck { state: before.state })?;
    audit.record(conn, AuditEvent::new("job.requeue", id.0).reason(note), now)?;
    Ok(requeued)
}
