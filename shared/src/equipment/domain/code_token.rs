//! Content of the signed tokens in codes. `equipment/code_tokens.rs` signs and verifies them.
//!
//! Token of a printed code: version 1, key, id of the code (16 bytes), kind, serial (2 bytes).
//! Token of a screen: version 2, key, id, kind, step (4 bytes). Numbers are big-endian.

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use super::code_kind::CodeKind;
use crate::platform::domain::ids::EntryCodeId;

/// Time for which a screen shows a code; the code is valid for as long again.
pub const STEP: TimeDelta = TimeDelta::seconds(30);

const PRINTED: u8 = 1;
const SHOWN: u8 = 2;

/// Content of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CodeToken {
    pub code_id: EntryCodeId,
    pub kind: CodeKind,
    pub mark: CodeMark,
}

/// The part of a token that a later token of the same code does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeMark {
    /// Of a printed code: its serial number.
    Serial(u16),
    /// Of a code on a screen: its [`step_at`] the time of display.
    Step(u32),
}

impl CodeToken {
    /// Returns the bytes to be signed. `key` is the first byte of the key's hash.
    pub fn to_bytes(self, key: u8) -> Vec<u8> {
        let version = match self.mark {
            CodeMark::Serial(_) => PRINTED,
            CodeMark::Step(_) => SHOWN,
        };
        let mut bytes = vec![version, key];
        bytes.extend(self.code_id.0.as_bytes());
        bytes.push(self.kind.byte());
        match self.mark {
            CodeMark::Serial(serial) => bytes.extend(serial.to_be_bytes()),
            CodeMark::Step(step) => bytes.extend(step.to_be_bytes()),
        }
        bytes
    }

    /// Parses [`Self::to_bytes`]. Returns the token and the byte of its key.
    pub fn parse(bytes: &[u8]) -> Option<(Self, u8)> {
        let [version, key, rest @ ..] = bytes else { return None };
        let (id, rest) = rest.split_first_chunk::<16>()?;
        let (kind, mark) = rest.split_first()?;
        let mark = match *version {
            PRINTED => CodeMark::Serial(u16::from_be_bytes(mark.try_into().ok()?)),
            SHOWN => CodeMark::Step(u32::from_be_bytes(mark.try_into().ok()?)),
            _ => return None,
        };
        let code_id = EntryCodeId(Uuid::from_bytes(*id));
        Some((Self { code_id, kind: CodeKind::of_byte(*kind)?, mark }, *key))
    }

    /// The text that precedes the bytes in the signed message, so that no other signature of the
    /// same keys is one of a token.
    pub fn purpose(self) -> &'static str {
        match self.mark {
            CodeMark::Serial(_) => "curbhold-code-v1",
            CodeMark::Step(_) => "curbhold-code-v2",
        }
    }
}

/// Returns the number of the step of [`STEP`] since 1970.
pub fn step_at(now: DateTime<Utc>) -> u32 {
    u32::try_from(now.timestamp().div_euclid(STEP.num_seconds())).unwrap_or_default()
}

/// Returns whether a screen shows the code of the step now, or showed it in the step before.
pub fn is_current(step: u32, now: DateTime<Utc>) -> bool {
    let current = step_at(now);
    step == current || step.checked_add(1) == Some(current)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(mark: CodeMark) -> CodeToken {
        let code_id = EntryCodeId("0198c5a2-7b30-7c4e-9d2f-1a2b3c4d5e6f".parse().unwrap());
        CodeToken { code_id, kind: CodeKind::Exit, mark }
    }

    #[test]
    fn bytes_are_those_of_the_format() {
        let printed = token(CodeMark::Serial(258)).to_bytes(33);
        assert_eq!(hex::encode(printed), "01210198c5a27b307c4e9d2f1a2b3c4d5e6f020102");
        let shown = token(CodeMark::Step(0x03c9_cf18)).to_bytes(33);
        assert_eq!(hex::encode(shown), "02210198c5a27b307c4e9d2f1a2b3c4d5e6f0203c9cf18");
    }

    #[test]
    fn token_is_parsed_from_its_bytes_only() {
        for mark in [CodeMark::Serial(7), CodeMark::Step(7)] {
            let bytes = token(mark).to_bytes(33);
            assert_eq!(CodeToken::parse(&bytes), Some((token(mark), 33)));
            assert_eq!(CodeToken::parse(&[bytes.as_slice(), &[0]].concat()), None);
            for length in 0..bytes.len() {
                assert_eq!(CodeToken::parse(&bytes[..length]), None, "{length}");
            }
            let mut other = bytes.clone();
            other[0] = 3;
            assert_eq!(CodeToken::parse(&other), None, "version");
            other = bytes;
            other[18] = 4;
            assert_eq!(CodeToken::parse(&other), None, "kind");
        }
    }

    #[test]
    fn shown_code_is_valid_for_two_steps() {
        let shown: DateTime<Utc> = "2030-06-03T13:00:29Z".parse().unwrap();
        let step = step_at(shown);
        assert_eq!(step, 63_557_400);
        for (seconds, is_valid) in [(-30, false), (0, true), (1, true), (30, true), (31, false)] {
            assert_eq!(is_current(step, shown + TimeDelta::seconds(seconds)), is_valid);
        }
    }
}
