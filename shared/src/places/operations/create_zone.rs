//! Creates a zone.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use super::check_near_city::check_near_city;
use crate::{
    Error, Result,
    places::models::{
        city::City,
        zone::{Zone, ZoneChanges},
    },
    platform::{
        domain::ids::CityId,
        models::audit::{AuditContext, AuditEvent},
    },
};

/// A zone to create.
#[derive(Debug, Clone)]
pub struct CreateZone {
    pub city_id: CityId,
    /// Identifier in imports.
    pub source_ref: String,
    pub values: ZoneChanges,
}

/// Creates a zone.
///
/// # Errors
/// `Invalid` when the city does not exist, the kerb is far from the city, or the `source_ref` is in
/// use in the city.
pub fn create_zone(
    conn: &mut PgConnection,
    new: &CreateZone,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<Zone> {
    let city = City::find(conn, new.city_id).map_err(|error| match error.into() {
        Error::NotFound => Error::field("city_id", "unknown", "must be the id of a city"),
        other => other,
    })?;
    check_near_city(conn, city.id, "line", new.values.line.as_deref().unwrap_or_default())?;
    let zone = Zone::insert(conn, city.id, &new.source_ref, &new.values, now)?;
    audit.record(conn, AuditEvent::new("zone.create", zone.id.0).to(zone.audit_fields()), now)?;
    Ok(zone)
}
