//! Payments: one PaymentIntent per charge. It is created without a card and then confirmed, as many
//! times as necessary. Stripe lets a PaymentIntent succeed only once, so neither a crash nor a lost
//! key can charge a driver twice.

use std::collections::HashMap;

use stripe::{ApiErrors, StripeRequest};
use stripe_core::{
    PaymentIntentAllowedPaymentMethodTypes,
    payment_intent::{
        ConfirmPaymentIntent, ConfirmPaymentIntentOffSession, CreatePaymentIntent,
        ListPaymentIntent, RetrievePaymentIntent, SearchPaymentIntent, UpdatePaymentIntent,
    },
};
use uuid::Uuid;

use super::{Call, ErrorClass, Gateway, GatewayError, IdKind, Reaction, SUCCEEDED, once};
use crate::platform::domain::money::Money;

/// Expanded fields of a payment: the charge contains the card, its transaction contains Stripe's
/// fee.
const EXPANDED: &str = "latest_charge.balance_transaction";

/// Stripe's status of a payment that is neither paid nor declined yet.
pub const PROCESSING: &str = "processing";

/// Failure code of a charge whose card is no longer stored at Stripe.
pub const CARD_UNAVAILABLE: &str = "card_unavailable";

/// Decline codes for which another attempt is pointless (<https://docs.stripe.com/declines/codes>).
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

/// A payment to be collected.
#[derive(Debug, Clone)]
pub struct PaymentParameters {
    pub customer_id: String,
    pub amount: Money,
    /// Id of the charge, to find the payment again at Stripe.
    pub charge_id: Uuid,
    /// Text on Stripe's receipt.
    pub description: String,
}

/// A payment, as returned by Stripe.
#[derive(Debug, Clone)]
pub struct Payment {
    pub id: String,
    /// Passed to Stripe.js in the browser.
    pub client_secret: String,
    /// Stripe's status, for example `succeeded`.
    pub status: String,
    /// The charge that is paid; `None` for a payment that does not belong to this application.
    pub charge_id: Option<Uuid>,
    pub collected: Option<Collected>,
    /// The last decline, if the payment is waiting for another card.
    pub declined: Option<Box<ChargeOutcome>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Collected {
    /// In minor units of the charge's currency.
    pub amount_minor: i64,
    /// Brand and last four digits of the card.
    pub card: Option<(String, String)>,
    /// Stripe's transaction id and fee; `None` until Stripe knows them.
    pub fee: Option<(String, Money)>,
}

/// Outcome of an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChargeOutcome {
    Paid(Collected),
    Declined {
        /// The bank's decline code, for example `insufficient_funds`, or Stripe's code.
        code: String,
        /// Stripe's message for the driver.
        message: String,
        /// `true` if another attempt cannot succeed.
        is_final: bool,
    },
    /// The bank requires the driver's approval.
    ActionRequired,
    /// The amount is below Stripe's minimum in the settlement currency.
    TooSmall,
}

impl Gateway {
    /// Creates the payment of a charge; collects nothing yet. The same `key` returns the same
    /// payment.
    ///
    /// # Errors
    /// See [`GatewayError`].
    pub async fn create_payment(
        &self,
        key: &str,
        parameters: &PaymentParameters,
    ) -> Result<Payment, GatewayError> {
        let call = Call::CreatePayment;
        let currency = parameters.amount.currency.stripe_code().parse::<stripe_types::Currency>();
        let currency = currency
            .map_err(|error| GatewayError::new(call, ErrorClass::Parameter, error.to_string()))?;
        let request = CreatePaymentIntent::new(parameters.amount.amount_minor, currency)
            .customer(&parameters.customer_id)
            .allowed_payment_method_types([PaymentIntentAllowedPaymentMethodTypes::Card])
            .description(&parameters.description)
            // A single entry: the order of several entries differs from call to call, and a
            // repeated call must have identical parameters.
            .metadata(HashMap::from([("charge_id".to_owned(), parameters.charge_id.to_string())]))
            .customize()
            .request_strategy(once(call, key)?);
        Ok(self.timed(call, request.send(&self.client)).await?.into())
    }

