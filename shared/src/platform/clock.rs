//! The only source of the current time; all other code takes `now` as an argument.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};

/// The system clock, or a clock that a test sets.
#[derive(Debug, Clone, Default)]
pub struct Clock {
    fixed: Option<Arc<Mutex<DateTime<Utc>>>>,
}

impl Clock {
    pub fn system() -> Self {
        Self::default()
    }

    /// A clock that stays at `now` until [`Self::advance`] is called; clones share their time.
    pub fn fixed(now: DateTime<Utc>) -> Self {
        Self { fixed: Some(Arc::new(Mutex::new(now))) }
    }

    #[expect(clippy::disallowed_methods, reason = "this is the one place")]
    pub fn now(&self) -> DateTime<Utc> {
        match &self.fixed {
            Some(now) => *now.lock().unwrap_or_else(PoisonError::into_inner),
            None => Utc::now(),
        }
    }

    /// Advances a fixed clock by `step`; has no effect on the system clock.
    pub fn advance(&self, step: TimeDelta) {
        if let Some(now) = &self.fixed {
            *now.lock().unwrap_or_else(PoisonError::into_inner) += step;
        }
    }
}
