//! Records what devices report: passes that they admitted while they were offline, and what happens
//! to their barriers.

mod known_exit;
mod offline;
mod pass_holder;
mod scan;

use chrono::{DateTime, TimeDelta, Utc};
use diesel::PgConnection;

use self::offline::{Opened, enter_offline, leave_offline};
pub use self::scan::{Scanned, scan_pass};
use crate::{
    Error, Result,
    equipment::{
        domain::{
            direction::LaneDirection,
            pass::Pass,
            vendor::{EventOutcome, IncidentKind},
        },
        models::{
            device::Device,
            device_event::{self, NewDeviceEvent},
            incident::{self, NewIncident},
            lane::Lane,
        },
    },
    places::domain::terms::Terms,
    platform::{
        domain::ids::{LaneId, VisitId},
        token::Tokens,
    },
    visits::models::{
        entrance::{last_at_entrance, set_entered},
        plate_match::last_at_exit,
    },
};

/// Maximum lead of a device's clock.
const MAX_AHEAD: TimeDelta = TimeDelta::minutes(5);
/// Maximum age of an event.
const MAX_AGE: TimeDelta = TimeDelta::days(7);
/// Time in which a vehicle passes the barrier after it was opened, or its visit has ended there.
const PASSING: TimeDelta = TimeDelta::minutes(10);
/// Minimum time between two incidents of a device that has used its numbers again.
const NOTE_INTERVAL: TimeDelta = TimeDelta::days(1);
/// Maximum length of the stored kind of an event.
const MAX_KIND: usize = 50;

/// An event that a device reports.
#[derive(Debug, Clone)]
pub struct DeviceEvent {
    /// Number of the event, counted by the device, at most [`device_event::MAX_SEQUENCE`].
    pub sequence: i64,
    /// `opened_offline`, `passed`, `forced` or `fault`; others are ignored.
    pub kind: String,
    pub lane_id: Option<LaneId>,
    /// Time by the device's clock.
    pub at: DateTime<Utc>,
    /// The pass that was read; `None` if there was none that is signed by us.
    pub pass: Option<Pass>,
}

/// Records an event once; events with one number are the same if their kind, lane and time are.
/// Returns its outcome, as in `device_events_outcome_known`, and its visit; of a repeated event
/// those of the first report. A reason to refuse a vehicle that a device has let in becomes an
/// incident.
///
/// # Errors
/// Only failures of the service.
pub fn record_event(
    conn: &mut PgConnection,
    device: &Device,
    event: &DeviceEvent,
    tokens: &Tokens,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<(&'static str, Option<VisitId>)> {
    let lanes = Lane::of_gateway(conn, device.id)?;
    let lane = event.lane_id.and_then(|id| lanes.iter().find(|lane| lane.id == id));
    let letters = event.kind.chars().filter(|letter| !letter.is_control());
    let kind: String = letters.take(MAX_KIND).collect();
    let lane_id = lane.map(|lane| lane.id);
    let new =
        NewDeviceEvent { device, sequence: event.sequence, kind: &kind, lane_id, at: event.at };
    let report = Report { device, lane, at: event.at.min(now), now };
    let sequence = match store(conn, &new, &report)? {
        StoredEvent::New { sequence } => sequence,
        StoredEvent::Known(outcome, visit) => return Ok((outcome.as_str(), visit)),
    };
    let (outcome, visit) = report.handle(conn, event, tokens, terms)?;
    device_event::set_outcome(conn, device.id, sequence, outcome, visit)?;
    Ok((outcome.as_str(), visit))
}

/// An event in the table.
enum StoredEvent {
    New {
        sequence: i64,
    },
    /// Its outcome and visit.
    Known(EventOutcome, Option<VisitId>),
}

/// Stores an event. One whose number the device has used for another event before gets the next
/// number, and is an incident, at most once a day: the device has lost its storage. Locks the
/// device then.
///
/// # Errors
/// `Unavailable` when the device reports another event at the same time.
fn store(
    conn: &mut PgConnection,
    new: &NewDeviceEvent<'_>,
    report: &Report<'_>,
) -> Result<StoredEvent> {
    if device_event::insert(conn, new, None, report.now)? {
        return Ok(StoredEvent::New { sequence: new.sequence });
    }
    if let Some((outcome, visit)) = device_event::find_same(conn, new)? {
        return Ok(StoredEvent::Known(outcome, visit));
    }
    let device = Device::lock(conn, new.device.id)?;
    // Another request may have stored it before the lock.
    if let Some((outcome, visit)) = device_event::find_same(conn, new)? {
        return Ok(StoredEvent::Known(outcome, visit));
    }
    let is_noted = device_event::has_renumbered(conn, device.id, report.now - NOTE_INTERVAL)?;
    let sequence = device_event::next_sequence(conn, device.id)?;
    if !device_event::insert(conn, new, Some(sequence), report.now)? {
        return Err(Error::Unavailable("the list of events"));
    }
    if !is_noted {
        let number = new.sequence;
        let detail = format!("the device has used the number {number} for another event before");
        let report = Report { at: report.now, ..*report };
        report.incident(conn, IncidentKind::ClockWrong, None, &detail)?;
    }
    Ok(StoredEvent::New { sequence })
}

/// An event of a device, with its lane if it names one of the device's.
struct Report<'a> {
    device: &'a Device,
    lane: Option<&'a Lane>,
    /// Time of the event, not after `now`.
    at: DateTime<Utc>,
    now: DateTime<Utc>,
}

