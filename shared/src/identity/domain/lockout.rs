//! What wrong passwords in a row lead to: whoever sent them cannot sign in for a while, which grows
//! with each. They are counted by address and source, so that a stranger elsewhere does not lock
//! the owner out.

use chrono::TimeDelta;
use uuid::Uuid;

use crate::platform::domain::ids::SessionId;

/// Wrong passwords in a row that a client is forgiven.
const FREE_BY_CLIENT: u32 = 5;
/// Wrong passwords in a row that a wider network is forgiven, in which a client may have many
/// addresses.
const FREE_BY_NETWORK: u32 = 25;
/// How long nobody is signed in after the last of them; it doubles with each one more.
const FIRST: TimeDelta = TimeDelta::seconds(30);
const LONGEST: TimeDelta = TimeDelta::minutes(15);
/// How long wrong passwords are remembered.
pub const MEMORY: TimeDelta = TimeDelta::hours(24);

/// Where passwords are tried from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A client that is known by its network alone.
    Network {
        /// What one client has: an IPv4 address, or an IPv6 /64.
        client: String,
        /// The largest network of one customer of a provider: an IPv4 /24, or an IPv6 /48.
        wider: String,
    },
    /// A browser in which the owner has signed in before.
    Device(Uuid),
    /// A user who is signed in and changes the password.
    Session(SessionId),
}

/// A counter of wrong passwords for one address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counter {
    /// What it counts for.
    pub key: String,
    /// How many are forgiven.
    pub free: u32,
}

impl Source {
    /// The counters of the source; any of them may lock it.
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

/// How long a source is locked after so many wrong passwords in a row; `None` as long as they are
/// forgiven.
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
