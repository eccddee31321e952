//! Records Stripe's fee, which is not known at the time of collection.

use serde::{Deserialize, Serialize};

use crate::platform::{domain::ids::ChargeId, jobs::Job};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordFee {
    pub charge_id: ChargeId,
}

impl Job for RecordFee {
    const KIND: &'static str = "charge.record_fee";

    fn dedupe_key(&self) -> String {
        self.charge_id.to_string()
    }
}