    /// Finds the payment of a charge by its metadata, unless it is canceled. Used when the response
    /// to its creation was lost.
    ///
    /// Stripe's search lags by up to a minute, so the customer's payments are listed as well.
    ///
    /// # Errors
    /// See [`GatewayError`].
    pub async fn find_payment(
        &self,
        charge_id: Uuid,
        customer_id: &str,
    ) -> Result<Option<Payment>, GatewayError> {
        let call = Call::FindPayment;
        let search = SearchPaymentIntent::new(format!("metadata['charge_id']:'{charge_id}'"));
        let mut found =
            self.timed(call, search.send(&self.client)).await?.data.into_iter().map(Payment::from);
        if let Some(found) = found.find(|payment| !payment.is_canceled()) {
            return Ok(Some(found));
        }
        let list = ListPaymentIntent::new().customer(customer_id).limit(100);
        let page = match self.timed(call, list.send(&self.client)).await {
            Ok(page) => page.data,
            Err(error) if error.reaction() == Reaction::Absent => return Ok(None),
            Err(error) => return Err(error),
        };
        let is_ours =
            |payment: &Payment| payment.charge_id == Some(charge_id) && !payment.is_canceled();
        Ok(page.into_iter().map(Payment::from).find(is_ours))
    }

    /// Retrieves a payment.
    ///
    /// # Errors
    /// See [`GatewayError`].
    pub async fn retrieve_payment(&self, id: &str) -> Result<Payment, GatewayError> {
        let call = Call::RetrievePayment;
        let request = RetrievePaymentIntent::new(IdKind::PaymentIntent.check(call, id)?)
            .expand([EXPANDED.to_owned()]);
        Ok(self.timed(call, request.send(&self.client)).await?.into())
    }

    /// Sets the customer of a payment, for the browser to confirm it, and returns its state. A
    /// payment that can no longer be changed is not an error.
    ///
    /// # Errors
    /// With [`Reaction::RecreateCustomer`] when the customer was deleted.
    pub async fn set_customer(&self, id: &str, customer_id: &str) -> Result<Payment, GatewayError> {
        let call = Call::UpdatePayment;
        let id = IdKind::PaymentIntent.check(call, id)?;
        match self
            .timed(call, UpdatePaymentIntent::new(id).customer(customer_id).send(&self.client))
            .await
        {
            Ok(intent) => Ok(intent.into()),
            Err(error) if error.reaction() == Reaction::LookUp => self.retrieve_payment(id).await,
            Err(error) => Err(error),
        }
    }

    /// Collects a payment off-session. A declined card is an outcome, not an error; so is a payment
    /// that was made in the meantime.
    ///
    /// # Errors
    /// See [`GatewayError`]. With [`Reaction::RetrySameKey`] the payment may have been collected.
    /// With [`Reaction::LookUp`] it was not, and can be.
    pub async fn collect(
        &self,
        key: &str,
        id: &str,
        payment_method_id: &str,
    ) -> Result<ChargeOutcome, GatewayError> {
        let call = Call::CollectPayment;
        let id = IdKind::PaymentIntent.check(call, id)?;
        let request = ConfirmPaymentIntent::new(id)
            .payment_method(payment_method_id)
            .off_session(ConfirmPaymentIntentOffSession::Bool(true))
            .expand([EXPANDED.to_owned()])
            .customize()
            .request_strategy(once(call, key)?);
        let error = match self.timed(call, request.send(&self.client)).await {
            // The key repeats this response, so the decision is visible only on the payment itself;
            // it belongs to this attempt.
            Ok(intent) if intent.status.as_str() == PROCESSING => {
                let payment = self.retrieve_payment(id).await?;
                let declined = payment.declined.as_deref().cloned();
                return payment.outcome().or(declined).ok_or_else(|| undecided(&payment.status));
            }
            Ok(intent) => {
                let payment = Payment::from(intent);
                return payment.outcome().ok_or_else(|| undecided(&payment.status));
            }
            Err(error) => error,
        };
        match error.reaction() {
            Reaction::ReportDecline => Ok(declined(error)),
            Reaction::RequireAction => Ok(ChargeOutcome::ActionRequired),
            Reaction::CarryOver => Ok(ChargeOutcome::TooSmall),
            Reaction::AskForCard => Ok(ChargeOutcome::Declined {
                code: CARD_UNAVAILABLE.to_owned(),
                message: "The card is no longer stored with our payment provider.".to_owned(),
                is_final: true,
            }),
            // It can no longer be confirmed: most likely it is paid, and its state says so.
            Reaction::LookUp => {
                let payment = self.retrieve_payment(id).await?;
                match payment.status.as_str() {
                    PROCESSING => Err(undecided(&payment.status)),
                    _ => payment.outcome().ok_or(error),
                }
            }
            _ => Err(error),
        }
    }
}

