//! Parses the parameters of a search.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Deserializer};
use shared::{
    Result,
    identity::domain::vehicle::VehicleClass,
    places::{
        domain::{
            position::{Position, Unit},
            terms::Terms,
        },
        models::spot_details::ATTRIBUTES,
    },
    platform::domain::{
        ids::SpotId,
        period::{Period, next_second},
    },
    reservations::models::spot_search::{After, Area, SpotSearch},
};
use utoipa::IntoParams;

use super::Moving;
use crate::{
    cursor::{Cursor, DistanceCursor},
    extract::{BoundingBox, Instant, Limit, Number, ParamErrors, Parsed, UncheckedParams, choice},
    search::required_attributes,
};

/// Maximum radius, in metres.
const MAX_RADIUS_M: f64 = 5_000.0;

/// The area is a circle, or a box, which takes precedence.
#[derive(Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct SearchSpots {
    /// Degrees north, -90 to 90
    #[param(inline, example = 40.7543)]
    lat: Option<Number<-90, 90>>,
    /// Degrees east, -180 to 180
    #[param(inline, example = -73.9884)]
    lng: Option<Number<-180, 180>>,
    /// Radius in `unit`, at most 5 km
    #[param(example = 300)]
    radius: Option<f64>,
    /// `m` (default), `km` or `mi`
    #[param(value_type = Option<String>)]
    unit: Option<Parsed<Unit>>,
    /// Instead of a circle: `west,south,east,north` in degrees, at most 0.5 each way; `west` is
    /// greater than `east` where it crosses the 180th meridian
    #[param(value_type = Option<String>)]
    bbox: Option<BoundingBox>,
    /// RFC 3339, with an offset
    #[param(value_type = Option<DateTime<Utc>>)]
    from: Option<Instant>,
    /// RFC 3339, with an offset
    #[param(value_type = Option<DateTime<Utc>>)]
    to: Option<Instant>,
    /// All of these, separated by commas: `accessible`, `charger`, `motorcycle`, `permit_only`,
    /// `scooter`, `wide`. Spots that are `permit_only` are found only with that attribute
    #[serde(default, deserialize_with = "attributes")]
    #[param(value_type = Option<String>)]
    attributes: Option<Vec<String>>,
    /// `car` (default), `motorcycle`, `scooter`, `van` or `truck`: spots are offered and priced by
    /// the tariffs for that class. Trucks need spots that are `wide`
    #[serde(default, deserialize_with = "vehicle_class")]
    #[param(value_type = Option<String>)]
    vehicle_class: Option<VehicleClass>,
    /// `all` (default), or `street` to leave out the spots of lots and garages, which
    /// `/api/v1/sites` lists
    #[serde(default, deserialize_with = "places")]
    #[param(value_type = Option<String>)]
    places: Option<Places>,
    /// 1 to 200, default 50
    #[serde(default)]
    #[param(inline)]
    limit: Limit<50, 200>,
    /// `next_cursor` of the page before
    #[param(value_type = Option<String>)]
    cursor: Option<Cursor<DistanceCursor>>,
}

/// Kinds of places whose spots are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Places {
    All,
    Street,
}

fn places<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Places>, D::Error> {
    choice(deserializer, |text| match text {
        "all" => Ok(Places::All),
        "street" => Ok(Places::Street),
        _ => Err("unknown: must be all or street"),
    })
}

impl SearchSpots {
    pub(super) fn moving(&self) -> Moving {
        Moving { from: self.from.is_none(), to: self.to.is_none() }
    }

    pub(super) fn class(&self) -> VehicleClass {
        self.vehicle_class.unwrap_or(VehicleClass::Car)
    }

    /// Returns the stay and the time until its start, if the terms do not allow one of them.
    pub(super) fn beyond(&self, terms: &Terms, now: DateTime<Utc>) -> Option<Beyond> {
        beyond_period(self.from, self.to, terms, now)
    }
}

/// A stay, and the time until its start, of which the terms do not allow one.
pub(in crate::handlers) type Beyond = (TimeDelta, TimeDelta);

/// Returns the stay and the time until its start, if the terms do not allow one of them.
pub(in super::super) fn beyond(terms: &Terms, stay: TimeDelta, lead: TimeDelta) -> Option<Beyond> {
    (stay > terms.max_stay || lead > terms.max_lead).then_some((stay, lead))
}

