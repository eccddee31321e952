//! Another command to open the barrier of a visit.

use axum::{Json as Body, extract::State};
use chrono::{DateTime, TimeDelta, Utc};
use shared::{
    Error, Result,
    equipment::operations::{Presented, issue_command, resolve_code},
    identity::domain::principal::Principal,
    places::{domain::terms::Terms, models::site_rules},
    platform::{
        db::PgConnection,
        domain::ids::{LaneId, SiteId, VisitId},
        token::Tokens,
    },
    reservations::models::reservation::Reservation,
    visits::{
        domain::end_reason::EndReason,
        models::visit::Visit,
        operations::{CheckOut, check_out, open_again::check_outside},
    },
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

/// Time after the arrival in which the entrance opens again.
const REOPEN_FOR: TimeDelta = TimeDelta::minutes(10);

/// Open the barrier again
///
/// Issues a new command for the lane of the code. An exit opens again whenever the visit has ended.
/// An entrance opens again within ten minutes of the arrival; later the problem is `visit_over`.
/// Once the vehicle has driven in, the site decides: it may refuse with `already_inside`.
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
    let (id, tokens, terms, now) =
        (VisitId(id.0), app.tokens.clone(), app.terms.clone(), app.now());
    let reopen = move |conn: &mut _| reopen(conn, id, principal, &presented, &tokens, &terms, now);
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
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<SiteId> {
    let visit = Visit::of_principal(conn, id, principal)?;
    let resolved = resolve_code(conn, presented, tokens, now)?;
    check_site(conn, &resolved.code, &visit)?;
    check_direction(conn, &resolved.code, !visit.is_open())?;
    let lane_id = resolved.code.lane_id.ok_or(Error::NoBarrier)?;
    if visit.is_open() {
        reopen_entrance(conn, &visit, lane_id, principal, now)?;
    } else {
        let request = CheckOut {
            id,
            principal: Some(principal),
            actor: None,
            means: presented.means(),
            lane_id: Some(lane_id),
            at: None,
            reason: EndReason::Exit,
        };
        check_out(conn, &request, terms, now)?.command.ok_or(Error::NoBarrier)?;
    }
    resolved.spend(conn)?;
    Ok(visit.site_id)
}

/// Issues the command to the entrance of an open visit.
///
/// # Errors
/// `VisitOver` too late after the arrival, `AlreadyInside`, `NoBarrier`.
fn reopen_entrance(
    conn: &mut PgConnection,
    visit: &Visit,
    lane_id: LaneId,
    principal: Principal,
    now: DateTime<Utc>,
) -> Result<()> {
    if visit.arrived_at + REOPEN_FOR <= now {
        return Err(Error::VisitOver);
    }
    let anti_passback = site_rules::of_site(conn, visit.site_id)?.anti_passback;
    check_outside(conn, visit, anti_passback, now)?;
    let guest = Reservation::find(conn, visit.reservation_id)?.guest_id;
    let actor = principal.audit_name(guest);
    let command = issue_command(conn, lane_id, Some(visit.id), &actor, "entry", now)?;
    command.map(|_| ()).ok_or(Error::NoBarrier)
}
