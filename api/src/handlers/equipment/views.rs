//! Representations of commands and incidents.

use chrono::{DateTime, Utc};
use serde::Serialize;
use shared::equipment::models::{barrier_command::BarrierCommand, incident::ListedIncident};
use utoipa::ToSchema;
use uuid::Uuid;

/// A command to open a barrier.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct CommandView {
    id: Uuid,
    /// Name of the lane.
    #[schema(example = "Entrance")]
    lane: String,
    /// Driver, device, camera or user of the console.
    #[schema(example = "operator:0198c5a2-7b30-7c4e-9d2f-1a2b3c4d5e6f")]
    actor: String,
    #[schema(example = "the driver has called")]
    reason: String,
    issued_at: DateTime<Utc>,
    /// The barrier must not be opened later.
    expires_at: DateTime<Utc>,
    /// `issued`, `delivered` to the device, `opened`, `failed` or `expired`.
    #[schema(example = "opened")]
    state: &'static str,
    /// `null` for a command of an operator.
    visit_id: Option<Uuid>,
}

/// An event at a site that an operator should look at.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct IncidentView {
    id: Uuid,
    /// `passback`, `exit_without_visit`, `entered_when_full`, `spot_occupied`,
    /// `entered_offline_refused`, `barrier_forced`, `barrier_fault`, `clock_wrong`,
    /// `left_before_end` or `left_after_end`.
    #[schema(example = "exit_without_visit")]
    kind: &'static str,
    detail: String,
    visit_id: Option<Uuid>,
    /// Name of the lane.
    #[schema(example = "Exit")]
    lane: Option<String>,
    /// Time of the event, which may be before its report.
    at: DateTime<Utc>,
    /// `null` while it is open.
    resolved_at: Option<DateTime<Utc>>,
    /// User of the console; `null` while it is open.
    resolved_by: Option<String>,
}

impl CommandView {
    /// `lane` is the name of the command's lane.
    pub(crate) fn new(command: BarrierCommand, lane: String, now: DateTime<Utc>) -> Self {
        Self {
            id: command.id.0,
            lane,
            state: command.state(now),
            actor: command.actor,
            reason: command.reason,
            issued_at: command.issued_at,
            expires_at: command.expires_at,
            visit_id: command.visit_id.map(|id| id.0),
        }
    }
}

impl From<ListedIncident> for IncidentView {
    fn from(listed: ListedIncident) -> Self {
        let ListedIncident { incident, lane } = listed;
        Self {
            id: incident.id.0,
            kind: incident.kind.as_str(),
            detail: incident.detail,
            visit_id: incident.visit_id.map(|id| id.0),
            lane,
            at: incident.at,
            resolved_at: incident.resolved_at,
            resolved_by: incident.resolved_by,
        }
    }
}
