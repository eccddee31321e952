//! Operations of operators on jobs, one file per verb. Each runs inside the transaction of its
//! caller and records an audit event.

pub mod discard_job;
pub mod requeue_job;

pub use discard_job::discard_job;
pub use requeue_job::requeue_job;
