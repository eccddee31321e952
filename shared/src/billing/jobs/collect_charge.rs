//! Collects a charge at Stripe.

use serde::{Deserialize, Serialize};

use crate::platform::{domain::ids::ChargeId, jobs::Job};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CollectCharge {
    pub charge_id: ChargeId,
}

impl Job for CollectCharge {
    const KIND: &'static str = "charge.collect";
    // Collection is retried for about four days, including the back-off between attempts.
    const MAX_ATTEMPTS: i32 = 400;

    fn dedupe_key(&self) -> String {
        self.charge_id.to_string()
    }
}
