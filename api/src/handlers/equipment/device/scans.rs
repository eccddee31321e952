//! A pass that a reader of a device has read.

use axum::{Json as Body, extract::State};
use serde::{Deserialize, Serialize};
use shared::{
    Error, equipment::code_tokens::read_pass, platform::domain::ids::LaneId,
    visits::operations::record_event::scan_pass as admit_pass,
};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    App,
    extract::{DeviceAccess, Json},
    problem::Problem,
};

/// A pass at a lane.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct ScanPass {
    /// A lane of the device.
    lane_id: Uuid,
    /// The text of the code, or of the NFC message.
    pass: String,
}

/// The answer to a reader.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ScanView {
    /// `true` if a command opens the barrier.
    opens: bool,
    /// Code of the problem, such as `site_full`; `null` if the barrier opens.
    #[schema(example = "site_full")]
    reason: Option<&'static str>,
    /// The command, which the device receives as any other.
    command_id: Option<Uuid>,
}

/// Read a pass
///
/// Checks the driver in at an entrance, and out at an exit. An exit opens for any pass. A refusal
/// is a response with `opens: false`, so that a reader shows it instead of reporting a failure.
#[utoipa::path(post, path = "/api/v1/device/scans", tag = "devices",
    security(("device" = [])), request_body = ScanPass,
    responses((status = 200, body = ScanView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn scan_pass(
    State(app): State<App>,
    DeviceAccess(device): DeviceAccess,
    Json(body): Json<ScanPass>,
) -> Result<Body<ScanView>, Problem> {
    let (lane_id, site_id) = (LaneId(body.lane_id), device.site_id);
    let pass = read_pass(&app.quote_signer, &body.pass).ok();
    let (tokens, terms, now) = (app.tokens.clone(), app.terms.clone(), app.now());
    let scanned =
        app.db.write(move |conn| admit_pass(conn, &device, lane_id, pass, &tokens, &terms, now));
    match scanned.await {
        Ok(scanned) => {
            let opens = scanned.command.is_some();
            app.visit_changed(site_id, opens);
            let command_id = scanned.command.map(|command| command.id.0);
            let reason = (!opens).then_some("no_barrier");
            Ok(Body(ScanView { opens, reason, command_id }))
        }
        Err(error) if is_of_device(&error) => Err(error.into()),
        Err(refusal) => {
            let reason = Some(Problem::from(refusal).code());
            Ok(Body(ScanView { opens: false, reason, command_id: None }))
        }
    }
}

/// Returns whether an error concerns the request of the device, or the service, and not the driver.
fn is_of_device(error: &Error) -> bool {
    match error {
        Error::Invalid(errors) => errors.iter().any(|error| error.field == "lane_id"),
        Error::Internal(_) | Error::Unavailable(_) => true,
        _ => false,
    }
}
