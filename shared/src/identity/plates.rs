//! Encryption and hashing of plates, under keys derived from `JWT_SECRET`.
//!
//! Plates are kept for longer than mails, so the worker encrypts them again after a change of the
//! secret; see `reservations/operations/reseal_plates.rs`.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::domain::{plate::Plate, vehicle::SealedPlate};
use crate::{
    Error, Result,
    platform::{seal::SealPurpose, token::Tokens},
};

const PLATE: SealPurpose = SealPurpose("seal:plate");
/// Length of the id of a secret, in bytes.
const SECRET_ID_LENGTH: usize = 8;

impl Tokens {
    /// Encrypts and hashes a plate with the current secret.
    ///
    /// # Errors
    /// When the system's random number generator fails.
    pub fn seal_plate(&self, plate: &Plate) -> Result<SealedPlate> {
        let secret = self.secrets().next().unwrap_or_default();
        let hash = plate_hash(secret, plate)?;
        let sealed = self.seal_for(PLATE, &hash, plate.as_entered().as_bytes())?;
        Ok(SealedPlate { sealed, hash, secret_id: secret_id(secret)? })
    }

    /// Decrypts a plate; `None` when it was encrypted with a secret that is no longer known.
    pub fn open_plate(&self, plate: &SealedPlate) -> Option<Plate> {
        let entered = self.open_for(PLATE, &plate.hash, &plate.sealed)?;
        String::from_utf8(entered).ok()?.parse().ok()
    }

    /// Returns the hashes of a plate with the current secret and with the older ones.
    ///
    /// # Errors
    /// Never in practice: when a secret is not a valid key.
    pub fn plate_hashes(&self, plate: &Plate) -> Result<Vec<Vec<u8>>> {
        self.secrets().map(|secret| plate_hash(secret, plate)).collect()
    }

    /// Returns the ids of the older secrets.
    ///
    /// # Errors
    /// Never in practice: when a secret is not a valid key.
    pub fn older_secret_ids(&self) -> Result<Vec<Vec<u8>>> {
        self.secrets().skip(1).map(secret_id).collect()
    }
}

fn plate_hash(secret: &[u8], plate: &Plate) -> Result<Vec<u8>> {
    mac(secret, "plate:", plate.normalized())
}

fn secret_id(secret: &[u8]) -> Result<Vec<u8>> {
    let mut id = mac(secret, "secret-id", "")?;
    id.truncate(SECRET_ID_LENGTH);
    Ok(id)
}

fn mac(secret: &[u8], purpose: &str, text: &str) -> Result<Vec<u8>> {
    let mac = Hmac::<Sha256>::new_from_slice(secret);
    let mac = mac.map_err(|error| Error::Internal(error.to_string()))?.chain_update(purpose);
    Ok(mac.chain_update(text).finalize().into_bytes().to_vec())
}

#[cfg(test)]
mod tests {
    use secrecy::SecretString;

    use super::*;

    fn plate(text: &str) -> Plate {
        text.parse().unwrap()
    }

    #[test]
    fn plate_is_readable_only_with_its_secret() {
        let (old, new): (SecretString, SecretString) =
            ("a".repeat(32).into(), "b".repeat(32).into());
        let (before, after) =
            (Tokens::new(&old), Tokens::new(&new).reading(std::slice::from_ref(&old)));
        let sealed = before.seal_plate(&plate("b-ab 123")).unwrap();
        assert!(!sealed.sealed.windows(3).any(|part| part == b"123"));
        assert_eq!(before.open_plate(&sealed), Some(plate("b-ab 123")));
        assert_eq!(after.open_plate(&sealed), Some(plate("b-ab 123")));
        assert_eq!(Tokens::new(&new).open_plate(&sealed), None);
        assert_eq!(after.older_secret_ids().unwrap(), [sealed.secret_id]);
    }

    #[test]
    fn hash_depends_on_the_normalized_plate_and_secret() {
        let (ours, theirs) =
            (Tokens::new(&"a".repeat(32).into()), Tokens::new(&"b".repeat(32).into()));
        let hash = |tokens: &Tokens, text: &str| tokens.seal_plate(&plate(text)).unwrap().hash;
        assert_eq!(hash(&ours, "b-ab 123"), hash(&ours, "BAB123"));
        assert_ne!(hash(&ours, "BAB123"), hash(&theirs, "BAB123"));
        assert_ne!(hash(&ours, "BAB123"), hash(&ours, "BAB124"));
        assert_eq!(ours.plate_hashes(&plate("BAB123")).unwrap(), [hash(&ours, "BAB123")]);
    }

    #[test]
    fn plate_does_not_open_under_another_hash() {
        let tokens = Tokens::new(&"a".repeat(32).into());
        let (one, other) = (
            tokens.seal_plate(&plate("BAB123")).unwrap(),
            tokens.seal_plate(&plate("BAB124")).unwrap(),
        );
        assert_eq!(tokens.open_plate(&SealedPlate { hash: other.hash, ..one }), None);
    }
}
