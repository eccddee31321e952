//! Parses the parameters of a search.

use chrono::{DateTime, TimeDelta, Utc};
use shared::{
    Result,
    places::domain::{
        position::{Position, Unit},
        terms::Terms,
    },
    platform::domain::{
        ids::SpotId,
        period::{Period, next_second},
    },
    reservations::models::spot_search::{After, Area, SpotSearch},
};

use crate::{
    cursor::{self, DistanceCursor},
    extract::{Instant, Query, read_bounds},
};

/// Maximum radius, in metres.
const MAX_RADIUS_M: f64 = 5_000.0;
/// Maximum number of spots in a page.
const MAX_LIMIT: i64 = 200;
/// Known attributes of spots.
const ATTRIBUTES: [&str; 4] = ["accessible", "charger", "motorcycle", "wide"];

/// Parses the area, period, filters and limit, and reports all errors together.
pub(super) fn read(
    mut query: Query,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<(SpotSearch, Unit)> {
    let unit = query.optional("unit").unwrap_or_default();
    let area = if query.text("bbox").is_some() {
        read_bounds(&mut query).map(Area::Box)
    } else {
        read_circle(&mut query, unit)
    };
    let period = read_period(&mut query, terms, now);
    let attributes = read_attributes(&mut query);
    let limit = query.limit(50, MAX_LIMIT) + 1;
    let after = query.text("cursor").map(cursor::read::<DistanceCursor>).transpose()?;
    let after = after.map(DistanceCursor::into_parts);
    let after = after.map(|(distance_m, id)| After { distance_m, id: SpotId(id) });
    let search = area.zip(period).zip(attributes).map(|((area, period), attributes)| SpotSearch {
        area,
        period,
        attributes,
        after,
        limit,
        now,
    });
    Ok((query.finish(search)?, unit))
}

fn read_circle(query: &mut Query, unit: Unit) -> Option<Area> {
    let lat = query.required_number("lat", (-90.0, 90.0));
    let lng = query.required_number("lng", (-180.0, 180.0));
    let radius = query.required_number("radius", (0.0, MAX_RADIUS_M / unit.metres()));
    let center = Position { lat: lat?, lng: lng? };
    Some(Area::Circle { center, radius_m: radius? * unit.metres() })
}

fn read_period(query: &mut Query, terms: &Terms, now: DateTime<Utc>) -> Option<Period> {
    let from = query.optional::<Instant>("from").map(|from| from.0);
    let to = query.optional::<Instant>("to").map(|to| to.0);
    let starts_at = from.unwrap_or_else(|| next_second(now));
    if starts_at < now - TimeDelta::minutes(1) {
        return query.wrong("from", "in_the_past", "must not be in the past");
    }
    if starts_at > now + terms.max_lead {
        return query.wrong(
            "from",
            "too_far_ahead",
            "is further ahead than a spot can be reserved",
        );
    }
    let ends_at = to.unwrap_or(starts_at + terms.min_stay);
    if ends_at - starts_at > terms.max_stay {
        return query.wrong("to", "too_long", "is further from `from` than a stay may last");
    }
    match Period::new(starts_at, ends_at) {
        Some(period) => Some(period),
        None => query.wrong("to", "before_start", "must be after `from`"),
    }
}

fn read_attributes(query: &mut Query) -> Option<Vec<String>> {
    let wanted = query
        .text("attributes")
        .unwrap_or_default()
        .split(',')
        .map(str::trim)
        .filter(|one| !one.is_empty());
    let wanted: Vec<_> = wanted.map(str::to_owned).collect();
    if wanted.iter().all(|one| ATTRIBUTES.contains(&one.as_str())) {
        return Some(wanted);
    }
    query.wrong("attributes", "unknown", format!("must be of {}", ATTRIBUTES.join(", ")))
}
