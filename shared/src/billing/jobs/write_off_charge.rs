//! Writes off a charge that has been overdue for too long.

use serde::{Deserialize, Serialize};

use crate::platform::{domain::ids::ChargeId, jobs::Job};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WriteOffCharge {
    pub charge_id: ChargeId,
}

impl Job for WriteOffCharge {
    const KIND: &'static str = "charge.write_off";

    fn dedupe_key(&self) -> String {
        self.charge_id.to_string()
    }
}
