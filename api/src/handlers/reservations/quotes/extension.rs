//! Quotes an extension, to be accepted with it.

use axum::{Json as Body, extract::State, http::StatusCode};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use shared::{
    Error,
    platform::{
        config::limits::Limit,
        domain::{ids::ReservationId, money::Money},
    },
    reservations::operations,
};
use utoipa::ToSchema;

use crate::{
    App,
    extract::{AcceptLanguage, ClientAddress, Id, Instant, Json, ReservationAccess},
    limits::RateLimitScope,
    problem::Problem,
    views::{MoneyView, QuoteView},
};

/// An extension to price.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct CreateExtensionQuote {
    /// The new end.
    #[schema(value_type = String, format = DateTime)]
    ends_at: Instant,
}

/// The price of added time until it expires, and that of the whole stay.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ExtensionQuoteView {
    #[serde(flatten)]
    quote: QuoteView,
    /// Price of the whole stay with the added time.
    estimate: MoneyView,
    /// Latest possible end before the next reservation of the spot; `null` if there is none.
    latest_end: Option<DateTime<Utc>>,
}

/// Create a quote of an extension
///
/// The quote covers the added time, is valid for 15 minutes, at most until its end, and can be
/// accepted once, as `quote_id` of *Extend or shorten*. An end that *Extend or shorten* would
/// refuse is refused with the same problem. The number of quotes is limited: `rate_limited`.
#[utoipa::path(post, path = "/api/v1/reservations/{id}/quotes", tag = "reservations",
    request_body = CreateExtensionQuote,
    security(("bearer" = [])),
    params(("id" = uuid::Uuid, Path, description = "The reservation")),
    responses((status = 201, body = ExtensionQuoteView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn create_extension_quote(
    State(app): State<App>,
    ReservationAccess(principal): ReservationAccess,
    address: ClientAddress,
    language: AcceptLanguage,
    id: Id,
    Json(body): Json<CreateExtensionQuote>,
) -> Result<(StatusCode, Body<ExtensionQuoteView>), Problem> {
    let scopes = [RateLimitScope::Address(address), principal.into()];
    app.limits.check(Limit::Quote, &scopes).await?;
    let (id, ends_at) = (ReservationId(id.0), body.ends_at.0);
    let (now, terms, signer) = (app.now(), app.terms.clone(), app.quote_signer.clone());
    let quoted = app.db.write(move |conn| {
        let language = language.or_english();
        let (quote, extension) = operations::create_extension_quote(
            conn, id, principal, ends_at, language, &terms, now,
        )?;
        let reservation = extension.reservation;
        let estimate = reservation.agreed_minor + quote.total_minor;
        Ok::<_, Error>(ExtensionQuoteView {
            quote: QuoteView::load(conn, quote, &signer)?,
            estimate: Money::new(estimate, reservation.currency).into(),
            latest_end: extension.latest_end,
        })
    });
    Ok((StatusCode::CREATED, Body(quoted.await?)))
}
