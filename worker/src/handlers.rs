//! Handlers of jobs, one file per job, by subject. Each is safe to run twice, late, or never.

mod billing;
mod identity;
mod registry;
mod reservations;
mod visits;

use std::fmt::Debug;

use shared::platform::jobs::Job;

pub(crate) use registry::{Registry, StoredJob};

use crate::{Context, executor::Outcome};

/// The handler of a job. Every job is listed in the [`Registry`].
pub(crate) trait Handle: Job + Debug + Send + 'static {
    /// Runs the job.
    ///
    /// # Errors
    /// When the job has failed and must be tried again.
    fn run(self, context: &Context) -> impl Future<Output = anyhow::Result<Outcome>> + Send;
}
