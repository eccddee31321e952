//! Creation of a lane.

use axum::{Json as Body, extract::State, http::StatusCode};
use serde::Deserialize;
use shared::{
    Error,
    equipment::operations::create_lane::{NewLane, create_lane as create},
    places::models::place,
    platform::domain::{
        ids::{DeviceId, SiteId},
        text::TextRule,
    },
};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{LaneView, direction};
use crate::{
    App,
    extract::{Id, Json, Permitted, permissions::ManageEquipment},
    handlers::admin::{checked, errors},
    problem::Problem,
};

/// A lane to create.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct CreateLane {
    #[schema(example = "Entrance")]
    name: String,
    /// `in`, `out` or `both`.
    #[schema(example = "in")]
    direction: String,
    /// The gateway of the site that opens the barrier; without a barrier it is omitted.
    gateway_id: Option<Uuid>,
}

impl CreateLane {
    fn validate(&self, site_id: SiteId) -> Result<NewLane, Error> {
        let mut wrong = Vec::new();
        let name = errors(&mut wrong, checked("name", &self.name, TextRule::NAME));
        let direction = errors(&mut wrong, direction(&self.direction));
        let gateway_id = self.gateway_id.map(DeviceId);
        match name.zip(direction) {
            Some((name, direction)) => Ok(NewLane { site_id, name, direction, gateway_id }),
            None => Err(Error::Invalid(wrong)),
        }
    }
}

/// Create a lane
#[utoipa::path(post, path = "/api/v1/admin/sites/{id}/lanes", tag = "admin",
    security(("bearer" = ["manage_equipment"])), request_body = CreateLane,
    params(("id" = Uuid, Path, description = "The site")),
    responses((status = 201, body = LaneView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn create_lane(
    State(app): State<App>,
    operator: Permitted<ManageEquipment>,
    id: Id,
    Json(body): Json<CreateLane>,
) -> Result<(StatusCode, Body<LaneView>), Problem> {
    let site_id = SiteId(id.0);
    let (new, audit, now) = (body.validate(site_id)?, operator.audit_context(), app.now());
    let scope = operator.scope();
    let created = app.db.write(move |conn| {
        scope.check(place::of_site(conn, site_id)?)?;
        create(conn, &new, &audit, now)
    });
    Ok((StatusCode::CREATED, Body(created.await?.into())))
}
