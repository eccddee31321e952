//! Lets a vehicle in or out by the plate that a camera has read.

mod decide;
mod enter;
mod leave;
mod list;

use chrono::{DateTime, TimeDelta, Utc};
use diesel::{PgConnection, RunQueryDsl, sql_query, sql_types::Text};

pub use self::{
    decide::{DecideRead, Decision, decide_read},
    list::list_reads,
};
use self::{
    enter::{enter, enter_late, entering_reservation},
    leave::{leave, leave_for_review, leaving_reservation},
};
use super::just_arrived::has_just_arrived;
use crate::{
    Error, Result,
    equipment::{
        domain::{
            direction::{LaneDirection, ReadDirection},
            folded_plate::folded,
            plate_read::{PlateRead, ReadOutcome},
            read_time::{COMPARED, LATE_AFTER, seen_at},
        },
        models::{
            barrier_command::BarrierCommand, camera::Camera, lane::Lane, plate_image,
            plate_read::StoredRead,
        },
        operations::issue_command,
    },
    identity::domain::{plate::Plate, vehicle::SealedPlate},
    places::{
        domain::{site_rules::SiteRules, terms::Terms},
        models::site_rules,
    },
    platform::{
        domain::ids::{CameraId, ReservationId, SiteId, VisitId},
        token::Tokens,
    },
    visits::models::{vehicle_visit::open_at_with, visit::Visit},
};

/// Time in which a camera may read the same vehicle again.
const DEBOUNCE: TimeDelta = TimeDelta::seconds(60);

/// A vehicle that a camera has seen.
struct Seen<'a> {
    lane: &'a Lane,
    rules: SiteRules,
    plate: &'a Plate,
    /// Hashes of the plate under all secrets.
    hashes: Vec<Vec<u8>>,
    /// The only open visit of the plate at this site, begun before.
    open: Option<Visit>,
    /// True if the vehicle leaves.
    is_exit: bool,
    /// Time at which the vehicle was there.
    at: DateTime<Utc>,
    /// True if it still waits: the barrier opens only then.
    is_there: bool,
    /// Name in the audit log of the camera, or of the operator who decides.
    actor: &'a str,
}

/// The result of a reading.
struct Found {
    outcome: ReadOutcome,
    visit_id: Option<VisitId>,
    proposed: Option<ReservationId>,
}

