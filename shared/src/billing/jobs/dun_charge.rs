//! Marks a payment that awaits the driver's approval as overdue.

use serde::{Deserialize, Serialize};

use crate::platform::{domain::ids::ChargeId, jobs::Job};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DunCharge {
    pub charge_id: ChargeId,
}

impl Job for DunCharge {
    const KIND: &'static str = "charge.dun";

    fn dedupe_key(&self) -> String {
        self.charge_id.to_string()
    }
}
