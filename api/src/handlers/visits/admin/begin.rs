//! Entry of a driver at the window.

use axum::{Json as Body, extract::State, http::StatusCode};
use serde::Deserialize;
use shared::{
    Error,
    equipment::domain::means::Means,
    identity::models::user::User,
    places::models::site::Site,
    platform::{
        config::limits::Limit,
        domain::{
            email::Email,
            ids::{SiteId, UserId, VehicleId},
        },
    },
    visits::operations::{Arriving, CheckIn, begin_visit},
};
use utoipa::ToSchema;
use uuid::Uuid;

use super::AdminVisitView;
use crate::{
    App,
    extract::{ClientAddress, Json, Permitted, permissions::ManageVisits},
    handlers::admin::note,
    limits::RateLimitScope,
    problem::Problem,
};

/// A driver who enters.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct BeginVisit {
    site_id: Uuid,
    /// Address of the driver's account.
    #[schema(example = "ann@example.com")]
    email: String,
    /// One of the saved vehicles of the account; needed if it has several.
    vehicle_id: Option<Uuid>,
    /// Reason, for other operators.
    #[schema(example = "the phone is broken")]
    note: String,
}

/// Let a driver in
///
/// Opens a visit for an account by the rules of an entry: a reservation of the account at the site
/// is used, else its default card is charged when the visit ends. The driver gets a mail at once.
/// The requests are limited like look-ups of guest reservations.
#[utoipa::path(post, path = "/api/v1/admin/visits", tag = "admin",
    security(("bearer" = ["manage_visits"])), request_body = BeginVisit,
    responses((status = 201, body = AdminVisitView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn begin_visit_for_driver(
    State(app): State<App>,
    operator: Permitted<ManageVisits>,
    address: ClientAddress,
    Json(body): Json<BeginVisit>,
) -> Result<(StatusCode, Body<AdminVisitView>), Problem> {
    let scopes = [RateLimitScope::Address(address), RateLimitScope::from(operator.principal())];
    app.limits.check(Limit::LookUp, &scopes).await?;
    let (audit, scope, note) = (operator.audit_context(), operator.scope(), note(&body.note)?);
    let (site_id, vehicle_id) = (SiteId(body.site_id), body.vehicle_id.map(VehicleId));
    let email = body.email.parse::<Email>();
    let email = email.map_err(|error| Error::field("email", "malformed", error.to_string()))?;
    let (tokens, terms, now) = (app.tokens.clone(), app.terms.clone(), app.now());
    let begin = move |conn: &mut _| {
        let site = Site::find(conn, site_id)?;
        scope.check(site.place())?;
        if site.retired_at.is_some() {
            return Err(Error::field("site_id", "site_retired", "must be in service"));
        }
        let user = User::by_email(conn, email.as_str())?;
        let user = user.filter(|user| user.disabled_at.is_none()).ok_or_else(unknown)?;
        let request = arrival(site_id, user.id, vehicle_id);
        let begun = begin_visit(conn, &request, &note, &audit, &tokens, &terms, now)?;
        let view = AdminVisitView::read(conn, begun.visit.id, &tokens, now)?;
        Ok::<_, Error>((view, begun.command.is_some()))
    };
    let (view, has_command) = app.db.write(begin).await?;
    app.visit_changed(site_id, has_command);
    Ok((StatusCode::CREATED, Body(view)))
}

fn unknown() -> Error {
    Error::field("email", "unknown", "must be the address of an account")
}

fn arrival(site_id: SiteId, user_id: UserId, vehicle_id: Option<VehicleId>) -> CheckIn {
    CheckIn {
        site_id,
        who: Arriving::Account { user_id, vehicle_id },
        spot_id: None,
        means: Means::Operator,
        lane_id: None,
        app_device: None,
        card_id: None,
        position: None,
        arrived_at: None,
        language: None,
        key: None,
        actor: None,
    }
}
