//! An operator opens a barrier.

use axum::{Json as Body, extract::State, http::StatusCode};
use shared::{
    Error, equipment::models::lane::Lane, platform::domain::ids::LaneId,
    visits::operations::open_barrier,
};

use crate::{
    App,
    extract::{Id, Json, Permitted, permissions::ManageVisits},
    handlers::{
        admin::{Reason, note},
        equipment::views::CommandView,
    },
    problem::Problem,
};

/// Open the barrier of a lane
///
/// Issues a command to the gateway of the lane, which expires after eight seconds. The problem is
/// `no_barrier` if no device opens the lane.
#[utoipa::path(post, path = "/api/v1/admin/lanes/{id}/open", tag = "admin",
    security(("bearer" = ["manage_visits"])), request_body = Reason,
    params(("id" = Uuid, Path, description = "The lane")),
    responses((status = 201, body = CommandView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn open_lane(
    State(app): State<App>,
    operator: Permitted<ManageVisits>,
    id: Id,
    Json(body): Json<Reason>,
) -> Result<(StatusCode, Body<CommandView>), Problem> {
    let (audit, note, now, id) =
        (operator.audit_context(), note(&body.note)?, app.now(), LaneId(id.0));
    let scope = operator.scope();
    let opened = app.db.write(move |conn| {
        let lane = Lane::find(conn, id)?;
        scope.check(lane.place())?;
        Ok::<_, Error>((open_barrier(conn, id, &note, &audit, now)?, lane.name))
    });
    let (command, lane) = opened.await?;
    app.visit_changed(command.site_id, true);
    Ok((StatusCode::CREATED, Body(CommandView::new(command, lane, now))))
}
