//! Encryption of the keys of NFC tags, under a key derived from `JWT_SECRET`. Tags hang for years:
//! after a change of the secret the older one stays in the list until the tags are enrolled again.

use crate::{
    Result,
    platform::{domain::ids::NfcTagId, seal::SealPurpose, token::Tokens},
};

const TAG_KEYS: SealPurpose = SealPurpose("seal:nfc-tag");

impl Tokens {
    /// Encrypts the meta key and the file key of a tag, bound to its id.
    ///
    /// # Errors
    /// When the system's random number generator fails.
    pub fn seal_tag_keys(&self, id: NfcTagId, meta: &[u8; 16], file: &[u8; 16]) -> Result<Vec<u8>> {
        self.seal_for(TAG_KEYS, id.0.as_bytes(), &[meta.as_slice(), file].concat())
    }

    /// Decrypts the meta key and the file key of a tag; `None` when they were encrypted with a
    /// secret that is no longer known.
    pub fn open_tag_keys(&self, id: NfcTagId, sealed: &[u8]) -> Option<([u8; 16], [u8; 16])> {
        let keys = self.open_for(TAG_KEYS, id.0.as_bytes(), sealed)?;
        let (meta, file) = keys.split_first_chunk::<16>()?;
        Some((*meta, file.try_into().ok()?))
    }
}

#[cfg(test)]
mod tests {
    use secrecy::SecretString;

    use super::*;

    #[test]
    fn keys_open_under_their_secret_and_tag() {
        let (old, new): (SecretString, SecretString) =
            ("a".repeat(32).into(), "b".repeat(32).into());
        let (before, after) =
            (Tokens::new(&old), Tokens::new(&new).reading(std::slice::from_ref(&old)));
        let (id, meta, file) = (NfcTagId::new(), [1; 16], [2; 16]);
        let sealed = before.seal_tag_keys(id, &meta, &file).unwrap();
        assert!(!sealed.windows(4).any(|part| part == [1; 4] || part == [2; 4]));
        assert_eq!(before.open_tag_keys(id, &sealed), Some((meta, file)));
        assert_eq!(after.open_tag_keys(id, &sealed), Some((meta, file)));
        assert_eq!(Tokens::new(&new).open_tag_keys(id, &sealed), None);
        assert_eq!(before.open_tag_keys(NfcTagId::new(), &sealed), None, "another tag");
    }
}
