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
    enter::{enter, entering_reservation},
    leave::{leave, leaving_reservation},
};
use crate::{
    Error, Result,
    equipment::{
        domain::{
            direction::{LaneDirection, ReadDirection},
            folded_plate::folded,
            plate_read::{PlateRead, ReadOutcome},
        },
        models::{camera::Camera, lane::Lane, plate_image, plate_read::StoredRead},
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
    visits::models::visit::Visit,
};

/// Time in which a camera may read the same vehicle again.
const DEBOUNCE: TimeDelta = TimeDelta::seconds(60);

/// A vehicle in front of a camera.
struct Seen<'a> {
    lane: &'a Lane,
    rules: SiteRules,
    plate: &'a Plate,
    /// Hashes of the plate under all secrets.
    hashes: Vec<Vec<u8>>,
    /// The open visit of the plate at this site.
    open: Option<Visit>,
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
/// and so is one with little confidence. A repeated event returns the stored reading. Takes an
/// advisory lock on the camera and the plate, then the locks of check-in and check-out.
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
    let Some(stored) = StoredRead::insert(conn, camera, read, &sealed, now)? else {
        return Ok(StoredRead::by_event(conn, camera.id, &read.vendor_event_id)?);
    };
    if stored.has_recent(conn, DEBOUNCE)? {
        return Ok(stored.set_outcome(conn, ReadOutcome::Duplicate, None, None)?);
    }
    let (lane, actor) = (Lane::find(conn, camera.lane_id)?, camera.audit_name());
    let seen = Seen::new(conn, &lane, &read.plate, &actor, tokens)?;
    if let Some(image) = read.image.as_ref().filter(|_| seen.rules.keeps_images) {
        plate_image::insert(conn, &stored, image, now)?;
    }
    let is_exit = seen.is_exit(read.direction);
    let found = if read.confidence_percent < seen.rules.min_confidence_percent {
        Found::review(if is_exit {
            leaving_reservation(conn, &seen, tokens)?
        } else {
            entering_reservation(conn, &seen, tokens, now)?
        })
    } else if is_exit {
        leave(conn, &seen, tokens, terms, now)?
    } else {
        enter(conn, &seen, tokens, terms, now)?
    };
    Ok(stored.set_outcome(conn, found.outcome, found.visit_id, found.proposed)?)
}

impl<'a> Seen<'a> {
    fn new(
        conn: &mut PgConnection,
        lane: &'a Lane,
        plate: &'a Plate,
        actor: &'a str,
        tokens: &Tokens,
    ) -> Result<Self> {
        let hashes = tokens.plate_hashes(plate)?;
        let open = Visit::open_with_plate(conn, &hashes)?;
        let open = open.filter(|visit| visit.site_id == lane.site_id);
        let rules = site_rules::of_site(conn, lane.site_id)?;
        Ok(Self { lane, rules, plate, hashes, open, actor })
    }

    fn site_id(&self) -> SiteId {
        self.lane.site_id
    }

    /// Returns whether the vehicle leaves. In a lane for both directions a vehicle leaves that is
    /// inside, if the camera does not report its direction.
    fn is_exit(&self, direction: ReadDirection) -> bool {
        match (self.lane.direction, direction) {
            (LaneDirection::In, _) | (LaneDirection::Both, ReadDirection::In) => false,
            (LaneDirection::Out, _) | (LaneDirection::Both, ReadDirection::Out) => true,
            (LaneDirection::Both, ReadDirection::Unknown) => self.open.is_some(),
        }
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
