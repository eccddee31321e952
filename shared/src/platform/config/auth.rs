//! `JWT_SECRET` (required, at least 32 bytes): signs access tokens and the links of guests. While
//! it is being changed it holds several, separated by commas: the first signs, all are read.

use secrecy::SecretString;

use super::Environment;

/// Shortest secret, in bytes: as long as what it signs with (RFC 7518, 3.2).
const SHORTEST: usize = 32;

/// What tokens are signed with.
#[derive(Debug, Clone)]
pub struct Settings {
    /// At least 32 bytes.
    pub jwt_secret: SecretString,
    /// What tokens were signed with before.
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
