//! The short reference of a reservation, for people.

use std::{fmt, str::FromStr};

use super::ids::ReservationId;

/// Number of digits.
const LENGTH: usize = 8;

/// The last eight hexadecimal digits of a reservation's id, in capitals: `1A2B3C4D`. They are
/// random, but not unique: guests give their address too, and operators may find several
/// reservations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReservationReference(u32);

#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("is not a reference: eight digits and letters from A to F")]
pub struct InvalidReference;

impl From<ReservationId> for ReservationReference {
    fn from(id: ReservationId) -> Self {
        let [.., a, b, c, d] = id.0.into_bytes();
        Self(u32::from_be_bytes([a, b, c, d]))
    }
}

impl fmt::Display for ReservationReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08X}", self.0)
    }
}

impl FromStr for ReservationReference {
    type Err = InvalidReference;

    /// Ignores case, white space and hyphens.
    fn from_str(text: &str) -> Result<Self, InvalidReference> {
        let typed: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        if typed.len() != LENGTH || !typed.chars().all(|c| c.is_ascii_hexdigit()) {
            return Err(InvalidReference);
        }
        u32::from_str_radix(&typed, 16).map(Self).map_err(|_| InvalidReference)
    }
}

#[cfg(test)]
mod tests {
    use uuid::uuid;

    use super::*;

    #[test]
    fn reference_is_the_end_of_the_id() {
        let id = ReservationId(uuid!("019abcde-0000-7000-8000-00000a2b3c4d"));
        assert_eq!(ReservationReference::from(id).to_string(), "0A2B3C4D");
    }

    #[test]
    fn typed_reference_ignores_case_and_spaces() {
        let id = ReservationId(uuid!("019abcde-0000-7000-8000-00000a2b3c4d"));
        for typed in ["0A2B3C4D", " 0a2b 3c4d ", "0A2B-3C4D", "0A2B\u{a0}3C4D"] {
            assert_eq!(typed.parse(), Ok(ReservationReference::from(id)), "{typed}");
        }
        for wrong in ["", "0A2B3C4", "0A2B3C4D5", "0A2B3C4G", "+A2B3C4D", "0A2B\u{661}C4D"] {
            assert_eq!(wrong.parse::<ReservationReference>(), Err(InvalidReference), "{wrong}");
        }
    }
}
