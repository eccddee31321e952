//! The environment of the processes.

use std::net::SocketAddr;

use anyhow::{Result, bail};
use services::free_port;
use testkit::proxy::Proxy;
use url::Url;

use super::Platform;

pub(super) const PUBLIC_URL: &str = "http://curbhold.example/";
/// The key of codes and passes, in base64.
pub(super) const QUOTE_SIGNING_KEY: &str = "YS1xdW90ZS1rZXktb2YtdGhlLWNoYW9zLTMyLWJ5dGU=";
/// More holds and requests than a run makes.
const UNLIMITED: &str = "1000000";

impl Platform {
    /// Stays and timeouts take seconds.
    pub(super) fn variables(&self, address: SocketAddr) -> Result<Vec<(String, String)>> {
        let keys = self.simulator.settings();
        let own = [
            ("DATABASE_URL", through(&self.database, &self.database_url)?),
            ("DATABASE_POOL_SIZE", "6".to_owned()),
            ("AMQP_URL", through(&self.broker, &self.rabbit.lock().url())?),
            ("REDIS_URL", self.redis.lock().url()),
            ("STRIPE_API_URL", self.simulator.url().to_owned()),
            ("STRIPE_SECRET_KEY", keys.secret_key.clone()),
            ("STRIPE_PUBLISHABLE_KEY", keys.publishable_key.clone()),
            ("STRIPE_WEBHOOK_SECRET", keys.webhook_secret.clone()),
            ("SMTP_URL", self.mails.smtp_url()),
            ("PUBLIC_URL", PUBLIC_URL.to_owned()),
            ("JWT_SECRET", "a-secret-of-the-chaos-test-of-32-bytes".to_owned()),
            ("QUOTE_SIGNING_KEY", QUOTE_SIGNING_KEY.to_owned()),
            ("API_ADDRESS", address.to_string()),
            ("SHUTDOWN_SECONDS", "10".to_owned()),
            ("HOLD_SECONDS", "8".to_owned()),
            ("MIN_STAY_SECONDS", "1".to_owned()),
            ("REMINDER_LEAD_SECONDS", "1".to_owned()),
            ("EMAIL_CONFIRMATION", "optional".to_owned()),
            ("RELAY_INTERVAL_MS", "50".to_owned()),
            ("RELAY_LEASE_SECONDS", "2".to_owned()),
            ("RECONCILE_SECONDS", "1".to_owned()),
            ("REPUBLISH_SECONDS", "3".to_owned()),
            ("JOB_LEASE_SECONDS", "4".to_owned()),
            ("JOB_RETRY_MS", "100".to_owned()),
            ("AUDIT_SECONDS", "5".to_owned()),
            ("METRICS_ADDRESS", format!("127.0.0.1:{}", free_port()?)),
            ("CHARGE_RETRY_SECONDS", "1,2".to_owned()),
            ("APPROVAL_SECONDS", "4".to_owned()),
            ("WRITE_OFF_SECONDS", "8".to_owned()),
            ("MAX_HOLDS", UNLIMITED.to_owned()),
            ("MAX_GUEST_HOLDS", UNLIMITED.to_owned()),
            ("MAX_WAIVED_STAYS", UNLIMITED.to_owned()),
            ("LOG", "info".to_owned()),
        ];
        // All drivers share one address and retry.
        let limits = [
            "LIMIT_SIGN_IN",
            "LIMIT_SIGN_UP",
            "LIMIT_HOLD",
            "LIMIT_QUOTE",
            "LIMIT_CARD",
            "LIMIT_STRIPE",
            "LIMIT_ENTRY",
            "LIMIT_DEVICE",
        ]
        .map(|name| (name, format!("{UNLIMITED}/1,{UNLIMITED}/1")));
        // An empty quota means no limit.
        let quotas = [
            "UNVERIFIED_LIVE_HOLDS",
            "UNVERIFIED_DAILY_HOLDS",
            "UNVERIFIED_DAILY_HOLDS_PER_EMAIL",
            "UNVERIFIED_MAILS_PER_RECIPIENT",
            "UNVERIFIED_MAILS_PER_NETWORK",
            "FREE_REPORTS_PER_CARD",
            "FREE_REPORTS_PER_NETWORK",
        ];
        let limits = limits.into_iter().chain(quotas.map(|name| (name, String::new())));
        Ok(own.into_iter().chain(limits).map(|(name, value)| (name.to_owned(), value)).collect())
    }
}

/// The URL with the proxy's port.
fn through(proxy: &Proxy, url: &str) -> Result<String> {
    let mut url: Url = url.parse()?;
    if url.set_port(Some(proxy.address().port())).is_err() {
        bail!("{url} cannot have a port");
    }
    Ok(url.into())
}
