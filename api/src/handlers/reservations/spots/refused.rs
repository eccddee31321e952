//! Free spots that are not offered, because their tariff refuses the period.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use serde::Serialize;
use shared::places::domain::position::Unit;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    search::{Offered, Refused, rounded},
    views::{MoneyView, ZoneView},
};

/// A free spot whose tariff does not allow the period.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RefusedSpotView<'a> {
    spot: SpotBrief<'a>,
    /// `class_not_admitted`, `permit_required`, `closed`, `max_stay`, `band_change` or
    /// `rules_unknown`.
    #[schema(example = "max_stay")]
    code: &'static str,
    /// Reason in words.
    #[schema(example = "The longest stay is 2 h.")]
    text: Cow<'a, str>,
    /// Latest end of a stay with this start; `null` if the start is refused.
    allowed_until: Option<DateTime<Utc>>,
    /// Next start of a stay of this length; `null` if it is not known.
    allowed_from: Option<DateTime<Utc>>,
}

/// A spot without a price.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SpotBrief<'a> {
    id: Uuid,
    /// Label at the kerb.
    #[schema(example = "B14")]
    label: Cow<'a, str>,
    /// Latitude in degrees.
    lat: f64,
    /// Longitude in degrees.
    lng: f64,
    /// Great-circle distance, in the requested unit.
    distance: f64,
    /// Flat rate per hour, which holds while no tariff is posted.
    rate: MoneyView,
    #[schema(value_type = Vec<String>)]
    attributes: Cow<'a, [String]>,
    /// Hours in which parking is charged, in the format of the source.
    hours: Option<Cow<'a, str>>,
    /// `true` if the position is derived from that of a pay station.
    position_assumed: bool,
    zone: ZoneView<'a>,
    /// IANA time zone of the city.
    #[schema(example = "America/New_York")]
    time_zone: Cow<'a, str>,
    /// The tariff in words.
    #[schema(example = "Mon–Sat 8 AM–7 PM: $4.50 / h, 2 h at most. Free at other times.")]
    rules: Cow<'a, str>,
}

impl<'a> RefusedSpotView<'a> {
    pub(super) fn new(refused: &'a Offered<Refused>, unit: Unit) -> Self {
        let Offered { distance_m, spot, offer } = refused;
        let refusal = &offer.refusal;
        let spot = SpotBrief {
            id: spot.id.0,
            label: (&*spot.label).into(),
            lat: spot.position.lat,
            lng: spot.position.lng,
            distance: rounded(distance_m / unit.metres()),
            rate: spot.rate().into(),
            attributes: spot.attributes.as_slice().into(),
            hours: spot.hours.as_deref().map(Into::into),
            position_assumed: spot.position_assumed,
            zone: spot.zone_view(),
            time_zone: (&spot.zone.time_zone).into(),
            rules: (&*offer.rules).into(),
        };
        Self {
            spot,
            code: refusal.code,
            text: (&*refusal.text).into(),
            allowed_until: refusal.allowed_until,
            allowed_from: refusal.allowed_from,
        }
    }
}
