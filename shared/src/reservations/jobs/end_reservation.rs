//! Completes a reservation at its end, and bills it.

use serde::{Deserialize, Serialize};

use crate::platform::{domain::revision::Revision, jobs::Job};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndReservation(pub Revision);

impl Job for EndReservation {
    const KIND: &'static str = "reservation.end";

    fn dedupe_key(&self) -> String {
        self.0.reservation_id.to_string()
    }
}
