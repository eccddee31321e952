//! Closure of a spot or a zone, with the reservations that it revokes.

use axum::{Json as Body, extract::State, http::StatusCode};
use serde::{Deserialize, Serialize};
use shared::{
    Error,
    places::models::place,
    platform::domain::{
        ids::{SpotId, ZoneId},
        text::TextRule,
    },
    reservations::operations::{self, ClosePlace, Site},
};
use utoipa::ToSchema;
use uuid::Uuid;

use super::ClosureView;
use crate::{
    App,
    extract::{Instant, Json, Permitted, permissions::ManageClosures},
    handlers::admin::line,
    problem::Problem,
    views::ReservationView,
};

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

impl CreateClosure {
    fn validate(self, actor: String) -> Result<ClosePlace, Error> {
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
        Ok(ClosePlace { site, starts_at, ends_at: self.ends_at.0, reason, actor })
    }
}

/// Close a spot or a zone
///
/// During the period the spots are not found by searches, and cannot be held or extended into it.
/// Every conflicting reservation is revoked in the same transaction, as by *Revoke a reservation*,
/// and is listed in the response with the re-seat offered to its driver.
#[utoipa::path(post, path = "/api/v1/admin/closures", tag = "admin",
    security(("bearer" = ["manage_closures"])), request_body = CreateClosure,
    responses((status = 201, body = CreatedClosure),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn create_closure(
    State(app): State<App>,
    operator: Permitted<ManageClosures>,
    Json(body): Json<CreateClosure>,
) -> Result<(StatusCode, Body<CreatedClosure>), Problem> {
    let (request, audit, terms, now) =
        (body.validate(operator.actor())?, operator.audit_context(), app.terms.clone(), app.now());
    let scope = operator.scope();
    let created = app.db.write(move |conn| {
        scope.check(match request.site {
            Site::Spot(id) => place::of_spot(conn, id)?,
            Site::Zone(id) => place::of_zone(conn, id)?,
        })?;
        operations::create_closure(conn, &request, &terms, &audit, now)
    });
    let (closure, displaced) = created.await?;
    let view = |details| ReservationView::new(details, now);
    let displaced = displaced
        .into_iter()
        .map(|one| Displaced { reservation: view(one.reservation), reseat: one.reseat.map(view) })
        .collect();
    Ok((StatusCode::CREATED, Body(CreatedClosure { closure: closure.into(), displaced })))
}
