//! Creates a city.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use diesel::PgConnection;

use super::check_time_zone::check_time_zone;
use crate::{
    Result,
    places::models::city::City,
    platform::{
        domain::money::Currency,
        models::audit::{AuditContext, AuditEvent},
    },
};

/// A city to create.
#[derive(Debug, Clone)]
pub struct CreateCity {
    /// Short name for commands and URLs.
    pub slug: String,
    pub name: String,
    pub time_zone: Tz,
    pub currency: Currency,
}

/// Creates a city.
///
/// # Errors
/// `Invalid` when PostgreSQL does not know the time zone, or the slug is in use.
pub fn create_city(
    conn: &mut PgConnection,
    new: &CreateCity,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<City> {
    check_time_zone(conn, new.time_zone.name())?;
    let city = City::insert(conn, &new.slug, &new.name, new.time_zone, new.currency, now)?;
    audit.record(conn, AuditEvent::new("city.create", city.id.0).to(city.audit_fields()), now)?;
    Ok(city)
}
