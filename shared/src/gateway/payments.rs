//! Payments: one for a charge, for ever. It is created first, without a card; then confirmed, as often as it takes. Stripe lets a payment succeed
//! once, so that no crash and no lost key can charge a driver twice.

use std::collections::HashMap;

use stripe::{ApiErrors, StripeError, StripeRequest};
use stripe_core::{
    PaymentIntentAllowedPaymentMethodTypes,
    payment_intent::{
        ConfirmPaymentIntent, ConfirmPaymentIntentOffSession, CreatePaymentIntent, RetrievePaymentIntent,
        SearchPaymentIntent,
    },
};
use uuid::Uuid;

use super::{Gateway, GatewayError, SUCCEEDED, once};
use crate::domain::money::Money;

/// The parts of a payment that are wanted whole: the charge tells the card, its transaction Stripe's fee.
const EXPANDED: &str = "latest_charge.balance_transaction";

/// Reasons of a bank that another attempt would not change (<https://docs.stripe.com/declines/codes>).
const FINAL: [&str; 12] = [
    "expired_card",
    "fraudulent",
    "incorrect_number",
    "invalid_account",
    "lost_card",
    "new_account_information_available",
    "pickup_card",
    "restricted_card",
    "revocation_of_all_authorizations",
    "revocation_of_authorization",
    "stolen_card",
    "stop_payment_order",
];

/// What is to be collected.
#[derive(Debug, Clone)]
pub struct Demand {
    /// The driver at Stripe.
    pub customer_id: String,
    /// How much.
    pub amount: Money,
    /// The charge's own id, to find it again at Stripe.
    pub charge_id: Uuid,
    /// What stands on the receipt of Stripe.
    pub description: String,
}

/// A payment at Stripe, as it stands.
#[derive(Debug, Clone)]
pub struct Payment {
    /// Stripe's id.
    pub id: String,
    /// For the browser.
    pub client_secret: String,
    /// Stripe's status, such as `succeeded`.
    pub status: String,
    /// The charge that it is for; `None` when it is not one of ours.
    pub charge_id: Option<Uuid>,
    /// What has been collected.
    pub collected: Option<Collected>,
}

/// What Stripe has collected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Collected {
    /// How much, in minor units of the charge's currency.
    pub amount_minor: i64,
    /// Brand and last four digits of the card that paid.
    pub card: Option<(String, String)>,
    /// Stripe's transaction and fee, once Stripe knows them.
    pub fee: Option<(String, Money)>,
}

/// What became of an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChargeOutcome {
    /// Collected.
    Paid(Collected),
    /// The card was refused.
    Declined {
        /// The bank's reason, such as `insufficient_funds`, or Stripe's code.
        code: String,
        /// Stripe's words for the driver.
        message: String,
        /// Whether another attempt could not succeed.
        is_final: bool,
    },
    /// The bank wants the driver to approve the payment.
    ActionRequired,
}

impl Gateway {
    /// Creates the payment of a charge; nothing is collected yet. The same `key` gives the same one.
    ///
    /// # Errors
    /// See [`GatewayError`].
    pub async fn create_payment(&self, key: &str, demand: &Demand) -> Result<Payment, GatewayError> {
        let currency = demand.amount.currency.stripe_code().parse::<stripe_types::Currency>();
        let currency = currency.map_err(|error| GatewayError::refused(error.to_string()))?;
        let call = CreatePaymentIntent::new(demand.amount.amount_minor, currency)
            .customer(&demand.customer_id)
            .allowed_payment_method_types([PaymentIntentAllowedPaymentMethodTypes::Card])
            .description(&demand.description)
            // One entry: the order of several would differ from call to call, and a repeat must be the same to the letter.
            .metadata(HashMap::from([("charge_id".to_owned(), demand.charge_id.to_string())]))
            .customize()
            .request_strategy(once(key)?);
        Ok(self.timed("create_payment", call.send(&self.client)).await?.into())
    }

    /// The payment of a charge, looked for by what we wrote on it: for when the answer to its creation was lost longer ago than Stripe keeps keys.
    ///
    /// # Errors
    /// See [`GatewayError`].
    pub async fn find_payment(&self, charge_id: Uuid) -> Result<Option<Payment>, GatewayError> {
        let found = SearchPaymentIntent::new(format!("metadata['charge_id']:'{charge_id}'"));
        Ok(self.timed("find_payment", found.send(&self.client)).await?.data.into_iter().next().map(Payment::from))
    }

