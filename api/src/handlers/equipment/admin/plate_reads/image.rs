//! The picture of a reading.

use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use shared::{
    Error,
    equipment::models::{plate_image, plate_read::StoredRead},
    platform::domain::ids::PlateReadId,
};

use crate::{
    App,
    extract::{Id, Permitted, permissions::ViewVisits},
    problem::Problem,
};

/// Show the picture of a reading
///
/// A JPEG or PNG image, kept for seven days where the rules of the site keep pictures.
#[utoipa::path(get, path = "/api/v1/admin/plate-reads/{id}/image", tag = "admin",
    security(("bearer" = ["view_visits"])),
    params(("id" = Uuid, Path, description = "The reading")),
    responses((status = 200, content((String = "image/jpeg"), (String = "image/png"))),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn show_plate_image(
    State(app): State<App>,
    operator: Permitted<ViewVisits>,
    id: Id,
) -> Result<Response, Problem> {
    let (scope, id) = (operator.scope(), PlateReadId(id.0));
    let found = app.db.read(move |conn| {
        scope.check(StoredRead::find(conn, id)?.place())?;
        Ok::<_, Error>(plate_image::find(conn, id)?)
    });
    let (content_type, bytes) = found.await?;
    let headers = [
        (header::CONTENT_TYPE, content_type),
        (header::CONTENT_DISPOSITION, "inline".to_owned()),
        (header::CACHE_CONTROL, "private, max-age=3600".to_owned()),
    ];
    Ok((headers, bytes).into_response())
}
