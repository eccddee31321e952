//! Creates a zone.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use super::{check_near_city::check_near_city, check_site_in_service::check_site_in_service};
use crate::{
    Error, Result,
    places::models::{
        city::City,
        site::Site,
        zone::{Zone, ZoneChanges},
    },
    platform::{
        domain::ids::{CityId, SiteId},
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
/// `Invalid` when the city or the site does not exist, the site is retired or in another city, the
/// kerb or boundary is far from the city, or the `source_ref` is in use in the city.
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
    check_zone_place(conn, city.id, &new.values)?;
    let zone = Zone::insert(conn, city.id, &new.source_ref, &new.values, now)?;
    audit.record(conn, AuditEvent::new("zone.create", zone.id.0).to(zone.audit_fields()), now)?;
    Ok(zone)
}

/// Validates that the new site of a zone is in its city, and the new line and boundary near the
/// centre.
pub(super) fn check_zone_place(
    conn: &mut PgConnection,
    city_id: CityId,
    values: &ZoneChanges,
) -> Result<()> {
    if let Some(site_id) = values.site_id {
        check_site(conn, city_id, site_id)?;
    }
    check_near_city(conn, city_id, "line", values.line.as_deref().unwrap_or_default())?;
    let ring = values.boundary.as_ref().and_then(Option::as_deref);
    check_near_city(conn, city_id, "boundary", ring.unwrap_or_default())
}

fn check_site(conn: &mut PgConnection, city_id: CityId, site_id: SiteId) -> Result<()> {
    let unknown = || Error::field("site_id", "unknown", "must be the id of a site of the city");
    match Site::find(conn, site_id).map_err(Error::from) {
        Ok(site) if site.city_id == city_id => check_site_in_service(conn, site.place(), "site_id"),
        Ok(_) | Err(Error::NotFound) => Err(unknown()),
        Err(other) => Err(other),
    }
}
