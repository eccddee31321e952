//! The environment of api and worker under `up`. Variables of the developer take precedence.

use std::{collections::BTreeMap, fs, io::Read, os::unix::fs::OpenOptionsExt, path::Path};

use anyhow::{Context, Result};

pub(crate) type Variables = BTreeMap<String, String>;

/// Documents every variable.
const EXAMPLE: &str = include_str!("../../.env.example");
/// Variables that other programs and libraries read.
const FURTHER: [&str; 3] = ["OTEL_TRACES_SAMPLER", "OTEL_TRACES_SAMPLER_ARG", "PATH"];
/// Addresses of the private services, and of the api, which `up` itself reads.
const PRIVATE: [&str; 5] = ["DATABASE_URL", "AMQP_URL", "REDIS_URL", "SMTP_URL", "API_ADDRESS"];

/// Prefixes of the names of quotas.
const QUOTAS: &[&str] =
    &["UNVERIFIED_LIVE", "UNVERIFIED_DAILY", "UNVERIFIED_MAILS", "FREE_REPORTS"];

/// Variables that are passed on to the processes.
fn documented() -> impl Iterator<Item = &'static str> {
    let names = EXAMPLE.lines().filter_map(|line| Some(line.split_once('=')?.0));
    names.map(|name| name.trim_start_matches("# ")).filter(|name| !PRIVATE.contains(name))
}

/// Lifts the rate limits and quotas for a test client.
pub(crate) fn unlimited() -> Variables {
    let value = |name: &str| match name {
        "MAX_HOLDS" | "MAX_GUEST_HOLDS" | "MAX_WAIVED_STAYS" | "LIVE_CONNECTIONS_PER_NETWORK" => {
            Some("1000000")
        }
        "UNVERIFIED_HOLD_SECONDS" => Some("600"),
        "UNVERIFIED_MAX_STAY_SECONDS" => Some("86400"),
        _ if name.starts_with("LIMIT_") => Some("1000000/1,1000000/1"),
        // An empty quota is no limit.
        _ if QUOTAS.iter().any(|quota| name.starts_with(quota)) => Some(""),
        _ => None,
    };
    documented().filter_map(|name| Some((name.to_owned(), value(name)?.to_owned()))).collect()
}

/// Variables that the developer has set.
pub(crate) fn inherited() -> Variables {
    let names = documented().chain(FURTHER);
    names.filter_map(|name| Some((name.to_owned(), std::env::var(name).ok()?))).collect()
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
