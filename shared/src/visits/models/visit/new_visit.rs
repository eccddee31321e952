//! Inserts visits.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::Visit;
use crate::{
    Error, Result,
    equipment::domain::means::Means,
    platform::{
        db::schema::visits,
        domain::ids::{CityId, LaneId, ReservationId, SiteId, VisitId},
        error::violates,
    },
    reservations::models::reservation::Reservation,
};

/// A visit to insert.
#[derive(Debug, Clone, Copy, Insertable)]
#[diesel(table_name = visits)]
pub struct NewVisit<'a> {
    pub id: VisitId,
    pub city_id: CityId,
    pub reservation_id: ReservationId,
    pub site_id: SiteId,
    pub lane_in_id: Option<LaneId>,
    pub entered_by: Means,
    /// Keyed hash of the plate under the current secret.
    pub plate_hash: Option<&'a [u8]>,
    /// SHA-256 of the random id of the app's installation.
    pub app_device_hash: Option<&'a [u8]>,
    pub arrived_at: DateTime<Utc>,
    pub bound_at: DateTime<Utc>,
}

impl NewVisit<'_> {
    /// Inserts the visit.
    ///
    /// # Errors
    /// `AlreadyInside` when the plate or the app has an open visit of the same driver;
    /// `Unavailable` when another driver's has begun at the same time.
    pub fn insert(&self, conn: &mut PgConnection) -> Result<Visit> {
        // In a savepoint: a query follows, and a violation would abort the transaction.
        let inserted = conn.transaction(|conn| {
            diesel::insert_into(visits::table)
                .values(self)
                .returning(Visit::as_returning())
                .get_result::<Visit>(conn)
        });
        let error = match inserted {
            Ok(visit) => return Ok(visit),
            Err(error) => error,
        };
        let inside: Vec<_> = match (self.plate_hash, self.app_device_hash) {
            (Some(hash), _) if violates(&error, "visits_one_per_plate_key") => {
                Visit::open_with_plate(conn, &[hash.to_vec()])?
            }
            (_, Some(hash)) if violates(&error, "visits_one_per_app_key") => {
                Visit::open_with_app(conn, hash)?.into_iter().collect()
            }
            _ => return Err(error.into()),
        };
        let driver = Reservation::find(conn, self.reservation_id)?.driver();
        for visit in inside {
            if Reservation::find(conn, visit.reservation_id)?.driver() == driver {
                return Err(Error::AlreadyInside { visit_id: visit.id });
            }
        }
        // The other visit has ended in between, or is a stranger's: the client tries again.
        Err(Error::Unavailable("the entrance"))
    }
}
