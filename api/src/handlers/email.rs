//! Email addresses: confirm one by link or code, ask for another mail, mend a typo.

mod change;
mod confirm;
mod resend;

use chrono::{DateTime, Utc};
use serde::Serialize;
use shared::identity::models::email_verification::EmailVerification;
use utoipa::ToSchema;

pub(crate) use change::*;
pub(crate) use confirm::*;
pub(crate) use resend::*;

/// A mail with a link and a code that is on its way.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProofView {
    /// Where it goes.
    email: String,
    /// Until when the code is good.
    code_expires_at: DateTime<Utc>,
    /// Until when the link is good.
    expires_at: DateTime<Utc>,
}

impl From<EmailVerification> for ProofView {
    fn from(proof: EmailVerification) -> Self {
        Self {
            email: proof.email,
            code_expires_at: proof.code_expires_at,
            expires_at: proof.expires_at,
        }
    }
}
