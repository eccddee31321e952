//! Sends a verification mail with a link and a code.

use serde::{Deserialize, Serialize};

use crate::platform::{domain::ids::ProofId, jobs::Job};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SendVerification {
    pub proof_id: ProofId,
}

impl Job for SendVerification {
    const KIND: &'static str = "proof.send";

    fn dedupe_key(&self) -> String {
        self.proof_id.to_string()
    }
}
