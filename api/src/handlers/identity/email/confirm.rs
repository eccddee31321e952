//! Verification of an email address.

use axum::{Json as Body, RequestPartsExt, extract::State, http::request::Parts};
use axum_extra::extract::CookieJar;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use shared::{
    Error,
    identity::{
        domain::principal::Principal, models::email_verification::EmailVerification,
        operations::TypedCode,
    },
    platform::{config::limits::Limit, domain::ids::ProofId, token::Grant},
    reservations::operations::{FollowedLink, Verified, verify_by_code, verify_by_link},
};
use utoipa::ToSchema;

use crate::{
    App,
    cookies::{Delivery, SessionKind},
    extract::{AcceptLanguage, ClientAddress, Json, VerificationAccess},
    handlers::{
        billing::charges::resend_payment_link,
        identity::account::{SessionView, UserView, open_session},
        reservations::shown,
    },
    limits::RateLimitScope,
    passwords,
    problem::Problem,
    views::ReservationView,
};

/// Token of the link, or code: give exactly one.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct ConfirmEmail {
    /// Text after `#token=` in the link. For a sign-up or an account, also send its bearer token or
    /// `password`.
    #[schema(value_type = Option<String>)]
    token: Option<SecretString>,
    /// 6-digit code. Requires the bearer token of the sign-up, of the account or of the guest.
    #[schema(value_type = Option<String>, example = "123456")]
    code: Option<SecretString>,
    /// New password of the account, only with `token`: 8 to 128 characters, not easy to guess.
    #[schema(value_type = Option<String>)]
    password: Option<SecretString>,
}

/// Result of the verification.
#[derive(Serialize, ToSchema)]
pub(crate) struct ConfirmedEmail {
    /// The account; `null` for a guest's hold.
    user: Option<UserView>,
    /// A new session, if the bearer token of the sign-up or a password was sent.
    session: Option<SessionView>,
    /// The guest's reservation: confirmed if its card is set up, otherwise still a hold.
    reservation: Option<ReservationView>,
    /// Bearer token that grants access to the reservation.
    manage_token: Option<String>,
}

/// Verify an email address
///
/// Accepts the link or the code of the mail. Each is valid once and only for this purpose. After
/// five wrong codes another mail must be requested; after ten for one address within a day only
/// links are accepted: `link_required`. A sign-up becomes an account; a guest's hold becomes a
/// reservation if its card is set up.
///
/// A link that is opened in another browser comes without the bearer token of the sign-up or of the
/// account. Since another person may have chosen the password, the response is then
/// `password_required`. The same request with `password` sets the password, cancels all other
/// pending sign-ups with the address, revokes all sessions of the account, and signs in.
#[utoipa::path(post, path = "/api/v1/email-confirmations", tag = "accounts",
    request_body = ConfirmEmail,
    params(("X-Session" = Option<SessionKind>, Header,
    description = "Delivery of the tokens of a sign-in: in the body, or in cookies")),
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
    app.limits.check(Limit::Code, &[RateLimitScope::Address(address)]).await?;
    let (now, terms) = (app.now(), app.terms.clone());
    if body.code.is_some() && body.password.is_some() {
        return Err(Error::field("password", "conflicting", "cannot be given beside code").into());
    }
    let (proved, signs_in) = match (body.token, body.code) {
        (Some(token), None) => {
            let Some(Grant::ConfirmEmail { sub }) = app.tokens.read(token.expose_secret(), now)
            else {
                return Err(Error::WrongCode.into());
            };
            let principal = VerificationAccess::known(&parts, &app).await?;
            let password_hash = new_password(&app, sub, body.password).await?;
            let signs_in =
                password_hash.is_some() || matches!(principal, Some(Principal::SignUp(_)));
            let proved = app.db.write(move |conn| {
                let link =
                    FollowedLink { id: sub, principal, password_hash: password_hash.as_deref() };
                verify_by_link(conn, &link, &terms, now)
            });
            (proved.await, signs_in)
        }
        (None, Some(code)) => {
            let VerificationAccess(principal) = parts.extract_with_state(&app).await?;
            let subject = principal.verification_key().ok_or(Error::Unauthenticated)?;
            let tokens = app.tokens.clone();
            let proved = app.db.write(move |conn| {
                let typed = TypedCode { subject: &subject, code: &code, tokens: &tokens };
                verify_by_code(conn, &typed, &terms, now)
            });
            (
                proved.await.and_then(|proved| proved.ok_or(Error::WrongCode)),
                matches!(principal, Principal::SignUp(_)),
            )
        }
        (None, None) => {
            return Err(Error::field("code", "required", "or token must be given").into());
        }
        (Some(_), Some(_)) => {
            return Err(Error::field("code", "conflicting", "cannot be given beside token").into());
        }
    };
    let proved = match proved {
        Err(error) => return Err(resend_payment_link(&app, error, address).await.into()),
        Ok(proved) => proved,
    };
    let language = AcceptLanguage::of(&parts.headers);
    let mut confirmed = confirmed(&app, proved, signs_in, language).await?;
    let Some(session) = confirmed.session.take() else {
        return Ok((CookieJar::new(), Body(confirmed)));
    };
    let (cookies, session) = session.deliver(&app, delivery)?;
    Ok((cookies, Body(ConfirmedEmail { session: Some(session), ..confirmed })))
}

/// Hashes the password that comes with a link. The link is validated first, because hashing is
/// expensive.
async fn new_password(
    app: &App,
    id: ProofId,
    password: Option<SecretString>,
) -> Result<Option<String>, Error> {
    let Some(password) = password else { return Ok(None) };
    let proof = app.db.read(move |conn| Ok::<_, Error>(EmailVerification::find(conn, id)?)).await?;
    let proof = proof.filter(|proof| proof.takes_link(app.now())).ok_or(Error::WrongCode)?;
    if let Some(error) = passwords::check("password", &password, &proof.email) {
        return Err(Error::Invalid(vec![error]));
    }
    app.passwords.hash(password).await.map(Some)
}

async fn confirmed(
    app: &App,
    proved: Verified,
    signs_in: bool,
    language: AcceptLanguage,
) -> Result<ConfirmedEmail, Error> {
    match proved {
        Verified::Account(user) => {
            // A code alone may have been read on another person's device, so a session is opened
            // only for the person who chose the password.
            let session =
                if signs_in { Some(open_session(app, user.clone()).await?) } else { None };
            Ok(ConfirmedEmail {
                user: Some(UserView::read(app, user).await?),
                session,
                reservation: None,
                manage_token: None,
            })
        }
        Verified::Reservation(reservation) => {
            let principal = Principal::ReservationLink(reservation.id);
            let (_, Body(view)) = shown(app, reservation.id, principal, language).await?;
            let manage_token = Some(app.links().manage_token(&reservation)?);
            Ok(ConfirmedEmail { user: None, session: None, reservation: Some(view), manage_token })
        }
    }
}
