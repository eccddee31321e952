//! Terms of cities and sites.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use diesel::{
    dsl::exists,
    prelude::*,
    sql_query,
    sql_types::{BigInt, Uuid as SqlUuid},
};
use uuid::Uuid;

use super::site::Site;
use crate::{
    places::domain::{
        place_terms::{ArrivalMode, PaymentMode, PlaceTerms},
        site::SiteAccess,
        terms::{DEFAULT_RESERVABLE_PERCENT, Terms},
    },
    platform::{
        db::schema::{sites, spots, terms, zones},
        domain::ids::{CityId, SiteId, SpotId, ZoneId},
    },
};

/// The columns of [`PlaceTerms`].
#[derive(Debug, Clone, Copy, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = terms, check_for_backend(diesel::pg::Pg), treat_none_as_null = true)]
struct Columns {
    hold_seconds: Option<i32>,
    min_stay_seconds: Option<i32>,
    max_stay_seconds: Option<i32>,
    max_lead_seconds: Option<i32>,
    grace_seconds: Option<i32>,
    no_show_seconds: Option<i32>,
    buffer_seconds: Option<i32>,
    reservable_percent: Option<i32>,
    arrival_mode: Option<ArrivalMode>,
    payment_mode: Option<PaymentMode>,
    guests_allowed: Option<bool>,
    accessible_at_base_rate: Option<bool>,
    reduced_rate_cap_minor: Option<i32>,
}

impl From<PlaceTerms> for Columns {
    fn from(terms: PlaceTerms) -> Self {
        let PlaceTerms { hold_seconds, min_stay_seconds, max_stay_seconds, .. } = terms;
        let PlaceTerms { max_lead_seconds, grace_seconds, no_show_seconds, .. } = terms;
        let PlaceTerms { buffer_seconds, reservable_percent, arrival_mode, .. } = terms;
        let PlaceTerms { payment_mode, guests_allowed, .. } = terms;
        let PlaceTerms { accessible_at_base_rate, reduced_rate_cap_minor, .. } = terms;
        Self {
            hold_seconds,
            min_stay_seconds,
            max_stay_seconds,
            max_lead_seconds,
            grace_seconds,
            no_show_seconds,
            buffer_seconds,
            reservable_percent,
            arrival_mode,
            payment_mode,
            guests_allowed,
            accessible_at_base_rate,
            reduced_rate_cap_minor,
        }
    }
}

impl From<Columns> for PlaceTerms {
    fn from(columns: Columns) -> Self {
        let Columns { hold_seconds, min_stay_seconds, max_stay_seconds, .. } = columns;
        let Columns { max_lead_seconds, grace_seconds, no_show_seconds, .. } = columns;
        let Columns { buffer_seconds, reservable_percent, arrival_mode, .. } = columns;
        let Columns { payment_mode, guests_allowed, .. } = columns;
        let Columns { accessible_at_base_rate, reduced_rate_cap_minor, .. } = columns;
        Self {
            hold_seconds,
            min_stay_seconds,
            max_stay_seconds,
            max_lead_seconds,
            grace_seconds,
            no_show_seconds,
            buffer_seconds,
            reservable_percent,
            arrival_mode,
            payment_mode,
            guests_allowed,
            accessible_at_base_rate,
            reduced_rate_cap_minor,
        }
    }
}

/// Returns the terms that are set for a city, or for a site in it.
pub fn of_place(
    conn: &mut PgConnection,
    city_id: CityId,
    site_id: Option<SiteId>,
) -> QueryResult<PlaceTerms> {
    let found = terms::table
        .filter(terms::city_id.eq(city_id).and(terms::site_id.is_not_distinct_from(site_id)))
        .select(Columns::as_select())
        .first(conn)
        .optional()?;
    Ok(found.map(PlaceTerms::from).unwrap_or_default())
}

/// Returns the terms that are set for the sites of a city.
pub fn of_sites(conn: &mut PgConnection, city_id: CityId) -> QueryResult<Vec<PlaceTerms>> {
    let found: Vec<Columns> = terms::table
        .filter(terms::city_id.eq(city_id).and(terms::site_id.is_not_null()))
        .select(Columns::as_select())
        .load(conn)?;
    Ok(found.into_iter().map(PlaceTerms::from).collect())
}

