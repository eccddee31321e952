//! Payments: one for a charge, for ever. It is created first, without a card; then confirmed, as
//! often as it takes. Stripe lets a payment succeed once, so that no crash and no lost key can
//! charge a driver twice.

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

/// The parts of a payment that are wanted whole: the charge tells the card, its transaction
/// Stripe's fee.
const EXPANDED: &str = "latest_charge.balance_transaction";

/// Stripe's word for a payment that is neither paid nor refused yet.
pub const PROCESSING: &str = "processing";

/// The failure code of a charge whose card is not at Stripe any more.
pub const CARD_UNAVAILABLE: &str = "card_unavailable";

/// Reasons of a bank that another attempt would not change
/// (<https://docs.stripe.com/declines/codes>).
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
    pub amount: Money,
    /// The charge's own id, to find it again at Stripe.
    pub charge_id: Uuid,
    /// What stands on the receipt of Stripe.
    pub description: String,
}

/// A payment at Stripe, as it stands.
#[derive(Debug, Clone)]
pub struct Payment {
    pub id: String,
    /// For the browser.
    pub client_secret: String,
    /// Stripe's status, such as `succeeded`.
    pub status: String,
    /// The charge that it is for; `None` when it is not one of ours.
    pub charge_id: Option<Uuid>,
    /// What has been collected.
    pub collected: Option<Collected>,
    /// The last refusal of a card, if the payment waits for another one.
    pub declined: Option<Box<ChargeOutcome>>,
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
    /// It is less than Stripe takes in the currency that it pays out.
    TooSmall,
}

impl Gateway {
    /// Creates the payment of a charge; nothing is collected yet. The same `key` gives the same
    /// one.
    ///
    /// # Errors
    /// See [`GatewayError`].
    pub async fn create_payment(
        &self,
        key: &str,
        demand: &Demand,
    ) -> Result<Payment, GatewayError> {
        let call = Call::CreatePayment;
        let currency = demand.amount.currency.stripe_code().parse::<stripe_types::Currency>();
        let currency = currency
            .map_err(|error| GatewayError::new(call, ErrorClass::Parameter, error.to_string()))?;
        let request = CreatePaymentIntent::new(demand.amount.amount_minor, currency)
            .customer(&demand.customer_id)
            .allowed_payment_method_types([PaymentIntentAllowedPaymentMethodTypes::Card])
            .description(&demand.description)
            // One entry: the order of several would differ from call to call, and a repeat must be
            // the same to the letter.
            .metadata(HashMap::from([("charge_id".to_owned(), demand.charge_id.to_string())]))
            .customize()
            .request_strategy(once(call, key)?);
        Ok(self.timed(call, request.send(&self.client)).await?.into())
    }

    /// The payment of a charge that is not canceled, found by the metadata: for when the answer to
    /// its creation is lost.
    ///
    /// The search lags by up to a minute, so the customer's own payments are looked through as
    /// well.
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

    /// A payment as it stands.
    ///
    /// # Errors
    /// See [`GatewayError`].
    pub async fn retrieve_payment(&self, id: &str) -> Result<Payment, GatewayError> {
        let call = Call::RetrievePayment;
        let request = RetrievePaymentIntent::new(IdKind::PaymentIntent.check(call, id)?)
            .expand([EXPANDED.to_owned()]);
        Ok(self.timed(call, request.send(&self.client)).await?.into())
    }

    /// Makes a payment that of a customer, for the browser to confirm, and tells how it stands. One
    /// that cannot be changed any more is no failure.
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

    /// Collects a payment with the driver absent. A refusal of the card is an answer, not an error;
    /// so is that it was paid meanwhile.
    ///
    /// # Errors
    /// See [`GatewayError`]; with [`Reaction::RetrySameKey`] it may have been collected. With
    /// [`Reaction::LookUp`] it was not, and can be.
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
            // The key repeats this answer: only the payment itself tells when it is decided, and
            // then it was this attempt.
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
            Reaction::TellDriver => Ok(declined(error)),
            Reaction::AskApproval => Ok(ChargeOutcome::ActionRequired),
            Reaction::Waive => Ok(ChargeOutcome::TooSmall),
            Reaction::AskForCard => Ok(ChargeOutcome::Declined {
                code: CARD_UNAVAILABLE.to_owned(),
                message: "The card is no longer stored with our payment provider.".to_owned(),
                is_final: true,
            }),
            // It cannot be confirmed any more: then it says why, and most likely it is paid.
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
    /// The outcome of the payment, once it has one.
    pub fn outcome(&self) -> Option<ChargeOutcome> {
        match (self.status.as_str(), &self.collected) {
            (SUCCEEDED, Some(collected)) => Some(ChargeOutcome::Paid(collected.clone())),
            ("requires_action", _) => Some(ChargeOutcome::ActionRequired),
            _ => None,
        }
    }

    /// Whether somebody has canceled it at Stripe: it can never be paid.
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

/// The refusal that a payment remembers.
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
