//! Confirm an email address.

use axum::{Json as Body, RequestPartsExt, extract::State, http::request::Parts};
use axum_extra::extract::CookieJar;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use shared::{
    Error,
    config::limits::Limit,
    domain::proof::Prover,
    models::reservation::Actor,
    operations::{Proved, TypedCode, prove_by_code, prove_by_link},
    token::Grant,
};
use utoipa::ToSchema;

use crate::{
    App,
    cookies::{Delivery, SessionKind},
    extract::{ClientAddress, Json, Proving},
    handlers::{
        account::{SessionView, UserView, open_session},
        charges::reminded,
        reservations::announced,
    },
    limits::By,
    problem::Problem,
    views::ReservationView,
};

/// The token of the link, or the code. Give one of them.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct ConfirmEmail {
    /// What stands behind `#token=` in the link. Nothing else is needed.
    #[schema(value_type = Option<String>)]
    token: Option<SecretString>,
    /// The six digits. Send the bearer token of the sign-up, of the account or of the guest with them.
    #[schema(value_type = Option<String>, example = "123456")]
    code: Option<SecretString>,
}

/// What was confirmed.
#[derive(Serialize, ToSchema)]
pub(crate) struct ConfirmedEmail {
    /// The account; `null` for a guest's hold.
    user: Option<UserView>,
    /// The sign-in of a new account, when the code was typed where the sign-up was begun.
    session: Option<SessionView>,
    /// The guest's reservation: confirmed when its card is set up, else the hold.
    reservation: Option<ReservationView>,
    /// The bearer token for everything about the reservation.
    manage_token: Option<String>,
}

/// Confirm an email address
///
/// By the link of the mail or by its code. Each is good once, and for this alone; after five wrong codes another mail must be asked for. A sign-up
/// becomes an account, a guest's hold becomes a reservation if its card is set up.
#[utoipa::path(post, path = "/api/v1/email-confirmations", tag = "accounts", request_body = ConfirmEmail,
    params(("X-Session" = Option<SessionKind>, Header, description = "Where the tokens of a sign-in go: the body, or cookies")),
    security((), ("bearer" = [])),
    responses((status = 200, body = ConfirmedEmail),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn confirm_email(
    State(app): State<App>,
    address: ClientAddress,
    delivery: Delivery,
    mut parts: Parts,
    Json(body): Json<ConfirmEmail>,
) -> Result<(CookieJar, Body<ConfirmedEmail>), Problem> {
    app.limits.check(Limit::Code, &[By::Address(address)]).await?;
    let (now, terms) = (app.now(), app.terms.clone());
    let (proved, prover) = match (body.token, body.code) {
        (Some(token), None) => {
            let Some(Grant::ConfirmEmail { sub }) = app.tokens.read(token.expose_secret(), now) else {
                return Err(Error::WrongCode.into());
            };
            (app.db.write(move |conn| prove_by_link(conn, sub, &terms, now)).await, None)
        }
        (None, Some(code)) => {
            let Proving(prover) = parts.extract_with_state(&app).await?;
            let (subject, tokens) = (prover.subject(), app.tokens.clone());
            let proved = app.db.write(move |conn| {
                let typed = TypedCode { subject: &subject, code: &code, tokens: &tokens };
                prove_by_code(conn, &typed, &terms, now)
            });
            (proved.await.and_then(|proved| proved.ok_or(Error::WrongCode)), Some(prover))
        }
        (None, None) => return Err(Error::field("code", "required", "or token must be given").into()),
        (Some(_), Some(_)) => return Err(Error::field("code", "conflicting", "cannot be given beside token").into()),
    };
    let proved = match proved {
        Err(error) => return Err(reminded(&app, error).await.into()),
        Ok(proved) => proved,
    };
    let mut confirmed = confirmed(&app, proved, prover).await?;
    let Some(session) = confirmed.session.take() else { return Ok((CookieJar::new(), Body(confirmed))) };
    let (cookies, session) = session.deliver(&app, delivery);
    Ok((cookies, Body(ConfirmedEmail { session: Some(session), ..confirmed })))
}

async fn confirmed(app: &App, proved: Proved, prover: Option<Prover>) -> Result<ConfirmedEmail, Error> {
    match proved {
        Proved::Account(user) => {
            // The code alone could have been seen on somebody's phone; with the token of the sign-up it is whoever chose the password.
            let session = match prover {
                Some(Prover::SignUp(_)) => Some(open_session(app, user.clone()).await?),
                _ => None,
            };
            Ok(ConfirmedEmail { user: Some(user.into()), session, reservation: None, manage_token: None })
        }
        Proved::Reservation(reservation) => {
            let (_, Body(view)) = announced(app, &reservation, Actor::Link(reservation.id)).await?;
            let manage_token = Some(app.links().manage_token(&reservation)?);
            Ok(ConfirmedEmail { user: None, session: None, reservation: Some(view), manage_token })
        }
    }
}