/// Returns whether accessible spots keep the base rates, for the cities and the sites whose terms
/// say so.
pub fn accessible_at_base_rate(
    conn: &mut PgConnection,
) -> QueryResult<HashMap<(CityId, Option<SiteId>), bool>> {
    let rows = terms::table
        .filter(terms::accessible_at_base_rate.is_not_null())
        .select((terms::city_id, terms::site_id, terms::accessible_at_base_rate.assume_not_null()))
        .load::<(CityId, Option<SiteId>, bool)>(conn)?;
    Ok(rows.into_iter().map(|(city_id, site_id, is_on)| ((city_id, site_id), is_on)).collect())
}

/// Returns whether only a share of the spots may be reserved ahead anywhere.
pub fn any_reservable_limit(conn: &mut PgConnection) -> QueryResult<bool> {
    let limited = terms::table.filter(terms::reservable_percent.lt(DEFAULT_RESERVABLE_PERCENT));
    diesel::select(exists(limited.select(terms::id))).get_result(conn)
}

/// Replaces the terms of a city, or of a site in it.
pub fn set(
    conn: &mut PgConnection,
    city_id: CityId,
    site_id: Option<SiteId>,
    new: PlaceTerms,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let values = (Columns::from(new), terms::updated_at.eq(now));
    diesel::insert_into(terms::table)
        .values((
            terms::id.eq(Uuid::now_v7()),
            terms::city_id.eq(city_id),
            terms::site_id.eq(site_id),
            values,
        ))
        .on_conflict((terms::city_id, terms::site_id))
        .do_update()
        .set(values)
        .execute(conn)
        .map(drop)
}

/// Returns the terms that apply on a spot, even if it is retired; the defaults if it does not
/// exist.
pub fn at_spot(conn: &mut PgConnection, defaults: &Terms, id: SpotId) -> QueryResult<Terms> {
    let is_of_place = terms::site_id.is_null().or(terms::site_id.eq(zones::site_id));
    let found = spots::table
        .inner_join(
            zones::table.on(zones::id.eq(spots::zone_id).and(zones::city_id.eq(spots::city_id))),
        )
        .left_join(
            sites::table
                .on(sites::city_id.eq(zones::city_id).and(sites::id.nullable().eq(zones::site_id))),
        )
        .left_join(terms::table.on(terms::city_id.eq(zones::city_id).and(is_of_place)))
        .filter(spots::id.eq(id))
        .select((
            sites::access.nullable(),
            terms::site_id.nullable(),
            Option::<Columns>::as_select(),
        ))
        .load::<(Option<SiteAccess>, Option<SiteId>, Option<Columns>)>(conn)?;
    let access = found.iter().find_map(|(access, ..)| *access).unwrap_or_default();
    let (mut city, mut site) = (PlaceTerms::default(), PlaceTerms::default());
    for (_, site_id, columns) in found {
        let place = if site_id.is_some() { &mut site } else { &mut city };
        *place = columns.map(PlaceTerms::from).unwrap_or_default();
    }
    Ok(defaults.at(city, site, access))
}

/// Returns the terms that apply at a site, before a spot is chosen.
pub fn at_site(conn: &mut PgConnection, defaults: &Terms, site: &Site) -> QueryResult<Terms> {
    let city = of_place(conn, site.city_id, None)?;
    let own = of_place(conn, site.city_id, Some(site.id))?;
    Ok(defaults.at(city, own, site.access))
}

/// Returns the zones in cities and sites with terms of their own that allow a stay of this length
/// that starts after this time.
pub fn zones_allowing(
    conn: &mut PgConnection,
    defaults: &Terms,
    stay: TimeDelta,
    lead: TimeDelta,
) -> QueryResult<Vec<ZoneId>> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = SqlUuid)]
        id: ZoneId,
    }
    let query = sql_query(
        "select z.id from zones z \
         left join terms c on c.city_id = z.city_id and c.site_id is null \
         left join terms s on s.city_id = z.city_id and s.site_id = z.site_id \
         where (c.id is not null or s.id is not null) \
             and coalesce(s.max_stay_seconds, c.max_stay_seconds, $1) >= $2 \
             and coalesce(s.max_lead_seconds, c.max_lead_seconds, $3) >= $4",
    );
    let rows: Vec<Row> = query
        .bind::<BigInt, _>(defaults.max_stay.num_seconds())
        .bind::<BigInt, _>(stay.num_seconds())
        .bind::<BigInt, _>(defaults.max_lead.num_seconds())
        .bind::<BigInt, _>(lead.num_seconds())
        .load(conn)?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}