/// Handles a reading: an exact match opens the barrier, a similar one is proposed to an operator,
/// and so is one with little confidence. An exit opens in any case. A reading that comes late opens
/// nothing: an exit ends the visit at the time of the vehicle, and an operator decides about an
/// entrance. A repeated event returns the stored reading. Takes an advisory lock on the camera and
/// the plate, then the locks of check-in and check-out.
///
/// # Errors
/// Only failures of the service; a driver who may not enter is an outcome.
pub fn read_plate(
    conn: &mut PgConnection,
    camera: &Camera,
    read: &PlateRead,
    tokens: &Tokens,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<StoredRead> {
    let sealed = tokens.seal_plate(&read.plate)?;
    lock_plate(conn, camera.id, &sealed)?;
    let at = seen_at(read.at, now, &StoredRead::times(conn, camera.id, COMPARED)?);
    let Some(stored) = StoredRead::insert(conn, camera, read, &sealed, at, now)? else {
        return Ok(StoredRead::by_event(conn, camera.id, &read.vendor_event_id)?);
    };
    let (lane, actor) = (Lane::find(conn, camera.lane_id)?, camera.audit_name());
    if let Some(earlier) = stored.recent(conn, DEBOUNCE)? {
        if now - stored.seen_at <= LATE_AFTER {
            retry_command(conn, &lane, &earlier, &actor, now)?;
        }
        return Ok(stored.set_outcome(conn, ReadOutcome::Duplicate, None, None)?);
    }
    let vehicle = (&read.plate, read.direction);
    let seen = Seen::new(conn, &lane, vehicle, &actor, tokens, (stored.seen_at, now))?;
    if let Some(image) = read.image.as_ref().filter(|_| seen.rules.keeps_images) {
        plate_image::insert(conn, &stored, image, now)?;
    }
    let is_doubtful = read.confidence_percent < seen.rules.min_confidence_percent;
    let found = match (seen.is_exit, is_doubtful) {
        (true, true) => {
            let proposed = leaving_reservation(conn, &seen, tokens)?;
            leave_for_review(conn, &seen, proposed, now)?
        }
        (true, false) => leave(conn, &seen, tokens, terms, now)?,
        (false, true) => Found::review(entering_reservation(conn, &seen, tokens)?),
        (false, false) if seen.is_there => {
            enter(conn, &seen, read.sure_region(), tokens, terms, now)?
        }
        (false, false) => enter_late(conn, &seen, tokens)?,
    };
    Ok(stored.set_outcome(conn, found.outcome, found.visit_id, found.proposed)?)
}

/// Opens the barrier again for a vehicle that the camera has read shortly before, if it has not
/// opened then.
fn retry_command(
    conn: &mut PgConnection,
    lane: &Lane,
    earlier: &StoredRead,
    actor: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    let last = BarrierCommand::latest_of_lane(conn, lane.id, earlier.received_at)?;
    let Some(last) = last.filter(|command| command.has_failed(now)) else { return Ok(()) };
    let is_for_visit = last.visit_id.is_some() && last.visit_id == earlier.visit_id;
    if is_for_visit || lane.direction == LaneDirection::Out {
        issue_command(conn, lane.id, last.visit_id, actor, &last.reason, now)?;
    }
    Ok(())
}

impl<'a> Seen<'a> {
    /// `at` is the time of the vehicle, and `now` that of the request.
    fn new(
        conn: &mut PgConnection,
        lane: &'a Lane,
        (plate, direction): (&'a Plate, ReadDirection),
        actor: &'a str,
        tokens: &Tokens,
        (at, now): (DateTime<Utc>, DateTime<Utc>),
    ) -> Result<Self> {
        let hashes = tokens.plate_hashes(plate)?;
        let mut open = open_at_with(conn, lane.site_id, &hashes)?;
        // A vehicle leaves before it comes back.
        open.retain(|visit| visit.arrived_at <= at);
        // Two accounts may name one plate: an operator decides whose visit it is.
        let open = open.pop().filter(|_| open.is_empty());
        let rules = site_rules::of_site(conn, lane.site_id)?;
        let is_exit = is_exit(conn, lane, direction, open.as_ref(), at)?;
        let is_there = now - at <= LATE_AFTER;
        Ok(Self { lane, rules, plate, hashes, open, is_exit, at, is_there, actor })
    }

    fn site_id(&self) -> SiteId {
        self.lane.site_id
    }

    /// Returns the time of a vehicle that is gone; `None` if it still waits.
    fn reported_at(&self) -> Option<DateTime<Utc>> {
        (!self.is_there).then_some(self.at)
    }

    /// Returns those whose plate looks like the one that was read.
    fn similar<T: Copy>(&self, candidates: &[(T, SealedPlate)], tokens: &Tokens) -> Vec<T> {
        let key = folded(self.plate);
        let is_similar = |sealed: &SealedPlate| {
            tokens.open_plate(sealed).is_some_and(|plate| folded(&plate) == key)
        };
        let similar = candidates.iter().filter(|(_, sealed)| is_similar(sealed));
        similar.map(|(id, _)| *id).collect()
    }
}

impl Found {
    fn of_visit(outcome: ReadOutcome, visit_id: VisitId) -> Self {
        Self { outcome, visit_id: Some(visit_id), proposed: None }
    }

    /// Leaves the decision to an operator.
    fn review(proposed: Option<ReservationId>) -> Self {
        Self { outcome: ReadOutcome::Review, visit_id: None, proposed }
    }

    fn without_visit(outcome: ReadOutcome) -> Self {
        Self { outcome, visit_id: None, proposed: None }
    }
}

/// Returns whether the vehicle leaves. In a lane for both directions a vehicle leaves that is
/// inside, if the camera does not report its direction.
fn is_exit(
    conn: &mut PgConnection,
    lane: &Lane,
    direction: ReadDirection,
    open: Option<&Visit>,
    at: DateTime<Utc>,
) -> Result<bool> {
    match (lane.direction, direction, open) {
        (LaneDirection::Out, ..) | (LaneDirection::Both, ReadDirection::Out, _) => Ok(true),
        (LaneDirection::Both, ReadDirection::Unknown, Some(visit)) => {
            Ok(!has_just_arrived(conn, visit, lane.id, at)?)
        }
        (LaneDirection::In | LaneDirection::Both, ..) => Ok(false),
    }
}

/// Serializes the readings of a plate by a camera until the transaction ends.
fn lock_plate(conn: &mut PgConnection, camera: CameraId, plate: &SealedPlate) -> Result<()> {
    sql_query("select pg_advisory_xact_lock(hashtextextended($1, 6))")
        .bind::<Text, _>(format!("{camera}:{}", hex::encode(&plate.hash)))
        .execute(conn)?;
    Ok(())
}

/// Returns whether an error is a rule of the domain, and not a failure of the service.
pub(super) fn is_refusal(error: &Error) -> bool {
    !matches!(error, Error::Internal(_) | Error::Unavailable(_))
}
