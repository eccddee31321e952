//! Jobs about visits, one file per job.

mod remind_visit;

pub use remind_visit::RemindVisit;
