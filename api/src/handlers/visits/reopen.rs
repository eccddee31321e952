//! Another command to open the barrier of a visit.

use axum::{Json as Body, extract::State};
use chrono::{DateTime, TimeDelta, Utc};
use shared::{
    Error, Result,
    equipment::operations::{Presented, issue_command, resolve_code},
    identity::domain::principal::Principal,
    platform::{
        db::PgConnection,
        domain::ids::{SiteId, VisitId},
        token::Tokens,
    },
    reservations::models::reservation::Reservation,
    visits::models::visit::Visit,
};

use super::{
    exit::check_site,
    limit_entry,
    presented::{PresentedBody, check_direction},
    view::{VisitView, visit_view},
};
use crate::{
    App,
    extract::{AcceptLanguage, ClientAddress, Id, Json, ReservationAccess},
    problem::Problem,
};

/// Time after the arrival, and after the end, in which the barrier opens again.
const REOPEN_FOR: TimeDelta = TimeDelta::minutes(10);

/// Open the barrier again
///
/// Issues a new command for the lane of the code: of an entrance within ten minutes of the arrival,
/// of an exit within ten minutes of the end. Later the problem is `visit_over`.
#[utoipa::path(post, path = "/api/v1/visits/{id}/barrier", tag = "visits",
    security(("bearer" = [])),
    request_body = PresentedBody,
    params(("id" = uuid::Uuid, Path, description = "The visit")),
    responses((status = 200, body = VisitView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn reopen_barrier(
    State(app): State<App>,
    ReservationAccess(principal): ReservationAccess,
    address: ClientAddress,
    AcceptLanguage(language): AcceptLanguage,
    id: Id,
    Json(body): Json<PresentedBody>,
) -> Result<Body<VisitView>, Problem> {
    limit_entry(&app, address, principal, body.members().has_words()).await?;
    let presented = body.members().require(&app.quote_signer)?;
    let (id, tokens, now) = (VisitId(id.0), app.tokens.clone(), app.now());
    let reopen = move |conn: &mut _| reopen(conn, id, principal, &presented, &tokens, now);
    let site_id = app.db.write(reopen).await?;
    app.visit_changed(site_id, true);
    Ok(Body(visit_view(&app, id, principal, language).await?))
}

/// Issues the command. Returns the site.
fn reopen(
    conn: &mut PgConnection,
    id: VisitId,
    principal: Principal,
    presented: &Presented,
    tokens: &Tokens,
    now: DateTime<Utc>,
) -> Result<SiteId> {
    let visit = Visit::of_principal(conn, id, principal)?;
    let resolved = resolve_code(conn, presented, tokens, now)?;
    check_site(conn, &resolved.code, &visit)?;
    check_direction(conn, &resolved.code, !visit.is_open())?;
    if visit.ended_at.unwrap_or(visit.arrived_at) + REOPEN_FOR <= now {
        return Err(Error::VisitOver);
    }
    resolved.spend(conn)?;
    let lane_id = resolved.code.lane_id.ok_or(Error::NoBarrier)?;
    let guest = Reservation::find(conn, visit.reservation_id)?.guest_id;
    let (actor, reason) =
        (principal.audit_name(guest), if visit.is_open() { "entry" } else { "exit" });
    let command = issue_command(conn, lane_id, Some(id), &actor, reason, now)?;
    command.map(|_| visit.site_id).ok_or(Error::NoBarrier)
}
