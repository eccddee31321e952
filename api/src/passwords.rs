//! Password hashing with argon2id in PHC string format, on threads that serve no requests.

use std::sync::Arc;

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use metrics::counter;
use secrecy::{ExposeSecret, SecretString};
use shared::{
    Error, Result,
    platform::{error::FieldError, metrics::PASSWORD_VERIFICATIONS},
};
use tokio::sync::Semaphore;
use unicode_normalization::UnicodeNormalization;
use zxcvbn::{Score, zxcvbn};

/// Minimum length in characters (NIST SP 800-63B, 5.1.1.2).
const MIN_LENGTH: usize = 8;
/// Maximum length in characters, which bounds the cost of hashing.
const MAX_LENGTH: usize = 128;

/// A placeholder hash that is verified if there is no account, so that the response takes equally
/// long.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAECAwQFBgcICQoLDA0ODw$\
                      3CbIhmuDS1NKxDTCYHiZ3lFsqGPQ1DPzTjqlKcrR0jo";

/// Hashes and verifies passwords. Concurrency is limited to the number of cores, because each hash
/// takes 19 MiB (OWASP's first choice for argon2id: m = 19 MiB, t = 2, p = 1).
#[derive(Clone)]
pub(crate) struct Passwords {
    permits: Arc<Semaphore>,
}

impl Passwords {
    pub(crate) fn new() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self { permits: Arc::new(Semaphore::new(cores)) }
    }

    /// Hashes a password for storage.
    pub(crate) async fn hash(&self, password: SecretString) -> Result<String> {
        self.run(move || {
            let hash = Argon2::default().hash_password(normal(&password).as_bytes());
            hash.map(|hash| hash.to_string()).map_err(|error| Error::Internal(error.to_string()))
        })
        .await?
    }

    /// Returns whether `password` matches the hash. Without a hash it returns `false` after the
    /// same time.
    pub(crate) async fn verify(
        &self,
        password: SecretString,
        hash: Option<String>,
    ) -> Result<bool> {
        self.run(move || {
            let known = PasswordHash::new(hash.as_deref().unwrap_or(NOBODY));
            let matches = known.is_ok_and(|known| {
                counter!(PASSWORD_VERIFICATIONS).increment(1);
                Argon2::default().verify_password(normal(&password).as_bytes(), &known).is_ok()
            });
            matches && hash.is_some()
        })
        .await
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let internal = |error: &dyn std::fmt::Display| Error::Internal(error.to_string());
        let permit =
            Arc::clone(&self.permits).acquire_owned().await.map_err(|error| internal(&error))?;
        let task = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            work()
        });
        task.await.map_err(|error| internal(&error))
    }
}

/// Returns the error of a new password for the owner of `email`; `None` if it is acceptable.
pub(crate) fn check(field: &str, password: &SecretString, email: &str) -> Option<FieldError> {
    let (password, email) = (normal(password), email.trim());
    let length = password.chars().count();
    if length < MIN_LENGTH {
        return Some(FieldError::new(
            field,
            "too_short",
            format!("must have at least {MIN_LENGTH} characters"),
        ));
    }
    if length > MAX_LENGTH {
        return Some(FieldError::new(
            field,
            "too_long",
            format!("must have at most {MAX_LENGTH} characters"),
        ));
    }
    let guess =
        zxcvbn(&password, &[email, email.split('@').next().unwrap_or_default(), "curbhold"]);
    (guess.score() < Score::Three).then(|| {
        let advice = guess.feedback().map(|advice| {
            let warning = advice.warning().map(|warning| warning.to_string());
            let suggestions = advice.suggestions().iter().map(ToString::to_string);
            warning
                .into_iter()
                .chain(suggestions)
                .map(|sentence| format!(" {sentence}"))
                .collect::<String>()
        });
        FieldError::new(
            field,
            "too_weak",
            format!("is too easy to guess.{}", advice.unwrap_or_default()),
        )
    })
}

/// Normalises the password, so that equivalent Unicode sequences give the same hash.
fn normal(password: &SecretString) -> String {
    password.expose_secret().nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn password_matches_its_hash_and_nobody_none() {
        let passwords = Passwords::new();
        let hash = passwords.hash("correct horse".into()).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(passwords.verify("correct horse".into(), Some(hash.clone())).await.unwrap());
        assert!(!passwords.verify("correct house".into(), Some(hash)).await.unwrap());
        assert!(!passwords.verify("".into(), None).await.unwrap());
    }

    #[tokio::test]
    async fn password_is_normalised_before_hashing() {
        let passwords = Passwords::new();
        let hash = passwords.hash("caf\u{e9} au curb".into()).await.unwrap();
        assert!(passwords.verify("cafe\u{301} au curb".into(), Some(hash)).await.unwrap());
    }

    #[test]
    fn common_passwords_are_refused() {
        let code = |password: &str| {
            check("password", &password.into(), "ann.parker@example.com").map(|error| error.code)
        };
        for weak in [
            "password1",
            "12345678",
            "qwertyuiop",
            "ann.parker@example.com",
            "annparker1",
            "curbhold",
            "aaaaaaaaaaaaaaaa",
        ] {
            assert_eq!(code(weak), Some("too_weak"), "{weak}");
        }
        assert_eq!(code("äöüßéèê"), Some("too_short"));
        assert_eq!(code(&"xK4!".repeat(33)), Some("too_long"));
        for good in [
            crate::seed::PASSWORD,
            "лошадь скрепка батарея",
            "correct horse battery staple",
            &"xK4!pQ9z".repeat(16),
        ] {
            assert_eq!(code(good), None, "{good}");
        }
    }

    #[test]
    fn placeholder_hash_has_the_same_parameters() {
        let nobody = PasswordHash::new(NOBODY).unwrap();
        assert_eq!(nobody.params.to_string(), "m=19456,t=2,p=1");
    }
}
