//! Change of a lane.

use axum::{Json as Body, extract::State};
use serde::{Deserialize, Deserializer};
use shared::{
    Error,
    equipment::{
        models::lane::{Lane, LaneChanges},
        operations::update_lane::update_lane as update,
    },
    platform::domain::{
        ids::{DeviceId, LaneId},
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

/// Fields to change. An omitted field keeps its value.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub(crate) struct UpdateLane {
    name: Option<String>,
    /// `in`, `out` or `both`.
    direction: Option<String>,
    /// The gateway of the site that opens the barrier; `null` for no barrier.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Uuid>)]
    gateway_id: Option<Option<Uuid>>,
    /// A retired lane opens no barrier.
    is_retired: Option<bool>,
}

/// Reads a member that may be `null`; `None` stands for an omitted one.
fn given<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<Uuid>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

impl UpdateLane {
    fn validate(self) -> Result<LaneChanges, Error> {
        let mut wrong = Vec::new();
        let name = |text: String| errors(&mut wrong, checked("name", &text, TextRule::NAME));
        let name = self.name.and_then(name);
        let direction = self.direction.and_then(|text| errors(&mut wrong, direction(&text)));
        let gateway_id = self.gateway_id.map(|id| id.map(DeviceId));
        let changes = LaneChanges { name, direction, gateway_id, is_retired: self.is_retired };
        if wrong.is_empty() { Ok(changes) } else { Err(Error::Invalid(wrong)) }
    }
}

/// Change a lane
///
/// Also retires and restores it.
#[utoipa::path(patch, path = "/api/v1/admin/lanes/{id}", tag = "admin",
    security(("bearer" = ["manage_equipment"])), request_body = UpdateLane,
    params(("id" = Uuid, Path, description = "The lane")),
    responses((status = 200, body = LaneView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn update_lane(
    State(app): State<App>,
    operator: Permitted<ManageEquipment>,
    id: Id,
    Json(body): Json<UpdateLane>,
) -> Result<Body<LaneView>, Problem> {
    let (changes, audit, now, id) =
        (body.validate()?, operator.audit_context(), app.now(), LaneId(id.0));
    let scope = operator.scope();
    let changed = app.db.write(move |conn| {
        scope.check(Lane::find(conn, id)?.place())?;
        update(conn, id, &changes, &audit, now)
    });
    Ok(Body(changed.await?.into()))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, from_value, json};

    use super::*;

    fn gateway(body: Value) -> Option<Option<DeviceId>> {
        from_value::<UpdateLane>(body).unwrap().validate().unwrap().gateway_id
    }

    #[test]
    fn null_removes_the_barrier() {
        assert_eq!(gateway(json!({ "name": "Exit" })), None);
        assert_eq!(gateway(json!({ "gateway_id": null })), Some(None));
        let id = Uuid::now_v7();
        assert_eq!(gateway(json!({ "gateway_id": id })), Some(Some(DeviceId(id))));
    }
}
