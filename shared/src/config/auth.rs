//! `JWT_SECRET` (required, at least 32 bytes): signs access tokens and the links of guests.

use secrecy::SecretString;

use super::Environment;

/// What tokens are signed with.
#[derive(Debug, Clone)]
pub struct Settings {
    /// At least 32 bytes.
    pub jwt_secret: SecretString,
}

impl Settings {
    /// Reads the variable.
    pub fn from_env(env: &mut Environment) -> Option<Self> {
        env.secret("JWT_SECRET", 32).map(|jwt_secret| Self { jwt_secret })
    }
}
