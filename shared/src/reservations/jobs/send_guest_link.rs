//! Looks for the reservation whose link a guest has requested, and sends the link.

use serde::{Deserialize, Serialize};

use crate::platform::{domain::ids::ProofId, jobs::Job};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SendGuestLink {
    /// The request.
    pub proof_id: ProofId,
}

impl Job for SendGuestLink {
    const KIND: &'static str = "guest_link.send";

    fn dedupe_key(&self) -> String {
        self.proof_id.to_string()
    }
}
