//! The revision of a reservation that a job or a mail is about.

use serde::{Deserialize, Serialize};

use super::ids::ReservationId;

/// One revision of one reservation. A job for an outdated revision does nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revision {
    pub reservation_id: ReservationId,
    pub revision: i32,
}