impl Report<'_> {
    fn handle(
        &self,
        conn: &mut PgConnection,
        event: &DeviceEvent,
        tokens: &Tokens,
        terms: &Terms,
    ) -> Result<(EventOutcome, Option<VisitId>)> {
        if event.at > self.now + MAX_AHEAD || self.at < self.now - MAX_AGE {
            let detail = format!("the device reported an event of {}", event.at.to_rfc3339());
            // At the time of the report: that of the event is wrong.
            Report { at: self.now, ..*self }.incident(
                conn,
                IncidentKind::ClockWrong,
                None,
                &detail,
            )?;
            return Ok((EventOutcome::Ignored, None));
        }
        match (event.kind.as_str(), self.lane) {
            ("opened_offline", Some(lane)) => {
                let opened = Opened { report: self, lane, pass: event.pass, tokens, terms };
                if opened.is_exit(conn)? {
                    leave_offline(conn, &opened)
                } else {
                    enter_offline(conn, &opened)
                }
            }
            ("passed", Some(lane)) => {
                let visit = self.passed(conn, lane)?;
                Ok((EventOutcome::Recorded, visit))
            }
            ("forced", _) => {
                self.incident(conn, IncidentKind::BarrierForced, None, "opened by hand")?;
                Ok((EventOutcome::Recorded, None))
            }
            ("fault", _) => {
                self.incident(
                    conn,
                    IncidentKind::BarrierFault,
                    None,
                    "the device reports a fault",
                )?;
                Ok((EventOutcome::Recorded, None))
            }
            _ => Ok((EventOutcome::Ignored, None)),
        }
    }

    /// Records that the vehicle has driven in that the entrance was opened for, or the departure of
    /// the one that the exit was opened for, unless the check-out at the lane has. Returns its
    /// visit.
    fn passed(&self, conn: &mut PgConnection, lane: &Lane) -> Result<Option<VisitId>> {
        if lane.direction != LaneDirection::Out
            && let Some(visit) = last_at_entrance(conn, lane.id, self.at, PASSING)?
        {
            set_entered(conn, &visit, self.at)?;
            return Ok(Some(visit.id));
        }
        if lane.direction == LaneDirection::In {
            return Ok(None);
        }
        let Some(visit) = last_at_exit(conn, lane.id, self.at, PASSING)? else { return Ok(None) };
        Ok(Some(visit.set_departed(conn, self.at)?.id))
    }

    fn incident(
        &self,
        conn: &mut PgConnection,
        kind: IncidentKind,
        visit_id: Option<VisitId>,
        detail: &str,
    ) -> Result<()> {
        let new = NewIncident {
            city_id: self.device.city_id,
            site_id: self.device.site_id,
            visit_id,
            lane_id: self.lane.map(|lane| lane.id),
            kind,
            detail,
            at: self.at,
        };
        incident::insert(conn, &new, self.now)?;
        Ok(())
    }
}
