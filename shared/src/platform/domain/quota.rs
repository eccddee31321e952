//! Quotas on what drivers cause whose email address is not verified.

use std::str::FromStr;

use chrono::TimeDelta;
use sha2::{Digest, Sha256};

use super::email::Email;

/// The networks that a request comes from, as keyed hashes: addresses are not kept.
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

/// How many from an IPv4 address or IPv6 /64, and how many from the IPv4 /24 or IPv6 /48 around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NetworkCap {
    /// From an IPv4 address or an IPv6 /64.
    pub narrow: u32,
    /// From an IPv4 /24 or an IPv6 /48.
    pub wide: u32,
}

/// Every quota; `None` or an empty list means no limit.
#[derive(Debug, Clone, Default)]
pub struct Quotas {
    /// Holds of unverified drivers that are live at the same time.
    pub live_holds: Option<NetworkCap>,
    /// Holds of unverified drivers in 24 hours.
    pub daily_holds: Option<NetworkCap>,
    /// Holds in 24 hours with one email address from one IPv4 /24 or IPv6 /48.
    pub daily_holds_per_email: Option<u32>,
    /// Mails to one recipient that unverified people cause.
    pub mails_per_recipient: Vec<Quota>,
    /// Such mails that one IPv4 address or IPv6 /64 causes.
    pub mails_per_network: Vec<Quota>,
    /// Reports of one card that a spot is taken for which nothing is charged.
    pub free_reports_per_card: Vec<Quota>,
    /// Such reports from one IPv4 address or IPv6 /64.
    pub free_reports_per_network: Vec<Quota>,
    /// The difficulty of the proof of work that unverified drivers send with a hold, in zero bits.
    pub human_check_bits: Option<u32>,
}

/// Why a text is no quota.
#[derive(Debug, thiserror::Error)]
pub enum InvalidQuota {
    /// Not `COUNT/SECONDS`.
    #[error("write COUNT/SECONDS with whole numbers, COUNT from 0 and SECONDS from 1 to 31536000")]
    Quota,
    /// Not `COUNT,COUNT`.
    #[error(
        "write COUNT,COUNT with whole numbers from 1: per IPv4 address or IPv6 /64, and per IPv4 \
            /24 or IPv6 /48"
    )]
    NetworkCap,
}

/// The longest period of a quota, in seconds: rows are kept for a year at most.
const MAX_PERIOD_SECONDS: u32 = 31_536_000;

impl Quotas {
    /// True if holds of unverified drivers are counted.
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

/// The hash by which a mailbox is counted: addresses of strangers are not kept in the clear. A tag
/// behind `+` leads to the same mailbox.
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

/// SHA-256 of a text.
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
