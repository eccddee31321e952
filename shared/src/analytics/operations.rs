//! Operations that compute with past and present stays, one file per verb. Each runs inside the
//! transaction of its caller.

pub mod adjust_yield;
mod check_past_period;
pub mod draft_version;
mod measure_occupancy;
pub mod replay;

pub use adjust_yield::adjust_yield;
pub use draft_version::{DraftVersion, draft_version};
pub use replay::{ReplayTariff, replay};
