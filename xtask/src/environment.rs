//! The environment of api and worker under `up`. Variables of the developer take precedence.

use std::{collections::BTreeMap, fs, io::Read, os::unix::fs::OpenOptionsExt, path::Path};

use anyhow::{Context, Result};

pub(crate) type Variables = BTreeMap<String, String>;

/// Variables that are passed on to the processes.
const INHERITED: &[&str] = &[
    "DATABASE_POOL_SIZE",
    "DATABASE_APP_ROLE",
    "AMQP_PREFIX",
    "REDIS_PREFIX",
    "SMTP_TLS",
    "SMTP_CA",
    "MAIL_FROM",
    "PUBLIC_URL",
    "WEB_DIR",
    "MAP_STYLE_URL",
    "MAP_ATTRIBUTION",
    "MAP_ORIGINS",
    "LOG",
    "LOG_FORMAT",
    "HOLD_SECONDS",
    "MIN_STAY_SECONDS",
    "MAX_STAY_SECONDS",
    "MAX_LEAD_SECONDS",
    "REMINDER_LEAD_SECONDS",
    "REPORT_TAKEN_SECONDS",
    "EMAIL_CONFIRMATION",
    "CHARGE_RETRY_SECONDS",
    "APPROVAL_SECONDS",
    "WRITE_OFF_SECONDS",
    "MAX_HOLDS",
    "MAX_GUEST_HOLDS",
    "MAX_WAIVED_STAYS",
    "UNVERIFIED_HOLD_SECONDS",
    "UNVERIFIED_MAX_STAY_SECONDS",
    "UNVERIFIED_LIVE_HOLDS",
    "UNVERIFIED_DAILY_HOLDS",
    "UNVERIFIED_DAILY_HOLDS_PER_EMAIL",
    "UNVERIFIED_MAILS_PER_RECIPIENT",
    "UNVERIFIED_MAILS_PER_NETWORK",
    "FREE_REPORTS_PER_CARD",
    "FREE_REPORTS_PER_NETWORK",
    "HUMAN_CHECK",
    "HUMAN_CHECK_BITS",
    "TRUSTED_PROXIES",
    "CORS_ORIGINS",
    "HSTS_SECONDS",
    "REQUEST_SECONDS",
    "LEGACY_ROUTES",
    "LIMIT_SIGN_IN",
    "LIMIT_SIGN_UP",
    "LIMIT_CODE",
    "LIMIT_PASSWORD_RESET",
    "LIMIT_LOOK_UP",
    "LIMIT_HOLD",
    "LIMIT_REPORT_TAKEN",
    "LIMIT_CARD",
    "LIMIT_STRIPE",
    "LIMIT_LEGACY_LIST",
    "RELAY_INTERVAL_MS",
    "RELAY_LEASE_SECONDS",
    "RECONCILE_SECONDS",
    "REPUBLISH_SECONDS",
    "JOB_LEASE_SECONDS",
    "JOB_RETRY_MS",
    "WORKER_HEARTBEAT_SECONDS",
    "WORKER_MISSING_SECONDS",
    "OTEL_EXPORTER_OTLP_ENDPOINT",
    "OTEL_TRACES_SAMPLER",
    "OTEL_TRACES_SAMPLER_ARG",
    "SHUTDOWN_SECONDS",
    "HEADER_SECONDS",
    "LIVE_CONNECTIONS",
    "LIVE_CONNECTIONS_PER_NETWORK",
    "LIVE_HEARTBEAT_SECONDS",
    "LIVE_POLL_MS",
    "SEARCH_FROM",
    "AUDIT_SECONDS",
    "METRICS_ADDRESS",
    "STRIPE_SECRET_KEY",
    "STRIPE_PUBLISHABLE_KEY",
    "STRIPE_WEBHOOK_SECRET",
    "STRIPE_API_URL",
    "STRIPE_JS_URL",
    "JWT_SECRET",
    "PATH",
];

/// Prefixes of the names of quotas.
const QUOTAS: &[&str] =
    &["UNVERIFIED_LIVE", "UNVERIFIED_DAILY", "UNVERIFIED_MAILS", "FREE_REPORTS"];

/// Lifts the rate limits and quotas for a test client.
pub(crate) fn unlimited() -> Variables {
    let limits = INHERITED
        .iter()
        .filter(|name| name.starts_with("LIMIT_"))
        .map(|name| (*name, "1000000/1,1000000/1"));
    let holds =
        ["MAX_HOLDS", "MAX_GUEST_HOLDS", "MAX_WAIVED_STAYS", "LIVE_CONNECTIONS_PER_NETWORK"];
    let holds = holds.map(|name| (name, "1000000"));
    // An empty quota is no limit.
    let quotas = INHERITED
        .iter()
        .filter(|name| QUOTAS.iter().any(|of| name.starts_with(of)))
        .map(|name| (*name, ""));
    let terms = [("UNVERIFIED_HOLD_SECONDS", "600"), ("UNVERIFIED_MAX_STAY_SECONDS", "86400")];
    limits
        .chain(holds)
        .chain(quotas)
        .chain(terms)
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

/// Variables that the developer has set.
pub(crate) fn inherited() -> Variables {
    INHERITED
        .iter()
        .filter_map(|name| Some(((*name).to_owned(), std::env::var(name).ok()?)))
        .collect()
}

/// The secrets of this checkout. The first call creates them in a file that only its owner can
/// read.
pub(crate) fn secrets(directory: &Path) -> Result<Variables> {
    let path = directory.join("secrets.env");
    if !path.exists() {
        let text = format!(
            "JWT_SECRET={}\nSTRIPE_SECRET_KEY=sk_test_{}\n\
             STRIPE_PUBLISHABLE_KEY=pk_test_{}\nSTRIPE_WEBHOOK_SECRET=whsec_{}\n",
            random()?,
            random()?,
            random()?,
            random()?
        );
        let mut options = fs::OpenOptions::new();
        let mut file = options.write(true).create_new(true).mode(0o600).open(&path)?;
        std::io::Write::write_all(&mut file, text.as_bytes())?;
    }
    let text =
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let pairs = text.lines().filter_map(|line| line.split_once('='));
    Ok(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect())
}

/// 24 random bytes, in hex.
pub(crate) fn random() -> Result<String> {
    let mut bytes = [0_u8; 24];
    fs::File::open("/dev/urandom")?.read_exact(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
