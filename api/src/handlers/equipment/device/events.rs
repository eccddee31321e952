//! Events that a device reports, some of them long after they happened.

use axum::{Json as Body, extract::State};
use serde::{Deserialize, Serialize};
use shared::{
    Error, Result,
    equipment::{code_tokens::read_pass, models::device_event::MAX_SEQUENCE},
    platform::domain::ids::LaneId,
    pricing::quote_signer::QuoteSigner,
    visits::operations::record_event::{DeviceEvent, record_event},
};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    App,
    extract::{DeviceAccess, Instant, Json},
    problem::Problem,
};

/// Maximum number of events in one request.
const MAX_EVENTS: usize = 100;

/// An event at a barrier.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct ReportedEvent {
    /// Number of the event, counted by the device from 1, or from `next_sequence` of *Show the
    /// device*. A repeated event changes nothing. A number that was used for another event, of
    /// another kind, lane or time, is an incident, and the event counts. At most 2^53 - 1.
    #[schema(minimum = 1, example = 1)]
    sequence: i64,
    /// `opened_offline` (for a pass that the device has verified itself), `passed` (the vehicle has
    /// left the barrier), `forced` (opened by hand) or `fault`. Other kinds are ignored.
    #[schema(example = "opened_offline")]
    kind: String,
    /// A lane of the device.
    lane_id: Option<Uuid>,
    /// Time by the device's clock, at most seven days ago.
    #[schema(value_type = String, format = DateTime)]
    at: Instant,
    /// The pass that was read; with `opened_offline`.
    pass: Option<String>,
}

/// Events in the order of their numbers.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct ReportEvents {
    /// 1 to 100.
    #[schema(min_items = 1, max_items = 100)]
    events: Vec<ReportedEvent>,
}

/// The result of an event.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EventOutcomeView {
    sequence: i64,
    /// `entered`, `left`, `repeated` (the visit was known), `recorded`, `refused` (the vehicle has
    /// no visit) or `ignored`.
    #[schema(example = "entered")]
    outcome: &'static str,
    visit_id: Option<Uuid>,
}

/// The outcome of each event.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EventOutcomes {
    outcomes: Vec<EventOutcomeView>,
}

impl ReportEvents {
    /// Returns the events by their numbers.
    fn validate(self, signer: &QuoteSigner) -> Result<Vec<DeviceEvent>> {
        if !(1..=MAX_EVENTS).contains(&self.events.len()) {
            return Err(Error::field("events", "out_of_range", "must be 1 to 100 events"));
        }
        let is_valid = |event: &ReportedEvent| (1..=MAX_SEQUENCE).contains(&event.sequence);
        let wrong = self.events.iter().position(|event| !is_valid(event));
        if let Some(index) = wrong {
            let field = format!("events.{index}.sequence");
            let message = format!("must be between 1 and {MAX_SEQUENCE}");
            return Err(Error::field(&field, "out_of_range", message));
        }
        let events = self.events.into_iter().map(|event| DeviceEvent {
            sequence: event.sequence,
            kind: event.kind,
            lane_id: event.lane_id.map(LaneId),
            at: event.at.0,
            pass: event.pass.and_then(|pass| read_pass(signer, &pass).ok()),
        });
        let mut events: Vec<_> = events.collect();
        // A vehicle enters before it leaves.
        events.sort_by_key(|event| event.sequence);
        Ok(events)
    }
}

/// Report events
///
/// Events at the barriers, also while the device was offline: entries become visits, exits
/// end them. The vehicle has been let in or out, so that nothing is refused; the outcome says what
/// was recorded. After an error the device sends the same events again.
#[utoipa::path(post, path = "/api/v1/device/events", tag = "devices",
    security(("device" = [])), request_body = ReportEvents,
    responses((status = 200, body = EventOutcomes),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn report_events(
    State(app): State<App>,
    DeviceAccess(device): DeviceAccess,
    Json(body): Json<ReportEvents>,
) -> Result<Body<EventOutcomes>, Problem> {
    let (events, site_id) = (body.validate(&app.quote_signer)?, device.site_id);
    let mut outcomes = Vec::with_capacity(events.len());
    for event in events {
        let (device, sequence) = (device.clone(), event.sequence);
        let (tokens, terms, now) = (app.tokens.clone(), app.terms.clone(), app.now());
        // A transaction for each, so that one failure does not undo the others.
        let recorded =
            app.db.write(move |conn| record_event(conn, &device, &event, &tokens, &terms, now));
        let (outcome, visit_id) = recorded.await?;
        outcomes.push(EventOutcomeView { sequence, outcome, visit_id: visit_id.map(|id| id.0) });
        app.visit_changed(site_id, false);
    }
    Ok(Body(EventOutcomes { outcomes }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signer() -> QuoteSigner {
        QuoteSigner::new(Vec::new(), &"https://curbhold.example/".parse().unwrap())
    }

    fn event(sequence: i64) -> ReportedEvent {
        ReportedEvent {
            sequence,
            kind: "passed".to_owned(),
            lane_id: None,
            at: "2030-06-03T13:00:00Z".parse().unwrap(),
            pass: Some("not a pass".to_owned()),
        }
    }

    #[test]
    fn events_are_handled_by_their_numbers() {
        let body = ReportEvents { events: vec![event(7), event(2)] };
        let events = body.validate(&signer()).unwrap();
        let numbers: Vec<_> = events.iter().map(|event| event.sequence).collect();
        assert_eq!((numbers, events[0].pass), (vec![2, 7], None));
    }

    #[test]
    fn wrong_number_is_named() {
        for sequence in [0, MAX_SEQUENCE + 1] {
            let body = ReportEvents { events: vec![event(1), event(sequence)] };
            let Err(Error::Invalid(errors)) = body.validate(&signer()) else { panic!() };
            assert_eq!(errors[0].field, "events.1.sequence");
        }
        for count in [0, MAX_EVENTS + 1] {
            let body = ReportEvents { events: (0..count).map(|_| event(1)).collect() };
            assert!(body.validate(&signer()).is_err(), "{count}");
        }
    }
}
