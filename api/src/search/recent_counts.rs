//! Counts of the last seconds. A count over a whole city visits every spot, and all clients that
//! show the city ask for the same one.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use chrono::{DateTime, TimeDelta, Utc};

use super::counts::SpotGroup;

/// Maximum age of a returned count.
const GOOD_FOR: TimeDelta = TimeDelta::seconds(5);
/// Maximum number of stored counts.
const MAX_COUNTS: usize = 200;
/// Maximum length of a key in bytes. Longer ones are not stored.
const MAX_KEY: usize = 400;

type Stored = HashMap<String, (DateTime<Utc>, Arc<Vec<SpotGroup>>)>;

/// Counts by the text of their request. Clones share them.
#[derive(Clone, Default)]
pub(super) struct RecentCounts(Arc<Mutex<Stored>>);

impl RecentCounts {
    pub(super) fn get(&self, key: &str, now: DateTime<Utc>) -> Option<Arc<Vec<SpotGroup>>> {
        let stored = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, groups) = stored.get(key)?;
        is_good(*at, now).then(|| Arc::clone(groups))
    }

    pub(super) fn put(&self, key: &str, now: DateTime<Utc>, groups: &Arc<Vec<SpotGroup>>) {
        if key.len() > MAX_KEY {
            return;
        }
        let mut stored = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if stored.len() >= MAX_COUNTS {
            stored.retain(|_, (at, _)| is_good(*at, now));
        }
        if stored.len() < MAX_COUNTS {
            stored.insert(key.to_owned(), (now, Arc::clone(groups)));
        }
    }
}

/// A count of the future was stored before the clock was set back.
fn is_good(at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    (TimeDelta::zero()..GOOD_FOR).contains(&(now - at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn count_is_returned_for_five_seconds() {
        let (recent, groups) = (RecentCounts::default(), Arc::new(Vec::new()));
        let now: DateTime<Utc> = "2030-06-03T13:00:00Z".parse().unwrap();
        recent.put("zoom=9", now, &groups);
        assert!(recent.get("zoom=9", now + TimeDelta::seconds(4)).is_some());
        assert!(recent.get("zoom=10", now).is_none());
        assert!(recent.get("zoom=9", now + TimeDelta::seconds(5)).is_none());
        assert!(recent.get("zoom=9", now - TimeDelta::seconds(1)).is_none());
    }

    #[test]
    fn number_and_keys_of_stored_counts_are_limited() {
        let (recent, groups) = (RecentCounts::default(), Arc::new(Vec::new()));
        let now: DateTime<Utc> = "2030-06-03T13:00:00Z".parse().unwrap();
        recent.put(&"x".repeat(MAX_KEY + 1), now, &groups);
        assert_eq!(recent.0.lock().unwrap().len(), 0);
        for number in 0..=MAX_COUNTS {
            recent.put(&number.to_string(), now, &groups);
        }
        assert_eq!(recent.0.lock().unwrap().len(), MAX_COUNTS);
        recent.put("later", now + GOOD_FOR, &groups);
        assert_eq!(recent.0.lock().unwrap().len(), 1, "old ones make room");
    }
}
