//! Parses the parameters of a count.

use chrono::{DateTime, TimeDelta, Utc};
use serde::Deserialize;
use shared::{
    Result,
    identity::domain::vehicle::VehicleClass,
    places::domain::{position::Bounds, terms::Terms},
    platform::domain::{
        language::Language,
        period::{Period, next_second},
    },
    reservations::models::spot_search::{Area, SpotSearch},
};
use utoipa::IntoParams;

use super::super::spots::query::{Beyond, attributes, beyond, starts_at, vehicle_class};
use crate::{
    extract::{
        Instant, MAX_BOX_DEGREES, Number, ParamErrors, UncheckedParams, WholeNumber, WideBox,
    },
    search::{Counting, Grouping, OfferTerms, required_attributes},
};

/// Zoom from which zones are counted, not cells.
const ZONES_FROM_ZOOM: f64 = 14.0;

#[derive(Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct CountSpots {
    /// `west,south,east,north` in degrees, at most 0.5 each way for zones and 8 for cells; `west`
    /// is greater than `east` where it crosses the 180th meridian
    #[param(value_type = String, required = true, example = "-73.99,40.75,-73.98,40.76")]
    bbox: Option<WideBox>,
    /// Zoom of the map, 0 to 24, where the earth is 512 pixels wide at zoom 0. Below 14, cells are
    /// counted; otherwise, and by default, zones
    #[param(inline)]
    zoom: Option<Number<0, 24>>,
    /// RFC 3339, with an offset; by default now
    #[param(value_type = Option<DateTime<Utc>>)]
    from: Option<Instant>,
    /// Length of the stay in seconds, at least 1; by default that of the shortest stay
    #[param(value_type = Option<u32>, example = 3600)]
    seconds: Option<WholeNumber<1>>,
    /// All of these, separated by commas: `accessible`, `charger`, `motorcycle`, `permit_only`,
    /// `scooter`, `wide`. Spots that are `permit_only` are counted only with that attribute
    #[serde(default, deserialize_with = "attributes")]
    #[param(value_type = Option<String>)]
    attributes: Option<Vec<String>>,
    /// `car` (default), `motorcycle`, `scooter`, `van` or `truck`. Trucks need spots that are
    /// `wide`
    #[serde(default, deserialize_with = "vehicle_class")]
    #[param(value_type = Option<String>)]
    vehicle_class: Option<VehicleClass>,
    /// Maximum average price per hour, in minor units
    #[param(value_type = Option<u32>, example = 500)]
    max_per_hour: Option<WholeNumber<0>>,
}

impl CountSpots {
    fn stay(&self, terms: &Terms) -> TimeDelta {
        let seconds = self.seconds.map(|seconds| i64::from(seconds.0));
        seconds.map_or(terms.min_stay, TimeDelta::seconds)
    }

    /// Returns the stay and the time until its start, if the terms do not allow one of them.
    pub(super) fn beyond(&self, terms: &Terms, now: DateTime<Utc>) -> Option<Beyond> {
        let starts_at = self.from.map_or_else(|| next_second(now), |from| from.0);
        beyond(terms, self.stay(terms), starts_at - now)
    }

    fn grouping(&self) -> Grouping {
        match self.zoom {
            Some(Number(zoom)) if zoom < ZONES_FROM_ZOOM => Grouping::Cells { zoom },
            _ => Grouping::Zones,
        }
    }
}

/// Returns the count, or the errors of all parameters together.
pub(super) fn counting_of(
    query: UncheckedParams<CountSpots>,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<Counting> {
    let UncheckedParams { params, mut errors } = query;
    let grouping = params.grouping();
    let bounds = bounds(&params, grouping, &mut errors);
    let period = period(&params, terms, now, &mut errors);
    let class = params.vehicle_class.unwrap_or(VehicleClass::Car);
    let mut attributes = required_attributes(class);
    attributes.extend(params.attributes.unwrap_or_default());
    let max_per_hour = params.max_per_hour.map(|max| max.0.into());
    let counting = bounds.zip(period).map(|(bounds, period)| Counting {
        search: SpotSearch {
            area: Area::Box(bounds),
            period,
            attributes,
            zones: None,
            street_only: false,
            after: None,
            limit: i64::MAX,
            now,
        },
        // A count has no words.
        terms: OfferTerms { class, longest: terms.max_stay, language: Language::English },
        grouping,
        max_per_hour,
    });
    errors.finish(counting)
}

fn bounds(params: &CountSpots, grouping: Grouping, errors: &mut ParamErrors) -> Option<Bounds> {
    let bounds = errors.required("bbox", params.bbox)?.0;
    let is_large =
        bounds.width() > MAX_BOX_DEGREES || bounds.north - bounds.south > MAX_BOX_DEGREES;
    if is_large && matches!(grouping, Grouping::Zones) {
        let message = format!("must be at most {MAX_BOX_DEGREES} degrees each way for zones");
        return errors.invalid("bbox", "too_large", message);
    }
    Some(bounds)
}

fn period(
    params: &CountSpots,
    terms: &Terms,
    now: DateTime<Utc>,
    errors: &mut ParamErrors,
) -> Option<Period> {
    let starts_at = starts_at(params.from, terms, now, errors)?;
    let stay = params.stay(terms);
    if stay > terms.max_stay {
        return errors.invalid("seconds", "too_long", "is longer than a stay may last");
    }
    Period::new(starts_at, starts_at + stay)
}
