//! Issue of a code.

use axum::{Json as Body, extract::State, http::StatusCode};
use serde::Deserialize;
use shared::{
    Error,
    equipment::operations::{self, NewCode},
    places::models::place,
    platform::domain::ids::{LaneId, SiteId, SpotId},
};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{EntryCodeView, check_signing, load};
use crate::{
    App,
    extract::{Id, Json, Permitted, permissions::ManageEquipment},
    problem::Problem,
};

/// A code to issue.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct IssueCode {
    /// `entrance`, `exit` or `spot`.
    #[schema(example = "entrance")]
    kind: String,
    /// Lane in service of the same direction, whose barrier the code opens; not with `spot`.
    lane_id: Option<Uuid>,
    /// Spot in service of the site; required with `spot`, and only allowed then.
    spot_id: Option<Uuid>,
    /// For a screen; not with `spot`. Default: `false`.
    is_rotating: Option<bool>,
}

/// Issue a code
///
/// A printed code is valid until it is revoked. A rotating code has a new address every 30 seconds,
/// which a screen of the site shows.
#[utoipa::path(post, path = "/api/v1/admin/sites/{id}/codes", tag = "admin",
    security(("bearer" = ["manage_equipment"])), request_body = IssueCode,
    params(("id" = Uuid, Path, description = "The site")),
    responses((status = 201, body = EntryCodeView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn issue_code(
    State(app): State<App>,
    operator: Permitted<ManageEquipment>,
    id: Id,
    Json(body): Json<IssueCode>,
) -> Result<(StatusCode, Body<EntryCodeView>), Problem> {
    let unknown = |_| Error::field("kind", "unknown", "must be entrance, exit or spot");
    let new = NewCode {
        site_id: SiteId(id.0),
        kind: body.kind.parse().map_err(unknown)?,
        lane_id: body.lane_id.map(LaneId),
        spot_id: body.spot_id.map(SpotId),
        is_rotating: body.is_rotating.unwrap_or_default(),
    };
    let (scope, audit, now) = (operator.scope(), operator.audit_context(), app.now());
    let is_signing = check_signing(&app);
    let issued = app.db.write(move |conn| {
        scope.check(place::of_site(conn, new.site_id)?)?;
        is_signing?;
        let code = operations::issue_code(conn, &new, &audit, now)?;
        load(conn, code.id)
    });
    let (listed, _) = issued.await?;
    Ok((StatusCode::CREATED, Body(EntryCodeView::new(&app, listed, Vec::new())?)))
}
