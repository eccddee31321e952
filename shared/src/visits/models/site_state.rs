//! The published states of sites, and the log of their changes.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use crate::{
    places::domain::site_rules::SiteState,
    platform::{
        db::schema::{site_state_changes, site_states, sites},
        domain::ids::{CityId, SiteId},
    },
    visits::domain::site_count::SiteCount,
};

/// Returns those of these sites that are in service, of all sites if none is given, in the order in
/// which they are to be locked.
pub fn in_service(conn: &mut PgConnection, ids: &[SiteId]) -> QueryResult<Vec<(SiteId, CityId)>> {
    let mut query = sites::table
        .filter(sites::retired_at.is_null())
        .order(sites::id)
        .select((sites::id, sites::city_id))
        .into_boxed();
    if !ids.is_empty() {
        query = query.filter(sites::id.eq_any(ids));
    }
    query.load(conn)
}

/// Returns the published states of these sites, without those that have none yet.
pub fn of_sites(
    conn: &mut PgConnection,
    ids: &[SiteId],
) -> QueryResult<HashMap<SiteId, SiteState>> {
    let found = site_states::table
        .filter(site_states::site_id.eq_any(ids))
        .select((site_states::site_id, site_states::state))
        .load::<(SiteId, SiteState)>(conn)?;
    Ok(found.into_iter().collect())
}

/// Publishes the state of a site in the place of `from`, and records the change with the count.
/// Does nothing when another transaction has published a state in the meantime.
pub fn change(
    conn: &mut PgConnection,
    (site_id, city_id): (SiteId, CityId),
    from: Option<SiteState>,
    to: SiteState,
    count: &SiteCount,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let values = (site_states::state.eq(to), site_states::changed_at.eq(now));
    let changed = match from {
        None => diesel::insert_into(site_states::table)
            .values((site_states::site_id.eq(site_id), site_states::city_id.eq(city_id), values))
            .on_conflict_do_nothing()
            .execute(conn)?,
        Some(from) => {
            let published = site_states::table.find((site_id, city_id));
            diesel::update(published.filter(site_states::state.eq(from)))
                .set(values)
                .execute(conn)?
        }
    };
    if changed == 0 {
        return Ok(());
    }
    let number = |count: i64| i32::try_from(count).unwrap_or(i32::MAX);
    diesel::insert_into(site_state_changes::table)
        .values((
            site_state_changes::id.eq(Uuid::now_v7()),
            site_state_changes::city_id.eq(city_id),
            site_state_changes::site_id.eq(site_id),
            site_state_changes::from_state.eq(from),
            site_state_changes::to_state.eq(to),
            site_state_changes::free.eq(number(count.free_stored())),
            site_state_changes::total.eq(number(count.total)),
            site_state_changes::at.eq(now),
        ))
        .execute(conn)
        .map(drop)
}
