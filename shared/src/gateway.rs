//! Stripe: customers, cards, charges. Every call that creates something carries a key that the caller chose and wrote down before.

pub mod signature;

use std::{collections::HashMap, time::Duration};

use secrecy::{ExposeSecret, SecretString};
use stripe::{ApiErrors, Client, ClientBuilder, IdempotencyKey, RequestStrategy, StripeError, StripeRequest};
use stripe_core::{
    PaymentIntentAllowedPaymentMethodTypes, SetupIntentAllowedPaymentMethodTypes,
    customer::CreateCustomer,
    payment_intent::{CreatePaymentIntent, CreatePaymentIntentOffSession},
    setup_intent::{CancelSetupIntent, CreateSetupIntent, CreateSetupIntentUsage, RetrieveSetupIntent},
};
use stripe_payment::payment_method::{DetachPaymentMethod, RetrievePaymentMethod};
use url::Url;
use uuid::Uuid;

/// How to reach Stripe.
#[derive(Debug, Clone)]
pub struct GatewaySettings {
    /// `sk_…`.
    pub secret_key: SecretString,
    /// Stripe's own, or that of a simulator.
    pub api_url: Url,
    /// How long Stripe may take to answer.
    pub timeout: Duration,
}

/// Why a call came to nothing.
#[derive(Debug, thiserror::Error)]
pub enum GatewayError {
    /// No answer, or none that decides: it may have happened or not. The same call with the same key tells.
    #[error("Stripe did not answer: {0}")]
    Unknown(String),
    /// Stripe understood and refused: a bug of ours, or something that is not there any more.
    #[error("Stripe refused the call: {message}")]
    Refused {
        /// Stripe's code.
        code: Option<String>,
        /// Stripe's words.
        message: String,
    },
}

/// A card being set up.
#[derive(Debug, Clone)]
pub struct SetupIntent {
    /// Stripe's id.
    pub id: String,
    /// For the browser.
    pub client_secret: String,
    /// Stripe's status, such as `succeeded`.
    pub status: String,
    /// The card, once there is one.
    pub payment_method_id: Option<String>,
}

/// What may be shown of a card.
#[derive(Debug, Clone)]
pub struct Card {
    /// Such as `visa`.
    pub brand: String,
    /// The last four digits.
    pub last4: String,
}

/// What is to be charged, with the driver absent.
#[derive(Debug, Clone)]
pub struct Charge {
    /// The driver at Stripe.
    pub customer_id: String,
    /// The card.
    pub payment_method_id: String,
    /// How much, in minor units.
    pub amount_minor: i64,
    /// Of what, as Stripe writes it.
    pub currency: &'static str,
    /// For what.
    pub reservation_id: Uuid,
    /// The charge's own id, to find it again at Stripe.
    pub charge_id: Uuid,
    /// What stands on the receipt of Stripe.
    pub description: String,
}

/// What became of a charge.
#[derive(Debug, Clone)]
pub enum ChargeOutcome {
    /// Collected.
    Paid {
        /// The payment at Stripe.
        payment_intent_id: String,
    },
    /// The card was refused.
    Declined {
        /// The payment at Stripe.
        payment_intent_id: Option<String>,
        /// Stripe's code, such as `card_declined`.
        code: String,
        /// The bank's reason, such as `insufficient_funds`.
        decline_code: Option<String>,
        /// Stripe's words for the driver.
        message: String,
    },
    /// The bank wants the driver to approve the payment.
    ActionRequired {
        /// The payment at Stripe.
        payment_intent_id: Option<String>,
    },
}

/// A client of Stripe's API. Clones share its connections.
#[derive(Clone)]
pub struct Gateway {
    client: Client,
    timeout: Duration,
}

impl Gateway {
    /// Prepares a client; nothing is sent.
    ///
    /// # Errors
    /// When the address or the key makes no sense.
    pub fn new(settings: &GatewaySettings) -> Result<Self, GatewayError> {
        let client = ClientBuilder::new(settings.secret_key.expose_secret()).url(settings.api_url.as_str()).build();
        let refused = |error: StripeError| GatewayError::Refused { code: None, message: error.to_string() };
        Ok(Self { client: client.map_err(refused)?, timeout: settings.timeout })
    }

    /// Creates a customer; the same `key` gives the same one.
    ///
    /// # Errors
    /// See [`GatewayError`]; also for all below.
    pub async fn create_customer(&self, key: &str, email: &str) -> Result<String, GatewayError> {
        let call = CreateCustomer::new().email(email).customize().request_strategy(once(key)?);
        Ok(self.timed(call.send(&self.client)).await?.id.to_string())
    }

    /// Begins to set a card up, to be charged later with the driver absent.
    ///
    /// # Errors
    /// See [`GatewayError`].
    pub async fn create_setup_intent(
        &self,
        key: &str,
        customer_id: &str,
        reservation_id: Uuid,
    ) -> Result<SetupIntent, GatewayError> {
        let call = CreateSetupIntent::new()
            .customer(customer_id)
            .allowed_payment_method_types([SetupIntentAllowedPaymentMethodTypes::Card])
            .usage(CreateSetupIntentUsage::OffSession)
            .metadata(HashMap::from([("reservation_id".to_owned(), reservation_id.to_string())]))
            .customize()
            .request_strategy(once(key)?);
        Ok(self.timed(call.send(&self.client)).await?.into())
    }

    /// How things stand with a card.
    ///
    /// # Errors
    /// See [`GatewayError`].
    pub async fn retrieve_setup_intent(&self, id: &str) -> Result<SetupIntent, GatewayError> {
        Ok(self.timed(RetrieveSetupIntent::new(id).send(&self.client)).await?.into())
    }

