//! Readings of cameras. Plates are stored encrypted, and only for days.

mod details;
mod times;

use chrono::{DateTime, Utc};
use diesel::prelude::*;

pub use self::details::{Proposal, ReadDetails, ReadFilter};
use super::camera::Camera;
use crate::{
    equipment::domain::{
        direction::ReadDirection,
        plate_read::{PlateRead, ReadOutcome},
    },
    identity::domain::{scope::GrantPlace, vehicle::SealedPlate},
    platform::{
        db::schema::plate_reads,
        domain::ids::{CameraId, CityId, PlateReadId, ReservationId, SiteId, VisitId},
    },
};

/// A reading with its outcome.
#[derive(Debug, Clone)]
pub struct StoredRead {
    pub id: PlateReadId,
    pub city_id: CityId,
    pub site_id: SiteId,
    pub camera_id: CameraId,
    pub vendor_event_id: String,
    pub plate: SealedPlate,
    /// Issuer of the plate, as the vendor writes it.
    pub region: Option<String>,
    /// 0 to 100.
    pub confidence_percent: i32,
    pub direction: ReadDirection,
    /// Time by the camera's clock.
    pub captured_at: DateTime<Utc>,
    pub received_at: DateTime<Utc>,
    /// Time at which the vehicle was there: earlier than that of the receipt if the webhook came
    /// late.
    pub seen_at: DateTime<Utc>,
    pub outcome: ReadOutcome,
    pub visit_id: Option<VisitId>,
    /// The reservation of a plate that looks like the one that was read.
    pub proposed_reservation_id: Option<ReservationId>,
    /// Actor, as in the audit log; `None` unless an operator has decided.
    pub decided_by: Option<String>,
    pub decided_at: Option<DateTime<Utc>>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = plate_reads, check_for_backend(diesel::pg::Pg))]
struct Row {
    id: PlateReadId,
    city_id: CityId,
    site_id: SiteId,
    camera_id: CameraId,
    vendor_event_id: String,
    plate_sealed: Vec<u8>,
    plate_hash: Vec<u8>,
    plate_secret_id: Vec<u8>,
    region: Option<String>,
    confidence_percent: i32,
    direction: ReadDirection,
    captured_at: DateTime<Utc>,
    received_at: DateTime<Utc>,
    seen_at: Option<DateTime<Utc>>,
    outcome: ReadOutcome,
    visit_id: Option<VisitId>,
    proposed_reservation_id: Option<ReservationId>,
    decided_by: Option<String>,
    decided_at: Option<DateTime<Utc>>,
}

impl StoredRead {
    pub fn place(&self) -> GrantPlace {
        GrantPlace::Site(self.city_id, self.site_id)
    }

    /// Inserts a reading without a match, of a vehicle that was there at `seen_at`; `None` when the
    /// camera's event is known.
    pub fn insert(
        conn: &mut PgConnection,
        camera: &Camera,
        read: &PlateRead,
        plate: &SealedPlate,
        seen_at: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> QueryResult<Option<Self>> {
        let inserted = diesel::insert_into(plate_reads::table)
            .values((
                plate_reads::id.eq(PlateReadId::new()),
                plate_reads::city_id.eq(camera.city_id),
                plate_reads::site_id.eq(camera.site_id),
                plate_reads::camera_id.eq(camera.id),
                plate_reads::vendor_event_id.eq(&read.vendor_event_id),
                plate_reads::plate_sealed.eq(&plate.sealed),
                plate_reads::plate_hash.eq(&plate.hash),
                plate_reads::plate_secret_id.eq(&plate.secret_id),
                plate_reads::region.eq(&read.region),
                plate_reads::confidence_percent.eq(read.confidence_percent),
                plate_reads::direction.eq(read.direction),
                plate_reads::captured_at.eq(read.at),
                plate_reads::received_at.eq(now),
                plate_reads::seen_at.eq(Some(seen_at).filter(|seen_at| *seen_at != now)),
                plate_reads::outcome.eq(ReadOutcome::NoMatch),
            ))
            .on_conflict((
                plate_reads::camera_id,
                plate_reads::vendor_event_id,
                plate_reads::city_id,
            ))
            .do_nothing()
            .returning(Row::as_returning())
            .get_result(conn)
            .optional()?;
        Ok(inserted.map(Self::from))
    }

    /// Returns the reading of a camera with the vendor's id.
    pub fn by_event(
        conn: &mut PgConnection,
        camera: CameraId,
        vendor_event_id: &str,
    ) -> QueryResult<Self> {
        plate_reads::table
            .filter(plate_reads::camera_id.eq(camera))
            .filter(plate_reads::vendor_event_id.eq(vendor_event_id))
            .select(Row::as_select())
            .first(conn)
            .map(Self::from)
    }

    /// Reads the row and locks it.
    pub fn lock(conn: &mut PgConnection, id: PlateReadId) -> QueryResult<Self> {
        let found = plate_reads::table.filter(plate_reads::id.eq(id));
        found.select(Row::as_select()).for_no_key_update().first(conn).map(Self::from)
    }

    pub fn find(conn: &mut PgConnection, id: PlateReadId) -> QueryResult<Self> {
        let found = plate_reads::table.filter(plate_reads::id.eq(id));
        found.select(Row::as_select()).first(conn).map(Self::from)
    }

    /// Records the outcome of a reading.
    pub fn set_outcome(
        &self,
        conn: &mut PgConnection,
        outcome: ReadOutcome,
        visit: Option<VisitId>,
        proposed: Option<ReservationId>,
    ) -> QueryResult<Self> {
        diesel::update(plate_reads::table.find((self.id, self.city_id)))
            .set((
                plate_reads::outcome.eq(outcome),
                plate_reads::visit_id.eq(visit),
                plate_reads::proposed_reservation_id.eq(proposed),
            ))
            .returning(Row::as_returning())
            .get_result(conn)
            .map(Self::from)
    }

    /// Records an operator's decision on a locked reading.
    pub fn decide(
        &self,
        conn: &mut PgConnection,
        outcome: ReadOutcome,
        visit: Option<VisitId>,
        actor: &str,
        now: DateTime<Utc>,
    ) -> QueryResult<Self> {
        diesel::update(plate_reads::table.find((self.id, self.city_id)))
            .set((
                plate_reads::outcome.eq(outcome),
                plate_reads::visit_id.eq(visit),
                plate_reads::decided_by.eq(actor),
                plate_reads::decided_at.eq(now),
            ))
            .returning(Row::as_returning())
            .get_result(conn)
            .map(Self::from)
    }
}

impl From<Row> for StoredRead {
    fn from(row: Row) -> Self {
        let plate = SealedPlate {
            sealed: row.plate_sealed,
            hash: row.plate_hash,
            secret_id: row.plate_secret_id,
        };
        Self {
            id: row.id,
            city_id: row.city_id,
            site_id: row.site_id,
            camera_id: row.camera_id,
            vendor_event_id: row.vendor_event_id,
            plate,
            region: row.region,
            confidence_percent: row.confidence_percent,
            direction: row.direction,
            captured_at: row.captured_at,
            received_at: row.received_at,
            seen_at: row.seen_at.unwrap_or(row.received_at),
            outcome: row.outcome,
            visit_id: row.visit_id,
            proposed_reservation_id: row.proposed_reservation_id,
            decided_by: row.decided_by,
            decided_at: row.decided_at,
        }
    }
}
