//! Rules of entry of sites.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;

use super::site::Site;
use crate::{
    places::domain::site_rules::{AntiPassback, Numbering, SiteRules},
    platform::{
        db::schema::{site_rules, spots, zones},
        domain::ids::{SiteId, SpotId},
    },
};

/// The columns of [`SiteRules`].
#[derive(Debug, Clone, Copy, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = site_rules, check_for_backend(diesel::pg::Pg), treat_none_as_null = true)]
struct Columns {
    numbering: Numbering,
    anti_passback: AntiPassback,
    max_visit_seconds: Option<i32>,
    remind_after_seconds: i32,
    geofence_m: Option<i32>,
    few_at_percent: i32,
    free_from_percent: i32,
    full_at: i32,
    few_from: i32,
    min_confidence_percent: i32,
    opens_on_similar: bool,
    keeps_images: bool,
}

impl From<SiteRules> for Columns {
    fn from(rules: SiteRules) -> Self {
        // The constraints limit both to a month.
        let seconds = |time: TimeDelta| i32::try_from(time.num_seconds()).unwrap_or(i32::MAX);
        Self {
            numbering: rules.numbering,
            anti_passback: rules.anti_passback,
            max_visit_seconds: rules.max_visit.map(seconds),
            remind_after_seconds: seconds(rules.remind_after),
            geofence_m: rules.geofence_m,
            few_at_percent: rules.few_at_percent,
            free_from_percent: rules.free_from_percent,
            full_at: rules.full_at,
            few_from: rules.few_from,
            min_confidence_percent: rules.min_confidence_percent,
            opens_on_similar: rules.opens_on_similar,
            keeps_images: rules.keeps_images,
        }
    }
}

impl From<Columns> for SiteRules {
    fn from(columns: Columns) -> Self {
        let time = |seconds: i32| TimeDelta::seconds(seconds.into());
        Self {
            numbering: columns.numbering,
            anti_passback: columns.anti_passback,
            max_visit: columns.max_visit_seconds.map(time),
            remind_after: time(columns.remind_after_seconds),
            geofence_m: columns.geofence_m,
            few_at_percent: columns.few_at_percent,
            free_from_percent: columns.free_from_percent,
            full_at: columns.full_at,
            few_from: columns.few_from,
            min_confidence_percent: columns.min_confidence_percent,
            opens_on_similar: columns.opens_on_similar,
            keeps_images: columns.keeps_images,
        }
    }
}

/// Returns the rules of a site; the defaults if it has none of its own.
pub fn of_site(conn: &mut PgConnection, id: SiteId) -> QueryResult<SiteRules> {
    let found = site_rules::table
        .filter(site_rules::site_id.eq(id))
        .select(Columns::as_select())
        .first(conn)
        .optional()?;
    Ok(found.map(SiteRules::from).unwrap_or_default())
}

/// Returns the rules of each of these sites.
pub fn of_sites(
    conn: &mut PgConnection,
    ids: &[SiteId],
) -> QueryResult<HashMap<SiteId, SiteRules>> {
    let found = site_rules::table
        .filter(site_rules::site_id.eq_any(ids))
        .select((site_rules::site_id, Columns::as_select()))
        .load::<(SiteId, Columns)>(conn)?;
    let mut rules: HashMap<_, _> = ids.iter().map(|id| (*id, SiteRules::default())).collect();
    rules.extend(found.into_iter().map(|(id, columns)| (id, SiteRules::from(columns))));
    Ok(rules)
}

/// Returns the rules of the site of a spot, even of a retired one; `None` for a spot of a street
/// and for one that does not exist.
pub fn at_spot(conn: &mut PgConnection, id: SpotId) -> QueryResult<Option<SiteRules>> {
    let is_own = site_rules::city_id
        .eq(zones::city_id)
        .and(site_rules::site_id.nullable().eq(zones::site_id));
    let found = spots::table
        .inner_join(
            zones::table.on(zones::id.eq(spots::zone_id).and(zones::city_id.eq(spots::city_id))),
        )
        .left_join(site_rules::table.on(is_own))
        .filter(spots::id.eq(id).and(zones::site_id.is_not_null()))
        .select(Option::<Columns>::as_select())
        .first::<Option<Columns>>(conn)
        .optional()?;
    Ok(found.map(|columns| columns.map(SiteRules::from).unwrap_or_default()))
}

/// Replaces the rules of a locked site.
pub fn set(
    conn: &mut PgConnection,
    site: &Site,
    rules: &SiteRules,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let values = (Columns::from(*rules), site_rules::updated_at.eq(now));
    diesel::insert_into(site_rules::table)
        .values((site_rules::site_id.eq(site.id), site_rules::city_id.eq(site.city_id), values))
        .on_conflict((site_rules::site_id, site_rules::city_id))
        .do_update()
        .set(values)
        .execute(conn)
        .map(drop)
}
