//! Proof of work that slows down scripts which place holds with invented addresses.

use sha2::{Digest, Sha256};
use uuid::Uuid;

/// The result of the proof-of-work check of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HumanCheck {
    /// Not required by the settings.
    Off,
    /// Required, but not supplied.
    Missing,
    /// This challenge was solved; it may have been used before.
    Solved(Uuid),
}

/// Returns whether SHA-256 of `challenge:solution` begins with this many zero bits.
pub fn is_solved(challenge: &str, solution: &str, bits: u32) -> bool {
    let hash = Sha256::digest(format!("{challenge}:{solution}").as_bytes());
    let mut zeros = 0;
    for byte in hash {
        zeros += byte.leading_zeros();
        if byte != 0 {
            break;
        }
    }
    zeros >= bits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn solution_has_the_required_zero_bits() {
        let solution = (0_u32..)
            .map(|number| number.to_string())
            .find(|number| is_solved("a", number, 8))
            .unwrap();
        let hash = Sha256::digest(format!("a:{solution}").as_bytes());
        assert_eq!(hash[0], 0);
        assert!(!is_solved("b", &solution, 200), "no text has 200 zero bits");
        assert!(is_solved("b", "anything", 0));
    }
}
