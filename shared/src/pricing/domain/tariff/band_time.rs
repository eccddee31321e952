//! The time of a period in which a band holds.

use chrono_tz::Tz;

use super::{Tariff, Vehicle, schedule::Rule};
use crate::{identity::domain::vehicle::VehicleClass, platform::domain::period::Period};

impl Tariff {
    /// Returns the elapsed seconds of a period in which a band holds for the first vehicle class
    /// and permit that it admits; 0 if the document has no such band.
    pub fn seconds_in_band(&self, zone: Tz, band_index: usize, period: Period) -> i64 {
        let Some(band) = self.document().bands.get(band_index) else { return 0 };
        let class = band.only_classes.first().copied().unwrap_or(VehicleClass::Car);
        let permit = band.only_permits.first().map(String::as_str);
        let vehicle = Vehicle { permit, ..Vehicle::of(class) };
        self.slices(zone, vehicle, (period.starts_at(), period.ends_at()), &[])
            .filter(|slice| matches!(slice.rule, Rule::Band { index, .. } if index == band_index))
            .map(|slice| (slice.to - slice.from).num_seconds())
            .sum()
    }
}

#[cfg(test)]
mod tests;
