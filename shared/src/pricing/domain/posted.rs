//! The tariffs that apply at a place: published versions, and their assignments to places.

use std::{cmp::Reverse, collections::HashMap, sync::Arc};

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::tariff::Tariff;
use crate::{
    identity::domain::vehicle::VehicleClass,
    platform::domain::ids::{CityId, SiteId, SpotId, TariffId, TariffVersionId, ZoneId},
};

/// A spot and the places that it is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SpotPlace {
    pub city_id: CityId,
    pub site_id: Option<SiteId>,
    pub zone_id: ZoneId,
    pub spot_id: SpotId,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedVersion {
    pub id: TariffVersionId,
    pub tariff_id: TariffId,
    /// Counts the versions of the tariff from 1.
    pub number: i32,
    pub effective_from: DateTime<Utc>,
    /// The city's time zone at the publication.
    pub time_zone: Tz,
    pub tariff: Tariff,
    /// The tariff in words.
    pub rules: String,
}

/// The use of a tariff at a place in `[starts_at, ends_at)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Assignment {
    pub tariff_id: TariffId,
    pub place: AssignmentPlace,
    /// `None` for all classes.
    pub vehicle_class: Option<VehicleClass>,
    pub starts_at: DateTime<Utc>,
    /// `None` for an assignment without an end.
    pub ends_at: Option<DateTime<Utc>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AssignmentPlace {
    City(CityId),
    Site(SiteId),
    Zone(ZoneId),
    Spot(SpotId),
}

/// Assignments of tariffs with their versions, in memory.
#[derive(Debug, Clone, Default)]
pub struct PostedTariffs {
    assignments: HashMap<AssignmentPlace, Vec<Assignment>>,
    /// Newest first.
    versions: HashMap<TariffId, Vec<Arc<PublishedVersion>>>,
}

impl SpotPlace {
    /// Returns the places to which a tariff for the spot may be assigned.
    fn nearest_first(self) -> [Option<AssignmentPlace>; 4] {
        [
            Some(AssignmentPlace::Spot(self.spot_id)),
            Some(AssignmentPlace::Zone(self.zone_id)),
            self.site_id.map(AssignmentPlace::Site),
            Some(AssignmentPlace::City(self.city_id)),
        ]
    }
}

impl Assignment {
    pub fn is_in_force(&self, at: DateTime<Utc>) -> bool {
        self.starts_at <= at && self.ends_at.is_none_or(|ends_at| at < ends_at)
    }
}

impl PostedTariffs {
    pub fn new(assignments: Vec<Assignment>, versions: Vec<PublishedVersion>) -> Self {
        let mut posted = Self::default();
        for assignment in assignments {
            posted.assignments.entry(assignment.place).or_default().push(assignment);
        }
        for version in versions {
            posted.versions.entry(version.tariff_id).or_default().push(Arc::new(version));
        }
        for versions in posted.versions.values_mut() {
            versions.sort_by_key(|version| Reverse((version.effective_from, version.number)));
        }
        posted
    }

    /// Returns whether no place has a tariff.
    pub fn is_empty(&self) -> bool {
        self.assignments.is_empty()
    }

    /// Returns the version for a stay that begins at `at`; `None` if the spot has no tariff then.
    ///
    /// The nearest place wins: spot, zone, site, city. At one place, an assignment for the class
    /// precedes one for all. An assignment without a version in force is skipped.
    pub fn version_at(
        &self,
        place: SpotPlace,
        class: VehicleClass,
        at: DateTime<Utc>,
    ) -> Option<&Arc<PublishedVersion>> {
        place.nearest_first().into_iter().flatten().find_map(|place| {
            let assignments = self.assignments.get(&place)?;
            [Some(class), None].into_iter().find_map(|class| {
                let for_class = assignments.iter().filter(|one| one.vehicle_class == class);
                for_class
                    .filter(|assignment| assignment.is_in_force(at))
                    .find_map(|assignment| self.version_in_force(assignment.tariff_id, at))
            })
        })
    }

    fn version_in_force(
        &self,
        tariff_id: TariffId,
        at: DateTime<Utc>,
    ) -> Option<&Arc<PublishedVersion>> {
        self.versions.get(&tariff_id)?.iter().find(|version| version.effective_from <= at)
    }
}

#[cfg(test)]
mod tests;
