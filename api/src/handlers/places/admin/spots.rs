//! Spots: find, create, change, retire and restore.

use axum::{Json as Body, extract::State, http::StatusCode};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::json;
use shared::{
    Error,
    places::{
        domain::position::Position,
        models::{
            spot::Spot,
            spot_details::{
                ATTRIBUTES, HIGHEST_RATE, NewSpot, SpotChanges, SpotDetails, WantedSpots,
            },
            zone::Zone,
        },
    },
    platform::{
        domain::{
            ids::{CityId, SpotId, ZoneId},
            text::TextRule,
        },
        error::FieldError,
        models::audit::AuditEvent,
    },
};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    App,
    extract::{Id, Json, Operator, Query},
    handlers::admin::{
        Reason, checked, errors, line, near_city, next_cursor, note, place, position, text,
    },
    problem::Problem,
};

/// A spot with the fields for operators.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ManagedSpot {
    id: Uuid,
    city_id: Uuid,
    zone_id: Uuid,
    /// Identifier in imports.
    source_ref: String,
    /// Label at the kerb.
    #[schema(example = "B14")]
    label: String,
    lat: f64,
    lng: f64,
    /// Hourly rate in minor units of the city's currency.
    rate_minor_per_hour: i32,
    /// `accessible`, `charger`, `motorcycle`, `wide`.
    attributes: Vec<String>,
    /// Enforced hours, as free text.
    hours: Option<String>,
    /// `true` if the position is derived from that of a pay station.
    position_assumed: bool,
    /// Time of retirement; `null` while in service.
    retired_at: Option<DateTime<Utc>>,
}

/// A page of spots, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ManagedSpots {
    spots: Vec<ManagedSpot>,
    /// Pass as `cursor` to get the next page; `null` on the last page.
    next_cursor: Option<String>,
}

/// A spot to create.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct CreateSpot {
    zone_id: Uuid,
    /// Identifier in imports; generated if omitted.
    source_ref: Option<String>,
    #[schema(example = "B14")]
    label: String,
    lat: f64,
    lng: f64,
    /// Hourly rate in minor units of the city's currency.
    #[schema(example = 450)]
    rate_minor_per_hour: i32,
    /// `accessible`, `charger`, `motorcycle`, `wide`.
    #[serde(default)]
    attributes: Vec<String>,
    hours: Option<String>,
}

/// Fields to change. An omitted field keeps its value.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub(crate) struct UpdateSpot {
    label: Option<String>,
    /// Requires `lng`.
    lat: Option<f64>,
    lng: Option<f64>,
    /// Applies to new reservations; existing ones keep their rate.
    rate_minor_per_hour: Option<i32>,
    /// Replaces all attributes.
    attributes: Option<Vec<String>>,
    /// An empty text removes the hours.
    hours: Option<String>,
}

impl From<SpotDetails> for ManagedSpot {
    fn from(spot: SpotDetails) -> Self {
        Self {
            id: spot.id.0,
            city_id: spot.city_id.0,
            zone_id: spot.zone_id.0,
            source_ref: spot.source_ref,
            label: spot.label,
            lat: spot.lat,
            lng: spot.lng,
            rate_minor_per_hour: spot.rate_minor_per_hour,
            attributes: spot.attributes,
            hours: spot.hours,
            position_assumed: spot.position_assumed,
            retired_at: spot.retired_at,
        }
    }
}

impl UpdateSpot {
    fn validate(self) -> Result<SpotChanges, Error> {
        let mut wrong = Vec::new();
        let at = match (self.lat, self.lng) {
            (Some(lat), Some(lng)) => errors(&mut wrong, position("lat", &[lng, lat])),
            (None, None) => None,
            _ => errors(
                &mut wrong,
                Err(FieldError::new("lat", "required", "must be given together with lng")),
            ),
        };
        let changes = SpotChanges {
            label: self
                .label
                .and_then(|text| errors(&mut wrong, checked("label", &text, TextRule::LABEL))),
            lat: at.map(|at| at.lat),
            lng: at.map(|at| at.lng),
            rate_minor_per_hour: self
                .rate_minor_per_hour
                .and_then(|rate| errors(&mut wrong, checked_rate(rate))),
            attributes: self
                .attributes
                .and_then(|texts| errors(&mut wrong, checked_attributes(texts))),
            hours: self.hours.and_then(|text| errors(&mut wrong, checked_hours(&text))),
            position_assumed: at.map(|_| false),
        };
        if wrong.is_empty() { Ok(changes) } else { Err(Error::Invalid(wrong)) }
    }
}

