//! Vehicles that had left before the device of the entrance reported their arrival.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use uuid::Uuid;

use super::offline::Opened;
use crate::{
    Result,
    equipment::{
        domain::{means::Means, plate_read::ReadOutcome},
        models::{lone_exit::LoneExit, plate_read::StoredRead},
    },
    platform::domain::ids::LaneId,
    reservations::models::reservation::Reservation,
    visits::{
        domain::end_reason::EndReason,
        operations::{
            check_in::CheckedIn,
            check_out::{CheckOut, check_out},
            open_with_booking::vehicle_of_booking,
        },
    },
};

/// An exit that belonged to no visit when it was recorded.
enum KnownExit {
    ByPass(LoneExit),
    ByPlate(Box<StoredRead>, LaneId),
}

impl KnownExit {
    fn at(&self) -> DateTime<Utc> {
        match self {
            Self::ByPass(exit) => exit.at,
            Self::ByPlate(read, _) => read.seen_at,
        }
    }
}

/// Ends a visit whose arrival was reported after its vehicle had left, at the time of that.
///
/// # Errors
/// Only database errors.
pub(super) fn leave_by_known_exit(
    conn: &mut PgConnection,
    opened: &Opened<'_>,
    entered: &CheckedIn,
) -> Result<()> {
    let subjects = subjects(conn, &entered.reservation)?;
    let Some(exit) = first_exit(conn, opened, entered, &subjects)? else { return Ok(()) };
    let (means, lane_id) = match &exit {
        KnownExit::ByPass(exit) => (Means::Pass, exit.lane_id),
        KnownExit::ByPlate(_, lane_id) => (Means::Plate, *lane_id),
    };
    let request = CheckOut {
        id: entered.visit.id,
        principal: None,
        actor: Some(opened.actor()),
        means,
        lane_id: Some(lane_id),
        at: Some(exit.at()),
        reason: EndReason::Exit,
    };
    check_out(conn, &request, opened.terms, opened.report.now)?;
    match exit {
        KnownExit::ByPass(exit) => exit.delete(conn, &subjects)?,
        KnownExit::ByPlate(read, _) => {
            read.set_outcome(conn, ReadOutcome::Left, Some(entered.visit.id), None)?;
        }
    }
    Ok(())
}

/// Returns the first exit after the arrival, by a pass of the driver or by the plate.
fn first_exit(
    conn: &mut PgConnection,
    opened: &Opened<'_>,
    entered: &CheckedIn,
    subjects: &[Uuid],
) -> Result<Option<KnownExit>> {
    let (site_id, at) = (entered.visit.site_id, entered.visit.arrived_at);
    let by_pass = LoneExit::first_after(conn, site_id, subjects, at)?.map(KnownExit::ByPass);
    let vehicle = vehicle_of_booking(conn, entered.reservation.id)?;
    let plate = vehicle.and_then(|(_, details)| opened.tokens.open_plate(&details.plate));
    let by_plate = match plate {
        Some(plate) => {
            let hashes = opened.tokens.plate_hashes(&plate)?;
            StoredRead::exit_after(conn, site_id, &hashes, at)?
        }
        None => None,
    };
    let by_plate = by_plate.map(|(read, lane)| KnownExit::ByPlate(Box::new(read), lane));
    Ok(by_pass.into_iter().chain(by_plate).min_by_key(KnownExit::at))
}

/// Returns the ids in the passes of a reservation: its own, and those of its user and its vehicle.
fn subjects(conn: &mut PgConnection, reservation: &Reservation) -> Result<Vec<Uuid>> {
    let vehicle = vehicle_of_booking(conn, reservation.id)?;
    let vehicle_id = vehicle.and_then(|(id, _)| id);
    let subjects =
        [Some(reservation.id.0), reservation.user_id.map(|id| id.0), vehicle_id.map(|id| id.0)];
    Ok(subjects.into_iter().flatten().collect())
}
