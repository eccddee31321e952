//! Departure from a site.

use axum::{Json as Body, extract::State};
use chrono::{DateTime, Utc};
use shared::{
    Error, Result,
    equipment::{
        domain::{code_kind::CodeKind, means::Means},
        models::{entry_code::EntryCode, lane::Lane},
        operations::{Presented, resolve_code},
    },
    identity::domain::principal::Principal,
    places::{domain::terms::Terms, models::site::Site},
    platform::{
        db::PgConnection,
        domain::ids::{LaneId, VisitId},
        token::Tokens,
    },
    reservations::models::reservation::Reservation,
    visits::{
        domain::end_reason::EndReason,
        models::visit::Visit,
        operations::{CheckOut, CheckedOut, check_out},
    },
};

use super::{
    limit_entry,
    presented::{PresentedBody, check_direction},
    view::{VisitView, visit_view},
};
use crate::{
    App,
    extract::{AcceptLanguage, ClientAddress, Id, Optional, ReservationAccess},
    problem::Problem,
};

/// Leave a garage or lot
///
/// Ends the visit: its time is charged, and the spot is free at once. With the code of an exit the
/// barrier of the lane opens. Where a barrier or a camera controls the exit, the visit ends there
/// only: without the code of an exit, and with that of the spot, the problem is `exit_required`.
/// Elsewhere a visit ends without a code too. A visit that has ended is returned as it is, and with
/// the code of an exit the barrier opens, however long ago it has ended: the operator sees the time
/// since. No unpaid charge keeps a driver inside: it is collected later.
#[utoipa::path(post, path = "/api/v1/visits/{id}/exit", tag = "visits",
    security(("bearer" = [])),
    request_body = Option<PresentedBody>,
    params(("id" = uuid::Uuid, Path, description = "The visit")),
    responses((status = 200, body = VisitView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn leave_site(
    State(app): State<App>,
    ReservationAccess(principal): ReservationAccess,
    address: ClientAddress,
    AcceptLanguage(language): AcceptLanguage,
    id: Id,
    Optional(body): Optional<PresentedBody>,
) -> Result<Body<VisitView>, Problem> {
    limit_entry(&app, address, principal, body.members().has_words()).await?;
    let presented = body.members().read(&app.quote_signer)?;
    let (id, tokens, terms, now) =
        (VisitId(id.0), app.tokens.clone(), app.terms.clone(), app.now());
    let leave =
        move |conn: &mut _| leave(conn, id, principal, presented.as_ref(), &tokens, &terms, now);
    let CheckedOut { visit, command, .. } = app.db.write(leave).await?;
    app.visit_changed(visit.site_id, command.is_some());
    Ok(Body(visit_view(&app, id, principal, language).await?))
}

fn leave(
    conn: &mut PgConnection,
    id: VisitId,
    principal: Principal,
    presented: Option<&Presented>,
    tokens: &Tokens,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<CheckedOut> {
    let visit = Visit::of_principal(conn, id, principal)?;
    let (means, lane_id) = match presented {
        Some(presented) => use_code(conn, &visit, presented, tokens, now)?,
        None => {
            check_uncontrolled(conn, &visit)?;
            (Means::App, None)
        }
    };
    let request = CheckOut {
        id,
        principal: Some(principal),
        actor: None,
        means,
        lane_id,
        at: None,
        reason: EndReason::Exit,
    };
    check_out(conn, &request, terms, now)
}

/// Checks the code of an exit, and spends the counter of a tag. A message that is sent again after
/// the visit has ended is that of a lost response: then no barrier opens.
fn use_code(
    conn: &mut PgConnection,
    visit: &Visit,
    presented: &Presented,
    tokens: &Tokens,
    now: DateTime<Utc>,
) -> Result<(Means, Option<LaneId>)> {
    match resolve_code(conn, presented, tokens, now) {
        Err(Error::ReplayedTag) if !visit.is_open() => Ok((Means::App, None)),
        Err(error) => Err(error),
        Ok(resolved) => {
            check_exit(conn, &resolved.code, visit)?;
            resolved.spend(conn)?;
            Ok((presented.means(), resolved.code.lane_id))
        }
    }
}

/// Checks that an open visit may end away from an exit. Where one is controlled, the vehicle could
/// go on parking free of charge.
///
/// # Errors
/// `ExitRequired`.
fn check_uncontrolled(conn: &mut PgConnection, visit: &Visit) -> Result<()> {
    if visit.is_open() && Lane::has_controlled_exit(conn, visit.site_id)? {
        return Err(Error::ExitRequired);
    }
    Ok(())
}

/// Checks that a code is at an exit of the site of the visit, or on its spot.
///
/// # Errors
/// `OtherSite`, `WrongDirection`, `ExitRequired`.
fn check_exit(conn: &mut PgConnection, code: &EntryCode, visit: &Visit) -> Result<()> {
    check_site(conn, code, visit)?;
    if code.kind != CodeKind::Spot {
        return check_direction(conn, code, true);
    }
    let spot_id = Reservation::find(conn, visit.reservation_id)?.spot_id;
    if code.spot_id != Some(spot_id) {
        return Err(Error::WrongDirection { is_exit: false });
    }
    match code.lane_id {
        Some(_) => Ok(()),
        None => check_uncontrolled(conn, visit),
    }
}

/// Checks that a code belongs to the site of a visit.
///
/// # Errors
/// `OtherSite`.
pub(super) fn check_site(conn: &mut PgConnection, code: &EntryCode, visit: &Visit) -> Result<()> {
    if code.site_id == visit.site_id {
        return Ok(());
    }
    Err(Error::OtherSite { site: Site::find(conn, code.site_id)?.name })
}
