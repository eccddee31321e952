//! A version of the map: the set of changes that a client has seen, with its time.
//!
//! Changes carry the id of their transaction, and transactions do not commit in the order of their
//! ids. A version is therefore a PostgreSQL snapshot: transactions below `xmin` have ended, those
//! from `xmax` on have not, and those in between have ended unless `running` lists them. No change
//! is missed, and no reader waits for a running transaction.

use std::{fmt, str::FromStr};

use chrono::{DateTime, Utc};

/// Versions that list more running transactions than this are rejected.
const MAX_RUNNING: usize = 200;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Time of the snapshot; later changes caused by the clock alone are not seen.
    pub at: DateTime<Utc>,
    /// All transactions below this id have ended.
    pub xmin: i64,
    /// No transaction from this id on has ended.
    pub xmax: i64,
    /// Transactions in between that have not ended.
    pub running: Vec<i64>,
}

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("is not a version of ours")]
pub struct UnknownVersion;

impl Version {
    /// Parses PostgreSQL's text of a snapshot, `xmin:xmax:running,…`.
    ///
    /// # Errors
    /// When the text is not a snapshot.
    pub fn of_snapshot(snapshot: &str, at: DateTime<Utc>) -> Result<Self, UnknownVersion> {
        let mut parts = snapshot.splitn(3, ':');
        let mut next = || parts.next().ok_or(UnknownVersion);
        let (xmin, xmax, running) = (number(next()?)?, number(next()?)?, next()?);
        let running =
            running.split(',').filter(|id| !id.is_empty()).map(number).collect::<Result<_, _>>()?;
        Ok(Self { at, xmin, xmax, running })
    }

    /// Returns whether the snapshot was taken no later than `other`. Compares transactions only.
    pub fn is_before(&self, other: &Self) -> bool {
        self.xmax <= other.xmax
    }
}

fn number(text: &str) -> Result<i64, UnknownVersion> {
    text.parse().ok().filter(|number| *number >= 0).ok_or(UnknownVersion)
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.at.timestamp_millis(), self.xmin, self.xmax)?;
        self.running.iter().try_for_each(|id| write!(f, ".{id}"))
    }
}

impl FromStr for Version {
    type Err = UnknownVersion;

    fn from_str(text: &str) -> Result<Self, UnknownVersion> {
        let mut numbers = text.split('.').map(number);
        let mut next = || numbers.next().ok_or(UnknownVersion)?;
        let (at, xmin, xmax) = (next()?, next()?, next()?);
        let running: Vec<i64> = numbers.take(MAX_RUNNING + 1).collect::<Result<_, _>>()?;
        let at = DateTime::from_timestamp_millis(at).ok_or(UnknownVersion)?;
        let is_sound = xmin <= xmax
            && running.len() <= MAX_RUNNING
            && running.iter().all(|id| (xmin..xmax).contains(id));
        is_sound.then_some(Self { at, xmin, xmax, running }).ok_or(UnknownVersion)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn version_round_trips() {
        let at = "2030-06-03T13:00:00.250Z".parse().unwrap();
        for snapshot in ["7:7:", "7:12:9", "7:12:7,9,11"] {
            let version = Version::of_snapshot(snapshot, at).unwrap();
            assert_eq!(version.to_string().parse(), Ok(version));
        }
    }

    #[test]
    fn malformed_version_is_refused() {
        for text in ["", "1", "1.2", "x.2.3", "1.3.2", "1.2.4.9", "1.2.4.-3", "1.2.4.", "1:2:3"] {
            assert_eq!(text.parse::<Version>(), Err(UnknownVersion), "{text}");
        }
        let long = (0..300).fold("1.0.1000".to_owned(), |text, id| format!("{text}.{id}"));
        assert_eq!(long.parse::<Version>(), Err(UnknownVersion));
    }
}
