//! Client of Stripe: customers, cards, payments, refunds, and lists of them. Every call that
//! creates an object carries an idempotency key that the caller stored beforehand.

mod cards;
mod disputes;
pub mod errors;
mod ids;
mod lists;
mod payments;
mod refunds;
pub mod signature;

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use chrono::TimeDelta;
use metrics::{counter, histogram};
use secrecy::{ExposeSecret, SecretString};
use stripe::{Client, ClientBuilder, IdempotencyKey, RequestStrategy, StripeError};
use tracing::{Instrument, info_span};
use url::Url;

use crate::{
    Error,
    platform::metrics::{STRIPE, STRIPE_ALARMS},
};

pub use cards::{Card, SetupIntent};
pub use disputes::{Dispute, DisputeStatus};
pub use errors::{Call, ErrorClass, GatewayError, Reaction};
pub use ids::IdKind;
pub use lists::Listed;
pub use payments::{
    CARD_UNAVAILABLE, ChargeOutcome, Collected, PROCESSING, Payment, PaymentParameters,
};
pub use refunds::RefundOutcome;

/// Connection settings of the Stripe API.
#[derive(Debug, Clone)]
pub struct GatewaySettings {
    /// `sk_…`.
    pub secret_key: SecretString,
    /// Address of the Stripe API, or of a simulator.
    pub api_url: Url,
    /// Timeout of a call.
    pub timeout: Duration,
}

/// Callback for errors that the operator has to resolve.
pub type OnAlarm = Arc<dyn Fn(&GatewayError) + Send + Sync>;

/// A client of the Stripe API. Clones share its connections.
#[derive(Clone)]
pub struct Gateway {
    client: Client,
    timeout: Duration,
    on_alarm: Option<OnAlarm>,
}

impl Gateway {
    /// Creates a client; sends nothing.
    ///
    /// # Errors
    /// When the address or the key is invalid.
    pub fn new(settings: &GatewaySettings) -> Result<Self, StripeError> {
        let client = ClientBuilder::new(settings.secret_key.expose_secret())
            .url(settings.api_url.as_str())
            .build()?;
        Ok(Self { client, timeout: settings.timeout, on_alarm: None })
    }

    /// Returns the same client, which also passes errors with the reaction [`Reaction::Alarm`] to
    /// `on_alarm`.
    #[must_use]
    pub fn with_alarms(self, on_alarm: OnAlarm) -> Self {
        Self { on_alarm: Some(on_alarm), ..self }
    }

    /// Makes a call. A timeout counts as a missing response.
    async fn timed<T>(
        &self,
        call: Call,
        request: impl Future<Output = Result<T, StripeError>>,
    ) -> Result<T, GatewayError> {
        let span = info_span!("stripe", otel.kind = "client", otel.name = call.as_str());
        let started_at = Instant::now();
        let result = tokio::time::timeout(self.timeout, request.instrument(span)).await;
        let result = result
            .unwrap_or(Err(StripeError::Timeout))
            .map_err(|error| GatewayError::of(call, error));
        let outcome = match result.as_ref().map_err(GatewayError::reaction) {
            Ok(_) => "ok",
            Err(Reaction::RetrySameKey | Reaction::NewKey) => "unknown",
            Err(_) => "refused",
        };
        histogram!(STRIPE, "call" => call.as_str(), "outcome" => outcome)
            .record(started_at.elapsed());
        if let Err(error) = &result {
            self.report(error);
        }
        result
    }

    fn report(&self, error: &GatewayError) {
        let (call, class) = (error.call.as_str(), error.class.as_str());
        if error.reaction() != Reaction::Alarm {
            tracing::info!(
                call,
                class,
                code = error.code,
                message = error.message,
                "Stripe responded with an error"
            );
            return;
        }
        tracing::error!(
            call,
            class,
            code = error.code,
            message = error.message,
            "Stripe rejects our calls"
        );
        counter!(STRIPE_ALARMS, "call" => call, "class" => class).increment(1);
        if let Some(on_alarm) = &self.on_alarm {
            on_alarm(error);
        }
    }

    /// Makes a call with a key that another process may be using at the same time; waits for the
    /// response in that case, which is the same for both.
    async fn joined<T, C>(&self, call: Call, send: impl Fn() -> C) -> Result<T, GatewayError>
    where
        C: Future<Output = Result<T, StripeError>>,
    {
        let response = async {
            loop {
                match send().await {
                    Err(StripeError::Stripe(_, 409)) => tokio::time::sleep(KEY_IN_USE_PAUSE).await,
                    response => return response,
                }
            }
        };
        self.timed(call, response).await
    }
}

/// Stripe deletes idempotency keys after a day or more: a request older than this is looked up
/// before it is repeated.
pub const IDEMPOTENCY_KEY_LIFETIME: TimeDelta = TimeDelta::hours(23);

/// Delay before a call is repeated whose key is in use.
const KEY_IN_USE_PAUSE: Duration = Duration::from_millis(100);

/// Stripe's status of a finished object.
const SUCCEEDED: &str = "succeeded";

/// Makes one attempt with this key: the retries of the library would hide the first failure.
fn once(call: Call, key: &str) -> Result<RequestStrategy, GatewayError> {
    let key = IdempotencyKey::new(key);
    key.map(RequestStrategy::Idempotent)
        .map_err(|error| GatewayError::new(call, ErrorClass::Parameter, error.to_string()))
}

impl From<GatewayError> for Error {
    /// Conversion for callers that do not handle gateway errors: no outcome is recorded, and the
    /// request can be retried.
    fn from(error: GatewayError) -> Self {
        match error.reaction() {
            Reaction::ReportDecline => Self::CardRefused(error.message),
            Reaction::Absent => Self::NotFound,
            _ if error.is_outage() || error.reaction() == Reaction::Alarm => {
                Self::Unavailable("Stripe")
            }
            _ => Self::Unavailable("Stripe's API"),
        }
    }
}
