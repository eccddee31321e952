//! `JWT_SECRET` (required, at least 32 bytes): signs access tokens and the links of guests. For key
//! rotation it holds several secrets, separated by commas: the first signs, all of them verify.

use secrecy::SecretString;

use super::Environment;

/// Minimum length of a secret, in bytes: the size of the HMAC-SHA-256 output (RFC 7518, 3.2).
const SHORTEST: usize = 32;

/// Secrets that sign and verify tokens.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Signs new tokens. At least 32 bytes.
    pub jwt_secret: SecretString,
    /// Previous secrets, which only verify tokens.
    pub older_jwt_secrets: Vec<SecretString>,
}

impl Settings {
    pub fn from_env(env: &mut Environment) -> Option<Self> {
        let mut secrets = env.secrets("JWT_SECRET", SHORTEST)?.into_iter();
        Some(Self { jwt_secret: secrets.next()?, older_jwt_secrets: secrets.collect() })
    }
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::*;

    #[test]
    fn first_secret_signs_and_none_may_be_short() {
        let two = |name: &str| {
            (name == "JWT_SECRET").then(|| format!("{}, {}", "n".repeat(32), "o".repeat(32)))
        };
        let settings = Environment::new(two).settings(Settings::from_env).unwrap();
        assert_eq!(settings.jwt_secret.expose_secret(), "n".repeat(32));
        assert_eq!(
            settings
                .older_jwt_secrets
                .iter()
                .map(|old| old.expose_secret().len())
                .collect::<Vec<_>>(),
            [32]
        );
        let short =
            |name: &str| (name == "JWT_SECRET").then(|| format!("{},short", "n".repeat(32)));
        assert!(Environment::new(short).settings(Settings::from_env).is_err());
    }
}
