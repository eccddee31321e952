//! Passes: signed rights to enter and to leave, which readers verify without a connection.

use axum::{Json as Body, extract::State};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use shared::{
    Error,
    equipment::{code_tokens::write_pass, domain::pass::Pass},
    platform::{
        config::limits::Limit,
        domain::ids::{ReservationId, SiteId, VehicleId},
    },
    pricing::quote_signer::QuoteSigner,
    visits::operations::{account_pass, reservation_pass},
};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    App,
    extract::{ClientAddress, CurrentUser, Id, Optional, ReservationAccess},
    handlers::equipment::sheet::Symbol,
    limits::RateLimitScope,
    problem::Problem,
};

/// A signed right to enter and to leave a site.
#[derive(Serialize, ToSchema)]
pub(crate) struct PassView {
    /// The text that a reader verifies with the keys of `/api/v1/quote-keys`.
    token: String,
    /// The token as a QR code: an SVG image without scripts.
    svg: String,
    valid_from: DateTime<Utc>,
    valid_until: DateTime<Utc>,
}

/// The vehicle of a pass.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub(crate) struct CreatePass {
    /// One of your saved vehicles; needed if you have several.
    vehicle_id: Option<Uuid>,
}

impl PassView {
    fn new(pass: Pass, signer: &QuoteSigner) -> Result<Self, Error> {
        let token = write_pass(signer, pass)?;
        let svg = Symbol::new(&token)?.svg();
        Ok(Self { token, svg, valid_from: pass.from, valid_until: pass.until })
    }
}

/// Show the pass of a reservation
///
/// For readers at the barrier, also while they have no connection. It holds from ten minutes before
/// the start until an hour after the end. The problem is `too_early` more than a day before the
/// start, and `not_found` for a reservation on the street.
#[utoipa::path(get, path = "/api/v1/reservations/{id}/pass", tag = "visits",
    security(("bearer" = [])),
    params(("id" = Uuid, Path, description = "The reservation")),
    responses((status = 200, body = PassView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn show_reservation_pass(
    State(app): State<App>,
    ReservationAccess(principal): ReservationAccess,
    id: Id,
) -> Result<Body<PassView>, Problem> {
    let (id, now) = (ReservationId(id.0), app.now());
    let pass = app.db.read(move |conn| reservation_pass(conn, id, principal, now)).await?;
    Ok(Body(PassView::new(pass, &app.quote_signer)?))
}

/// Create a pass of your account
///
/// Holds for twelve hours at one site, for one vehicle if the account has saved some: the class of
/// that vehicle is charged. The account needs what an entry needs: a valid card, no overdue charge,
/// and the choice of a vehicle if it has several.
#[utoipa::path(post, path = "/api/v1/sites/{id}/pass", tag = "visits",
    security(("bearer" = [])),
    request_body = Option<CreatePass>,
    params(("id" = Uuid, Path, description = "The site")),
    responses((status = 200, body = PassView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn create_site_pass(
    State(app): State<App>,
    user: CurrentUser,
    address: ClientAddress,
    id: Id,
    Optional(body): Optional<CreatePass>,
) -> Result<Body<PassView>, Problem> {
    let scopes = [RateLimitScope::Address(address), RateLimitScope::Account(user.id)];
    app.limits.check(Limit::Entry, &scopes).await?;
    let (id, vehicle_id) = (SiteId(id.0), body.vehicle_id.map(VehicleId));
    let (terms, now) = (app.terms.clone(), app.now());
    let create = app.db.read(move |conn| account_pass(conn, user.id, id, vehicle_id, &terms, now));
    Ok(Body(PassView::new(create.await?, &app.quote_signer)?))
}
