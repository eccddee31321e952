//! The rules of entry of a site, and its published state.

use chrono::TimeDelta;
use strum::{EnumString, IntoStaticStr, VariantArray};

use super::terms::Terms;
use crate::platform::domain::text_enum::text_enum;

/// Relation of reservations to the spots of a site.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray,
)]
#[strum(serialize_all = "snake_case", parse_err_ty = String, parse_err_fn = Self::unknown)]
pub enum Numbering {
    /// Drivers park on the spot that they have reserved.
    #[default]
    Numbered,
    /// Drivers park on any spot: a reservation may move to another one of the same kind.
    Unnumbered,
}
text_enum!(Numbering);

/// Treatment of a vehicle that enters again without having left.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray,
)]
#[strum(serialize_all = "snake_case", parse_err_ty = String, parse_err_fn = Self::unknown)]
pub enum AntiPassback {
    /// The earlier visit ends.
    Off,
    /// The earlier visit ends, and an incident is recorded.
    #[default]
    Soft,
    /// The entry is refused until an operator has ended the earlier visit.
    Hard,
}
text_enum!(AntiPassback);

/// Published occupancy of a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case", parse_err_ty = String, parse_err_fn = Self::unknown)]
pub enum SiteState {
    Free,
    /// Few spots are free.
    Few,
    Full,
}
text_enum!(SiteState);

/// Rules of a site. The default applies to sites without rules of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SiteRules {
    pub numbering: Numbering,
    pub anti_passback: AntiPassback,
    /// Longest visit without a booked end; `None` for the maximum stay of the terms.
    pub max_visit: Option<TimeDelta>,
    /// Time after the arrival at which the driver is reminded.
    pub remind_after: TimeDelta,
    /// Greatest distance from the site, in metres, at which a driver may enter by a code; `None`
    /// for no check.
    pub geofence_m: Option<i32>,
    /// Free share, in percent, from which on the state is `few`.
    pub few_at_percent: i32,
    /// Free share, in percent, from which on it is `free` again; not below `few_at_percent`.
    pub free_from_percent: i32,
    /// Free spots from which on the state is `full`.
    pub full_at: i32,
    /// Free spots from which on it is no longer `full`; above `full_at`.
    pub few_from: i32,
    /// Confidence, in percent, below which a plate read waits for an operator.
    pub min_confidence_percent: i32,
    /// `true` if a plate that differs only in letters that cameras confuse opens the barrier.
    pub opens_on_similar: bool,
    /// `true` if the images of plate reads are kept for some days.
    pub keeps_images: bool,
}

impl Default for SiteRules {
    fn default() -> Self {
        Self {
            numbering: Numbering::Numbered,
            anti_passback: AntiPassback::Soft,
            max_visit: None,
            remind_after: TimeDelta::hours(4),
            geofence_m: None,
            few_at_percent: 15,
            free_from_percent: 20,
            full_at: 0,
            few_from: 1,
            min_confidence_percent: 85,
            opens_on_similar: false,
            keeps_images: false,
        }
    }
}

impl SiteRules {
    /// Returns the longest visit without a booked end, under the terms of the site.
    pub fn max_visit_of(&self, terms: &Terms) -> TimeDelta {
        self.max_visit.unwrap_or(terms.max_stay)
    }

    /// Returns whether a reservation may move to another spot.
    pub fn is_unnumbered(&self) -> bool {
        self.numbering == Numbering::Unnumbered
    }
}

/// Returns the state of a site with `free` of `total` spots, after the state `stored`. `free` is
/// not clamped.
///
/// The state is full while free ≤ `full_at`, and from full on until free ≥ `few_from`; few while
/// the free share ≤ `few_at_percent`, and from few or full on until it is ≥ `free_from_percent`. A
/// site without spots is full.
pub fn next_state(
    rules: &SiteRules,
    stored: Option<SiteState>,
    free: i64,
    total: i64,
) -> SiteState {
    let was_full = stored == Some(SiteState::Full);
    if total <= 0
        || free <= i64::from(rules.full_at)
        || (was_full && free < i64::from(rules.few_from))
    {
        return SiteState::Full;
    }
    let was_few = was_full || stored == Some(SiteState::Few);
    let (share, few_at) = (free * 100, total * i64::from(rules.few_at_percent));
    if share <= few_at || (was_few && share < total * i64::from(rules.free_from_percent)) {
        return SiteState::Few;
    }
    SiteState::Free
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the states after each of these numbers of free spots, of 100.
    fn states(rules: &SiteRules, free: &[i64]) -> Vec<SiteState> {
        let mut stored = None;
        free.iter()
            .map(|free| {
                let state = next_state(rules, stored, *free, 100);
                stored = Some(state);
                state
            })
            .collect()
    }

    #[test]
    fn state_changes_at_different_thresholds() {
        use SiteState::{Few, Free, Full};
        let rules = SiteRules::default();
        assert_eq!(states(&rules, &[16, 15, 19, 20, 0, 1]), [Free, Few, Few, Free, Full, Few]);
        assert_eq!(states(&rules, &[0, 19, 20]), [Full, Few, Free]);
    }

    #[test]
    fn full_site_stays_full_until_some_spots_are_free() {
        use SiteState::{Few, Free, Full};
        let rules = SiteRules { full_at: 2, few_from: 5, ..SiteRules::default() };
        assert_eq!(states(&rules, &[3, 2, 4, 5, 4, 50]), [Few, Full, Full, Few, Few, Free]);
    }

    #[test]
    fn count_below_zero_is_full_and_above_all_is_free() {
        let rules = SiteRules::default();
        assert_eq!(next_state(&rules, None, -3, 100), SiteState::Full);
        assert_eq!(next_state(&rules, None, 103, 100), SiteState::Free);
        assert_eq!(next_state(&rules, Some(SiteState::Free), 0, 0), SiteState::Full);
    }

    #[test]
    fn longest_visit_is_that_of_the_terms_by_default() {
        let terms = Terms::default();
        let own = SiteRules { max_visit: Some(TimeDelta::hours(2)), ..SiteRules::default() };
        assert_eq!(SiteRules::default().max_visit_of(&terms), terms.max_stay);
        assert_eq!(own.max_visit_of(&terms), TimeDelta::hours(2));
    }
}
