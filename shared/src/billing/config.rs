//! Environment variables: `STRIPE_SECRET_KEY`, `STRIPE_PUBLISHABLE_KEY`, `STRIPE_WEBHOOK_SECRET`
//! (required; the last accepts two secrets, separated by a comma, during rotation),
//! `STRIPE_API_URL` and `STRIPE_JS_URL` (Stripe.js; both default to Stripe's own addresses).

use std::time::Duration;

use secrecy::SecretString;
use url::Url;

use super::gateway::GatewaySettings;
use crate::platform::config::{Environment, STRIPE};

/// Minimum length of a webhook secret, in bytes. Stripe's own have 38.
const SHORTEST_WEBHOOK_SECRET: usize = 12;
/// Timeout of a call to Stripe.
const TIMEOUT: Duration = Duration::from_secs(20);

/// Connection settings for Stripe, for the processes that make charges.
pub fn gateway_from_env(env: &mut Environment) -> Option<GatewaySettings> {
    let secret_key = env.secret("STRIPE_SECRET_KEY", 8);
    let api_url = env.required_or("STRIPE_API_URL", STRIPE);
    Some(GatewaySettings { secret_key: secret_key?, api_url: api_url?, timeout: TIMEOUT })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// No account: Stripe is simulated.
    Simulated,
    /// Stripe's test mode: the keys are test keys.
    Test,
    Live,
}

/// Stripe settings of the API, in addition to those of the gateway.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Sent to browsers; not a secret.
    pub publishable_key: String,
    /// Address of Stripe.js, or of the simulator's replacement.
    pub browser_library: Url,
    pub mode: Mode,
    /// A webhook is accepted when any of them verifies its signature.
    pub webhook_secrets: Vec<SecretString>,
}

impl Settings {
    pub fn from_env(env: &mut Environment) -> Option<Self> {
        let publishable_key: Option<String> = env.required("STRIPE_PUBLISHABLE_KEY");
        let webhook_secrets = env.secrets("STRIPE_WEBHOOK_SECRET", SHORTEST_WEBHOOK_SECRET);
        let browser_library = env.required_or("STRIPE_JS_URL", "https://js.stripe.com/v3/");
        let api_url = env.or("STRIPE_API_URL", STRIPE.to_owned());
        let publishable_key = publishable_key?;
        let mode = Mode::of(&api_url?, &publishable_key);
        Some(Self {
            publishable_key,
            browser_library: browser_library?,
            mode,
            webhook_secrets: webhook_secrets?,
        })
    }
}

impl Mode {
    fn of(api_url: &str, publishable_key: &str) -> Self {
        match publishable_key {
            _ if api_url.trim_end_matches('/') != STRIPE.trim_end_matches('/') => Self::Simulated,
            key if key.starts_with("pk_live") => Self::Live,
            _ => Self::Test,
        }
    }
}

impl Environment {
    fn required_or(&mut self, name: &str, default: &str) -> Option<Url> {
        let text = self.or(name, default.to_owned())?;
        match text.parse() {
            Ok(url) => Some(url),
            Err(error) => self.problem(format!("{name}: {error}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn live_mode_needs_a_live_key_and_stripe_itself() {
        assert_eq!(Mode::of("https://api.stripe.com/", "pk_live_1"), Mode::Live);
        assert_eq!(Mode::of("https://api.stripe.com", "pk_test_1"), Mode::Test);
        assert_eq!(Mode::of("http://127.0.0.1:12111/", "pk_live_1"), Mode::Simulated);
    }
}
