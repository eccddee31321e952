//! Email addresses: verify by link or code, request another mail, correct a typo.

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

/// A verification mail with a link and a code.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProofView {
    /// Recipient.
    email: String,
    /// Expiry of the code.
    code_expires_at: DateTime<Utc>,
    /// Expiry of the link.
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
