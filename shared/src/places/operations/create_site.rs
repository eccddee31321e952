//! Creates a site.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use serde_json::json;

use super::check_near_city::check_near_city;
use crate::{
    Error, Result,
    places::models::{
        city::City,
        site::{Site, SiteChanges},
    },
    platform::{
        domain::ids::CityId,
        models::audit::{AuditContext, AuditEvent},
    },
};

/// A site to create. Its values have a kind, a name and a position.
#[derive(Debug, Clone)]
pub struct CreateSite {
    pub city_id: CityId,
    /// Identifier in imports; `None` generates one.
    pub source_ref: Option<String>,
    pub values: SiteChanges,
}

/// Creates a site.
///
/// # Errors
/// `Invalid` when the city does not exist, the site is far from the city, or the `source_ref` is in
/// use in the city.
pub fn create_site(
    conn: &mut PgConnection,
    new: &CreateSite,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<Site> {
    let city = City::find(conn, new.city_id).map_err(|error| match error.into() {
        Error::NotFound => Error::field("city_id", "unknown", "must be the id of a city"),
        other => other,
    })?;
    check_site_place(conn, city.id, &new.values)?;
    let site = Site::insert(conn, city.id, new.source_ref.as_deref(), &new.values, now)?;
    audit.record(conn, AuditEvent::new("site.create", site.id.0).to(json!(site)), now)?;
    Ok(site)
}

/// Validates that the new position and boundary of a site are near the centre of the city.
pub(super) fn check_site_place(
    conn: &mut PgConnection,
    city_id: CityId,
    values: &SiteChanges,
) -> Result<()> {
    if let Some(position) = values.position() {
        check_near_city(conn, city_id, "lat", &[position])?;
    }
    if let Some(Some(ring)) = &values.boundary {
        check_near_city(conn, city_id, "boundary", ring)?;
    }
    Ok(())
}
