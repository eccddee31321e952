//! The environment of api and worker under `up`. Variables of the developer take precedence.

use std::{
    collections::BTreeMap,
    fs,
    io::{Read, Write},
    os::unix::fs::OpenOptionsExt,
    path::Path,
};

use anyhow::{Context, Result};
use base64::{Engine, prelude::BASE64_STANDARD};

use crate::root;

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

/// Variables in the file `.env` of the repository, which the developer may have made.
pub(crate) fn dot_env() -> Variables {
    parse(&fs::read_to_string(root().join(".env")).unwrap_or_default())
}

/// Reads lines of the form `NAME=value`; a value may be in quotes.
fn parse(text: &str) -> Variables {
    let pairs = text.lines().filter_map(|line| line.trim().split_once('='));
    let pairs = pairs.filter(|(name, _)| !name.starts_with('#'));
    let unquote = |value: &str| {
        let inner = |quote: char| value.strip_prefix(quote)?.strip_suffix(quote);
        inner('"').or_else(|| inner('\'')).unwrap_or(value).to_owned()
    };
    pairs.map(|(name, value)| (name.trim().to_owned(), unquote(value.trim()))).collect()
}

/// The secrets of this checkout, in a file that only its owner can read. Missing ones are added.
pub(crate) fn secrets(directory: &Path) -> Result<Variables> {
    let path = directory.join("secrets.env");
    let mut options = fs::OpenOptions::new();
    let file = options.read(true).append(true).create(true).mode(0o600).open(&path);
    let mut file = file.with_context(|| format!("cannot open {}", path.display()))?;
    let mut text = String::new();
    file.read_to_string(&mut text)?;
    let pairs = text.lines().filter_map(|line| line.split_once('='));
    let mut secrets: Variables =
        pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    for (name, value) in [
        ("JWT_SECRET", random()?),
        ("STRIPE_SECRET_KEY", format!("sk_test_{}", random()?)),
        ("STRIPE_PUBLISHABLE_KEY", format!("pk_test_{}", random()?)),
        ("STRIPE_WEBHOOK_SECRET", format!("whsec_{}", random()?)),
        ("QUOTE_SIGNING_KEY", BASE64_STANDARD.encode(random_bytes::<32>()?)),
    ] {
        if !secrets.contains_key(name) {
            writeln!(file, "{name}={value}")?;
            secrets.insert(name.to_owned(), value);
        }
    }
    Ok(secrets)
}

/// 24 random bytes, in hex.
pub(crate) fn random() -> Result<String> {
    Ok(random_bytes::<24>()?.iter().map(|byte| format!("{byte:02x}")).collect())
}

fn random_bytes<const LENGTH: usize>() -> Result<[u8; LENGTH]> {
    let mut bytes = [0; LENGTH];
    fs::File::open("/dev/urandom")?.read_exact(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn dot_env_may_have_quotes_and_comments() {
        let read = parse("# A=1\nA=\n\n B = \"two=2\" \nC='\"'\nnothing\nD=\"open\n");
        let expected = [("A", ""), ("B", "two=2"), ("C", "\""), ("D", "\"open")];
        let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(read, Variables::from(expected));
    }

    #[test]
    fn missing_secrets_are_added_to_kept_ones() {
        let folder = std::env::temp_dir().join(format!("curbhold-secrets-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let first = secrets(&folder).unwrap();
        assert_eq!(secrets(&folder).unwrap(), first);
        let path = folder.join("secrets.env");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        let seed = BASE64_STANDARD.decode(first.get("QUOTE_SIGNING_KEY").unwrap()).unwrap();
        assert_eq!(seed.len(), 32);
        let earlier: String = fs::read_to_string(&path)
            .unwrap()
            .lines()
            .filter(|line| !line.starts_with("QUOTE_SIGNING_KEY="))
            .map(|line| format!("{line}\n"))
            .collect();
        fs::write(&path, earlier).unwrap();
        let second = secrets(&folder).unwrap();
        assert_eq!(second.get("JWT_SECRET"), first.get("JWT_SECRET"));
        assert_ne!(second.get("QUOTE_SIGNING_KEY"), first.get("QUOTE_SIGNING_KEY"));
        assert_eq!(second.len(), first.len());
        fs::remove_dir_all(&folder).unwrap();
    }
}
