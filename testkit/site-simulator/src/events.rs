//! Events that the gateway reports: queued while it is offline, and sent until they are answered.

use chrono::{DateTime, Utc};
use reqwest::Method;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio::time::sleep;
use uuid::Uuid;

use crate::{
    api::{Failure, RETRY_INTERVAL, send},
    state::SimulatorState,
};

/// Maximum number of events in a request.
const MAX_EVENTS: usize = 100;

/// An event in the form of the request.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Event {
    pub(crate) sequence: i64,
    pub(crate) kind: &'static str,
    pub(crate) lane_id: Uuid,
    pub(crate) at: DateTime<Utc>,
    pub(crate) pass: Option<String>,
}

/// An event that the api has answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reported {
    pub sequence: i64,
    pub kind: String,
    /// `entered`, `left`, `repeated`, `recorded`, `refused` or `ignored`.
    pub outcome: String,
    pub visit_id: Option<Uuid>,
}

/// The answer to an event.
#[derive(Deserialize)]
struct Answer {
    sequence: i64,
    outcome: String,
    visit_id: Option<Uuid>,
}

/// Sends the queued events in their order, as soon as there are any and the network is up.
pub(crate) async fn report(state: &SimulatorState, key: &str) {
    loop {
        state.wait_for(|equipment| !equipment.queue.is_empty()).await;
        state.until_online().await;
        let events: Vec<Event> =
            state.equipment.lock().queue.iter().take(MAX_EVENTS).cloned().collect();
        let request = state.api.of_device(Method::POST, key, "/device/events");
        let sent = send(request.json(&json!({ "events": events })));
        match state.while_online(sent).await {
            Ok((_, body)) => state.change(|equipment| equipment.answer(&answers(&body))),
            // A request with invalid fields: the same events would be refused again.
            Err(Failure::Refused { status, .. }) if status.as_u16() == 422 => {
                state.change(|equipment| equipment.drop_events(&events));
            }
            Err(_) => sleep(RETRY_INTERVAL).await,
        }
    }
}

fn answers(body: &Value) -> Vec<(i64, String, Option<Uuid>)> {
    let outcomes = body.get("outcomes").cloned().unwrap_or_default();
    let answers: Vec<Answer> = serde_json::from_value(outcomes).unwrap_or_default();
    answers.into_iter().map(|one| (one.sequence, one.outcome, one.visit_id)).collect()
}
