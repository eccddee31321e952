//! Readings for the console: with camera, lane and proposed reservation.

use std::collections::HashMap;

use diesel::prelude::*;

use super::{Row, StoredRead};
use crate::{
    equipment::{domain::plate_read::ReadOutcome, models::plate_image},
    identity::domain::vehicle::SealedPlate,
    platform::{
        db::schema::{
            cameras, guests, lanes, plate_reads, reservation_vehicles, reservations, users,
        },
        domain::ids::{PlateReadId, ReservationId, SiteId},
    },
};

/// A reading with its related rows.
#[derive(Debug, Clone)]
pub struct ReadDetails {
    pub read: StoredRead,
    /// Name of the camera.
    pub camera: String,
    /// Name of the camera's lane.
    pub lane: String,
    pub proposal: Option<Proposal>,
    pub has_image: bool,
}

/// The reservation of a plate that looks like the one that was read.
#[derive(Debug, Clone)]
pub struct Proposal {
    pub reservation_id: ReservationId,
    /// Address of the driver.
    pub email: String,
    /// Plate of the reservation's vehicle.
    pub plate: Option<SealedPlate>,
}

/// A filter for readings.
#[derive(Debug, Clone, Copy)]
pub struct ReadFilter {
    pub site_id: SiteId,
    pub outcome: Option<ReadOutcome>,
    /// Only readings that were received before this one.
    pub before: Option<PlateReadId>,
}

type Named = (Row, String, String);

impl ReadDetails {
    pub fn find(conn: &mut PgConnection, id: PlateReadId) -> QueryResult<Self> {
        let named: Named = plate_reads::table
            .inner_join(cameras::table.on(cameras::id.eq(plate_reads::camera_id)))
            .inner_join(lanes::table.on(lanes::id.eq(cameras::lane_id)))
            .filter(plate_reads::id.eq(id))
            .select((Row::as_select(), cameras::name, lanes::name))
            .first(conn)?;
        Self::complete(conn, vec![named])?.pop().ok_or(diesel::NotFound)
    }

    /// Returns the readings that match the filter, the newest first.
    pub fn page(
        conn: &mut PgConnection,
        filter: &ReadFilter,
        limit: i64,
    ) -> QueryResult<Vec<Self>> {
        let mut query = plate_reads::table
            .inner_join(cameras::table.on(cameras::id.eq(plate_reads::camera_id)))
            .inner_join(lanes::table.on(lanes::id.eq(cameras::lane_id)))
            .filter(plate_reads::site_id.eq(filter.site_id))
            .select((Row::as_select(), cameras::name, lanes::name))
            .into_boxed();
        if let Some(outcome) = filter.outcome {
            query = query.filter(plate_reads::outcome.eq(outcome));
        }
        if let Some(before) = filter.before {
            query = query.filter(plate_reads::id.lt(before));
        }
        let named = query.order(plate_reads::id.desc()).limit(limit).load::<Named>(conn)?;
        Self::complete(conn, named)
    }

    /// Adds the proposed reservations, and whether there are pictures.
    fn complete(conn: &mut PgConnection, named: Vec<Named>) -> QueryResult<Vec<Self>> {
        let ids: Vec<_> = named.iter().map(|(row, ..)| row.id).collect();
        let with_images = plate_image::with_images(conn, &ids)?;
        let proposed = named.iter().filter_map(|(row, ..)| row.proposed_reservation_id);
        let proposals = proposals(conn, &proposed.collect::<Vec<_>>())?;
        let details = named.into_iter().map(|(row, camera, lane)| {
            let read = StoredRead::from(row);
            let proposal = read.proposed_reservation_id.and_then(|id| proposals.get(&id).cloned());
            let has_image = with_images.contains(&read.id);
            Self { read, camera, lane, proposal, has_image }
        });
        Ok(details.collect())
    }
}

fn proposals(
    conn: &mut PgConnection,
    ids: &[ReservationId],
) -> QueryResult<HashMap<ReservationId, Proposal>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let drivers: Vec<(ReservationId, Option<String>, Option<String>)> = reservations::table
        .left_join(users::table.on(reservations::user_id.eq(users::id.nullable())))
        .left_join(guests::table.on(reservations::guest_id.eq(guests::id.nullable())))
        .filter(reservations::id.eq_any(ids))
        .select((reservations::id, users::email.nullable(), guests::email.nullable()))
        .load(conn)?;
    let vehicles: Vec<(ReservationId, SealedPlate)> = reservation_vehicles::table
        .filter(reservation_vehicles::reservation_id.eq_any(ids))
        .filter(reservation_vehicles::replaced_at.is_null())
        .select((
            reservation_vehicles::reservation_id,
            (
                reservation_vehicles::plate_sealed,
                reservation_vehicles::plate_hash,
                reservation_vehicles::plate_secret_id,
            ),
        ))
        .load(conn)?;
    let mut plates: HashMap<_, _> = vehicles.into_iter().collect();
    let proposals = drivers.into_iter().map(|(reservation_id, user, guest)| {
        let email = user.or(guest).unwrap_or_default();
        let plate = plates.remove(&reservation_id);
        (reservation_id, Proposal { reservation_id, email, plate })
    });
    Ok(proposals.collect())
}
