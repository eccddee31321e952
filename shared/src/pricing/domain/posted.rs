//! The tariffs that apply at a place: published versions, and their assignments to places.

mod shared_place;

use std::{borrow::Cow, cmp::Reverse, collections::HashMap, sync::Arc};

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use rustc_hash::FxHashMap;
pub use shared_place::SharedPlace;

use super::{guard_rail::has_rate_above, tariff::Tariff};
use crate::{
    identity::domain::vehicle::VehicleClass,
    places::domain::terms::DEFAULT_ACCESSIBLE_AT_BASE_RATE,
    platform::domain::{
        ids::{CityId, SiteId, SpotId, TariffId, TariffVersionId, ZoneId},
        language::Language,
    },
};

/// A spot and the places that it is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SpotPlace {
    pub city_id: CityId,
    pub site_id: Option<SiteId>,
    pub zone_id: ZoneId,
    pub spot_id: SpotId,
    /// `true` for a spot with the attribute `accessible`.
    pub is_accessible: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedVersion {
    pub id: TariffVersionId,
    pub tariff_id: TariffId,
    /// Counts the versions of the tariff from 1.
    pub number: i32,
    pub effective_from: DateTime<Utc>,
    /// Time zone of the bands: that of the base version, else the city's at the publication.
    pub time_zone: Tz,
    /// The version with the operator's own rates, if a rule made this version.
    pub base_version_id: Option<TariffVersionId>,
    /// `true` if a yield policy made this version from the occupancy of the moment.
    pub by_yield: bool,
    pub tariff: Tariff,
    /// The tariff in English words.
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
    assignments: FxHashMap<AssignmentPlace, Vec<Assignment>>,
    /// `true` if a tariff is assigned to a single spot.
    has_spot_assignments: bool,
    /// Newest first.
    versions: FxHashMap<TariffId, Vec<PostedVersion>>,
    at_base_rate: AccessibleAtBaseRate,
}

/// A version from the time at which it takes effect.
#[derive(Debug, Clone)]
struct PostedVersion {
    effective_from: DateTime<Utc>,
    number: i32,
    /// The version itself, or the base version if both say the same.
    version: Arc<PublishedVersion>,
    /// `None` if the rates are the operator's own.
    base: Option<BaseVersion>,
}

/// The version with the operator's own rates.
#[derive(Debug, Clone)]
struct BaseVersion {
    version: Arc<PublishedVersion>,
    /// `true` if the other version has a higher rate.
    is_exceeded: bool,
}

/// `true` for the cities and sites in which accessible spots keep the base rates; absent where the
/// terms say nothing.
pub type AccessibleAtBaseRate = HashMap<(CityId, Option<SiteId>), bool>;

/// Returns whether a spot with these attributes is for vehicles with a disabled permit.
pub fn is_accessible(attributes: &[String]) -> bool {
    attributes.iter().any(|one| one == "accessible")
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

impl PublishedVersion {
    /// Returns the version with the operator's own rates: this one, unless a rule made it.
    pub fn base_id(&self) -> TariffVersionId {
        self.base_version_id.unwrap_or(self.id)
    }

    /// Returns the tariff in words. Those that are not English are written anew by each call.
    pub fn rules_in(&self, language: Language) -> Cow<'_, str> {
        match language {
            Language::English => Cow::Borrowed(&self.rules),
            Language::Spanish | Language::German | Language::French => {
                Cow::Owned(self.tariff.words_in(language))
            }
        }
    }
}

impl PostedVersion {
    /// A version that says the same as its base is the base for all stays, so that a stay that goes
    /// on is the same stay for steps, caps and the minimum.
    fn new(version: &Arc<PublishedVersion>, base: Option<&Arc<PublishedVersion>>) -> Self {
        let (effective_from, number) = (version.effective_from, version.number);
        let (version, base) = match base {
            Some(base) if is_same(version, base) => (base, None),
            Some(base) => {
                let is_exceeded = has_rate_above(version.tariff.document(), base.tariff.document());
                (version, Some(BaseVersion { version: Arc::clone(base), is_exceeded }))
            }
            None => (version, None),
        };
        Self { effective_from, number, version: Arc::clone(version), base }
    }

    /// Returns whether stays that are booked ahead have the base version.
    fn is_for_now_only(&self) -> bool {
        self.version.by_yield && self.base.is_some()
    }
}

