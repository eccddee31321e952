//! The worker's commands as processes.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod audit;
