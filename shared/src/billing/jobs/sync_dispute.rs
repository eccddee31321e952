//! Fetches the status of a dispute from Stripe.

use serde::{Deserialize, Serialize};

use crate::platform::jobs::Job;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncDispute {
    pub dispute_id: String,
}

impl Job for SyncDispute {
    const KIND: &'static str = "dispute.sync";

    fn dedupe_key(&self) -> String {
        self.dispute_id.clone()
    }
}
