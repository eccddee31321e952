//! Fetches the status of a payment from Stripe, and records the payment if it succeeded.

use serde::{Deserialize, Serialize};

use crate::platform::jobs::Job;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncPayment {
    pub payment_intent_id: String,
}

impl Job for SyncPayment {
    const KIND: &'static str = "payment.sync";

    fn dedupe_key(&self) -> String {
        self.payment_intent_id.clone()
    }
}
