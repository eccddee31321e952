//! Issues a refund at Stripe.

use serde::{Deserialize, Serialize};

use crate::platform::{domain::ids::RefundId, jobs::Job};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssueRefund {
    pub refund_id: RefundId,
}

impl Job for IssueRefund {
    const KIND: &'static str = "refund.issue";

    fn dedupe_key(&self) -> String {
        self.refund_id.to_string()
    }
}
