//! The results of recent queries, in memory.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, PoisonError},
};

use chrono::{DateTime, TimeDelta, Utc};

use super::GeocodedPlace;

const TIME_TO_LIVE: TimeDelta = TimeDelta::minutes(10);
/// With 20 places each, about 60 MB.
const MAX_ANSWERS: usize = 10_000;

type Places = Arc<[GeocodedPlace]>;

/// A cache whose entries all live equally long, so that the order of insertion is that of expiry.
#[derive(Default)]
pub(super) struct Answers(Mutex<Entries>);

#[derive(Default)]
struct Entries {
    by_key: HashMap<Arc<str>, (DateTime<Utc>, Places)>,
    /// Expiry and key, oldest first. An entry that was replaced is in it twice.
    queue: VecDeque<(DateTime<Utc>, Arc<str>)>,
}

impl Answers {
    pub(super) fn get(&self, key: &str, now: DateTime<Utc>) -> Option<Places> {
        let entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (expires_at, places) = entries.by_key.get(key)?;
        (now < *expires_at).then(|| Arc::clone(places))
    }

    pub(super) fn put(&self, key: String, places: Places, now: DateTime<Utc>) {
        let mut entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (key, expires_at): (Arc<str>, _) = (key.into(), now + TIME_TO_LIVE);
        entries.by_key.insert(Arc::clone(&key), (expires_at, places));
        entries.queue.push_back((expires_at, key));
        entries.remove_old(now);
    }
}

impl Entries {
    fn has_old(&self, now: DateTime<Utc>) -> bool {
        self.queue.len() > MAX_ANSWERS
            || self.queue.front().is_some_and(|(expires_at, _)| *expires_at <= now)
    }

    fn remove_old(&mut self, now: DateTime<Utc>) {
        while self.has_old(now) {
            let Some((expires_at, key)) = self.queue.pop_front() else { return };
            if self.by_key.get(&key).is_some_and(|(current, _)| *current == expires_at) {
                self.by_key.remove(&key);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn start() -> DateTime<Utc> {
        "2030-06-03T13:00:00Z".parse().unwrap()
    }

    fn sizes(answers: &Answers) -> (usize, usize) {
        let entries = answers.0.lock().unwrap();
        (entries.by_key.len(), entries.queue.len())
    }

    #[test]
    fn answers_live_ten_minutes() {
        let (answers, now) = (Answers::default(), start());
        answers.put("a".to_owned(), Arc::default(), now);
        assert!(answers.get("a", now + TimeDelta::seconds(599)).is_some());
        assert!(answers.get("a", now + TIME_TO_LIVE).is_none());
        assert!(answers.get("b", now).is_none());
        answers.put("b".to_owned(), Arc::default(), now + TIME_TO_LIVE);
        assert_eq!(sizes(&answers), (1, 1), "expired answers are removed");
    }

    #[test]
    fn oldest_answers_are_removed_first() {
        let (answers, now) = (Answers::default(), start());
        for index in 0..MAX_ANSWERS + 2 {
            answers.put(index.to_string(), Arc::default(), now);
        }
        assert_eq!(sizes(&answers), (MAX_ANSWERS, MAX_ANSWERS));
        assert!(answers.get("1", now).is_none() && answers.get("2", now).is_some());
    }

    #[test]
    fn replaced_answer_lives_as_long_as_the_new_one() {
        let (answers, now) = (Answers::default(), start());
        answers.put("a".to_owned(), Arc::default(), now);
        answers.put("a".to_owned(), Arc::default(), now + TimeDelta::minutes(5));
        answers.put("b".to_owned(), Arc::default(), now + TIME_TO_LIVE);
        assert!(answers.get("a", now + TIME_TO_LIVE).is_some());
        assert_eq!(sizes(&answers), (2, 2));
    }
}
