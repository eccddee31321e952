//! Operations that compute with past stays, one file per verb. Each runs inside the transaction of
//! its caller.

mod check_past_period;
pub mod draft_version;
mod measure_occupancy;
pub mod replay;

pub use draft_version::{DraftVersion, draft_version};
pub use replay::{ReplayTariff, replay};
