//! What is to be tried.

use std::time::Duration;

use rand::{SeedableRng, rngs::StdRng};

/// What is to be tried. The same seed draws the same drivers and the same mischief; how they meet
/// is up to the machine.
#[derive(Debug, Clone)]
pub struct Plan {
    /// What all chance is drawn from.
    pub seed: u64,
    /// How many drivers come, each for one reservation.
    pub reservations: u32,
    /// How long the disorder lasts.
    pub duration: Duration,
}

impl Plan {
    /// The chance of the monkey.
    pub(crate) fn chance(&self) -> StdRng {
        StdRng::seed_from_u64(self.seed)
    }

    /// The chance of the driver with this number.
    pub(crate) fn chance_of(&self, driver: u32) -> StdRng {
        StdRng::seed_from_u64(
            self.seed ^ (u64::from(driver) + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15),
        )
    }

    /// How to do the same again.
    pub fn command(&self) -> String {
        let Self { seed, reservations, duration } = self;
        format!(
            "cargo xtask chaos --seed {seed} --reservations {reservations} --seconds {}",
            duration.as_secs()
        )
    }
}
