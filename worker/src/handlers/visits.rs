//! Handlers of the jobs about visits.

mod remind_visit;
