//! Grant of a reduced-rate permit.

use axum::{Json as Body, extract::State, http::StatusCode};
use serde::Deserialize;
use shared::{
    Error,
    platform::domain::{ids::CityId, text::TextRule},
    pricing::{models::reduced_rate_permit::ListedPermit, operations},
};
use utoipa::ToSchema;

use super::ReducedRatePermitView;
use crate::{
    App,
    extract::{Id, Instant, Json, Permitted, permissions::ManagePermits},
    handlers::admin::{checked, errors},
    problem::Problem,
};

/// A permit to grant.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct GrantReducedRatePermit {
    /// Address of the driver's account.
    #[schema(example = "ann@example.com")]
    email: String,
    /// The operator's own number of the permit: one line of 1 to 200 characters. It is erased with
    /// the driver's data.
    #[schema(example = "2026-1047")]
    reference: String,
    /// Start, at most two years ahead; defaults to now.
    #[schema(value_type = Option<String>, format = DateTime)]
    starts_at: Option<Instant>,
    /// Exclusive.
    #[schema(value_type = String, format = DateTime)]
    ends_at: Instant,
}

impl GrantReducedRatePermit {
    /// Returns the address and the reference in their stored form.
    fn texts(&self) -> Result<(String, String), Error> {
        let mut wrong = Vec::new();
        let email = errors(&mut wrong, checked("email", &self.email, TextRule::EMAIL));
        let reference = checked("reference", &self.reference, TextRule::REFERENCE);
        let reference = errors(&mut wrong, reference);
        email.zip(reference).ok_or(Error::Invalid(wrong))
    }
}

/// Grant a reduced-rate permit
///
/// Stays in the city that begin in the time of the permit then cost the driver at most
/// `reduced_rate_cap_minor` per hour, where the terms of the place have it. Holds and quotes made
/// before keep their price. A driver has at most one permit at a time in a city.
#[utoipa::path(post, path = "/api/v1/admin/cities/{id}/reduced-rate-permits", tag = "admin",
    security(("bearer" = ["manage_permits"])), request_body = GrantReducedRatePermit,
    params(("id" = Uuid, Path, description = "The city")),
    responses((status = 201, body = ReducedRatePermitView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn grant_reduced_rate_permit(
    State(app): State<App>,
    operator: Permitted<ManagePermits>,
    id: Id,
    Json(body): Json<GrantReducedRatePermit>,
) -> Result<(StatusCode, Body<ReducedRatePermitView>), Problem> {
    let city_id = CityId(id.0);
    operator.scope().check_city(city_id)?;
    let (email, reference) = body.texts()?;
    let new = operations::GrantReducedRatePermit {
        city_id,
        email,
        verified_only: app.terms.verify_emails,
        reference,
        starts_at: body.starts_at.map(|at| at.0),
        ends_at: body.ends_at.0,
        granted_by: Some(operator.user_id()),
    };
    let (audit, now) = (operator.audit_context(), app.now());
    let granted = app.db.write(move |conn| {
        let permit = operations::grant_reduced_rate_permit(conn, &new, &audit, now)?;
        Ok::<_, Error>(ListedPermit::find(conn, permit.id)?)
    });
    Ok((StatusCode::CREATED, Body(granted.await?.into())))
}
