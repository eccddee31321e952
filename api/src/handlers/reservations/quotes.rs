//! Quotes of stays and extensions, and new quotes in place of expired ones.

mod create;
mod extension;

use chrono::{DateTime, TimeDelta, Utc};
use shared::{
    Error, Result,
    identity::domain::principal::Principal,
    platform::{
        config::limits::Limit,
        domain::ids::{QuoteId, ReservationId},
    },
    pricing::models::quote::Quote,
    reservations::operations::{self, RequestedEnd},
};

use crate::{
    App,
    extract::{AcceptLanguage, ClientAddress, CurrentUser, Instant},
    limits::RateLimitScope,
    problem::Problem,
    views::QuoteView,
};

pub(crate) use create::*;
pub(crate) use extension::*;

/// Returns the end that a body requests by `ends_at` or `duration_seconds`; `None` without both.
///
/// # Errors
/// `Invalid` if both are given.
pub(super) fn requested_end(
    ends_at: Option<Instant>,
    duration_seconds: Option<u32>,
) -> Result<Option<RequestedEnd>> {
    match (ends_at, duration_seconds) {
        (Some(_), Some(_)) => {
            let message = "cannot be given beside ends_at";
            Err(Error::field("duration_seconds", "conflicting", message))
        }
        (Some(ends_at), None) => Ok(Some(RequestedEnd::At(ends_at.0))),
        (None, Some(seconds)) => Ok(Some(RequestedEnd::After(TimeDelta::seconds(seconds.into())))),
        (None, None) => Ok(None),
    }
}

/// Returns the problem of a body without an end.
pub(super) fn end_required() -> Error {
    Error::field("ends_at", "required", "or duration_seconds must be given")
}

/// Returns the scopes in which the quotes of new stays are limited.
pub(super) fn stay_scopes(
    address: ClientAddress,
    user: Option<CurrentUser>,
) -> Vec<RateLimitScope<'static>> {
    let mut scopes = vec![RateLimitScope::Address(address)];
    scopes.extend(user.map(|user| RateLimitScope::Account(user.id)));
    scopes
}

/// Returns the problem of an expired quote, with a new quote for this user, spot, class and end;
/// without one beyond the limit of quotes. If there can be none, returns the problem that prevents
/// it.
pub(super) async fn renew(
    app: &App,
    expired: QuoteId,
    user: Option<CurrentUser>,
    language: AcceptLanguage,
    scopes: &[RateLimitScope<'_>],
) -> Problem {
    if app.limits.check(Limit::Quote, scopes).await.is_err() {
        return Error::QuoteExpired { quote_id: expired }.into();
    }
    let (terms, signer, now) = (app.terms.clone(), app.quote_signer.clone(), app.now());
    let renewed = app.db.write(move |conn| {
        let quote = Quote::find(conn, expired)?;
        let (starts_at, ends_at) = (quote.period.starts_at(), quote.period.ends_at());
        let request = operations::CreateQuote {
            spot_id: quote.spot_id,
            class: quote.vehicle_class,
            user_id: user.map(|user| user.id),
            starts_at: Some(starts_at).filter(|starts_at| *starts_at > now),
            until: RequestedEnd::At(ends_at),
            language: language.or_english(),
        };
        let quote = operations::create_quote(conn, &request, &terms, now)?;
        QuoteView::load(conn, quote, &signer)
    });
    with_new_quote(expired, renewed.await)
}

/// Like [`renew`], for the extension of a reservation.
pub(super) async fn renew_extension(
    app: &App,
    expired: QuoteId,
    (id, principal): (ReservationId, Principal),
    ends_at: DateTime<Utc>,
    language: AcceptLanguage,
    scopes: &[RateLimitScope<'_>],
) -> Problem {
    if app.limits.check(Limit::Quote, scopes).await.is_err() {
        return Error::QuoteExpired { quote_id: expired }.into();
    }
    let (terms, signer, now) = (app.terms.clone(), app.quote_signer.clone(), app.now());
    let language = language.or_english();
    let renewed = app.db.write(move |conn| {
        let (quote, _) = operations::create_extension_quote(
            conn, id, principal, ends_at, language, &terms, now,
        )?;
        QuoteView::load(conn, quote, &signer)
    });
    with_new_quote(expired, renewed.await)
}

fn with_new_quote(quote_id: QuoteId, renewed: Result<QuoteView>) -> Problem {
    match renewed {
        Ok(quote) => Problem::from(Error::QuoteExpired { quote_id }).with_quote(quote),
        Err(error) => error.into(),
    }
}
