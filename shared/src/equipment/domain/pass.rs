//! Signed rights to enter and leave a site, for devices that are offline.
//! `equipment/code_tokens.rs` signs and verifies them.
//!
//! Content: version 1, key, kind, subject (16 bytes), site (16 bytes), first and last second (4
//! bytes each, big-endian, since 1970; the last one is excluded).

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::platform::domain::ids::SiteId;

const VERSION: u8 = 1;

/// A right to enter and leave a site once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pass {
    pub kind: PassKind,
    /// Id of the reservation, of the user or of the saved vehicle.
    pub subject: Uuid,
    pub site_id: SiteId,
    pub from: DateTime<Utc>,
    /// Exclusive.
    pub until: DateTime<Utc>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PassKind {
    Reservation,
    /// A reservation is made when the vehicle enters.
    Account,
    /// As [`Self::Account`], for one saved vehicle of the account.
    Vehicle,
}

impl Pass {
    /// The text that precedes the bytes in the signed message.
    pub const PURPOSE: &'static str = "curbhold-pass-v1";

    /// Returns the bytes to be signed. `key` is the first byte of the key's hash. Fractions of
    /// seconds are cut off.
    pub fn to_bytes(self, key: u8) -> Vec<u8> {
        let mut bytes = vec![VERSION, key, self.kind.byte()];
        bytes.extend(self.subject.as_bytes());
        bytes.extend(self.site_id.0.as_bytes());
        bytes.extend(seconds(self.from).to_be_bytes());
        bytes.extend(seconds(self.until).to_be_bytes());
        bytes
    }

    /// Parses [`Self::to_bytes`]. Returns the pass and the byte of its key.
    pub fn parse(bytes: &[u8]) -> Option<(Self, u8)> {
        let [VERSION, key, kind, rest @ ..] = bytes else { return None };
        let (subject, rest) = rest.split_first_chunk::<16>()?;
        let (site, rest) = rest.split_first_chunk::<16>()?;
        let (from, until) = rest.split_first_chunk::<4>()?;
        let time = |bytes| DateTime::from_timestamp(u32::from_be_bytes(bytes).into(), 0);
        let pass = Self {
            kind: PassKind::of_byte(*kind)?,
            subject: Uuid::from_bytes(*subject),
            site_id: SiteId(Uuid::from_bytes(*site)),
            from: time(*from)?,
            until: time(until.try_into().ok()?)?,
        };
        Some((pass, *key))
    }

    /// Returns whether the pass may be used at this time.
    pub fn holds_at(self, now: DateTime<Utc>) -> bool {
        (self.from..self.until).contains(&now)
    }
}

impl PassKind {
    fn byte(self) -> u8 {
        match self {
            Self::Reservation => 1,
            Self::Account => 2,
            Self::Vehicle => 3,
        }
    }

    fn of_byte(byte: u8) -> Option<Self> {
        let kinds = [Self::Reservation, Self::Account, Self::Vehicle];
        kinds.into_iter().find(|kind| kind.byte() == byte)
    }
}

/// Seconds since 1970, of times from 1970 to 2106; other times count as the nearest of these.
fn seconds(at: DateTime<Utc>) -> u32 {
    u32::try_from(at.timestamp().max(0)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    fn pass(kind: PassKind) -> Pass {
        Pass {
            kind,
            subject: "0198c5a2-7b30-7c4e-9d2f-1a2b3c4d5e6f".parse().unwrap(),
            site_id: SiteId("0198c5a2-0000-7000-8000-000000000001".parse().unwrap()),
            from: "2030-06-03T12:50:00Z".parse().unwrap(),
            until: "2030-06-03T16:00:00Z".parse().unwrap(),
        }
    }

    #[test]
    fn bytes_are_those_of_the_format() {
        assert_eq!(
            hex::encode(pass(PassKind::Reservation).to_bytes(33)),
            "0121010198c5a27b307c4e9d2f1a2b3c4d5e6f0198c5a2000070008000000000000001\
             71a6427871a66f00"
        );
    }

    #[test]
    fn pass_is_parsed_from_its_bytes_only() {
        for kind in [PassKind::Reservation, PassKind::Account, PassKind::Vehicle] {
            let bytes = pass(kind).to_bytes(33);
            assert_eq!(Pass::parse(&bytes), Some((pass(kind), 33)));
            assert_eq!(Pass::parse(&[bytes.as_slice(), &[0]].concat()), None);
            for length in 0..bytes.len() {
                assert_eq!(Pass::parse(&bytes[..length]), None, "{length}");
            }
            for (at, byte) in [(0, 2), (2, 0), (2, 4)] {
                let mut other = bytes.clone();
                other[at] = byte;
                assert_eq!(Pass::parse(&other), None, "{at}");
            }
        }
    }

    #[test]
    fn pass_holds_until_its_end() {
        let pass = pass(PassKind::Account);
        assert!(pass.holds_at(pass.from) && !pass.holds_at(pass.until));
        assert!(!pass.holds_at(pass.from - TimeDelta::seconds(1)));
    }
}