fn undecided(status: &str) -> GatewayError {
    GatewayError::new(
        Call::CollectPayment,
        ErrorClass::Processing,
        format!("the payment is {status}"),
    )
}

impl Payment {
    /// Returns the outcome of the payment; `None` while it is undecided.
    pub fn outcome(&self) -> Option<ChargeOutcome> {
        match (self.status.as_str(), &self.collected) {
            (SUCCEEDED, Some(collected)) => Some(ChargeOutcome::Paid(collected.clone())),
            ("requires_action", _) => Some(ChargeOutcome::ActionRequired),
            _ => None,
        }
    }

    /// Returns whether the payment was canceled at Stripe and can never be paid.
    pub fn is_canceled(&self) -> bool {
        self.status == "canceled"
    }
}

fn declined(error: GatewayError) -> ChargeOutcome {
    let code = error.code.unwrap_or_else(|| "card_declined".to_owned());
    let is_final =
        FINAL.contains(&code.as_str()) || error.advice.as_deref() == Some("do_not_try_again");
    ChargeOutcome::Declined { code, message: error.message, is_final }
}

/// Returns the decline that is stored on a payment.
fn remembered(error: &ApiErrors) -> ChargeOutcome {
    let code = error
        .decline_code
        .clone()
        .or_else(|| error.code.as_ref().map(|code| code.as_str().to_owned()));
    if code.as_deref() == Some("authentication_required") {
        return ChargeOutcome::ActionRequired;
    }
    declined(GatewayError {
        call: Call::CollectPayment,
        class: ErrorClass::Card,
        code,
        advice: error.advice_code.clone(),
        message: error.message.clone().unwrap_or_else(|| "Your card was declined.".to_owned()),
    })
}

impl From<stripe_core::PaymentIntent> for Payment {
    fn from(intent: stripe_core::PaymentIntent) -> Self {
        let status = intent.status.as_str().to_owned();
        let charge = intent.latest_charge.as_ref().and_then(|charge| charge.as_object());
        let card = charge.and_then(|charge| charge.payment_method_details.as_ref()?.card.as_ref());
        let card = card.and_then(|card| Some((card.brand.clone()?, card.last4.clone()?)));
        let transaction =
            charge.and_then(|charge| charge.balance_transaction.as_ref()?.as_object());
        let fee = transaction.and_then(|transaction| {
            let currency = transaction.currency.to_string().parse().ok()?;
            Some((transaction.id.to_string(), Money::new(transaction.fee, currency)))
        });
        let collected = Collected { amount_minor: intent.amount_received, card, fee };
        let waits_for_card = status == "requires_payment_method";
        let error = intent.last_payment_error.as_deref().filter(|_| waits_for_card);
        Self {
            id: intent.id.to_string(),
            client_secret: intent.client_secret.unwrap_or_default(),
            charge_id: intent.metadata.get("charge_id").and_then(|id| id.parse().ok()),
            collected: (status == SUCCEEDED).then_some(collected),
            declined: error.map(|error| Box::new(remembered(error))),
            status,
        }
    }
}
