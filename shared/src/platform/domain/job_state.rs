//! The states of a job.

use serde::Serialize;

use super::text_enum::text_enum;

text_enum! {
    /// State of a job, as in the constraint `jobs_state_known`.
    JobState {
        /// Not published yet; enqueueing a job with the same key reschedules it.
        Waiting => "waiting",
        /// Its id is in RabbitMQ.
        Published => "published",
        Running => "running",
        /// Waits for its next attempt.
        Retrying => "retrying",
        Done => "done",
        /// Given up by an operator, or because its kind or payload is unknown.
        Discarded => "discarded",
        /// Failed in all its attempts.
        Dead => "dead",
    }
}
