//! Live updates of the map and of the caller's reservations.

use axum::{
    extract::{
        FromRequestParts, Request, State, WebSocketUpgrade,
        ws::rejection::WebSocketUpgradeRejection,
    },
    http::header::SEC_WEBSOCKET_KEY,
    response::Response,
};
use chrono::TimeDelta;
use hyper::upgrade::OnUpgrade;
use shared::Error;

use crate::{
    App,
    extract::{AcceptLanguage, ClientAddress, live_access},
    live::{self, Full},
    problem::{Problem, ProblemCode},
};

/// Retry delay for clients whose network has reached its connection limit.
const WAIT_FOR_NETWORK: TimeDelta = TimeDelta::seconds(10);

/// Receive live updates
///
/// Upgrades to a WebSocket. Messages are JSON: the client sends `LiveRequest`, the server
/// `LiveMessage`; docs/LIVE.md describes the protocol. The map requires no token. The caller's own
/// reservations require one, either in the `Authorization` header of this request or in a first
/// message `authenticate`; never in the URL.
#[utoipa::path(get, path = "/api/v1/live", tag = "live", security((), ("bearer" = [])),
    params(("Upgrade" = Option<String>, Header, description = "`websocket`"),),
    responses((status = 101, description = "From here on messages"),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn watch_live(
    State(app): State<App>,
    request: Request,
) -> Result<Response, Problem> {
    let (mut parts, _) = request.into_parts();
    let (upgrade, key) = (
        parts.extensions.get::<OnUpgrade>().cloned(),
        parts.headers.get(SEC_WEBSOCKET_KEY).cloned(),
    );
    // Validates the upgrade request only; frames are counted by the project's own socket type.
    let _checked =
        WebSocketUpgrade::from_request_parts(&mut parts, &app).await.map_err(|rejection| {
            match rejection {
                WebSocketUpgradeRejection::InvalidUpgradeHeader(_)
                | WebSocketUpgradeRejection::InvalidConnectionHeader(_)
                | WebSocketUpgradeRejection::ConnectionNotUpgradable(_) => {
                    Problem::new(ProblemCode::UpgradeRequired, "connect with a WebSocket client")
                }
                other => Problem::new(ProblemCode::MalformedRequest, other.body_text()),
            }
        })?;
    let access = live_access(&parts, &app).await?;
    let Ok(address) = ClientAddress::from_request_parts(&mut parts, &app).await;
    let seat = app.live.seat(address.network()).map_err(|full| match full {
        Full::Process => {
            Problem::new(ProblemCode::Unavailable, "too many are watching; please come back")
        }
        Full::Network => Error::RateLimited { wait: WAIT_FOR_NETWORK }.into(),
    })?;
    let language = AcceptLanguage::of(&parts.headers).or_english();
    match (upgrade, key) {
        (Some(upgrade), Some(key)) => Ok(live::serve(upgrade, &key, app, access, language, seat)),
        _ => Err(Problem::new(ProblemCode::UpgradeRequired, "connect with a WebSocket client")),
    }
}
