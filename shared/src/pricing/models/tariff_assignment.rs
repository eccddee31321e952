//! Assignments: the places and times in which tariffs apply.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::{
    dsl::count_star,
    prelude::*,
    result::Error as DieselError,
    sql_query,
    sql_types::{Bool, Timestamptz, Uuid as SqlUuid},
};
use serde::Serialize;

use super::tariff::TariffRecord;
use crate::{
    Error, Result,
    identity::domain::vehicle::VehicleClass,
    platform::{
        db::schema::tariff_assignments,
        domain::ids::{CityId, SiteId, SpotId, TariffAssignmentId, TariffId, ZoneId},
        error::violates,
    },
    pricing::domain::posted::{Assignment, AssignmentPlace},
};

#[derive(Debug, Clone, Queryable, QueryableByName, Selectable, Serialize)]
#[diesel(table_name = tariff_assignments, check_for_backend(diesel::pg::Pg))]
pub struct TariffAssignment {
    pub id: TariffAssignmentId,
    pub city_id: CityId,
    pub tariff_id: TariffId,
    /// At most one of site, zone and spot is set; without one, the place is the city.
    pub site_id: Option<SiteId>,
    pub zone_id: Option<ZoneId>,
    pub spot_id: Option<SpotId>,
    /// `None` for the classes without an assignment of their own at the place.
    pub vehicle_class: Option<VehicleClass>,
    pub starts_at: DateTime<Utc>,
    /// Exclusive; the start if it was ended before it began.
    pub ends_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
}

/// An assignment to insert.
#[derive(Debug, Clone, Copy)]
pub struct NewAssignment {
    pub place: AssignmentPlace,
    pub vehicle_class: Option<VehicleClass>,
    pub starts_at: DateTime<Utc>,
    pub ends_at: Option<DateTime<Utc>>,
}

impl TariffAssignment {
    pub fn place(&self) -> AssignmentPlace {
        match (self.spot_id, self.zone_id, self.site_id) {
            (Some(spot), ..) => AssignmentPlace::Spot(spot),
            (None, Some(zone), _) => AssignmentPlace::Zone(zone),
            (None, None, Some(site)) => AssignmentPlace::Site(site),
            (None, None, None) => AssignmentPlace::City(self.city_id),
        }
    }

    pub fn posted(&self) -> Assignment {
        Assignment {
            tariff_id: self.tariff_id,
            place: self.place(),
            vehicle_class: self.vehicle_class,
            starts_at: self.starts_at,
            ends_at: self.ends_at,
        }
    }

    pub fn find(conn: &mut PgConnection, id: TariffAssignmentId) -> QueryResult<Self> {
        tariff_assignments::table
            .filter(tariff_assignments::id.eq(id))
            .select(Self::as_select())
            .first(conn)
    }

    /// Reads the assignment and locks its row. Lock its tariff first.
    pub fn lock(conn: &mut PgConnection, id: TariffAssignmentId) -> QueryResult<Self> {
        tariff_assignments::table
            .filter(tariff_assignments::id.eq(id))
            .select(Self::as_select())
            .for_no_key_update()
            .first(conn)
    }

    /// Returns whether a tariff is assigned at `now` or later to a city, or to a zone or a spot
    /// that is not in a site.
    pub fn is_outside_of_sites(
        conn: &mut PgConnection,
        tariff_id: TariffId,
        now: DateTime<Utc>,
    ) -> QueryResult<bool> {
        let found: Outside = sql_query(
            "select exists ( \
                 select from tariff_assignments a \
                     left join spots s on s.id = a.spot_id and s.city_id = a.city_id \
                     left join zones z on z.id = coalesce(a.zone_id, s.zone_id) \
                         and z.city_id = a.city_id \
                 where a.tariff_id = $1 and coalesce(a.site_id, z.site_id) is null \
                     and (a.ends_at is null or a.ends_at > greatest(a.starts_at, $2)) \
             ) as is_found",
        )
        .bind::<SqlUuid, _>(tariff_id)
        .bind::<Timestamptz, _>(now)
        .get_result(conn)?;
        Ok(found.is_found)
    }

    /// Inserts an assignment of a locked tariff, at a place of its city. `Invalid` when another
    /// assignment for the class applies at the place in a part of the time.
    pub fn insert(
        conn: &mut PgConnection,
        tariff: &TariffRecord,
        new: &NewAssignment,
        now: DateTime<Utc>,
    ) -> Result<Self> {
        let (mut site_id, mut zone_id, mut spot_id) = (None, None, None);
        match new.place {
            AssignmentPlace::City(_) => {}
            AssignmentPlace::Site(id) => site_id = Some(id),
            AssignmentPlace::Zone(id) => zone_id = Some(id),
            AssignmentPlace::Spot(id) => spot_id = Some(id),
        }
        diesel::insert_into(tariff_assignments::table)
            .values((
                tariff_assignments::id.eq(TariffAssignmentId::new()),
                tariff_assignments::city_id.eq(tariff.city_id),
                tariff_assignments::tariff_id.eq(tariff.id),
                tariff_assignments::site_id.eq(site_id),
                tariff_assignments::zone_id.eq(zone_id),
                tariff_assignments::spot_id.eq(spot_id),
                tariff_assignments::vehicle_class.eq(new.vehicle_class),
                tariff_assignments::starts_at.eq(new.starts_at),
                tariff_assignments::ends_at.eq(new.ends_at),
                tariff_assignments::created_at.eq(now),
            ))
            .returning(Self::as_returning())
            .get_result(conn)
            .map_err(overlapping)
    }

    /// Sets the end of a locked assignment.
    pub fn end(&self, conn: &mut PgConnection, ends_at: DateTime<Utc>) -> QueryResult<Self> {
        diesel::update(tariff_assignments::table.find((self.id, self.city_id)))
            .set(tariff_assignments::ends_at.eq(ends_at))
            .returning(Self::as_returning())
            .get_result(conn)
    }
}

#[derive(QueryableByName)]
struct Outside {
    #[diesel(sql_type = Bool)]
    is_found: bool,
}

/// Returns the number of assignments of each tariff that end after `at`; tariffs without any are
/// omitted.
pub fn counts(
    conn: &mut PgConnection,
    tariffs: &[TariffId],
    at: DateTime<Utc>,
) -> QueryResult<HashMap<TariffId, i64>> {
    let counts = tariff_assignments::table
        .filter(tariff_assignments::tariff_id.eq_any(tariffs))
        .filter(tariff_assignments::ends_at.is_null().or(tariff_assignments::ends_at.gt(at)))
        .group_by(tariff_assignments::tariff_id)
        .select((tariff_assignments::tariff_id, count_star()))
        .load::<(TariffId, i64)>(conn)?;
    Ok(counts.into_iter().collect())
}

fn overlapping(error: DieselError) -> Error {
    if violates(&error, "tariff_assignments_no_overlap") {
        let message = "another tariff is assigned to the place then: end that assignment first";
        Error::field("starts_at", "overlapping", message)
    } else {
        error.into()
    }
}
