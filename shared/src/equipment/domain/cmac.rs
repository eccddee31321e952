//! AES-CMAC with a key of 128 bits (RFC 4493).

use aes::{
    Aes128,
    cipher::{Array, BlockCipherEncrypt, KeyInit},
};

/// The polynomial by which a value is reduced when it is doubled.
const REDUCTION: u128 = 0x87;
/// The byte that ends an incomplete block; zeros follow.
const END: u8 = 0x80;

/// Returns the authentication code of a message.
pub fn cmac(key: &[u8; 16], message: &[u8]) -> [u8; 16] {
    let cipher = Aes128::new(&Array::from(*key));
    let subkey = doubled(encrypted(&cipher, 0));
    let (blocks, rest) = message.as_chunks::<16>();
    let (head, last) = match blocks.split_last() {
        Some((last, head)) if rest.is_empty() => (head, u128::from_be_bytes(*last) ^ subkey),
        _ => (blocks, padded(rest) ^ doubled(subkey)),
    };
    let chain =
        |state: u128, block: &[u8; 16]| encrypted(&cipher, state ^ u128::from_be_bytes(*block));
    encrypted(&cipher, head.iter().fold(0, chain) ^ last).to_be_bytes()
}

fn encrypted(cipher: &Aes128, block: u128) -> u128 {
    let mut block = Array::from(block.to_be_bytes());
    cipher.encrypt_block(&mut block);
    u128::from_be_bytes(block.into())
}

/// Doubles a value in the field of 2¹²⁸ elements, in constant time.
fn doubled(value: u128) -> u128 {
    (value << 1) ^ ((value >> 127) * REDUCTION)
}

fn padded(rest: &[u8]) -> u128 {
    let mut block = [0; 16];
    for (to, from) in block.iter_mut().zip(rest.iter().chain([&END])) {
        *to = *from;
    }
    u128::from_be_bytes(block)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4493, section 4: prefixes of one message under one key.
    #[test]
    fn codes_are_those_of_rfc_4493() {
        let key = hex::decode("2b7e151628aed2a6abf7158809cf4f3c").unwrap().try_into().unwrap();
        let message = hex::decode(
            "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51\
             30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710",
        )
        .unwrap();
        for (length, code) in [
            (0, "bb1d6929e95937287fa37d129b756746"),
            (16, "070a16b46b4d4144f79bdd9dd04a287c"),
            (40, "dfa66747de9ae63030ca32611497c827"),
            (64, "51f0bebf7e3b9d92fc49741779363cfe"),
        ] {
            assert_eq!(hex::encode(cmac(&key, &message[..length])), code, "{length}");
        }
    }
}
