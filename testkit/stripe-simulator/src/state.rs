//! State that all calls share.

use std::{net::SocketAddr, num::ParseIntError, time::Duration};

use parking_lot::Mutex;
use serde::Deserialize;
use tokio::sync::Notify;

use crate::store::Store;

/// Keys and addresses of a simulator.
#[derive(Debug, Clone, clap::Args)]
pub struct Settings {
    /// Address to listen on; port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:12111")]
    pub address: SocketAddr,
    /// Key of servers.
    #[arg(long, env = "STRIPE_SECRET_KEY", default_value = "sk_test_simulator")]
    pub secret_key: String,
    /// Key of browsers.
    #[arg(long, env = "STRIPE_PUBLISHABLE_KEY", default_value = "pk_test_simulator")]
    pub publishable_key: String,
    /// Secret that signs webhooks.
    #[arg(long, env = "STRIPE_WEBHOOK_SECRET", default_value = "whsec_simulator")]
    pub webhook_secret: String,
    /// URL that receives webhooks; they are dropped without one.
    #[arg(long)]
    pub webhook_url: Option<String>,
    /// Latency of every call in milliseconds.
    #[arg(long = "delay-ms", default_value = "0", value_parser = milliseconds)]
    pub delay: Duration,
}

fn milliseconds(text: &str) -> Result<Duration, ParseIntError> {
    text.parse().map(Duration::from_millis)
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            address: SocketAddr::from(([127, 0, 0, 1], 0)),
            secret_key: "sk_test_simulator".to_owned(),
            publishable_key: "pk_test_simulator".to_owned(),
            webhook_secret: "whsec_simulator".to_owned(),
            webhook_url: None,
            delay: Duration::ZERO,
        }
    }
}

/// Permissions of the secret key.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyState {
    #[default]
    Valid,
    /// Every call returns 401.
    Revoked,
    /// Only reading is permitted; other calls return 403.
    Restricted,
}

pub(crate) struct SimulatorState {
    pub(crate) settings: Settings,
    pub(crate) url: String,
    /// Notified when held responses are released.
    pub(crate) released: Notify,
    pub(crate) http: reqwest::Client,
    pub(crate) store: Mutex<Store>,
}

impl SimulatorState {
    pub(crate) fn new(settings: Settings, url: String) -> Self {
        let store = Mutex::new(Store::new(settings.webhook_url.clone()));
        Self { store, settings, url, released: Notify::new(), http: reqwest::Client::new() }
    }
}
