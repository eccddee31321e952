//! Check of a time zone against the list of PostgreSQL.

use diesel::PgConnection;

use crate::{Error, Result, places::models::city::is_time_zone_known};

/// Checks that PostgreSQL, which computes with the time zone, knows it.
///
/// # Errors
/// `Invalid` when it does not.
pub fn check_time_zone(conn: &mut PgConnection, time_zone: &str) -> Result<()> {
    if is_time_zone_known(conn, time_zone)? {
        return Ok(());
    }
    Err(Error::field(
        "time_zone",
        "unknown",
        "is not known to the database; use the current name of the zone",
    ))
}
