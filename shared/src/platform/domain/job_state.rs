//! The states of a job.

use strum::{EnumString, IntoStaticStr, VariantArray};

use super::text_enum::text_enum;

/// State of a job, as in the constraint `jobs_state_known`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case", parse_err_ty = String, parse_err_fn = Self::unknown)]
pub enum JobState {
    /// Not published yet; enqueueing a job with the same key reschedules it.
    Waiting,
    /// Its id is in RabbitMQ.
    Published,
    Running,
    /// Waits for its next attempt.
    Retrying,
    Done,
    /// Given up by an operator, or because its kind or payload is unknown.
    Discarded,
    /// Failed in all its attempts.
    Dead,
}
text_enum!(JobState);
