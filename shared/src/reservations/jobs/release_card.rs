//! Detaches at Stripe the card of a reservation that is over and will not be charged.

use serde::{Deserialize, Serialize};

use crate::platform::{domain::ids::ReservationId, jobs::Job};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReleaseCard {
    pub reservation_id: ReservationId,
}

impl Job for ReleaseCard {
    const KIND: &'static str = "card.release";

    fn dedupe_key(&self) -> String {
        self.reservation_id.to_string()
    }
}