/// Returns the stay of a period and the time until its start, if the terms do not allow one of
/// them.
pub(in crate::handlers) fn beyond_period(
    from: Option<Instant>,
    to: Option<Instant>,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Option<Beyond> {
    let starts_at = from.map_or_else(|| next_second(now), |from| from.0);
    let stay = to.map_or(terms.min_stay, |to| to.0 - starts_at);
    beyond(terms, stay, starts_at - now)
}

/// Parses names of attributes, separated by commas.
pub(in super::super) fn attributes<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Vec<String>>, D::Error> {
    choice(deserializer, |text| {
        let attributes: Vec<&str> =
            text.split(',').map(str::trim).filter(|one| !one.is_empty()).collect();
        if attributes.iter().all(|one| ATTRIBUTES.contains(one)) {
            Ok(attributes.into_iter().map(str::to_owned).collect())
        } else {
            Err(format!("unknown: must be of {}", ATTRIBUTES.join(", ")))
        }
    })
}

pub(in crate::handlers) fn vehicle_class<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<VehicleClass>, D::Error> {
    choice(deserializer, |text| {
        text.parse::<VehicleClass>().map_err(|error| format!("unknown: {error}"))
    })
}

/// Returns the search, or the errors of all parameters together.
pub(super) fn search_of(
    query: UncheckedParams<SearchSpots>,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<(SpotSearch, Unit)> {
    let UncheckedParams { params, mut errors } = query;
    let class = params.class();
    let unit = params.unit.map(|unit| unit.0).unwrap_or_default();
    let area = if params.bbox.is_some() || errors.contains("bbox") {
        errors.ignore(&["lat", "lng", "radius"]);
        params.bbox.map(|bounds| Area::Box(bounds.0))
    } else {
        circle(&params, unit, &mut errors)
    };
    let period = period(params.from, params.to, terms, now, &mut errors);
    let after = params.cursor.map(|cursor| cursor.0.into_parts());
    let after = after.map(|(distance_m, id)| After { distance_m, id: SpotId(id) });
    let mut attributes = required_attributes(class);
    attributes.extend(params.attributes.unwrap_or_default());
    let (limit, street_only) = (params.limit.0 + 1, params.places == Some(Places::Street));
    let search = area.zip(period).map(|(area, period)| SpotSearch {
        area,
        period,
        attributes,
        zones: None,
        street_only,
        after,
        limit,
        now,
    });
    Ok((errors.finish(search)?, unit))
}

fn circle(params: &SearchSpots, unit: Unit, errors: &mut ParamErrors) -> Option<Area> {
    let lat = errors.required("lat", params.lat);
    let lng = errors.required("lng", params.lng);
    let radius = errors.required("radius", params.radius);
    let most = MAX_RADIUS_M / unit.metres();
    let radius = match radius {
        Some(radius) if !(0.0..=most).contains(&radius) => {
            errors.invalid("radius", "out_of_range", format!("must be between 0 and {most}"))
        }
        other => other,
    };
    let center = Position { lat: lat?.0, lng: lng?.0 };
    Some(Area::Circle { center, radius_m: radius? * unit.metres() })
}

/// Returns the period of a search; by default the shortest stay from the next second on.
pub(in crate::handlers) fn period(
    from: Option<Instant>,
    to: Option<Instant>,
    terms: &Terms,
    now: DateTime<Utc>,
    errors: &mut ParamErrors,
) -> Option<Period> {
    let starts_at = starts_at(from, terms, now, errors)?;
    let ends_at = to.map_or(starts_at + terms.min_stay, |to| to.0);
    if ends_at - starts_at > terms.max_stay {
        return errors.invalid("to", "too_long", "is further from `from` than a stay may last");
    }
    match Period::new(starts_at, ends_at) {
        Some(period) => Some(period),
        None => errors.invalid("to", "before_start", "must be after `from`"),
    }
}

/// Returns the start of the period; by default the next second.
pub(in super::super) fn starts_at(
    from: Option<Instant>,
    terms: &Terms,
    now: DateTime<Utc>,
    errors: &mut ParamErrors,
) -> Option<DateTime<Utc>> {
    let starts_at = from.map_or_else(|| next_second(now), |from| from.0);
    if starts_at < now - TimeDelta::minutes(1) {
        return errors.invalid("from", "in_the_past", "must not be in the past");
    }
    if starts_at > now + terms.max_lead {
        return errors.invalid(
            "from",
            "too_far_ahead",
            "is further ahead than a spot can be reserved",
        );
    }
    Some(starts_at)
}
