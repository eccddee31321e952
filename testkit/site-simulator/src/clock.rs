//! The clock of the equipment, which follows that of the service.

use std::time::SystemTime;

use chrono::{DateTime, TimeDelta, Utc};
use parking_lot::Mutex;

/// A clock that was set to the time of the service by each of its responses.
#[derive(Debug, Default)]
pub(crate) struct DeviceClock {
    /// Difference to the clock of this machine.
    ahead: Mutex<TimeDelta>,
}

impl DeviceClock {
    pub(crate) fn now(&self) -> DateTime<Utc> {
        DateTime::<Utc>::from(SystemTime::now()) + *self.ahead.lock()
    }

    pub(crate) fn set(&self, now: DateTime<Utc>) {
        *self.ahead.lock() = now - DateTime::<Utc>::from(SystemTime::now());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clock_goes_on_from_the_time_of_the_service() {
        let (clock, set_to) = (DeviceClock::default(), "2030-06-03T13:00:00Z".parse().unwrap());
        clock.set(set_to);
        let passed = clock.now() - set_to;
        assert!(passed >= TimeDelta::zero() && passed < TimeDelta::minutes(1), "{passed}");
    }
}
