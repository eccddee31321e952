//! Fetches the status of a refund from Stripe.

use serde::{Deserialize, Serialize};

use crate::platform::jobs::Job;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncRefund {
    pub stripe_refund_id: String,
}

impl Job for SyncRefund {
    const KIND: &'static str = "refund.sync";

    fn dedupe_key(&self) -> String {
        self.stripe_refund_id.clone()
    }
}
