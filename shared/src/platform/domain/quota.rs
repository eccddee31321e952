//! Quotas on the actions of drivers whose email address is not verified.

use std::str::FromStr;

use chrono::TimeDelta;
use sha2::{Digest, Sha256};

use super::email::Email;

/// The networks of a client, as keyed hashes: addresses are not stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The IPv4 address, or the IPv6 /64.
    pub narrow: Vec<u8>,
    /// The IPv4 /24, or the IPv6 /48.
    pub wide: Vec<u8>,
}

/// At most `count` in any period of this length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quota {
    pub count: u32,
    /// The length of the period.
    pub per: TimeDelta,
}

/// Maximum counts for an IPv4 address or IPv6 /64, and for the IPv4 /24 or IPv6 /48 around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NetworkCap {
    /// For an IPv4 address or an IPv6 /64.
    pub narrow: u32,
    /// For an IPv4 /24 or an IPv6 /48.
    pub wide: u32,
}

/// All quotas; `None` or an empty list means no limit.
#[derive(Debug, Clone, Default)]
pub struct Quotas {
    /// Concurrent holds of unverified drivers.
    pub live_holds: Option<NetworkCap>,
    /// Holds of unverified drivers in 24 hours.
    pub daily_holds: Option<NetworkCap>,
    /// Holds in 24 hours with one email address from one IPv4 /24 or IPv6 /48.
    pub daily_holds_per_email: Option<u32>,
    /// Mails to one recipient caused by unverified drivers.
    pub mails_per_recipient: Vec<Quota>,
    /// Mails caused by unverified drivers of one IPv4 address or IPv6 /64.
    pub mails_per_network: Vec<Quota>,
    /// Reports of a taken spot that waive the charge, for one card.
    pub free_reports_per_card: Vec<Quota>,
    /// Reports of a taken spot that waive the charge, for one IPv4 address or IPv6 /64.
    pub free_reports_per_network: Vec<Quota>,
    /// Difficulty, in zero bits, of the proof of work that unverified drivers send with a hold.
    pub human_check_bits: Option<u32>,
}

#[derive(Debug, thiserror::Error)]
pub enum InvalidQuota {
    /// The text is not `COUNT/SECONDS`.
    #[error("write COUNT/SECONDS with whole numbers, COUNT from 0 and SECONDS from 1 to 31536000")]
    Quota,
    /// The text is not `COUNT,COUNT`.
    #[error(
        "write COUNT,COUNT with whole numbers from 1: per IPv4 address or IPv6 /64, and per IPv4 \
            /24 or IPv6 /48"
    )]
    NetworkCap,
}

/// Maximum period of a quota, in seconds: rows are kept for a year at most.
const MAX_PERIOD_SECONDS: u32 = 31_536_000;

impl Quotas {
    /// `true` if holds of unverified drivers are counted.
    pub fn limit_holds(&self) -> bool {
        self.live_holds.is_some()
            || self.daily_holds.is_some()
            || self.daily_holds_per_email.is_some()
    }
}

impl FromStr for Quota {
    type Err = InvalidQuota;

    fn from_str(text: &str) -> Result<Self, InvalidQuota> {
        let (count, seconds) = text.trim().split_once('/').ok_or(InvalidQuota::Quota)?;
        let count = count.parse().map_err(|_| InvalidQuota::Quota)?;
        let seconds: u32 = seconds.parse().map_err(|_| InvalidQuota::Quota)?;
        if !(1..=MAX_PERIOD_SECONDS).contains(&seconds) {
            return Err(InvalidQuota::Quota);
        }
        Ok(Self { count, per: TimeDelta::seconds(seconds.into()) })
    }
}

impl FromStr for NetworkCap {
    type Err = InvalidQuota;

    fn from_str(text: &str) -> Result<Self, InvalidQuota> {
        let (narrow, wide) = text.split_once(',').ok_or(InvalidQuota::NetworkCap)?;
        let count = |text: &str| match text.trim().parse() {
            Ok(count) if count > 0 => Ok(count),
            _ => Err(InvalidQuota::NetworkCap),
        };
        Ok(Self { narrow: count(narrow)?, wide: count(wide)? })
    }
}

/// Returns the hash of a mailbox for counting: addresses of unverified drivers are not stored in
/// plain text. A tag after `+` is ignored, because it addresses the same mailbox.
pub fn email_hash(email: &Email) -> Vec<u8> {
    let address = email.as_str().to_lowercase();
    match address.split_once('@') {
        Some((local, host)) => {
            let mailbox = local.split_once('+').map_or(local, |(mailbox, _)| mailbox);
            text_hash(&format!("{}@{host}", if mailbox.is_empty() { local } else { mailbox }))
        }
        None => text_hash(&address),
    }
}

/// Returns the SHA-256 of a text.
pub fn text_hash(text: &str) -> Vec<u8> {
    Sha256::digest(text.as_bytes()).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quota_reads_count_and_seconds() {
        assert_eq!(
            "5/3600".parse::<Quota>().unwrap(),
            Quota { count: 5, per: TimeDelta::hours(1) }
        );
        for wrong in ["", "5", "5/0", "-1/5", "a/5", "5/31536001", "5/1/1"] {
            assert!(wrong.parse::<Quota>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn tagged_addresses_share_one_mailbox() {
        let hash = |text: &str| email_hash(&text.parse().unwrap());
        assert_eq!(hash("Ann+curb@Example.com"), hash("ann@example.com"));
        assert_ne!(hash("+ann@example.com"), hash("+bob@example.com"));
    }

    #[test]
    fn network_cap_reads_two_counts() {
        assert_eq!("10, 40".parse::<NetworkCap>().unwrap(), NetworkCap { narrow: 10, wide: 40 });
        for wrong in ["", "10", "0,1", "1,0", "a,1", "1,2,3"] {
            assert!(wrong.parse::<NetworkCap>().is_err(), "{wrong}");
        }
    }
}
