//! `STRIPE_SECRET_KEY`, `STRIPE_PUBLISHABLE_KEY`, `STRIPE_WEBHOOK_SECRET` (required; the last may hold two, separated by a comma, while it
//! is being rotated), `STRIPE_API_URL` and `STRIPE_JS_URL` (the library for browsers; both default to
//! Stripe's own).

use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use url::Url;

use super::Environment;
use crate::gateway::GatewaySettings;

/// How long Stripe may take to answer.
const TIMEOUT: Duration = Duration::from_secs(20);

/// How to reach Stripe, for the processes that make charges.
pub fn gateway_from_env(env: &mut Environment) -> Option<GatewaySettings> {
    let secret_key = env.secret("STRIPE_SECRET_KEY", 8);
    let api_url = env.required_or("STRIPE_API_URL", "https://api.stripe.com/");
    Some(GatewaySettings { secret_key: secret_key?, api_url: api_url?, timeout: TIMEOUT })
}

/// What the api needs beside the gateway.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Given to browsers; not a secret.
    pub publishable_key: String,
    /// Stripe's library for browsers, or that of a simulator.
    pub browser_library: Url,
    /// Any of them may sign a webhook.
    pub webhook_secrets: Vec<SecretString>,
}

impl Settings {
    /// Reads the variables.
    pub fn from_env(env: &mut Environment) -> Option<Self> {
        let publishable_key = env.required("STRIPE_PUBLISHABLE_KEY");
        let secrets = env.secret("STRIPE_WEBHOOK_SECRET", 8);
        let webhook_secrets = secrets?.expose_secret().split(',').map(|secret| secret.trim().into()).collect();
        let browser_library = env.required_or("STRIPE_JS_URL", "https://js.stripe.com/v3/");
        Some(Self { publishable_key: publishable_key?, browser_library: browser_library?, webhook_secrets })
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