    /// A payment as it stands.
    ///
    /// # Errors
    /// See [`GatewayError`].
    pub async fn retrieve_payment(&self, id: &str) -> Result<Payment, GatewayError> {
        let call = RetrievePaymentIntent::new(id).expand([EXPANDED.to_owned()]);
        Ok(self.timed("retrieve_payment", call.send(&self.client)).await?.into())
    }

    /// Collects a payment with the driver absent. A refusal of the card is an answer, not an error; so is that it was paid meanwhile.
    ///
    /// # Errors
    /// [`GatewayError::Unknown`] when it may have been collected or not: ask again with the same key.
    pub async fn collect(&self, key: &str, id: &str, payment_method_id: &str) -> Result<ChargeOutcome, GatewayError> {
        let call = ConfirmPaymentIntent::new(id)
            .payment_method(payment_method_id)
            .off_session(ConfirmPaymentIntentOffSession::Bool(true))
            .expand([EXPANDED.to_owned()])
            .customize()
            .request_strategy(once(key)?);
        match self.timed("collect", call.send(&self.client)).await {
            Ok(intent) => outcome_of(intent.into()),
            Err(StripeError::Stripe(error, 402)) => Ok(refused_card(*error)),
            // It cannot be confirmed any more: then it says why, and most likely it is paid.
            Err(StripeError::Stripe(error, 400)) if is_unexpected_state(&error) => {
                outcome_of(self.retrieve_payment(id).await?)
            }
            Err(error) => Err(error.into()),
        }
    }
}

fn is_unexpected_state(error: &ApiErrors) -> bool {
    error.code.as_ref().is_some_and(|code| code.as_str() == "payment_intent_unexpected_state")
}

fn outcome_of(payment: Payment) -> Result<ChargeOutcome, GatewayError> {
    match (payment.status.as_str(), payment.collected) {
        (SUCCEEDED, Some(collected)) => Ok(ChargeOutcome::Paid(collected)),
        ("requires_action", _) => Ok(ChargeOutcome::ActionRequired),
        ("canceled", _) => Ok(ChargeOutcome::Declined {
            code: "canceled".to_owned(),
            message: "The payment was canceled.".to_owned(),
            is_final: true,
        }),
        (other, _) => Err(GatewayError::Unknown(format!("the payment is {other}"))),
    }
}

fn refused_card(error: ApiErrors) -> ChargeOutcome {
    let code = error.code.map_or_else(|| "card_declined".to_owned(), |code| code.as_str().to_owned());
    let code = error.decline_code.unwrap_or(code);
    if code == "authentication_required" {
        return ChargeOutcome::ActionRequired;
    }
    let is_final = FINAL.contains(&code.as_str()) || error.advice_code.as_deref() == Some("do_not_try_again");
    let message = error.message.unwrap_or_else(|| "Your card was declined.".to_owned());
    ChargeOutcome::Declined { code, message, is_final }
}

impl From<stripe_core::PaymentIntent> for Payment {
    fn from(intent: stripe_core::PaymentIntent) -> Self {
        let status = intent.status.as_str().to_owned();
        let charge = intent.latest_charge.as_ref().and_then(|charge| charge.as_object());
        let card = charge.and_then(|charge| charge.payment_method_details.as_ref()?.card.as_ref());
        let card = card.and_then(|card| Some((card.brand.clone()?, card.last4.clone()?)));
        let transaction = charge.and_then(|charge| charge.balance_transaction.as_ref()?.as_object());
        let fee = transaction.and_then(|transaction| {
            let currency = transaction.currency.to_string().parse().ok()?;
            Some((transaction.id.to_string(), Money::new(transaction.fee, currency)))
        });
        let collected = Collected { amount_minor: intent.amount_received, card, fee };
        Self {
            id: intent.id.to_string(),
            client_secret: intent.client_secret.unwrap_or_default(),
            charge_id: intent.metadata.get("charge_id").and_then(|id| id.parse().ok()),
            collected: (status == SUCCEEDED).then_some(collected),
            status,
        }
    }
}
