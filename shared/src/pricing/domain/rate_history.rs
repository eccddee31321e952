//! The last change of a band's rate in the versions of its tariff.

use chrono::{DateTime, Utc};

use super::{posted::PublishedVersion, tariff::document::Band};

/// Returns the time from which the newest version's rate of a band holds, which may be the start of
/// the first version; `None` if there is no such band. `versions` are all versions of a tariff,
/// newest first.
///
/// A band is the same in two versions if it holds for the same vehicles at the same times. The rate
/// of a band without a predecessor is a change.
pub fn last_rate_change(versions: &[PublishedVersion], band_index: usize) -> Option<DateTime<Utc>> {
    let band = versions.first()?.tariff.document().bands.get(band_index)?;
    let mut since = None;
    for version in versions {
        let bands = &version.tariff.document().bands;
        match bands.iter().find(|other| holds_when(other, band)) {
            Some(same) if has_rates_of(same, band) => since = Some(version.effective_from),
            _ => break,
        }
    }
    since
}

/// Returns whole local days from the last change to `now`; negative if the change is in the future.
pub fn days_since_rate_change(
    versions: &[PublishedVersion],
    band_index: usize,
    now: DateTime<Utc>,
) -> Option<i64> {
    let changed_at = last_rate_change(versions, band_index)?;
    let zone = versions.first()?.time_zone;
    let date = |at: DateTime<Utc>| at.with_timezone(&zone).date_naive();
    Some(date(now).signed_duration_since(date(changed_at)).num_days())
}

fn has_rates_of(band: &Band, other: &Band) -> bool {
    band.rate_minor_per_hour == other.rate_minor_per_hour && band.steps == other.steps
}

/// Compares everything but rates and the maximum stay.
fn holds_when(band: &Band, other: &Band) -> bool {
    let with_rates_of_other = Band {
        rate_minor_per_hour: other.rate_minor_per_hour,
        steps: other.steps.clone(),
        max_stay_minutes: other.max_stay_minutes,
        ..band.clone()
    };
    with_rates_of_other == *other
}

#[cfg(test)]
mod tests;
