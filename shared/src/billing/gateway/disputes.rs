//! Disputes.

use stripe::StripeRequest;
use stripe_core::dispute::RetrieveDispute;

use super::{Call, Gateway, GatewayError, IdKind};

/// State of a dispute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DisputeStatus {
    /// An inquiry by the bank; no money has moved.
    Inquiry,
    /// The money is withdrawn until the dispute is decided.
    Open,
    Won,
    Lost,
}

/// A dispute, as returned by Stripe.
#[derive(Debug, Clone)]
pub struct Dispute {
    pub id: String,
    pub payment_intent_id: Option<String>,
    /// In minor units of the charge's currency.
    pub amount_minor: i64,
    /// Fees charged by Stripe and not returned, in minor units.
    pub fee_minor: i64,
    /// Stripe's reason, for example `fraudulent`.
    pub reason: String,
    pub status: DisputeStatus,
}

impl Gateway {
    /// Retrieves a dispute.
    ///
    /// # Errors
    /// See [`GatewayError`].
    pub async fn retrieve_dispute(&self, id: &str) -> Result<Dispute, GatewayError> {
        let call = Call::RetrieveDispute;
        let request = RetrieveDispute::new(IdKind::Dispute.check(call, id)?).customize();
        Ok(self.timed(call, request.send(&self.client)).await?.into())
    }
}

impl From<stripe_core::Dispute> for Dispute {
    fn from(dispute: stripe_core::Dispute) -> Self {
        let status = match dispute.status.as_str() {
            "won" => DisputeStatus::Won,
            "lost" => DisputeStatus::Lost,
            "needs_response" | "under_review" => DisputeStatus::Open,
            _ => DisputeStatus::Inquiry,
        };
        Self {
            id: dispute.id.to_string(),
            payment_intent_id: dispute.payment_intent.map(|intent| intent.id().to_string()),
            amount_minor: dispute.amount,
            fee_minor: dispute.balance_transactions.iter().map(|transaction| transaction.fee).sum(),
            reason: dispute.reason,
            status,
        }
    }
}
