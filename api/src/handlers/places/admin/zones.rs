//! Zones: find, create and change.

use axum::{Json as Body, extract::State, http::StatusCode};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use shared::{
    Error,
    places::{
        domain::position::Position,
        models::zone::{SIDES, Zone, ZoneChanges},
        operations,
    },
    platform::{
        domain::{
            ids::{CityId, ZoneId},
            text::TextRule,
        },
        error::FieldError,
    },
};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{
    App,
    cursor::Cursor,
    extract::{Id, Json, Limit, Operator, Params, SearchText},
    handlers::admin::{self, checked, errors, next_cursor, position},
    problem::Problem,
};

/// One side of a street between two cross streets.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ManagedZone {
    id: Uuid,
    city_id: Uuid,
    /// Identifier in imports.
    source_ref: String,
    #[schema(example = "West 43 Street")]
    street: String,
    from_street: String,
    to_street: String,
    /// Compass side of the street, `M` for a median, or `unknown`.
    #[schema(example = "N")]
    side: String,
    /// Kerb as a GeoJSON `LineString`.
    #[schema(value_type = Object)]
    line: Value,
}

/// A page of zones, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ManagedZones {
    zones: Vec<ManagedZone>,
    /// Pass as `cursor` to get the next page; `null` on the last page.
    next_cursor: Option<String>,
}

/// A zone to create.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct CreateZone {
    city_id: Uuid,
    /// Identifier in imports.
    #[schema(example = "w43-n")]
    source_ref: String,
    #[schema(example = "West 43 Street")]
    street: String,
    from_street: Option<String>,
    to_street: Option<String>,
    /// `N`, `NE`, `E`, `SE`, `S`, `SW`, `W`, `NW`, `M` or `unknown`.
    side: Option<String>,
    /// Kerb: 2 to 500 positions, each `[lng, lat]`.
    line: Vec<Vec<f64>>,
}

/// Fields to change. An omitted field keeps its value.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct UpdateZone {
    street: Option<String>,
    from_street: Option<String>,
    to_street: Option<String>,
    side: Option<String>,
    /// Kerb: 2 to 500 positions, each `[lng, lat]`.
    line: Option<Vec<Vec<f64>>>,
}

impl From<Zone> for ManagedZone {
    fn from(zone: Zone) -> Self {
        let Zone { id, city_id, source_ref, street, from_street, to_street, side, line } = zone;
        let line = serde_json::from_str(&line).unwrap_or_default();
        Self {
            id: id.0,
            city_id: city_id.0,
            source_ref,
            street,
            from_street,
            to_street,
            side,
            line,
        }
    }
}

impl UpdateZone {
    fn validate(self) -> Result<ZoneChanges, Error> {
        let mut wrong = Vec::new();
        let changes = ZoneChanges {
            street: self
                .street
                .and_then(|text| errors(&mut wrong, checked("street", &text, TextRule::STREET))),
            from_street: self
                .from_street
                .and_then(|text| errors(&mut wrong, maybe("from_street", &text))),
            to_street: self
                .to_street
                .and_then(|text| errors(&mut wrong, maybe("to_street", &text))),
            side: self.side.and_then(|text| errors(&mut wrong, side(text))),
            line: self.line.and_then(|points| errors(&mut wrong, line(&points))),
        };
        if wrong.is_empty() { Ok(changes) } else { Err(Error::Invalid(wrong)) }
    }
}

/// Validates a text that may be empty.
fn maybe(field: &'static str, text: &str) -> Result<String, FieldError> {
    let checked = TextRule::STREET.check_optional(text);
    checked
        .map(Option::unwrap_or_default)
        .map_err(|error| FieldError::new(field, "out_of_range", error.to_string()))
}

fn side(text: String) -> Result<String, FieldError> {
    let unknown =
        || FieldError::new("side", "unknown", format!("must be one of {}", SIDES.join(", ")));
    if SIDES.contains(&text.as_str()) { Ok(text) } else { Err(unknown()) }
}

