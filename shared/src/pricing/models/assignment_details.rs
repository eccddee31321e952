//! Assignments with the names of their places.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::tariff_assignment::TariffAssignment;
use crate::platform::{
    db::schema::{cities, sites, spots, tariff_assignments, zones},
    domain::ids::{TariffAssignmentId, TariffId},
};

#[derive(Debug, Clone, Queryable)]
pub struct AssignmentDetails {
    pub assignment: TariffAssignment,
    city_name: String,
    site_name: Option<String>,
    /// Street of the zone.
    zone_name: Option<String>,
    spot_label: Option<String>,
}

impl AssignmentDetails {
    /// Returns the label of the spot, the street of the zone, or the name of the site or city.
    pub fn place_name(&self) -> &str {
        let kerb = self.spot_label.as_ref().or(self.zone_name.as_ref());
        kerb.or(self.site_name.as_ref()).unwrap_or(&self.city_name)
    }

    pub fn find(conn: &mut PgConnection, id: TariffAssignmentId) -> QueryResult<Self> {
        Self::of(conn, &[id])?.pop().ok_or(diesel::NotFound)
    }

    /// Returns the assignments of a tariff that end after `since`, newest first.
    pub fn of_tariff(
        conn: &mut PgConnection,
        tariff_id: TariffId,
        since: DateTime<Utc>,
        limit: i64,
    ) -> QueryResult<Vec<Self>> {
        let ids: Vec<TariffAssignmentId> = tariff_assignments::table
            .filter(tariff_assignments::tariff_id.eq(tariff_id))
            .filter(tariff_assignments::ends_at.is_null().or(tariff_assignments::ends_at.gt(since)))
            .order(tariff_assignments::id.desc())
            .limit(limit)
            .select(tariff_assignments::id)
            .load(conn)?;
        Self::of(conn, &ids)
    }

    /// Returns these assignments, newest first.
    fn of(conn: &mut PgConnection, ids: &[TariffAssignmentId]) -> QueryResult<Vec<Self>> {
        tariff_assignments::table
            .inner_join(cities::table.on(cities::id.eq(tariff_assignments::city_id)))
            .left_join(sites::table.on(sites::id.nullable().eq(tariff_assignments::site_id)))
            .left_join(zones::table.on(zones::id.nullable().eq(tariff_assignments::zone_id)))
            .left_join(spots::table.on(spots::id.nullable().eq(tariff_assignments::spot_id)))
            .filter(tariff_assignments::id.eq_any(ids))
            .order(tariff_assignments::id.desc())
            .select((
                TariffAssignment::as_select(),
                cities::name,
                sites::name.nullable(),
                zones::street.nullable(),
                spots::label.nullable(),
            ))
            .load(conn)
    }
}
