//! A spot in the read model.

use std::{borrow::Cow, sync::Arc};

use chrono::{DateTime, Utc};
use shared::{
    places::domain::position::Position,
    platform::domain::{ids::SpotId, money::Money},
    pricing::domain::posted::SpotPlace,
    reservations::{
        domain::{eligibility::is_permit_only, reserved_ahead::ahead_from},
        models::{
            indexed_spot::{Block, IndexedSpot, IndexedZone},
            spot_search::{After, SpotSearch},
        },
    },
};
use smallvec::SmallVec;

use super::Allowed;
use crate::views::{FreeSpotView, ZoneView};

/// A spot; values that many spots have in common are shared.
#[derive(Debug, PartialEq)]
pub(crate) struct Entry {
    pub(crate) id: SpotId,
    pub(crate) label: Box<str>,
    pub(crate) position: Position,
    pub(crate) rate_minor_per_hour: i32,
    pub(crate) position_assumed: bool,
    pub(crate) attributes: Arc<Vec<String>>,
    /// `true` with the attribute `accessible`.
    is_accessible: bool,
    pub(crate) hours: Option<Arc<String>>,
    pub(crate) zone: Arc<IndexedZone>,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) updated_at: DateTime<Utc>,
    /// Most spots have at most two blocks, which are then stored inline.
    pub(super) blocks: SmallVec<[Block; 2]>,
}

impl Entry {
    /// Returns whether the spot is free for the whole period and meets the search's criteria.
    pub(super) fn matches(&self, search: &SpotSearch) -> bool {
        self.is_free(search) && self.suits(search)
    }

    /// Returns whether the spot is free for the whole period.
    pub(super) fn is_free(&self, search: &SpotSearch) -> bool {
        let (starts, ends) = (
            search.period.starts_at().timestamp_micros(),
            search.period.ends_at().timestamp_micros(),
        );
        let now = search.now.timestamp_micros();
        let blocks =
            |block: &Block| block.ends > starts && block.starts < ends && block.until > now;
        !self.blocks.iter().any(blocks)
    }

    /// Returns whether the spot, free or not, meets the search's criteria.
    pub(super) fn suits(&self, search: &SpotSearch) -> bool {
        search.zones.as_ref().is_none_or(|zones| zones.contains(&self.zone.id))
            && (!search.street_only || self.zone.site_id.is_none())
            && (search.includes_permit_only() || !is_permit_only(&self.attributes))
            && search.attributes.iter().all(|attribute| self.attributes.contains(attribute))
    }

    /// Returns whether the spot has a stay in a part of the searched period that begins later.
    pub(super) fn is_reserved_ahead(&self, search: &SpotSearch) -> bool {
        let (starts, ends) = (
            search.period.starts_at().timestamp_micros(),
            search.period.ends_at().timestamp_micros(),
        );
        let now = search.now.timestamp_micros();
        let ahead = ahead_from(search.now).timestamp_micros();
        let is_live = |block: &&Block| block.is_stay && now < block.until;
        let mut stays = self.blocks.iter().filter(is_live);
        stays.any(|stay| ahead < stay.starts && stay.starts < ends && starts < stay.ends)
    }

    /// Returns the places to which tariffs of the spot can be assigned.
    pub(crate) fn tariff_place(&self) -> SpotPlace {
        SpotPlace {
            city_id: self.zone.city_id,
            site_id: self.zone.site_id,
            zone_id: self.zone.id,
            spot_id: self.id,
            is_accessible: self.is_accessible,
        }
    }

    /// Returns a view of the spot at `distance_m`, with the distance in a unit of `metres`.
    pub(crate) fn view<'a>(
        &'a self,
        distance_m: f64,
        metres: f64,
        offer: &'a Allowed,
    ) -> FreeSpotView<'a> {
        FreeSpotView {
            id: self.id.0,
            label: (&*self.label).into(),
            lat: self.position.lat,
            lng: self.position.lng,
            distance: rounded(distance_m / metres),
            rate: self.rate().into(),
            price: offer.price.into(),
            rules: Cow::Borrowed(&offer.json.rules),
            latest_end: offer.json.latest_end.as_deref().map(Cow::Borrowed),
            attributes: self.attributes.as_slice().into(),
            hours: self.hours.as_deref().map(Into::into),
            position_assumed: self.position_assumed,
            zone: self.zone_view(),
            site_id: self.zone.site_id.map(|site| site.0),
            time_zone: (&self.zone.time_zone).into(),
        }
    }

    /// Returns the flat rate per hour.
    pub(crate) fn rate(&self) -> Money {
        Money::new(self.rate_minor_per_hour.into(), self.zone.currency)
    }

    pub(crate) fn zone_view(&self) -> ZoneView<'_> {
        ZoneView {
            id: self.zone.id.0,
            street: (&self.zone.street).into(),
            from_street: (&self.zone.from_street).into(),
            to_street: (&self.zone.to_street).into(),
            side: (&self.zone.side).into(),
        }
    }

    /// Returns whether the spot comes after the cursor.
    pub(super) fn is_behind(&self, after: Option<After>, distance_m: f64) -> bool {
        after.is_none_or(|place| {
            distance_m.total_cmp(&place.distance_m).then_with(|| self.id.cmp(&place.id)).is_gt()
        })
    }
}

impl From<IndexedSpot> for Entry {
    fn from(spot: IndexedSpot) -> Self {
        Self {
            is_accessible: spot.is_accessible(),
            id: spot.id,
            label: spot.label.into(),
            position: spot.position,
            rate_minor_per_hour: spot.rate_minor_per_hour,
            position_assumed: spot.position_assumed,
            attributes: Arc::new(spot.attributes),
            hours: spot.hours.map(Arc::new),
            zone: Arc::new(spot.zone),
            created_at: spot.created_at,
            updated_at: spot.updated_at,
            blocks: spot.blocks.into(),
        }
    }
}

/// Rounds to a tenth of a millimetre or of a metre, depending on the unit; finer than any map.
pub(crate) fn rounded(distance: f64) -> f64 {
    (distance * 1e4).round() / 1e4
}
