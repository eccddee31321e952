//! Closures of a spot, or of all spots of a zone, for a period.

use axum::{Json as Body, extract::State, http::StatusCode};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Deserializer, Serialize};
use shared::{
    Error,
    places::models::closure::Closure,
    platform::domain::{
        ids::{ClosureId, SpotId, ZoneId},
        text::TextRule,
    },
    reservations::operations::{self, ClosePlace, Site},
};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{
    App,
    cursor::Cursor,
    extract::{Id, Instant, Json, Limit, Operator, Params, choice},
    handlers::admin::{Reason, line, next_cursor, note},
    problem::Problem,
    views::ReservationView,
};

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ClosureView {
    id: Uuid,
    city_id: Uuid,
    /// The closed spot; `null` for the closure of a zone.
    spot_id: Option<Uuid>,
    /// The closed zone; `null` for the closure of a spot.
    zone_id: Option<Uuid>,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    reason: String,
    /// Principal that created the closure.
    actor: String,
    created_at: DateTime<Utc>,
    /// Time of an early end, from which the closure blocks nothing; `null` if it was not ended
    /// early.
    ended_at: Option<DateTime<Utc>>,
}

/// A page of closures, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Closures {
    closures: Vec<ClosureView>,
    /// Pass as `cursor` to get the next page; `null` on the last page.
    next_cursor: Option<String>,
}

/// A closure to create: give `spot_id` or `zone_id`.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct CreateClosure {
    spot_id: Option<Uuid>,
    zone_id: Option<Uuid>,
    /// Start; defaults to now.
    #[schema(value_type = Option<String>, format = DateTime)]
    starts_at: Option<Instant>,
    #[schema(value_type = String, format = DateTime)]
    ends_at: Instant,
    /// Reason, for other operators.
    #[schema(example = "street works")]
    reason: String,
}

/// A reservation revoked by a closure.
#[derive(Serialize, ToSchema)]
pub(crate) struct Displaced {
    /// The revoked reservation. The driver is not charged and is notified.
    reservation: ReservationView,
    /// Re-seat offered to the driver; `null` if there is none.
    reseat: Option<ReservationView>,
}

/// A closure with the reservations that it revoked.
#[derive(Serialize, ToSchema)]
pub(crate) struct CreatedClosure {
    closure: ClosureView,
    displaced: Vec<Displaced>,
}

impl From<Closure> for ClosureView {
    fn from(closure: Closure) -> Self {
        Self {
            id: closure.id.0,
            city_id: closure.city_id.0,
            spot_id: closure.spot_id.map(|id| id.0),
            zone_id: closure.zone_id.map(|id| id.0),
            starts_at: closure.period.starts_at(),
            ends_at: closure.period.ends_at(),
            reason: closure.reason,
            actor: closure.actor,
            created_at: closure.created_at,
            ended_at: closure.ended_at,
        }
    }
}

impl CreateClosure {
    fn validate(self, operator: &Operator) -> Result<ClosePlace, Error> {
        let site = match (self.spot_id, self.zone_id) {
            (Some(id), None) => Site::Spot(SpotId(id)),
            (None, Some(id)) => Site::Zone(ZoneId(id)),
            (None, None) => {
                return Err(Error::field("spot_id", "required", "or zone_id must be given"));
            }
            (Some(_), Some(_)) => {
                return Err(Error::field(
                    "zone_id",
                    "conflicting",
                    "cannot be given beside spot_id",
                ));
            }
        };
        let reason = line("reason", &self.reason, TextRule::REASON)?;
        let starts_at = self.starts_at.map(|at| at.0);
        Ok(ClosePlace { site, starts_at, ends_at: self.ends_at.0, reason, actor: operator.actor() })
    }
}

/// Close a spot or a zone
///
/// During the period the spots are not found by searches, and cannot be held or extended into it.
/// Every conflicting reservation is revoked in the same transaction, as by *Revoke a reservation*,
/// and is listed in the response with the re-seat offered to its driver.
#[utoipa::path(post, path = "/api/v1/admin/closures", tag = "admin", security(("bearer" = [])),
    request_body = CreateClosure,
    responses((status = 201, body = CreatedClosure),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn create_closure(
    State(app): State<App>,
    operator: Operator,
    Json(body): Json<CreateClosure>,
) -> Result<(StatusCode, Body<CreatedClosure>), Problem> {
    let (request, audit, terms, now) =
        (body.validate(&operator)?, operator.audit_context(), app.terms.clone(), app.now());
    let (closure, displaced) = app
        .db
        .write(move |conn| operations::create_closure(conn, &request, &terms, &audit, now))
        .await?;
    let view = |details| ReservationView::new(details, now);
    let displaced = displaced
        .into_iter()
        .map(|one| Displaced { reservation: view(one.reservation), reseat: one.reseat.map(view) })
        .collect();
    Ok((StatusCode::CREATED, Body(CreatedClosure { closure: closure.into(), displaced })))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListClosures {
    /// `current` (default) or `all`
    #[serde(default, deserialize_with = "age")]
    #[param(value_type = Option<String>)]
    age: Option<Age>,
    /// 1 to 100, default 50
    #[serde(default)]
    #[param(inline)]
    limit: Limit<50, 100>,
    /// `next_cursor` of the page before
    #[param(value_type = Option<String>)]
    cursor: Option<Cursor<ClosureId>>,
}

enum Age {
    Current,
    All,
}

fn age<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Age>, D::Error> {
    choice(deserializer, |text| match text {
        "current" => Ok(Age::Current),
        "all" => Ok(Age::All),
        _ => Err("unknown: must be current or all"),
    })
}

/// List closures
///
/// `age=current` (default): active and future closures. `age=all`: also past ones.
#[utoipa::path(get, path = "/api/v1/admin/closures", tag = "admin", security(("bearer" = [])),
    params(ListClosures),
    responses((status = 200, body = Closures),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn list_closures(
    State(app): State<App>,
    _: Operator,
    Params(query): Params<ListClosures>,
) -> Result<Body<Closures>, Problem> {
    let at = match query.age.unwrap_or(Age::Current) {
        Age::Current => Some(app.now()),
        Age::All => None,
    };
    let (limit, before) = (query.limit.0, query.cursor.map(|cursor| cursor.0));
    let mut found = app
        .db
        .read(move |conn| Ok::<_, Error>(Closure::list(conn, at, before, limit + 1)?))
        .await?;
    let next_cursor = next_cursor(&mut found, limit, |closure| closure.id.0);
    Ok(Body(Closures { closures: found.into_iter().map(ClosureView::from).collect(), next_cursor }))
}

/// End a closure early
///
/// The spots can be reserved again at once. Revoked reservations stay revoked. Idempotent.
#[utoipa::path(post, path = "/api/v1/admin/closures/{id}/end", tag = "admin",
    security(("bearer" = [])), request_body = Reason,
    params(("id" = Uuid, Path, description = "The closure")),
    responses((status = 200, body = ClosureView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn end_closure(
    State(app): State<App>,
    operator: Operator,
    id: Id,
    Json(body): Json<Reason>,
) -> Result<Body<ClosureView>, Problem> {
    let (audit, note, now, id) =
        (operator.audit_context(), note(&body.note)?, app.now(), ClosureId(id.0));
    let ended =
        app.db.write(move |conn| operations::end_closure(conn, id, &note, &audit, now)).await?;
    Ok(Body(ended.into()))
}