    /// Gives up setting a card up, and tells how things stand: it may have succeeded before.
    ///
    /// # Errors
    /// See [`GatewayError`].
    pub async fn cancel_setup_intent(&self, id: &str) -> Result<SetupIntent, GatewayError> {
        match self.timed(CancelSetupIntent::new(id).send(&self.client)).await {
            Ok(intent) => Ok(intent.into()),
            // Cancelled or succeeded already: that cannot be cancelled, and is no failure.
            Err(StripeError::Stripe(_, 400)) => self.retrieve_setup_intent(id).await,
            Err(error) => Err(error.into()),
        }
    }

    /// What may be shown of a card.
    ///
    /// # Errors
    /// See [`GatewayError`].
    pub async fn retrieve_card(&self, payment_method_id: &str) -> Result<Card, GatewayError> {
        let method = self.timed(RetrievePaymentMethod::new(payment_method_id).send(&self.client)).await?;
        let no_card = || GatewayError::Refused { code: None, message: "the payment method is no card".to_owned() };
        let card = method.card.ok_or_else(no_card)?;
        Ok(Card { brand: card.brand, last4: card.last4 })
    }

    /// Makes a card forgotten. One that is forgotten already is no failure.
    ///
    /// # Errors
    /// See [`GatewayError`].
    pub async fn detach_payment_method(&self, id: &str) -> Result<(), GatewayError> {
        match self.timed(DetachPaymentMethod::new(id).send(&self.client)).await {
            Ok(_) | Err(StripeError::Stripe(_, 400 | 404)) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Charges a card with the driver absent. The same `key` is never charged twice; a refusal of the card is an answer, not an error.
    ///
    /// # Errors
    /// [`GatewayError::Unknown`] when it may have been charged or not: ask again with the same key.
    pub async fn charge(&self, key: &str, charge: &Charge) -> Result<ChargeOutcome, GatewayError> {
        let currency = charge.currency.parse::<stripe_types::Currency>();
        let currency = currency.map_err(|error| GatewayError::Refused { code: None, message: error.to_string() })?;
        let call = CreatePaymentIntent::new(charge.amount_minor, currency)
            .customer(&charge.customer_id)
            .payment_method(&charge.payment_method_id)
            .allowed_payment_method_types([PaymentIntentAllowedPaymentMethodTypes::Card])
            .description(&charge.description)
            .confirm(true)
            .off_session(CreatePaymentIntentOffSession::Bool(true))
            .metadata(HashMap::from([
                ("reservation_id".to_owned(), charge.reservation_id.to_string()),
                ("charge_id".to_owned(), charge.charge_id.to_string()),
            ]))
            .customize()
            .request_strategy(once(key)?);
        match self.timed(call.send(&self.client)).await {
            Ok(intent) => match intent.status.as_str() {
                SUCCEEDED => Ok(ChargeOutcome::Paid { payment_intent_id: intent.id.to_string() }),
                "requires_action" => {
                    Ok(ChargeOutcome::ActionRequired { payment_intent_id: Some(intent.id.to_string()) })
                }
                other => Err(GatewayError::Unknown(format!("the payment is {other}"))),
            },
            Err(StripeError::Stripe(error, 402)) => Ok(refused_card(*error)),
            Err(error) => Err(error.into()),
        }
    }

    /// A server that hangs is no answer.
    async fn timed<T>(&self, call: impl Future<Output = Result<T, StripeError>>) -> Result<T, StripeError> {
        tokio::time::timeout(self.timeout, call).await.unwrap_or(Err(StripeError::Timeout))
    }
}

/// Stripe's word for done.
const SUCCEEDED: &str = "succeeded";

/// One attempt with this key; the library's own retries would not tell us about the first.
fn once(key: &str) -> Result<RequestStrategy, GatewayError> {
    let key = IdempotencyKey::new(key);
    let key = key.map_err(|error| GatewayError::Refused { code: None, message: error.to_string() })?;
    Ok(RequestStrategy::Idempotent(key))
}

fn refused_card(error: ApiErrors) -> ChargeOutcome {
    let payment_intent_id = error.payment_intent.map(|intent| intent.id.to_string());
    let code = error.code.map_or_else(|| "card_declined".to_owned(), |code| code.as_str().to_owned());
    if code == "authentication_required" || error.decline_code.as_deref() == Some("authentication_required") {
        return ChargeOutcome::ActionRequired { payment_intent_id };
    }
    let message = error.message.unwrap_or_else(|| "Your card was declined.".to_owned());
    ChargeOutcome::Declined { payment_intent_id, code, decline_code: error.decline_code, message }
}

impl From<StripeError> for GatewayError {
    fn from(error: StripeError) -> Self {
        match error {
            // In use by a call that is under way, too many calls, or trouble on Stripe's side: ask again.
            StripeError::Stripe(error, status @ (409 | 424 | 429 | 500..)) => {
                Self::Unknown(format!("{status}: {}", error.message.unwrap_or_default()))
            }
            StripeError::Stripe(error, _) => Self::Refused {
                code: error.code.map(|code| code.as_str().to_owned()),
                message: error.message.unwrap_or_default(),
            },
            StripeError::ConfigError(message) => Self::Refused { code: None, message },
            other => Self::Unknown(other.to_string()),
        }
    }
}

impl From<stripe_core::SetupIntent> for SetupIntent {
    fn from(intent: stripe_core::SetupIntent) -> Self {
        Self {
            id: intent.id.to_string(),
            client_secret: intent.client_secret.unwrap_or_default(),
            status: intent.status.as_str().to_owned(),
            payment_method_id: intent.payment_method.map(|method| method.id().to_string()),
        }
    }
}
