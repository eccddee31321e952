//! Check that the site of a zone or spot is in service.

use diesel::PgConnection;

use crate::{Error, Result, identity::domain::scope::GrantPlace, places::models::site::Site};

/// Validates that a place is not in a retired site, and locks the site until the transaction ends.
pub(super) fn check_site_in_service(
    conn: &mut PgConnection,
    place: GrantPlace,
    field: &str,
) -> Result<()> {
    let Some(id) = place.site() else { return Ok(()) };
    match Site::lock(conn, id)?.retired_at {
        Some(_) => {
            Err(Error::field(field, "site_retired", "is in a retired site: restore it first"))
        }
        None => Ok(()),
    }
}
