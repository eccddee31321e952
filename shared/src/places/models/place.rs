//! Place of a zone, spot or site in the sense of role grants.

use diesel::{dsl, prelude::*};

use crate::{
    identity::domain::scope::GrantPlace,
    platform::{
        db::schema::{reservations, sites, spots, zones},
        domain::ids::{CityId, ReservationId, SiteId, SpotId, ZoneId},
    },
};

/// Query of the ids of zones of sites.
pub type ZonesOf<'a> =
    dsl::Select<dsl::Filter<zones::table, dsl::EqAny<zones::site_id, &'a [SiteId]>>, zones::id>;

/// Query of the ids of spots of sites.
pub type SpotsOf<'a> =
    dsl::Select<dsl::Filter<spots::table, dsl::EqAny<spots::zone_id, ZonesOf<'a>>>, spots::id>;

/// Query of the ids of reservations at sites.
pub type ReservationsOf<'a> = dsl::Select<
    dsl::Filter<reservations::table, dsl::EqAny<reservations::spot_id, SpotsOf<'a>>>,
    reservations::id,
>;

/// Returns the site of a zone or spot, or its city if it belongs to a street.
fn place((city, site): (CityId, Option<SiteId>)) -> GrantPlace {
    GrantPlace::new(Some(city), site)
}

pub fn of_site(conn: &mut PgConnection, id: SiteId) -> QueryResult<GrantPlace> {
    let city = sites::table.filter(sites::id.eq(id)).select(sites::city_id);
    Ok(GrantPlace::Site(city.first(conn)?, id))
}

/// Returns `None` for an unknown site.
pub fn find_of_site(conn: &mut PgConnection, id: SiteId) -> QueryResult<Option<GrantPlace>> {
    of_site(conn, id).optional()
}

/// Returns `None` for an unknown zone.
pub fn find_of_zone(conn: &mut PgConnection, id: ZoneId) -> QueryResult<Option<GrantPlace>> {
    of_zone(conn, id).optional()
}

pub fn of_zone(conn: &mut PgConnection, id: ZoneId) -> QueryResult<GrantPlace> {
    let zone = zones::table.filter(zones::id.eq(id)).select((zones::city_id, zones::site_id));
    zone.first(conn).map(place)
}

pub fn of_spot(conn: &mut PgConnection, id: SpotId) -> QueryResult<GrantPlace> {
    let zone = zones::table.inner_join(spots::table.on(spots::zone_id.eq(zones::id)));
    let zone = zone.filter(spots::id.eq(id)).select((zones::city_id, zones::site_id));
    zone.first(conn).map(place)
}

pub fn of_reservation(conn: &mut PgConnection, id: ReservationId) -> QueryResult<GrantPlace> {
    let reservation = reservations::table.filter(reservations::id.eq(id));
    let spot = reservation.select(reservations::spot_id).first(conn)?;
    of_spot(conn, spot)
}

pub fn zones_of(sites: &[SiteId]) -> ZonesOf<'_> {
    zones::table.filter(zones::site_id.eq_any(sites)).select(zones::id)
}

pub fn spots_of(sites: &[SiteId]) -> SpotsOf<'_> {
    spots::table.filter(spots::zone_id.eq_any(zones_of(sites))).select(spots::id)
}

pub fn reservations_of(sites: &[SiteId]) -> ReservationsOf<'_> {
    reservations::table
        .filter(reservations::spot_id.eq_any(spots_of(sites)))
        .select(reservations::id)
}
