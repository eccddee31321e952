//! Authenticated encryption of data that must not be readable in a copy of the database: unsent
//! mails, with their links and codes, and licence plates.

use hmac::{Hmac, KeyInit, Mac};
use ring::{
    aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey},
    rand::{SecureRandom, SystemRandom},
};
use sha2::Sha256;
use uuid::Uuid;

use super::token::Tokens;
use crate::{Error, Result};

/// Purpose of a key, which distinguishes it from others that are derived from the same secret.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SealPurpose(pub(crate) &'static str);

const MAIL: SealPurpose = SealPurpose("seal:mail");

impl Tokens {
    /// Encrypts `plain` with a key derived from the current secret, bound to the row `id`.
    ///
    /// # Errors
    /// When the system's random number generator fails.
    pub fn seal(&self, id: Uuid, plain: &[u8]) -> Result<Vec<u8>> {
        self.seal_for(MAIL, id.as_bytes(), plain)
    }

    /// Decrypts data of the row `id` with the current secret or an older one; `None` when no key
    /// fits or the data was modified.
    pub fn open(&self, id: Uuid, sealed: &[u8]) -> Option<Vec<u8>> {
        self.open_for(MAIL, id.as_bytes(), sealed)
    }

    /// Encrypts `plain` with a key derived from the current secret, bound to `context`.
    pub(crate) fn seal_for(
        &self,
        purpose: SealPurpose,
        context: &[u8],
        plain: &[u8],
    ) -> Result<Vec<u8>> {
        let failed = || Error::Internal("cannot encrypt".to_owned());
        let mut nonce = [0; NONCE_LEN];
        SystemRandom::new().fill(&mut nonce).map_err(|_| failed())?;
        let secret = self.secrets().next();
        let key = secret.and_then(|secret| key(secret, purpose)).ok_or_else(failed)?;
        let mut sealed = plain.to_vec();
        let nonce_of_key = Nonce::assume_unique_for_key(nonce);
        key.seal_in_place_append_tag(nonce_of_key, Aad::from(context), &mut sealed)
            .map_err(|_| failed())?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// Decrypts the result of [`Self::seal_for`] with the current secret or an older one; `None`
    /// when no key fits or the data was modified.
    pub(crate) fn open_for(
        &self,
        purpose: SealPurpose,
        context: &[u8],
        sealed: &[u8],
    ) -> Option<Vec<u8>> {
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE_LEN>()?;
        self.secrets().filter_map(|secret| key(secret, purpose)).find_map(|key| {
            let (nonce, mut plain) = (Nonce::assume_unique_for_key(*nonce), sealed.to_vec());
            let length = key.open_in_place(nonce, Aad::from(context), &mut plain).ok()?.len();
            plain.truncate(length);
            Some(plain)
        })
    }
}

fn key(secret: &[u8], purpose: SealPurpose) -> Option<LessSafeKey> {
    let mac = Hmac::<Sha256>::new_from_slice(secret).ok()?.chain_update(purpose.0);
    Some(LessSafeKey::new(UnboundKey::new(&CHACHA20_POLY1305, &mac.finalize().into_bytes()).ok()?))
}

#[cfg(test)]
mod tests {
    use secrecy::SecretString;

    use super::*;

    #[test]
    fn sealed_text_opens_under_its_secret_and_row() {
        let (old, new): (SecretString, SecretString) =
            ("a".repeat(32).into(), "b".repeat(32).into());
        let (before, after) =
            (Tokens::new(&old), Tokens::new(&new).reading(std::slice::from_ref(&old)));
        let (id, plain) = (Uuid::now_v7(), b"the code is 012345".as_slice());
        let sealed = before.seal(id, plain).unwrap();
        assert!(!sealed.windows(6).any(|part| part == b"012345"));
        assert_eq!(before.open(id, &sealed).as_deref(), Some(plain));
        assert_eq!(
            after.open(id, &sealed).as_deref(),
            Some(plain),
            "while the secret is being changed"
        );
        assert_eq!(Tokens::new(&new).open(id, &sealed), None);
        assert_eq!(before.open(Uuid::now_v7(), &sealed), None, "another row");
        assert_ne!(before.seal(id, plain).unwrap(), sealed, "a nonce of its own");
    }

    #[test]
    fn changed_text_does_not_open() {
        let tokens = Tokens::new(&"a".repeat(32).into());
        let id = Uuid::now_v7();
        let mut sealed = tokens.seal(id, b"text").unwrap();
        *sealed.last_mut().unwrap() ^= 1;
        assert_eq!(tokens.open(id, &sealed), None);
        assert_eq!(tokens.open(id, b"short"), None);
    }
}
