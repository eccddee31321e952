//! Give a reservation up.

use axum::{extract::State, http::StatusCode};
use shared::{Error, reservations::operations::cancel_reservation};

use crate::{
    App,
    legacy::{
        Refusal,
        meant::{Meant, OfGuest, OfUser},
        refusal::LegacyError,
    },
};

/// Give a reservation up, as the original did
///
/// While it is held, or before the stay has begun. A stay that is under way can be ended.
#[utoipa::path(delete, path = "/delete-reservation-auth/{id}/", tag = "legacy",
    security(("token" = [])),
    params(("id" = uuid::Uuid, Path, description = "The reservation")),
    responses((status = 204), (status = "4XX", body = LegacyError)))]
pub(crate) async fn delete_reservation_as_user(
    State(app): State<App>,
    OfUser(meant): OfUser,
) -> Result<StatusCode, Refusal> {
    delete(&app, meant).await
}

/// Give a guest's reservation up, as the original did
///
/// While it is held, or before the stay has begun. A stay that is under way can be ended.
#[utoipa::path(delete, path = "/delete-reservation-unauth/{id}/{email}/", tag = "legacy",
    params(("id" = uuid::Uuid, Path, description = "The reservation"),
        ("email" = String, Path, description = "The address that it was made with",
        example = "ann@example.com")),
    responses((status = 204), (status = "4XX", body = LegacyError)))]
pub(crate) async fn delete_reservation_as_guest(
    State(app): State<App>,
    OfGuest(meant): OfGuest,
) -> Result<StatusCode, Refusal> {
    delete(&app, meant).await
}

async fn delete(app: &App, meant: Meant) -> Result<StatusCode, Refusal> {
    let meant = meant.living(app)?;
    let (id, actor, now, terms) =
        (meant.reservation().id, meant.actor, app.now(), app.terms.clone());
    let cancelled =
        app.db.write(move |conn| cancel_reservation(conn, id, actor, None, &terms, now)).await;
    let cancelled = cancelled.map_err(|error| match error {
        Error::InvalidTransition { .. } => Refusal::detail(
            StatusCode::BAD_REQUEST,
            "The stay has begun: it can be ended, not deleted.",
        ),
        other => other.into(),
    })?;
    app.cache.publish_map_change();
    Ok(StatusCode::NO_CONTENT)
}
