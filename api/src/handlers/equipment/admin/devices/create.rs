//! Creation of a device.

use axum::{Json as Body, extract::State, http::StatusCode};
use serde::Deserialize;
use shared::{
    Error,
    equipment::operations::create_device::{NewDevice, create_device as create},
    places::models::place,
    platform::domain::{ids::SiteId, text::TextRule},
};
use utoipa::ToSchema;

use super::DeviceWithKey;
use crate::{
    App,
    extract::{Id, Json, Permitted, permissions::ManageEquipment},
    handlers::admin::{checked, errors, one_of},
    problem::Problem,
};

/// A device to create.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct CreateDevice {
    /// `gateway` or `screen`.
    #[schema(example = "gateway")]
    kind: String,
    #[schema(example = "Entrance gateway")]
    name: String,
}

impl CreateDevice {
    fn validate(&self, site_id: SiteId) -> Result<NewDevice, Error> {
        let mut wrong = Vec::new();
        let kind = one_of("kind", &self.kind, "must be gateway or screen");
        let kind = errors(&mut wrong, kind);
        let name = errors(&mut wrong, checked("name", &self.name, TextRule::NAME));
        match kind.zip(name) {
            Some((kind, name)) => Ok(NewDevice { site_id, kind, name }),
            None => Err(Error::Invalid(wrong)),
        }
    }
}

/// Create a device
///
/// The key in the response is shown only once; the device sends it as bearer token.
#[utoipa::path(post, path = "/api/v1/admin/sites/{id}/devices", tag = "admin",
    security(("bearer" = ["manage_equipment"])), request_body = CreateDevice,
    params(("id" = Uuid, Path, description = "The site")),
    responses((status = 201, body = DeviceWithKey),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn create_device(
    State(app): State<App>,
    operator: Permitted<ManageEquipment>,
    id: Id,
    Json(body): Json<CreateDevice>,
) -> Result<(StatusCode, Body<DeviceWithKey>), Problem> {
    let site_id = SiteId(id.0);
    let (new, audit, now) = (body.validate(site_id)?, operator.audit_context(), app.now());
    let scope = operator.scope();
    let created = app.db.write(move |conn| {
        scope.check(place::of_site(conn, site_id)?)?;
        create(conn, &new, &audit, now)
    });
    Ok((StatusCode::CREATED, Body(DeviceWithKey::new(created.await?, now))))
}
