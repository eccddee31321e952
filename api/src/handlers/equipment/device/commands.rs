//! Commands for a device, by long poll.

use std::time::Duration;

use axum::{Json as Body, extract::State};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use shared::{
    Error, Result, equipment::models::barrier_command::BarrierCommand,
    platform::domain::ids::DeviceId,
};
use tokio::time::{Instant, timeout_at};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{
    App,
    extract::{DeviceAccess, Number, Params},
    problem::Problem,
    state::STOPPING,
};

/// Time between two looks at the table while a device waits: other processes issue commands too.
const LOOK_INTERVAL: Duration = Duration::from_millis(500);

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListDeviceCommands {
    /// Seconds to wait for a command if there is none, 0 (default) to 25
    #[param(inline)]
    wait: Option<Number<0, 25>>,
}

/// The commands that a device has to execute.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DeviceCommands {
    /// Time of this service.
    now: DateTime<Utc>,
    /// The oldest first.
    commands: Vec<DeviceCommandView>,
}

/// A command to open the barrier of a lane.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DeviceCommandView {
    id: Uuid,
    lane_id: Uuid,
    /// `open`; a device ignores other kinds.
    #[schema(example = "open")]
    kind: &'static str,
    /// Repeated in the outcome: 16 bytes in base64url without padding.
    #[schema(example = "q83vEjRWeJCrze8SNFZ4kA")]
    nonce: String,
    issued_at: DateTime<Utc>,
    /// The barrier must not be opened later.
    expires_at: DateTime<Utc>,
}

impl From<BarrierCommand> for DeviceCommandView {
    fn from(command: BarrierCommand) -> Self {
        Self {
            id: command.id.0,
            lane_id: command.lane_id.0,
            kind: "open",
            nonce: BASE64_URL_SAFE_NO_PAD.encode(command.nonce),
            issued_at: command.issued_at,
            expires_at: command.expires_at,
        }
    }
}

/// Wait for commands
///
/// Returns at the first command, else after `wait` seconds with an empty list. A command is
/// returned until its outcome was reported or it has expired, so that a lost response does no harm;
/// a device executes each id once.
#[utoipa::path(get, path = "/api/v1/device/commands", tag = "devices", security(("device" = [])),
    params(ListDeviceCommands),
    responses((status = 200, body = DeviceCommands),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn list_device_commands(
    State(app): State<App>,
    DeviceAccess(device): DeviceAccess,
    Params(query): Params<ListDeviceCommands>,
) -> Result<Body<DeviceCommands>, Problem> {
    let wait = Duration::from_secs_f64(query.wait.map_or(0.0, |wait| wait.0));
    let deadline = Instant::now() + wait;
    let mut bell = app.command_bell.subscribe();
    loop {
        // Before the look, so that a later command ends the wait.
        let is_stopping = *bell.borrow_and_update() == STOPPING;
        let (now, commands) = look(&app, device.id).await?;
        let is_new = commands.iter().any(|command| command.delivered_at == Some(now));
        let is_last = is_stopping || is_new || Instant::now() >= deadline;
        // Commands that were delivered before are returned again, but not at once: a device may
        // poll while it executes them.
        let next_look = deadline.min(Instant::now() + LOOK_INTERVAL);
        let is_quiet = is_last || timeout_at(next_look, bell.changed()).await.is_err();
        if is_last || (is_quiet && !commands.is_empty()) {
            let commands = commands.into_iter().map(DeviceCommandView::from).collect();
            return Ok(Body(DeviceCommands { now, commands }));
        }
    }
}

/// Returns the commands that a device has to execute, and the time of the look.
async fn look(app: &App, device: DeviceId) -> Result<(DateTime<Utc>, Vec<BarrierCommand>)> {
    let now = app.now();
    // Not as a write, which would report a change of the map after each look.
    let look =
        app.db.autocommit(move |conn| Ok::<_, Error>(BarrierCommand::pending(conn, device, now)?));
    Ok((now, look.await?))
}
