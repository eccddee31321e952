//! A circuit breaker: after repeated failures, nothing is requested for a while.

use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};

/// Number of consecutive failures after which requests are paused.
const MAX_FAILURES: u32 = 5;
const PAUSE: TimeDelta = TimeDelta::seconds(30);

#[derive(Default)]
pub(super) struct Breaker(Mutex<State>);

#[derive(Default)]
struct State {
    /// Since the last success.
    failures: u32,
    paused_until: Option<DateTime<Utc>>,
}

impl Breaker {
    pub(super) fn is_paused(&self, now: DateTime<Utc>) -> bool {
        self.state().paused_until.is_some_and(|until| now < until)
    }

    pub(super) fn succeed(&self) {
        *self.state() = State::default();
    }

    /// Counts a failure. Returns whether a pause begins. After a pause one failure begins the next.
    pub(super) fn fail(&self, now: DateTime<Utc>) -> bool {
        let mut state = self.state();
        state.failures = state.failures.saturating_add(1);
        if state.failures < MAX_FAILURES || state.paused_until.is_some_and(|until| now < until) {
            return false;
        }
        state.paused_until = Some(now + PAUSE);
        true
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_failures_in_a_row_begin_a_pause() {
        let now: DateTime<Utc> = "2030-06-03T13:00:00Z".parse().unwrap();
        let breaker = Breaker::default();
        assert!((0..4).all(|_| !breaker.fail(now)));
        breaker.succeed();
        assert!((0..4).all(|_| !breaker.fail(now)) && !breaker.is_paused(now));
        assert!(breaker.fail(now) && breaker.is_paused(now));
        // The failure of a request that was sent before the pause.
        assert!(!breaker.fail(now));
        let later = now + PAUSE;
        assert!(!breaker.is_paused(later));
        assert!(breaker.fail(later) && breaker.is_paused(later), "one further failure suffices");
        breaker.succeed();
        assert!(!breaker.is_paused(later) && !breaker.fail(later));
    }
}
