//! The part of a spot's place that its tariff depends on, so that a zone's spots are priced
//! together.

use super::{AssignmentPlace, PostedTariffs, SpotPlace};
use crate::platform::domain::ids::{CityId, SiteId, SpotId, ZoneId};

/// Spots with the same shared place have the same version of the same tariff at every time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SharedPlace {
    city_id: CityId,
    site_id: Option<SiteId>,
    zone_id: ZoneId,
    /// `None` without an assignment to the spot itself.
    spot_id: Option<SpotId>,
    is_accessible: bool,
}

impl PostedTariffs {
    /// Returns the shared place of a spot under these tariffs; it may differ under others.
    pub fn shared_place(&self, place: SpotPlace) -> SharedPlace {
        let SpotPlace { city_id, site_id, zone_id, spot_id, is_accessible } = place;
        let is_assigned = self.has_spot_assignments
            && self.assignments.contains_key(&AssignmentPlace::Spot(spot_id));
        let spot_id = is_assigned.then_some(spot_id);
        SharedPlace { city_id, site_id, zone_id, spot_id, is_accessible }
    }
}
