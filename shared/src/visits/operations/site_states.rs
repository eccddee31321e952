//! Publishes the states of sites.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use crate::{
    Result,
    platform::domain::ids::SiteId,
    visits::{
        domain::site_count::SiteCount,
        models::{site_count, site_state},
    },
};

/// Derives the states of these sites from their counts at `now`, of all sites if none is given, and
/// publishes those that have changed. Sites out of service are left out. Returns the counts.
///
/// # Errors
/// Only database errors.
pub fn refresh_site_states(
    conn: &mut PgConnection,
    ids: &[SiteId],
    now: DateTime<Utc>,
) -> Result<Vec<SiteCount>> {
    let places = site_state::in_service(conn, ids)?;
    let ids: Vec<SiteId> = places.iter().map(|(id, _)| *id).collect();
    let mut counts = site_count::of_sites(conn, &ids, now)?;
    for (place, count) in places.into_iter().zip(&mut counts) {
        let state = count.state();
        if count.stored == Some(state) {
            continue;
        }
        site_state::change(conn, place, count.stored, state, count, now)?;
        count.stored = Some(state);
    }
    Ok(counts)
}