/// Returns whether both versions have the same rates and rules at the same times.
fn is_same(version: &PublishedVersion, base: &PublishedVersion) -> bool {
    version.time_zone == base.time_zone && version.tariff == base.tariff
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
            posted.has_spot_assignments |= matches!(assignment.place, AssignmentPlace::Spot(_));
            posted.assignments.entry(assignment.place).or_default().push(assignment);
        }
        let versions = versions.into_iter().map(|version| (version.id, Arc::new(version)));
        let versions: FxHashMap<_, _> = versions.collect();
        for version in versions.values() {
            let base = version.base_version_id.and_then(|id| versions.get(&id));
            let of_tariff = posted.versions.entry(version.tariff_id).or_default();
            of_tariff.push(PostedVersion::new(version, base));
        }
        for versions in posted.versions.values_mut() {
            versions.sort_by_key(|version| Reverse((version.effective_from, version.number)));
        }
        posted
    }

    /// Sets the terms of the places; without them, accessible spots keep the base rates.
    #[must_use]
    pub fn with_terms(self, at_base_rate: AccessibleAtBaseRate) -> Self {
        Self { at_base_rate, ..self }
    }

    /// Returns whether no place has a tariff.
    pub fn is_empty(&self) -> bool {
        self.assignments.is_empty()
    }

    /// Returns whether the terms of the places make a difference.
    pub fn depends_on_terms(&self) -> bool {
        let mut bases = self.versions.values().flatten().filter_map(|one| one.base.as_ref());
        bases.any(|base| base.is_exceeded)
    }

    /// Returns the version for time that begins at `at`; `None` if the spot has no tariff then.
    /// `is_ahead` is `true` if the stay begins later than now, and not only time that is added to
    /// it.
    ///
    /// The nearest place wins: spot, zone, site, city. At one place, an assignment for the class
    /// precedes one for all. An assignment without a version in force is skipped. A version that a
    /// yield policy made is for stays that begin now or have begun; others have its base version.
    /// An accessible spot has the base version of one that a rule made with a higher rate, unless
    /// the terms of its site or city say otherwise.
    pub fn version_at(
        &self,
        place: SpotPlace,
        class: VehicleClass,
        at: DateTime<Utc>,
        is_ahead: bool,
    ) -> Option<&Arc<PublishedVersion>> {
        let assigned = self.assigned_at(place, class, at)?;
        let base = assigned.base.as_ref().filter(|base| {
            (is_ahead && assigned.is_for_now_only()) || self.is_limited(place, base)
        });
        Some(base.map_or(&assigned.version, |base| &base.version))
    }

    /// Returns the base version that an accessible spot has instead of the dearer one of other
    /// spots; `None` if it has the same version as others, or no tariff.
    pub fn base_instead_at(
        &self,
        place: SpotPlace,
        class: VehicleClass,
        at: DateTime<Utc>,
        is_ahead: bool,
    ) -> Option<&Arc<PublishedVersion>> {
        let assigned = self.assigned_at(place, class, at)?;
        if is_ahead && assigned.is_for_now_only() {
            return None;
        }
        let base = assigned.base.as_ref().filter(|base| self.is_limited(place, base));
        base.map(|base| &base.version)
    }

    /// Returns whether the spot has the base version because it is accessible.
    fn is_limited(&self, place: SpotPlace, base: &BaseVersion) -> bool {
        base.is_exceeded && place.is_accessible && self.keeps_base_rate(place)
    }

    fn keeps_base_rate(&self, place: SpotPlace) -> bool {
        let of = |site_id| self.at_base_rate.get(&(place.city_id, site_id)).copied();
        let of_site = place.site_id.and_then(|site_id| of(Some(site_id)));
        of_site.or_else(|| of(None)).unwrap_or(DEFAULT_ACCESSIBLE_AT_BASE_RATE)
    }

    fn assigned_at(
        &self,
        place: SpotPlace,
        class: VehicleClass,
        at: DateTime<Utc>,
    ) -> Option<&PostedVersion> {
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

    fn version_in_force(&self, tariff_id: TariffId, at: DateTime<Utc>) -> Option<&PostedVersion> {
        self.versions.get(&tariff_id)?.iter().find(|version| version.effective_from <= at)
    }
}

#[cfg(test)]
mod tests;
