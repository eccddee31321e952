//! Changes a city. The currency cannot change while amounts are agreed in it.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use crate::{
    Error, Result,
    places::{
        models::city::{City, CityChanges},
        operations::check_time_zone,
    },
    platform::{
        domain::ids::CityId,
        models::audit::{AuditContext, AuditEvent},
    },
    reservations::models::city_amounts::has_amounts,
};

/// Changes a city. Locks its row, so that no spot in it can be held in the meantime.
///
/// # Errors
/// `NotFound`; `Invalid` when PostgreSQL does not know the time zone, the slug is in use, or the
/// currency would change while there are live reservations, charges, published tariffs or valid
/// quotes.
pub fn update_city(
    conn: &mut PgConnection,
    id: CityId,
    changes: &CityChanges,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<City> {
    if let Some(time_zone) = changes.time_zone {
        check_time_zone(conn, time_zone)?;
    }
    let before = City::lock(conn, id)?;
    let is_another = changes.currency.is_some_and(|code| code != before.currency.code());
    if is_another && has_amounts(conn, id, now)? {
        return Err(Error::field(
            "currency",
            "in_use",
            "cannot change: amounts in it have been agreed",
        ));
    }
    let after = before.update(conn, changes)?;
    let event =
        AuditEvent::new("city.update", id.0).change(before.audit_fields(), after.audit_fields());
    audit.record(conn, event, now)?;
    Ok(after)
}