fn line(points: &[Vec<f64>]) -> Result<Vec<Position>, FieldError> {
    if !(2..=500).contains(&points.len()) {
        return Err(FieldError::new("line", "out_of_range", "must have two to 500 positions"));
    }
    points.iter().map(|point| position("line", point)).collect()
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListZones {
    /// Only of this city
    city_id: Option<Uuid>,
    /// Only with this in the street or the `source_ref`
    #[param(value_type = Option<String>)]
    q: Option<SearchText>,
    /// 1 to 100, default 50
    #[serde(default)]
    #[param(inline)]
    limit: Limit<50, 100>,
    /// `next_cursor` of the page before
    #[param(value_type = Option<String>)]
    cursor: Option<Cursor<ZoneId>>,
}

/// List zones
#[utoipa::path(get, path = "/api/v1/admin/zones", tag = "admin", security(("bearer" = [])),
    params(ListZones),
    responses((status = 200, body = ManagedZones),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn list_zones(
    State(app): State<App>,
    _: Operator,
    Params(query): Params<ListZones>,
) -> Result<Body<ManagedZones>, Problem> {
    let (city_id, words) = (query.city_id.map(CityId), query.q.map(|text| text.0));
    let (limit, before) = (query.limit.0, query.cursor.map(|cursor| cursor.0));
    let found = app.db.read(move |conn| {
        Ok::<_, Error>(Zone::search(conn, city_id, words.as_deref(), before, limit + 1)?)
    });
    let mut found = found.await?;
    let next_cursor = next_cursor(&mut found, limit, |zone| zone.id.0);
    Ok(Body(ManagedZones {
        zones: found.into_iter().map(ManagedZone::from).collect(),
        next_cursor,
    }))
}

/// Create a zone
#[utoipa::path(post, path = "/api/v1/admin/zones", tag = "admin", security(("bearer" = [])),
    request_body = CreateZone,
    responses((status = 201, body = ManagedZone),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn create_zone(
    State(app): State<App>,
    operator: Operator,
    Json(body): Json<CreateZone>,
) -> Result<(StatusCode, Body<ManagedZone>), Problem> {
    let source_ref = admin::line("source_ref", &body.source_ref, TextRule::REFERENCE)?;
    let CreateZone { city_id, street, from_street, to_street, side, line, .. } = body;
    let values =
        UpdateZone { street: Some(street), from_street, to_street, side, line: Some(line) }
            .validate()?;
    let new = operations::CreateZone { city_id: CityId(city_id), source_ref, values };
    let (audit, now) = (operator.audit_context(), app.now());
    let created =
        app.db.write(move |conn| operations::create_zone(conn, &new, &audit, now)).await?;
    Ok((StatusCode::CREATED, Body(created.into())))
}

/// Show a zone
#[utoipa::path(get, path = "/api/v1/admin/zones/{id}", tag = "admin", security(("bearer" = [])),
    params(("id" = Uuid, Path, description = "The zone")),
    responses((status = 200, body = ManagedZone),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn show_zone(
    State(app): State<App>,
    _: Operator,
    id: Id,
) -> Result<Body<ManagedZone>, Problem> {
    let found = app.db.read(move |conn| Ok::<_, Error>(Zone::find(conn, ZoneId(id.0))?)).await?;
    Ok(Body(found.into()))
}

/// Change a zone
#[utoipa::path(patch, path = "/api/v1/admin/zones/{id}", tag = "admin", security(("bearer" = [])),
    request_body = UpdateZone,
    params(("id" = Uuid, Path, description = "The zone")),
    responses((status = 200, body = ManagedZone),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn update_zone(
    State(app): State<App>,
    operator: Operator,
    id: Id,
    Json(body): Json<UpdateZone>,
) -> Result<Body<ManagedZone>, Problem> {
    let (changes, audit, now, id) =
        (body.validate()?, operator.audit_context(), app.now(), ZoneId(id.0));
    let changed =
        app.db.write(move |conn| operations::update_zone(conn, id, &changes, &audit, now)).await?;
    Ok(Body(changed.into()))
}
