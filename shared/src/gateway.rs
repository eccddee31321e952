//! Stripe: customers, cards, payments, refunds, and lists of them. Every call that creates something carries a key that the caller chose and
//! wrote down before.

mod cards;
mod disputes;
mod lists;
mod payments;
mod refunds;
pub mod signature;

use std::time::{Duration, Instant};

use chrono::TimeDelta;
use metrics::histogram;
use secrecy::{ExposeSecret, SecretString};
use stripe::{Client, ClientBuilder, IdempotencyKey, RequestStrategy, StripeError};
use tracing::{Instrument, info_span};
use url::Url;

use crate::metrics::STRIPE;

pub use cards::{Card, SetupIntent};
pub use disputes::{Dispute, DisputeStatus};
pub use lists::Listed;
pub use payments::{ChargeOutcome, Collected, Demand, Payment};
pub use refunds::RefundOutcome;

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
        let refused = |error: StripeError| GatewayError::refused(error.to_string());
        Ok(Self { client: client.map_err(refused)?, timeout: settings.timeout })
    }

    /// Makes a call, whose `name` is told to those who watch. A server that hangs is no answer.
    async fn timed<T>(
        &self,
        name: &'static str,
        call: impl Future<Output = Result<T, StripeError>>,
    ) -> Result<T, StripeError> {
        let span = info_span!("stripe", otel.kind = "client", otel.name = name);
        let asked_at = Instant::now();
        let answered = tokio::time::timeout(self.timeout, call.instrument(span)).await;
        let answered = answered.unwrap_or(Err(StripeError::Timeout));
        let outcome = match &answered {
            Ok(_) => "ok",
            Err(StripeError::Stripe(..)) => "refused",
            Err(_) => "unknown",
        };
        histogram!(STRIPE, "call" => name, "outcome" => outcome).record(asked_at.elapsed());
        answered
    }

    /// Asks with a key that somebody else may be asking with at this moment: then waits for the answer, which is the same for both.
    async fn joined<T, C>(&self, name: &'static str, ask: impl Fn() -> C) -> Result<T, StripeError>
    where
        C: Future<Output = Result<T, StripeError>>,
    {
        let answered = async {
            loop {
                match ask().await {
                    Err(StripeError::Stripe(_, 409)) => tokio::time::sleep(KEY_IN_USE_PAUSE).await,
                    answered => return answered,
                }
            }
        };
        self.timed(name, answered).await
    }
}

/// Stripe forgets keys after a day or more: what was asked longer ago than this is looked for before it is asked again.
pub const KEYS_LAST: TimeDelta = TimeDelta::hours(23);

/// How long to wait before a key that is in use is tried again.
const KEY_IN_USE_PAUSE: Duration = Duration::from_millis(100);

/// Stripe's word for done.
const SUCCEEDED: &str = "succeeded";

/// One attempt with this key; the library's own retries would not tell us about the first.
fn once(key: &str) -> Result<RequestStrategy, GatewayError> {
    let key = IdempotencyKey::new(key).map_err(|error| GatewayError::refused(error.to_string()))?;
    Ok(RequestStrategy::Idempotent(key))
}

impl GatewayError {
    fn refused(message: impl Into<String>) -> Self {
        Self::Refused { code: None, message: message.into() }
    }
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
