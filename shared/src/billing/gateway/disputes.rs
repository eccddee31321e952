//! Disputes.

use stripe::StripeRequest;
use stripe_core::dispute::RetrieveDispute;

use super::{Call, Gateway, GatewayError, IdKind};

/// How a dispute stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DisputeStatus {
    /// The bank asks; no money has moved.
    Inquiry,
    /// The money is gone until somebody decides.
    Open,
    Won,
    Lost,
}

/// A dispute at Stripe, as it stands.
#[derive(Debug, Clone)]
pub struct Dispute {
    pub id: String,
    /// The payment that is disputed.
    pub payment_intent_id: Option<String>,
    /// How much, in minor units of the charge's currency.
    pub amount_minor: i64,
    /// What Stripe has taken for it, and not given back.
    pub fee_minor: i64,
    /// Why, in Stripe's words, such as `fraudulent`.
    pub reason: String,
    pub status: DisputeStatus,
}

impl Gateway {
    /// A dispute as it stands.
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
