//! Refuses secrets that this repository publishes on a production site: one whose `PUBLIC_URL` is
//! `https`, or that has a live key of Stripe.

use url::Url;

use super::{Environment, STRIPE};

/// Variables that hold a secret, a URL with a password, or a list of either.
const SECRETS: [&str; 10] = [
    "DATABASE_URL",
    "AMQP_URL",
    "REDIS_URL",
    "SMTP_URL",
    "JWT_SECRET",
    "STRIPE_SECRET_KEY",
    "STRIPE_PUBLISHABLE_KEY",
    "STRIPE_WEBHOOK_SECRET",
    "QUOTE_SIGNING_KEY",
    "GEOCODER_KEY",
];
/// Secrets, and passwords in URLs, of `.env.example`, the compose file for development, the Stripe
/// simulator, tests and benchmarks.
const PUBLISHED: [&str; 20] = [
    "a-secret-for-development-only-32-bytes",
    "a-secret-of-the-chaos-test-of-32-bytes",
    "a-secret-of-the-tests-of-32-bytes!",
    "a-secret-of-a-test-of-at-least-32-bytes",
    "sk_test_simulator",
    "pk_test_simulator",
    "whsec_simulator",
    "sk_test_bench",
    "pk_test_bench",
    "whsec_benchmark",
    "whsec_test",
    "YS1xdW90ZS1rZXktZm9yLWRldmVsb3BtZW50LW9ubHk=",
    "YS1xdW90ZS1rZXktb2YtdGhlLXRlc3RzLTMyYnl0ZXM=",
    "park-at-the-curb",
    "curbhold",
    "guest",
    "postgres",
    "password",
    "secret",
    "changeme",
];
/// The superuser of PostgreSQL, who needs no password where local connections use `trust`.
const SUPERUSER: &str = "postgres";
/// Prefixes of Stripe's live keys.
const LIVE_KEYS: [&str; 3] = ["sk_live_", "rk_live_", "pk_live_"];

/// Returns whether this is a production site.
pub fn is_production(env: &mut Environment) -> Option<bool> {
    let public_url = env.text("PUBLIC_URL")?.unwrap_or_default();
    Some(public_url.trim_start().to_ascii_lowercase().starts_with("https:") || has_live_key(env)?)
}

/// Returns whether this is a production site, and records each published secret of it as a problem.
pub fn check(env: &mut Environment) -> Option<bool> {
    if !is_production(env)? {
        return Some(false);
    }
    for name in SECRETS {
        let value = env.text(name)?.unwrap_or_default();
        if value.split(',').any(|entry| is_published(entry.trim())) {
            env.note(format!(
                "{name} has a published value, which production refuses (PUBLIC_URL is https, or \
                    a key of Stripe is live): make a secret of your own"
            ));
        }
    }
    let stripe = env.text("STRIPE_API_URL")?.unwrap_or_else(|| STRIPE.to_owned());
    if has_live_key(env)? && stripe.trim_end_matches('/') != STRIPE.trim_end_matches('/') {
        env.note(format!(
            "STRIPE_API_URL: a live key is sent to {STRIPE} only: leave the variable out"
        ));
    }
    Some(true)
}

/// Refuses to create accounts with a published password on a production site, and where
/// `PUBLIC_URL` does not show that the site is not in production.
pub fn refuse_demo_accounts(env: &mut Environment) -> Option<()> {
    let _: Url = env.required("PUBLIC_URL")?;
    if is_production(env)? {
        return env.problem(
            "seed creates an operator whose password is published, which production refuses \
                (PUBLIC_URL is https, or a key of Stripe is live): \
             use create-admin"
                .to_owned(),
        );
    }
    Some(())
}

fn has_live_key(env: &mut Environment) -> Option<bool> {
    let keys = [env.text("STRIPE_SECRET_KEY")?, env.text("STRIPE_PUBLISHABLE_KEY")?];
    Some(
        keys.into_iter()
            .flatten()
            .any(|key| LIVE_KEYS.iter().any(|live| key.trim().starts_with(live))),
    )
}

