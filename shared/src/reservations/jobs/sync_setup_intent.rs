//! Fetches the status of a card's set-up from Stripe, and confirms the reservation if it succeeded.

use serde::{Deserialize, Serialize};

use crate::platform::jobs::Job;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncSetupIntent {
    pub setup_intent_id: String,
}

impl Job for SyncSetupIntent {
    const KIND: &'static str = "setup_intent.sync";

    fn dedupe_key(&self) -> String {
        self.setup_intent_id.clone()
    }
}