fn checked_rate(rate: i32) -> Result<i32, FieldError> {
    let wrong = || {
        FieldError::new(
            "rate_minor_per_hour",
            "out_of_range",
            format!("must be 0 to {HIGHEST_RATE}"),
        )
    };
    if (0..=HIGHEST_RATE).contains(&rate) { Ok(rate) } else { Err(wrong()) }
}

fn checked_attributes(mut texts: Vec<String>) -> Result<Vec<String>, FieldError> {
    texts.sort();
    texts.dedup();
    let wrong = || {
        FieldError::new(
            "attributes",
            "unknown",
            format!("must be some of {}", ATTRIBUTES.join(", ")),
        )
    };
    if texts.iter().all(|text| ATTRIBUTES.contains(&text.as_str())) {
        Ok(texts)
    } else {
        Err(wrong())
    }
}

fn checked_hours(text: &str) -> Result<Option<String>, FieldError> {
    let checked = TextRule::HOURS.check_optional(text);
    checked.map_err(|error| FieldError::new("hours", "out_of_range", error.to_string()))
}

/// List spots
///
/// Includes retired spots.
#[utoipa::path(get, path = "/api/v1/admin/spots", tag = "admin", security(("bearer" = [])),
    params(
        ("city_id" = Option<Uuid>, Query, description = "Only of this city"),
        ("zone_id" = Option<Uuid>, Query, description = "Only of this zone"),
        ("q" = Option<String>, Query,
        description = "Only with this in the label or the `source_ref`"),
        ("in_service" = Option<bool>, Query, description = "Only those in service, or out of it"),
        ("limit" = Option<i64>, Query, description = "1 to 100, default 50"),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the page before"),
    ),
    responses((status = 200, body = ManagedSpots),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn search_spots(
    State(app): State<App>,
    _: Operator,
    mut query: Query,
) -> Result<Body<ManagedSpots>, Problem> {
    let (city_id, zone_id) =
        (query.optional("city_id").map(CityId), query.optional("zone_id").map(ZoneId));
    let (words, in_service, limit) =
        (text(&mut query, "q"), query.optional("in_service"), query.limit(50, 100));
    let before = place(&query)?.map(SpotId);
    let wanted =
        query.finish(Some(WantedSpots { city_id, zone_id, text: words, in_service, before }))?;
    let mut found = app
        .db
        .read(move |conn| Ok::<_, Error>(SpotDetails::search(conn, &wanted, limit + 1)?))
        .await?;
    let next_cursor = next_cursor(&mut found, limit, |spot| spot.id.0);
    Ok(Body(ManagedSpots {
        spots: found.into_iter().map(ManagedSpot::from).collect(),
        next_cursor,
    }))
}

/// Show a spot
#[utoipa::path(get, path = "/api/v1/admin/spots/{id}", tag = "admin", security(("bearer" = [])),
    params(("id" = Uuid, Path, description = "The spot")),
    responses((status = 200, body = ManagedSpot),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn show_spot(
    State(app): State<App>,
    _: Operator,
    id: Id,
) -> Result<Body<ManagedSpot>, Problem> {
    let found =
        app.db.read(move |conn| Ok::<_, Error>(SpotDetails::find(conn, SpotId(id.0))?)).await?;
    Ok(Body(found.into()))
}

/// Create a spot
#[utoipa::path(post, path = "/api/v1/admin/spots", tag = "admin", security(("bearer" = [])),
    request_body = CreateSpot,
    responses((status = 201, body = ManagedSpot),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn create_spot(
    State(app): State<App>,
    operator: Operator,
    Json(body): Json<CreateSpot>,
) -> Result<(StatusCode, Body<ManagedSpot>), Problem> {
    let source_ref =
        body.source_ref.map(|text| line("source_ref", &text, TextRule::REFERENCE)).transpose()?;
    let position = Position { lat: body.lat, lng: body.lng };
    let changes = UpdateSpot {
        label: Some(body.label),
        lat: Some(body.lat),
        lng: Some(body.lng),
        rate_minor_per_hour: Some(body.rate_minor_per_hour),
        attributes: Some(body.attributes),
        hours: body.hours,
    };
    let valid = changes.validate()?;
    let new = NewSpot {
        zone_id: ZoneId(body.zone_id),
        source_ref,
        label: valid.label.unwrap_or_default(),
        position,
        rate_minor_per_hour: valid.rate_minor_per_hour.unwrap_or_default(),
        attributes: valid.attributes.unwrap_or_default(),
        hours: valid.hours.flatten(),
    };
    let (hand, now) = (operator.hand(), app.now());
    let added = app.db.write(move |conn| {
        let zone = Zone::find(conn, new.zone_id).map_err(|error| match error.into() {
            Error::NotFound => Error::field("zone_id", "unknown", "must be the id of a zone"),
            other => other,
        })?;
        near_city(conn, zone.city_id, "lat", &[new.position])?;
        let spot = SpotDetails::insert(conn, &new, zone.city_id, now)?;
        hand.record(conn, AuditEvent::new("spot.create", spot.id.0).to(json!(spot)), now)?;
        Ok::<_, Error>(spot)
    });
    let added = added.await?;
    Ok((StatusCode::CREATED, Body(added.into())))
}

/// Change a spot
///
/// Existing reservations keep their terms; time added to them is charged at the new rate.
#[utoipa::path(patch, path = "/api/v1/admin/spots/{id}", tag = "admin", security(("bearer" = [])),
    request_body = UpdateSpot,
    params(("id" = Uuid, Path, description = "The spot")),
    responses((status = 200, body = ManagedSpot),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn update_spot(
    State(app): State<App>,
    operator: Operator,
    id: Id,
    Json(body): Json<UpdateSpot>,
) -> Result<Body<ManagedSpot>, Problem> {
    let (changes, hand, now, id) = (body.validate()?, operator.hand(), app.now(), SpotId(id.0));
    let changed = app.db.write(move |conn| {
        let spot = Spot::lock(conn, id)?;
        let before = SpotDetails::find(conn, id)?;
        if let (Some(lat), Some(lng)) = (changes.lat, changes.lng) {
            near_city(conn, before.city_id, "lat", &[Position { lat, lng }])?;
        }
        let after = SpotDetails::update(conn, &spot, &changes, now)?;
        hand.record(
            conn,
            AuditEvent::new("spot.update", id.0).change(json!(before), json!(after)),
            now,
        )?;
        Ok::<_, Error>(after)
    });
    let changed = changed.await?;
    Ok(Body(changed.into()))
}

/// Retire a spot
///
/// The spot is no longer found by searches and cannot be held. Existing reservations continue; to
/// end them as well, close the spot. Idempotent.
#[utoipa::path(post, path = "/api/v1/admin/spots/{id}/retire", tag = "admin",
    security(("bearer" = [])), request_body = Reason,
    params(("id" = Uuid, Path, description = "The spot")),
    responses((status = 200, body = ManagedSpot),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn retire_spot(
    State(app): State<App>,
    operator: Operator,
    id: Id,
    Json(body): Json<Reason>,
) -> Result<Body<ManagedSpot>, Problem> {
    set_retired(&app, operator, SpotId(id.0), &body, true).await
}

/// Restore a retired spot
///
/// Idempotent.
#[utoipa::path(post, path = "/api/v1/admin/spots/{id}/restore", tag = "admin",
    security(("bearer" = [])), request_body = Reason,
    params(("id" = Uuid, Path, description = "The spot")),
    responses((status = 200, body = ManagedSpot),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn restore_spot(
    State(app): State<App>,
    operator: Operator,
    id: Id,
    Json(body): Json<Reason>,
) -> Result<Body<ManagedSpot>, Problem> {
    set_retired(&app, operator, SpotId(id.0), &body, false).await
}

async fn set_retired(
    app: &App,
    operator: Operator,
    id: SpotId,
    why: &Reason,
    retire: bool,
) -> Result<Body<ManagedSpot>, Problem> {
    let (hand, note, now) = (operator.hand(), note(&why.note)?, app.now());
    let changed = app.db.write(move |conn| {
        let spot = Spot::lock(conn, id)?;
        let before = SpotDetails::find(conn, id)?;
        if before.retired_at.is_some() == retire {
            return Ok(before);
        }
        let after = SpotDetails::set_retired(conn, &spot, retire.then_some(now), now)?;
        let action = if retire { "spot.retire" } else { "spot.restore" };
        let event = AuditEvent::new(action, id.0).reason(&note);
        hand.record(conn, event.change(json!(before), json!(after)), now)?;
        Ok::<_, Error>(after)
    });
    let changed = changed.await?;
    Ok(Body(changed.into()))
}
