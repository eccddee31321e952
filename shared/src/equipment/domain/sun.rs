//! Secure dynamic messages of NTAG 424 DNA tags (NXP AN12196), which a tag writes into its address
//! each time that it is read.
//!
//! The tag encrypts its UID and its counter with the meta key, and authenticates them with the file
//! key. The message that is authenticated has no content besides: in the tag's settings
//! `SDMMACInputOffset` equals `SDMMACOffset`.

use aes::{
    Aes128,
    cipher::{Array, BlockCipherDecrypt, KeyInit},
};
use subtle::ConstantTimeEq;

use super::cmac::cmac;

/// First byte of the decrypted data: UID of seven bytes and counter are present.
const PICC_DATA_TAG: u8 = 0xc7;
/// Beginning of the vector from which the session key is derived.
const SESSION_VECTOR: [u8; 6] = [0x3c, 0xc3, 0x00, 0x01, 0x00, 0x80];

/// The parts of an address that the tag has written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SunMessage {
    /// UID and counter, encrypted.
    pub encrypted: [u8; 16],
    pub mac: [u8; 8],
}

/// Authentic content of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SunTag {
    pub uid: [u8; 7],
    /// Number of times that the tag was read, less than 2²⁴.
    pub counter: u32,
}

/// Decrypts and verifies a message; `None` if another key made it or it was modified.
pub fn read_sun(meta_key: &[u8; 16], file_key: &[u8; 16], message: &SunMessage) -> Option<SunTag> {
    let mut block = Array::from(message.encrypted);
    Aes128::new(&Array::from(*meta_key)).decrypt_block(&mut block);
    let plain: [u8; 16] = block.into();
    let [PICC_DATA_TAG, rest @ ..] = plain else { return None };
    let (uid, rest) = rest.split_first_chunk::<7>()?;
    let (counter, _) = rest.split_first_chunk::<3>()?;
    let session_key = cmac(file_key, &[SESSION_VECTOR.as_slice(), uid, counter].concat());
    // Every second byte of the code, from the second one on.
    let code: Vec<u8> = cmac(&session_key, &[]).into_iter().skip(1).step_by(2).collect();
    let is_authentic: bool = code.ct_eq(&message.mac).into();
    let [low, middle, high] = *counter;
    let counter = u32::from_le_bytes([low, middle, high, 0]);
    is_authentic.then_some(SunTag { uid: *uid, counter })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes<const N: usize>(text: &str) -> [u8; N] {
        hex::decode(text).unwrap().try_into().unwrap()
    }

    /// AN12196, section 4.4.4.2.
    fn example() -> SunMessage {
        SunMessage {
            encrypted: bytes("EF963FF7828658A599F3041510671E88"),
            mac: bytes("94EED9EE65337086"),
        }
    }

    #[test]
    fn message_is_that_of_the_application_note() {
        let tag = SunTag { uid: bytes("04DE5F1EACC040"), counter: 61 };
        assert_eq!(read_sun(&[0; 16], &[0; 16], &example()), Some(tag));
    }

    #[test]
    fn changed_message_is_refused() {
        let (mut mac, mut data) = (example(), example());
        mac.mac[7] ^= 1;
        data.encrypted[15] ^= 1;
        for message in [mac, data] {
            assert_eq!(read_sun(&[0; 16], &[0; 16], &message), None);
        }
        assert_eq!(read_sun(&[1; 16], &[0; 16], &example()), None, "meta key");
        assert_eq!(read_sun(&[0; 16], &[1; 16], &example()), None, "file key");
    }
}
