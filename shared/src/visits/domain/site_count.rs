//! Counts of the spots of a site, as counted and as shown.

use crate::{
    places::domain::site_rules::{SiteRules, SiteState, next_state},
    platform::domain::ids::{SiteId, ZoneId},
};

/// The spots of a site at one time.
#[derive(Debug, Clone)]
pub struct SiteCount {
    pub site_id: SiteId,
    /// Spots that are in service and not closed.
    pub total: i64,
    /// Those of them that are held or reserved, or have the vehicle of an overdue visit.
    pub taken: i64,
    /// Vehicles that were counted beyond `taken` at the newest recount.
    pub difference: i64,
    /// One for each zone.
    pub levels: Vec<LevelCount>,
    /// The published state, which is the memory of the hysteresis.
    pub stored: Option<SiteState>,
    pub rules: SiteRules,
}

/// The spots of a zone of a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LevelCount {
    pub zone_id: ZoneId,
    pub name: String,
    pub level: Option<String>,
    pub total: i64,
    pub taken: i64,
    pub difference: i64,
}

impl SiteCount {
    /// Returns the number of free spots, which is below zero or above the total if the recount says
    /// so.
    pub fn free_stored(&self) -> i64 {
        self.total - self.taken - self.difference
    }

    /// Returns the number of free spots as shown.
    pub fn free(&self) -> i64 {
        shown(self.free_stored(), self.total)
    }

    /// Returns the state, after the published one.
    pub fn state(&self) -> SiteState {
        next_state(&self.rules, self.stored, self.free_stored(), self.total)
    }
}

impl LevelCount {
    /// Returns the number of free spots, as [`SiteCount::free_stored`] does.
    pub fn free_stored(&self) -> i64 {
        self.total - self.taken - self.difference
    }

    /// Returns the number of free spots as shown.
    pub fn free(&self) -> i64 {
        shown(self.free_stored(), self.total)
    }

    /// Returns the state by the thresholds of the site. Levels have no hysteresis.
    pub fn state(&self, rules: &SiteRules) -> SiteState {
        next_state(rules, None, self.free_stored(), self.total)
    }
}

fn shown(free: i64, total: i64) -> i64 {
    free.clamp(0, total.max(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(total: i64, taken: i64, difference: i64) -> SiteCount {
        SiteCount {
            site_id: SiteId::new(),
            total,
            taken,
            difference,
            levels: Vec::new(),
            stored: None,
            rules: SiteRules::default(),
        }
    }

    #[test]
    fn only_the_shown_number_is_clamped() {
        for (difference, stored, shown) in [(0, 4, 4), (6, -2, 0), (-8, 12, 10)] {
            let count = count(10, 6, difference);
            assert_eq!((count.free_stored(), count.free()), (stored, shown), "{difference}");
        }
    }

    #[test]
    fn state_follows_the_published_one() {
        let few = count(100, 82, 0);
        assert_eq!(few.state(), SiteState::Free);
        let after_few = SiteCount { stored: Some(SiteState::Few), ..few };
        assert_eq!(after_few.state(), SiteState::Few);
        assert_eq!(count(0, 0, 0).state(), SiteState::Full);
    }
}
