//! Frees the spot of an unconfirmed hold.

use serde::{Deserialize, Serialize};

use crate::platform::{domain::ids::ReservationId, jobs::Job};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpireHold {
    pub reservation_id: ReservationId,
}

impl Job for ExpireHold {
    const KIND: &'static str = "reservation.expire_hold";

    fn dedupe_key(&self) -> String {
        self.reservation_id.to_string()
    }
}