fn is_published(entry: &str) -> bool {
    if PUBLISHED.contains(&entry) {
        return true;
    }
    let Ok(url) = Url::parse(entry) else { return false };
    match (url.username(), url.password()) {
        (_, Some(password)) => PUBLISHED.contains(&password),
        // A RabbitMQ URL without a user means `guest` with the password `guest`.
        ("", None) => url.scheme().starts_with("amqp"),
        (user, None) => user == SUPERUSER,
    }
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use super::*;

    thread_local! {
        static VARIABLES: std::cell::RefCell<Vec<(String,
            String)>> = const { std::cell::RefCell::new(Vec::new()) };
    }

    fn problems(variables: &[(&str, &str)]) -> Vec<String> {
        let owned = variables
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        VARIABLES.set(owned);
        let read = |name: &str| {
            VARIABLES.with_borrow(|all| {
                all.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone())
            })
        };
        Environment::new(read).settings(check).err().map(|problems| problems.0).unwrap_or_default()
    }

    /// Returns the variables of a file, as `NAME=value` or `NAME: value`, that hold or contain a
    /// secret.
    fn secrets_of(file: &str, separator: &str) -> Vec<(String, String)> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let text = fs::read_to_string(root.join(file)).unwrap();
        let pairs = text.lines().filter_map(|line| line.trim().split_once(separator));
        pairs
            .filter(|(name, _)| name.chars().all(|c| c.is_ascii_uppercase() || c == '_'))
            .filter(|(name, value)| {
                let is_named =
                    ["SECRET", "KEY", "PASSWORD", "TOKEN"].iter().any(|word| name.ends_with(word));
                let has_credentials = Url::parse(value).is_ok_and(|url| !url.username().is_empty());
                let has_prefix =
                    ["sk_", "pk_", "rk_", "whsec_"].iter().any(|prefix| value.starts_with(prefix));
                !value.is_empty() && (is_named || has_credentials || has_prefix)
            })
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect()
    }

    #[test]
    fn every_published_secret_is_refused() {
        let example = secrets_of(".env.example", "=");
        assert!(
            example.iter().any(|(name, _)| name == "JWT_SECRET") && example.len() >= 6,
            "{example:?}"
        );
        let compose = secrets_of("docker-compose.dev.yml", ": ");
        // The accounts of the containers: their passwords are part of the URLs, too.
        let compose = compose
            .into_iter()
            .filter(|(name, _)| !name.starts_with("POSTGRES") && !name.starts_with("RABBIT"));
        for (name, value) in example.into_iter().chain(compose) {
            let found = problems(&[("PUBLIC_URL", "https://park.example.org/"), (&name, &value)]);
            assert!(
                found
                    .iter()
                    .any(|problem| problem.starts_with(&format!("{name} has a published value"))),
                "{name}={value}"
            );
            assert!(
                problems(&[("PUBLIC_URL", "http://localhost/"), (&name, &value)]).is_empty(),
                "{name} in development"
            );
        }
    }

    #[test]
    fn live_keys_mean_production() {
        let simulator = ("STRIPE_WEBHOOK_SECRET", "whsec_simulator");
        for key in [
            ("STRIPE_SECRET_KEY", "sk_live_1"),
            ("STRIPE_SECRET_KEY", "rk_live_1"),
            ("STRIPE_PUBLISHABLE_KEY", "pk_live_1"),
        ] {
            assert_eq!(problems(&[key, simulator]).len(), 1, "{key:?}");
            assert_eq!(
                problems(&[key, ("STRIPE_API_URL", "http://127.0.0.1:12111/")]).len(),
                1,
                "{key:?}"
            );
            assert_eq!(
                problems(&[key, ("STRIPE_API_URL", "https://api.stripe.com")]).len(),
                0,
                "{key:?}"
            );
        }
        assert!(problems(&[("STRIPE_SECRET_KEY", "sk_test_1"), simulator]).is_empty());
    }

    #[test]
    fn lists_and_addresses_are_searched() {
        let https = ("PUBLIC_URL", "HTTPS://park.example.org/");
        let cases = [
            (
                "JWT_SECRET",
                "n-secret-of-our-own-with-more-than-32-bytes, \
                    a-secret-for-development-only-32-bytes",
                1,
            ),
            ("JWT_SECRET", "n-secret-of-our-own-with-more-than-32-bytes", 0),
            ("AMQP_URL", "amqp://rabbitmq:5672/%2f", 1),
            ("AMQP_URL", "amqp://guest:guest@rabbitmq:5672/%2f", 1),
            ("AMQP_URL", "amqp://curbhold:4f1c9b@rabbitmq:5672/%2f", 0),
            ("DATABASE_URL", "postgres://postgres@127.0.0.1:5432/postgres", 1),
            ("DATABASE_URL", "postgres://curbhold_app:4f1c9b@postgres:5432/curbhold", 0),
            ("DATABASE_URL", "postgres://curbhold@%2Frun%2Fpostgresql/curbhold", 0),
            ("SMTP_URL", "smtps://us:park-at-the-curb@mail.example.org", 1),
        ];
        for (name, value, count) in cases {
            assert_eq!(problems(&[https, (name, value)]).len(), count, "{name}={value}");
        }
    }

    #[test]
    fn seed_needs_a_development_site() {
        let seed = |read: fn(&str) -> Option<String>| {
            Environment::new(read).settings(refuse_demo_accounts)
        };
        assert!(
            seed(|name| (name == "PUBLIC_URL").then(|| "http://localhost:8080/".to_owned()))
                .is_ok()
        );
        assert!(
            seed(|name| (name == "PUBLIC_URL").then(|| "https://park.example.org/".to_owned()))
                .is_err()
        );
        assert!(seed(|_| None).is_err());
    }
}
