//! Lockout after consecutive wrong passwords: the source cannot sign in for a period that grows
//! with each further failure. Failures are counted by address and source, so that attempts from
//! elsewhere do not lock out the owner.

use chrono::TimeDelta;
use uuid::Uuid;

use crate::platform::domain::ids::SessionId;

/// Consecutive wrong passwords before a client is locked out.
const FREE_BY_CLIENT: u32 = 5;
/// Consecutive wrong passwords before a wider network is locked out; one client may have many
/// addresses in it.
const FREE_BY_NETWORK: u32 = 25;
/// Duration of the first lockout; it doubles with each further failure.
const FIRST: TimeDelta = TimeDelta::seconds(30);
const LONGEST: TimeDelta = TimeDelta::minutes(15);
/// Period after which wrong passwords are no longer counted.
pub const MEMORY: TimeDelta = TimeDelta::hours(24);

/// Source of a sign-in attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A client that is identified only by its network.
    Network {
        /// Network of one client: an IPv4 address, or an IPv6 /64.
        client: String,
        /// Largest network of one customer of a provider: an IPv4 /24, or an IPv6 /48.
        wider: String,
    },
    /// A browser in which the owner has signed in before.
    Device(Uuid),
    /// A signed-in user who changes the password.
    Session(SessionId),
}

/// A counter of wrong passwords for one address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counter {
    pub key: String,
    /// Number of failures without a lockout.
    pub free: u32,
}

impl Source {
    /// Returns the counters of the source; each of them can lock it.
    pub fn counters(&self) -> Vec<Counter> {
        let counter = |key, free| Counter { key, free };
        match self {
            Self::Network { client, wider } => vec![
                counter(format!("client:{client}"), FREE_BY_CLIENT),
                counter(format!("network:{wider}"), FREE_BY_NETWORK),
            ],
            Self::Device(id) => vec![counter(format!("device:{id}"), FREE_BY_CLIENT)],
            Self::Session(id) => vec![counter(format!("session:{id}"), FREE_BY_CLIENT)],
        }
    }
}

/// Returns the duration of the lockout after this many consecutive failures; `None` up to `free`.
pub fn delay(failures: u32, free: u32) -> Option<TimeDelta> {
    let doublings = failures.checked_sub(free)?;
    let factor = 2_i32.checked_pow(doublings).unwrap_or(i32::MAX);
    Some(FIRST.checked_mul(factor).unwrap_or(LONGEST).min(LONGEST))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delay_grows_up_to_a_maximum() {
        assert_eq!(delay(0, 5), None);
        assert_eq!(delay(4, 5), None);
        let delays: Vec<_> =
            (5..11).map(|failures| delay(failures, 5).unwrap().num_seconds()).collect();
        assert_eq!(delays, [30, 60, 120, 240, 480, 900]);
        assert_eq!(delay(u32::MAX, 5), Some(LONGEST));
    }
}
