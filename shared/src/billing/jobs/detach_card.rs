//! Detaches a removed card at Stripe.

use serde::{Deserialize, Serialize};

use crate::platform::jobs::Job;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DetachCard {
    pub payment_method_id: String,
}

impl Job for DetachCard {
    const KIND: &'static str = "card.detach";

    fn dedupe_key(&self) -> String {
        self.payment_method_id.clone()
    }
}
