//! Creation of a camera.

use axum::{Json as Body, extract::State, http::StatusCode};
use serde::{Deserialize, Serialize};
use shared::{
    Error,
    equipment::operations::create_camera::{NewCamera, create_camera as create},
    places::models::place,
    platform::domain::{
        ids::{LaneId, SiteId},
        text::TextRule,
    },
};
use utoipa::ToSchema;
use uuid::Uuid;

use super::CameraView;
use crate::{
    App,
    extract::{Id, Json, Permitted, permissions::ManageEquipment},
    handlers::admin::{checked, errors, one_of},
    problem::Problem,
};

/// A camera to create.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct CreateCamera {
    #[schema(example = "Entrance camera")]
    name: String,
    /// `plate_recognizer`, `openalpr` (also Rekor Scout) or `genetec` (SharpV).
    #[schema(example = "plate_recognizer")]
    vendor: String,
    /// A lane of the site.
    lane_id: Uuid,
}

/// A camera with its address.
#[derive(Serialize, ToSchema)]
pub(crate) struct CameraWithUrl {
    camera: CameraView,
    /// Address of its webhook, which contains the secret. Shown only once.
    url: String,
}

impl CreateCamera {
    fn validate(&self, site_id: SiteId) -> Result<NewCamera, Error> {
        let mut wrong = Vec::new();
        let message = "must be plate_recognizer, openalpr or genetec";
        let name = errors(&mut wrong, checked("name", &self.name, TextRule::NAME));
        let vendor = errors(&mut wrong, one_of("vendor", &self.vendor, message));
        let lane_id = LaneId(self.lane_id);
        match name.zip(vendor) {
            Some((name, vendor)) => Ok(NewCamera { site_id, lane_id, name, vendor }),
            None => Err(Error::Invalid(wrong)),
        }
    }
}

/// Create a camera
///
/// The address in the response is shown only once: the camera, or its software, sends its webhooks
/// there.
#[utoipa::path(post, path = "/api/v1/admin/sites/{id}/cameras", tag = "admin",
    security(("bearer" = ["manage_equipment"])), request_body = CreateCamera,
    params(("id" = Uuid, Path, description = "The site")),
    responses((status = 201, body = CameraWithUrl),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn create_camera(
    State(app): State<App>,
    operator: Permitted<ManageEquipment>,
    id: Id,
    Json(body): Json<CreateCamera>,
) -> Result<(StatusCode, Body<CameraWithUrl>), Problem> {
    let site_id = SiteId(id.0);
    let (new, audit, now) = (body.validate(site_id)?, operator.audit_context(), app.now());
    let scope = operator.scope();
    let created = app.db.write(move |conn| {
        scope.check(place::of_site(conn, site_id)?)?;
        create(conn, &new, &audit, now)
    });
    let (camera, secret) = created.await?;
    let path = format!("api/v1/camera-reads/{}/{secret}", camera.id);
    let url = app.public_url.join(&path);
    let url = url.map_err(|error| Error::Internal(error.to_string()))?;
    let created = CameraWithUrl { camera: CameraView::new(camera, None), url: url.into() };
    Ok((StatusCode::CREATED, Body(created)))
}
