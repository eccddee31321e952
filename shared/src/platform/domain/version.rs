//! A version of the map: the changes that somebody has seen, and when they looked.
//!
//! Changes are numbered by the transactions that made them, and transactions do not end in the
//! order of their numbers. A version therefore says of every transaction whether it was over: all
//! below `xmin`, none from `xmax` on, and in between those that are not named. It is PostgreSQL's
//! own snapshot, so that nothing is missed and nothing is waited for.

use std::{fmt, str::FromStr};

use chrono::{DateTime, Utc};

/// Versions that name more transactions than this are not believed.
const MAX_RUNNING: usize = 200;

/// What somebody has seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// When they looked; what the clock alone has changed since then is not seen.
    pub at: DateTime<Utc>,
    /// Every transaction below was over.
    pub xmin: i64,
    /// No transaction from here on was over.
    pub xmax: i64,
    /// Those in between that were not over.
    pub running: Vec<i64>,
}

/// The text is no version.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("is not a version of ours")]
pub struct UnknownVersion;

impl Version {
    /// From PostgreSQL's text for a snapshot, `xmin:xmax:running,…`.
    ///
    /// # Errors
    /// When it is none.
    pub fn of_snapshot(snapshot: &str, at: DateTime<Utc>) -> Result<Self, UnknownVersion> {
        let mut parts = snapshot.splitn(3, ':');
        let mut next = || parts.next().ok_or(UnknownVersion);
        let (xmin, xmax, running) = (number(next()?)?, number(next()?)?, next()?);
        let running =
            running.split(',').filter(|id| !id.is_empty()).map(number).collect::<Result<_, _>>()?;
        Ok(Self { at, xmin, xmax, running })
    }

    /// Whether the version was taken no later than `other`, as far as transactions go.
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
