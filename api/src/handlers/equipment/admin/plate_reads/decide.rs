//! An operator decides about a reading.

use axum::{Json as Body, extract::State};
use serde::Deserialize;
use shared::{
    Error, Result,
    equipment::models::plate_read::{ReadDetails, StoredRead},
    identity::models::user::User,
    platform::{
        config::limits::Limit,
        db::PgConnection,
        domain::{
            ids::{PlateReadId, ReservationId, UserId},
            text::TextRule,
        },
    },
    visits::operations::read_plate::{DecideRead, Decision, decide_read},
};
use utoipa::ToSchema;
use uuid::Uuid;

use super::PlateReadView;
use crate::{
    App,
    extract::{Id, Json, Permitted, permissions::ManageVisits},
    handlers::admin::{line, note},
    limits::RateLimitScope,
    problem::Problem,
};

/// A decision about a reading.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct DecidePlateRead {
    /// `admit` or `dismiss`.
    #[schema(example = "admit")]
    decision: String,
    /// The reservation to admit; by default the proposed one.
    reservation_id: Option<Uuid>,
    /// Address of the account to admit.
    #[schema(example = "ann@example.com")]
    email: Option<String>,
    /// Reason, for other operators.
    #[schema(example = "the plate is dirty")]
    note: String,
}

/// Decide about a reading
///
/// *Admit* lets the vehicle in or out as the camera would have: with the named reservation, else as
/// a vehicle of the named account, else with the proposed reservation, else by the plate. The
/// problems are those of *Enter a site*. A reading that does not wait for review is returned as it
/// is. The visit begins or ends at the time at which the vehicle was there. At an entrance *admit*
/// is possible for ten minutes, and opens the barrier in the first two; an exit has opened already.
/// An account must have saved the plate, or one that looks like it; its driver gets a mail at once.
/// Requests with an address are limited like look-ups of guest reservations.
#[utoipa::path(post, path = "/api/v1/admin/plate-reads/{id}/decision", tag = "admin",
    security(("bearer" = ["manage_visits"])), request_body = DecidePlateRead,
    params(("id" = Uuid, Path, description = "The reading")),
    responses((status = 200, body = PlateReadView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn decide_plate_read(
    State(app): State<App>,
    operator: Permitted<ManageVisits>,
    id: Id,
    Json(body): Json<DecidePlateRead>,
) -> Result<Body<PlateReadView>, Problem> {
    let admits = match body.decision.as_str() {
        "admit" => true,
        "dismiss" => false,
        _ => return Err(Error::field("decision", "unknown", "must be admit or dismiss").into()),
    };
    if body.email.is_some() {
        let operator = RateLimitScope::from(operator.principal());
        app.limits.check(Limit::LookUp, &[operator]).await?;
    }
    let (id, note, now) = (PlateReadId(id.0), note(&body.note)?, app.now());
    let email = body.email.map(|email| line("email", &email, TextRule::EMAIL)).transpose()?;
    let reservation_id = body.reservation_id.map(ReservationId);
    let (scope, audit) = (operator.scope(), operator.audit_context());
    let (tokens, terms) = (app.tokens.clone(), app.terms.clone());
    let decided = app.db.write(move |conn| {
        scope.check(StoredRead::find(conn, id)?.place())?;
        let decision = if admits {
            let vehicle_of = email.map(|email| account(conn, &email)).transpose()?;
            Decision::Admit { reservation_id, vehicle_of }
        } else {
            Decision::Dismiss
        };
        let request = DecideRead { id, decision, note };
        decide_read(conn, &request, &tokens, &audit, &terms, now)?;
        Ok::<_, Error>(ReadDetails::find(conn, id)?)
    });
    let details = decided.await?;
    app.visit_changed(details.read.site_id, admits);
    Ok(Body(PlateReadView::new(details, &app.tokens)))
}

/// Returns the account with an address.
fn account(conn: &mut PgConnection, email: &str) -> Result<UserId> {
    let user = User::by_email(conn, email)?.filter(|user| user.disabled_at.is_none());
    let unknown = || Error::field("email", "unknown", "must be the address of an account");
    Ok(user.ok_or_else(unknown)?.id)
}
