//! `QUOTE_SIGNING_KEY` (default none: quotes are not signed): the seed of an Ed25519 key, 32 bytes
//! in base64. For key rotation it holds several, separated by commas: the first signs, and the
//! public keys of all are published.

use super::quote_signer::QuoteKey;
use crate::platform::config::Environment;

/// Reads the keys that sign quotes, the current one first.
pub fn quote_keys_from_env(env: &mut Environment) -> Option<Vec<QuoteKey>> {
    env.list("QUOTE_SIGNING_KEY", str::parse::<QuoteKey>)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(read: fn(&str) -> Option<String>) -> Result<Vec<String>, Vec<String>> {
        let keys = Environment::new(read).settings(quote_keys_from_env);
        keys.map(|keys| keys.iter().map(|key| key.id().to_owned()).collect())
            .map_err(|problems| problems.0)
    }

    #[test]
    fn keys_are_optional_and_keep_their_order() {
        let one: fn(&str) -> Option<String> = |name| {
            let seed = "nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=";
            (name == "QUOTE_SIGNING_KEY").then(|| seed.to_owned())
        };
        let two: fn(&str) -> Option<String> = |name| {
            let seeds = "TM0Imyj/ltqdtsNG7BFOD1uKMZ81q6Yk2oz27U+4pvs=, \
                nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=";
            (name == "QUOTE_SIGNING_KEY").then(|| seeds.to_owned())
        };
        assert_eq!(keys(|_| None).unwrap(), [""; 0]);
        let (one, two) = (keys(one).unwrap(), keys(two).unwrap());
        assert_eq!((one.len(), two.len(), &one[0]), (1, 2, &two[1]));
        assert_ne!(two[0], two[1]);
    }

    #[test]
    fn invalid_key_is_refused_without_its_value() {
        let problems =
            keys(|name| (name == "QUOTE_SIGNING_KEY").then(|| "a-secret-of-ours".to_owned()));
        assert_eq!(
            problems.unwrap_err(),
            ["QUOTE_SIGNING_KEY: each key must be 32 bytes in base64"]
        );
    }
}
