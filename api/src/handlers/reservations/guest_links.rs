//! Mails guests the links to their reservations again.

use axum::{extract::State, http::StatusCode};
use serde::Deserialize;
use shared::{
    Error, Result,
    platform::{
        config::limits::Limit,
        domain::{email::Email, reference::ReservationReference},
        error::FieldError,
    },
    reservations::operations,
};
use utoipa::ToSchema;

use crate::{
    App,
    extract::{ClientAddress, Json},
    limits::RateLimitScope,
    problem::Problem,
};

/// A reservation that was made without an account.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct RequestGuestLink {
    /// Address that was entered for the reservation.
    #[schema(example = "gil@example.com")]
    email: String,
    /// Reference of the reservation, as mails, pages and receipts show it. Case, white space and
    /// hyphens are ignored.
    #[schema(example = "1A2B3C4D")]
    reference: String,
}

impl RequestGuestLink {
    fn validate(&self) -> Result<(Email, ReservationReference)> {
        match (self.email.parse::<Email>(), self.reference.parse::<ReservationReference>()) {
            (Ok(email), Ok(reference)) => Ok((email, reference)),
            (email, reference) => {
                let wrong_email = email.err().map(|error| ("email", error.to_string()));
                let wrong_reference = reference.err().map(|error| ("reference", error.to_string()));
                let wrong = wrong_email.into_iter().chain(wrong_reference);
                let errors = wrong.map(|(field, text)| FieldError::new(field, "malformed", text));
                Err(Error::Invalid(errors.collect()))
            }
        }
    }
}

/// Request the link to a guest reservation
///
/// The response is always the same. If a guest has a reservation with this address and this
/// reference that has not ended, or ended at most 90 days ago, the link to it is mailed to the
/// address, at most once a minute and five times an hour. The link is valid for at least seven
/// days. Reservations of an account are not found: their driver signs in.
#[utoipa::path(post, path = "/api/v1/guest-links", tag = "reservations",
    request_body = RequestGuestLink,
    responses((status = 202,
    description = "If there is such a reservation, a mail is on its way"),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn request_guest_link(
    State(app): State<App>,
    address: ClientAddress,
    Json(body): Json<RequestGuestLink>,
) -> Result<StatusCode, Problem> {
    let network = address.network().to_string();
    app.limits
        .check(
            Limit::GuestLink,
            &[RateLimitScope::Address(address), RateLimitScope::EmailFrom(&body.email, &network)],
        )
        .await?;
    let ((email, reference), now) = (body.validate()?, app.now());
    let budget = address.mail_budget(&app)?;
    let request = app
        .db
        .write(move |conn| operations::request_guest_link(conn, email, reference, &budget, now));
    request.await?;
    Ok(StatusCode::ACCEPTED)
}
