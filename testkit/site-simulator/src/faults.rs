//! Failures of the barriers on demand.

use serde::{Deserialize, Serialize};

/// A way in which every barrier fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// The barrier stays closed; the outcome of a command is `failed`.
    RefuseToOpen,
    /// The barrier opens, and the outcome is not reported.
    LoseOutcome,
}
