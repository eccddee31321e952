//! Creates a spot.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use serde_json::json;

use super::{check_near_city::check_near_city, check_site_in_service::check_site_in_service};
use crate::{
    Error, Result,
    places::models::{
        spot_details::{NewSpot, SpotDetails},
        zone::Zone,
    },
    platform::models::audit::{AuditContext, AuditEvent},
};

/// Creates a spot in the city of its zone.
///
/// # Errors
/// `Invalid` when the zone does not exist or its site is retired, the position is far from the
/// city, or the `source_ref` is in use in the city.
pub fn create_spot(
    conn: &mut PgConnection,
    new: &NewSpot,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<SpotDetails> {
    let zone = Zone::find(conn, new.zone_id).map_err(|error| match error.into() {
        Error::NotFound => Error::field("zone_id", "unknown", "must be the id of a zone"),
        other => other,
    })?;
    check_site_in_service(conn, zone.place(), "zone_id")?;
    check_near_city(conn, zone.city_id, "lat", &[new.position])?;
    let spot = SpotDetails::insert(conn, new, zone.city_id, now)?;
    audit.record(conn, AuditEvent::new("spot.create", spot.id.0).to(json!(spot)), now)?;
    Ok(spot)
}
