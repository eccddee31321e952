//! Creates a tariff.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use crate::{
    Error, Result,
    places::models::city::City,
    platform::{
        domain::ids::CityId,
        models::audit::{AuditContext, AuditEvent},
    },
    pricing::models::tariff::TariffRecord,
};

/// Creates a tariff without versions.
///
/// # Errors
/// `Invalid` when the city does not exist, or the name is in use in the city.
pub fn create_tariff(
    conn: &mut PgConnection,
    city_id: CityId,
    name: &str,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<TariffRecord> {
    let city = City::find(conn, city_id).map_err(|error| match error.into() {
        Error::NotFound => Error::field("city_id", "unknown", "must be the id of a city"),
        other => other,
    })?;
    let tariff = TariffRecord::insert(conn, city.id, name, now)?;
    let event = AuditEvent::new("tariff.create", tariff.id.0).to(tariff.audit_fields());
    audit.record(conn, event, now)?;
    Ok(tariff)
}
