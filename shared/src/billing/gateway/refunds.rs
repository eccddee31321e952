//! Refunds.

use std::collections::HashMap;

use stripe::StripeRequest;
use stripe_core::refund::{CreateRefund, ListRefund, RetrieveRefund};
use uuid::Uuid;

use super::{Call, Gateway, GatewayError, IdKind, Reaction, once};

/// Outcome of a refund.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefundOutcome {
    Succeeded {
        id: String,
    },
    /// The money will not reach the driver.
    Failed {
        /// Stripe's refund id, if there is one.
        id: Option<String>,
        message: String,
    },
}

impl Gateway {
    /// Refunds a part of a payment. The same `key` never refunds it twice.
    ///
    /// # Errors
    /// See [`GatewayError`]; a rejected refund is an outcome, not an error.
    pub async fn refund(
        &self,
        key: &str,
        payment_intent_id: &str,
        amount_minor: i64,
        refund_id: Uuid,
    ) -> Result<RefundOutcome, GatewayError> {
        let call = Call::CreateRefund;
        let request = CreateRefund::new()
            .payment_intent(payment_intent_id)
            .amount(amount_minor)
            .metadata(HashMap::from([("refund_id".to_owned(), refund_id.to_string())]))
            .customize()
            .request_strategy(once(call, key)?);
        match self.timed(call, request.send(&self.client)).await {
            Ok(refund) => Ok(refund.into()),
            // Refunded elsewhere, disputed, or too much: the refund is impossible.
            Err(error) if error.reaction() == Reaction::FailRefund => {
                Ok(RefundOutcome::Failed { id: None, message: error.message })
            }
            Err(error) => Err(error),
        }
    }

    /// Finds a refund by its metadata, after the response was lost longer ago than Stripe keeps
    /// idempotency keys.
    ///
    /// # Errors
    /// See [`GatewayError`].
    pub async fn find_refund(
        &self,
        payment_intent_id: &str,
        refund_id: Uuid,
    ) -> Result<Option<RefundOutcome>, GatewayError> {
        let request = ListRefund::new().payment_intent(payment_intent_id).limit(100).customize();
        let given = match self.timed(Call::FindRefund, request.send(&self.client)).await {
            Ok(page) => page.data.into_iter(),
            Err(error) if error.reaction() == Reaction::Absent => return Ok(None),
            Err(error) => return Err(error),
        };
        let ours = refund_id.to_string();
        let mut found = given.filter(|refund| {
            refund.metadata.as_ref().and_then(|written| written.get("refund_id")) == Some(&ours)
        });
        Ok(found.next().map(RefundOutcome::from))
    }

    /// Retrieves the state of a refund, which may fail days later.
    ///
    /// # Errors
    /// See [`GatewayError`].
    pub async fn retrieve_refund(&self, id: &str) -> Result<RefundOutcome, GatewayError> {
        let call = Call::RetrieveRefund;
        let id = IdKind::Refund.check(call, id)?;
        Ok(self.timed(call, RetrieveRefund::new(id).send(&self.client)).await?.into())
    }
}

impl From<stripe_core::Refund> for RefundOutcome {
    fn from(refund: stripe_core::Refund) -> Self {
        let id = refund.id.to_string();
        match refund.status.as_deref() {
            Some("failed" | "canceled") => {
                let message =
                    refund.failure_reason.unwrap_or_else(|| "the refund failed".to_owned());
                Self::Failed { id: Some(id), message }
            }
            // A pending refund has left our account.
            _ => Self::Succeeded { id },
        }
    }
}
