//! Parameters of a run.

use std::time::Duration;

use rand::{SeedableRng, rngs::StdRng};

/// The same seed yields the same drivers and faults; their interleaving depends on the machine.
#[derive(Debug, Clone)]
pub struct Plan {
    pub seed: u64,
    /// Number of drivers, each with one reservation.
    pub reservations: u32,
    /// Time in which faults are injected.
    pub duration: Duration,
}

impl Plan {
    pub(crate) fn schedule_rng(&self) -> StdRng {
        StdRng::seed_from_u64(self.seed)
    }

    pub(crate) fn driver_rng(&self, driver: u32) -> StdRng {
        StdRng::seed_from_u64(
            self.seed ^ (u64::from(driver) + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15),
        )
    }

    pub(crate) fn tariff_rng(&self) -> StdRng {
        self.driver_rng(u32::MAX - 1)
    }

    /// The command that repeats the run.
    pub fn command(&self) -> String {
        let Self { seed, reservations, duration } = self;
        format!(
            "cargo xtask chaos --seed {seed} --reservations {reservations} --seconds {}",
            duration.as_secs()
        )
    }
}
