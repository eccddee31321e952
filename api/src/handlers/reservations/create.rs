//! Places a hold on a spot.

mod wanted;

use axum::{
    Json as Body,
    extract::State,
    http::{HeaderMap, StatusCode},
};
use serde::{Deserialize, Serialize};
use shared::{
    Error,
    billing::domain::payment_source::PaymentSource,
    identity::domain::{human_check::HumanCheck, principal::Principal},
    platform::{
        config::limits::Limit,
        domain::{
            email::Email,
            ids::{CardId, QuoteId, ReservationId, SpotId},
            language::Language,
            owner::Owner,
            quota::Origin,
        },
        error::OverdueCharge,
        jobs::Job,
        token::Tokens,
    },
    reservations::{
        domain::status::Status,
        jobs::ReleaseCard,
        operations::{HoldSpot, RequestedEnd, hold_spot},
    },
};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    CardSetUpView, ReseatView,
    quotes::{end_required, renew, requested_end, stay_scopes},
    refusals::counted,
    reseat,
    set_up_card::begin_card,
    shown,
    vehicle::choice_of,
};
use crate::{
    App,
    extract::{
        AcceptLanguage, ClientAddress, CurrentUser, Idempotency, Instant, Json, ProofOfWork,
    },
    handlers::{billing::charges::resend_payment_link, identity::vehicles::VehicleBody},
    limits::RateLimitScope,
    problem::{OverdueView, Problem},
    views::ReservationView,
};
use wanted::Wanted;

/// A hold to place. Give `ends_at`, `duration_seconds` or `quote_id`.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
pub(crate) struct CreateReservation {
    spot_id: Uuid,
    /// Start, by default at most 14 days ahead; defaults to now.
    #[schema(value_type = Option<String>, format = DateTime)]
    starts_at: Option<Instant>,
    /// End: 5 minutes to 24 hours after the start, unless the place has other terms.
    #[schema(value_type = Option<String>, format = DateTime)]
    ends_at: Option<Instant>,
    /// Alternative to `ends_at`.
    #[schema(example = 3600)]
    duration_seconds: Option<u32>,
    /// Email address of a guest; not needed when signed in.
    #[schema(example = "ann@example.com")]
    email: Option<String>,
    /// Expected rate in minor units per hour: refuse the request if the rate has changed. A reduced
    /// rate may be lower.
    rate_minor_per_hour: Option<i32>,
    /// Quote to accept: the stay has its class, its end and its rules, and costs at most its total.
    /// It starts when the quote does, or now if that is later.
    // These two are also left out of the hash if they are not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    quote_id: Option<Uuid>,
    /// Price of the stay that you displayed, in minor units: refuse the request if it costs more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = 450)]
    total_minor: Option<i64>,
    /// `card` (default), or `none` for a stay that costs nothing: the hold is then confirmed
    /// without a card, once the address is verified. `wallet`, `permit` and `invoice` are refused
    /// with `payment_source_unavailable`.
    // Left out of the hash of the Idempotency-Key if it is not given, as in versions without it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "card")]
    payment_source: Option<String>,
    /// Saved card to set up; the reservation is then confirmed at once. If the bank requires
    /// authentication, `card_setup` contains the parameters for it.
    card_id: Option<Uuid>,
    /// One of your saved vehicles.
    #[serde(skip_serializing_if = "Option::is_none")]
    vehicle_id: Option<Uuid>,
    /// Alternative to `vehicle_id`: a vehicle for this reservation only.
    #[serde(skip_serializing_if = "Option::is_none")]
    vehicle: Option<VehicleBody>,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct CreatedReservation {
    reservation: ReservationView,
    /// Bearer token that grants a guest access to this reservation. It is also in the mail.
    manage_token: Option<String>,
    /// Result of setting up the saved card. Also `null` if the spot was revoked in the meantime:
    /// then the reservation is `revoked`.
    card_setup: Option<CardSetUpView>,
    /// Re-seat offered for a revoked reservation, to be answered with `POST …/reseat`.
    reseat: Option<ReseatView>,
}

impl CreateReservation {
    fn validate(
        &self,
        tokens: &Tokens,
        user: Option<CurrentUser>,
        key: Idempotency,
        origin: Origin,
        human_check: HumanCheck,
        language: Option<Language>,
    ) -> Result<HoldSpot, Error> {
        let driver = match (&user, &self.email) {
            (Some(user), _) => Owner::User(user.id),
            (None, Some(email)) => Owner::Guest(
                email
                    .parse::<Email>()
                    .map_err(|e| Error::field("email", "malformed", e.to_string()))?,
            ),
            (None, None) => {
                return Err(Error::field("email", "required", "must be given, or sign in"));
            }
        };
        let until = match requested_end(self.ends_at, self.duration_seconds)? {
            Some(until) => until,
            None if self.quote_id.is_some() => RequestedEnd::OfQuote,
            None => return Err(end_required()),
        };
        let scope = match &driver {
            Owner::User(id) => format!("user:{id}"),
            Owner::Guest(email) => {
                key.require_secret()?;
                format!("guest:{}", email.as_str().to_lowercase())
            }
        };
        let vehicle = choice_of(self.vehicle_id, self.vehicle.as_ref(), tokens)?;
        let payment_source = self.payment_source()?;
        let (key, rate) = (key.bind(scope, self), self.rate_minor_per_hour);
        let (spot_id, starts_at, origin) =
            (SpotId(self.spot_id), self.starts_at.map(|at| at.0), Some(origin));
        Ok(HoldSpot {
            driver,
            spot_id,
            starts_at,
            until,
            rate,
            quote_id: self.quote_id.map(QuoteId),
            total: self.total_minor,
            payment_source,
            vehicle,
            key,
            origin,
            human_check,
            language,
        })
    }

    fn payment_source(&self) -> Result<PaymentSource, Error> {
        let Some(text) = &self.payment_source else { return Ok(PaymentSource::default()) };
        let unknown = |_| {
            let expected = "must be card, wallet, permit, invoice or none";
            Error::field("payment_source", "unknown", expected)
        };
        let source = text.parse().map_err(unknown)?;
        if source != PaymentSource::Card && self.card_id.is_some() {
            let message = "must be card if card_id is given";
            return Err(Error::field("payment_source", "conflicting", message));
        }
        Ok(source)
    }
}

/// Hold a spot
///
/// The hold lasts ten minutes: set up a card and confirm within that time, or the spot is released.
/// A guest gives an email address and receives a token and, if verification is required, a mail
/// with a link and a code: `awaiting` lists the missing steps. Until the address is verified, such
/// a hold lasts two minutes (see `hold_expires_at`) and the stay is limited to four hours. A
/// repeated request with the same `Idempotency-Key` returns the same reservation. If the spot is
/// taken or closed, or no more spots of its street or site may be reserved ahead
/// (`reserved_ahead_limit`), the problem contains up to three free spots nearby. A user can have
/// two concurrent holds, a guest one: beyond that `too_many_holds`. Holds of drivers whose address
/// is not confirmed are limited by network, both concurrently and per day: `rate_limited`. If an
/// operator revokes the hold while a saved card is being set up, the response is the revoked
/// reservation with the re-seat offered. A stay that costs nothing can be reserved without a card,
/// with `payment_source` `none`; any other stay is then refused with `card_required`. A quote that
/// has expired is answered with 410 `quote_expired` and a new quote, a price above `total_minor`
/// with `price_changed`. A stay that the rules of the spot do not allow is refused with
/// `not_allowed_by_tariff`, the reason and the next possible times. The vehicle can be chosen
/// later, but a spot with a restricting attribute requires a vehicle with the right to it, and
/// `permit_only` a permit: otherwise `not_eligible`. If no worker is running to end and bill stays,
/// holds are refused: `unavailable`. Mails about the reservation have the language of the account,
/// else that of `Accept-Language`.
#[utoipa::path(post, path = "/api/v1/reservations", tag = "reservations",
    request_body = CreateReservation,
    params(("Idempotency-Key" = Option<String>, Header,
    description = "A text of yours; a repeat with it does not hold twice. Of a guest it is a \
        secret: random, at least 20 characters, such as a UUID"),
        ("X-Human-Check" = Option<String>, Header,
            description = "`<challenge>:<solution>` of `GET /api/v1/human-check`, where the \
                configuration requires it")),
    security((), ("bearer" = [])),
    responses((status = 201, body = CreatedReservation),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn create_reservation(
    State(app): State<App>,
    user: Option<CurrentUser>,
    address: ClientAddress,
    language: AcceptLanguage,
    key: Idempotency,
    ProofOfWork(human_check): ProofOfWork,
    Json(body): Json<CreateReservation>,
) -> Result<(StatusCode, HeaderMap, Body<CreatedReservation>), Problem> {
    let card_id = body.card_id.map(CardId);
    let origin = address.origin(&app)?;
    let request = body.validate(&app.tokens, user, key, origin, human_check, language.0)?;
    let (now, terms) = (app.now(), app.terms.clone());
    let network = address.network().to_string();
    let scope = match &request.driver {
        Owner::User(id) => RateLimitScope::Account(*id),
        Owner::Guest(email) => RateLimitScope::EmailFrom(email.as_str(), &network),
    };
    app.limits.check(Limit::Hold, &[RateLimitScope::Address(address), scope]).await?;
    if card_id.is_some() {
        app.limits.check(Limit::Card, &[RateLimitScope::Address(address), scope]).await?;
    }
    app.workers.require(&app.db, now).await?;
    let wanted = Wanted::of(&request, now);
    let turn = match &request.origin {
        Some(origin) => app.hold_queue.turn(&request.driver, origin, &terms.quotas).await?,
        None => None,
    };
    let held = app.db.write(move |conn| hold_spot(conn, &request, &terms, now)).await;
    drop(turn);
    let held = match counted(&app, held).await {
        Err(
            taken @ (Error::SpotTaken { .. }
            | Error::SpotClosed { .. }
            | Error::ReservedAheadLimit { .. }),
        ) => {
            return Err(Problem::from(taken).with_alternatives(wanted.alternatives(&app).await));
        }
        Err(Error::QuoteExpired { quote_id }) => {
            let scopes = stay_scopes(address, user);
            return Err(renew(&app, quote_id, user, language, &scopes).await);
        }
        Err(Error::PaymentOverdue { charges }) if user.is_some() => {
            return Err(overdue(&app, charges)?);
        }
        Err(error @ Error::PaymentOverdue { .. }) => {
            return Err(resend_payment_link(&app, error, address).await.into());
        }
        held => held?,
    };
    let (principal, manage_token) = match user {
        Some(user) => (Principal::User(user.id), None),
        None => (Principal::ReservationLink(held.id), Some(app.links().manage_token(&held)?)),
    };
    let card_setup = match card_id {
        Some(card) if held.status == Status::Held => {
            match confirm_with(&app, held.id, principal, card).await {
                // An operator revoked the hold during the call to Stripe: the response contains the
                // revoked reservation and the re-seat offered.
                Err(Error::InvalidTransition { from: "revoked", .. }) => {
                    let release = ReleaseCard { reservation_id: held.id };
                    app.db.write(move |conn| release.enqueue(conn, now)).await?;
                    None
                }
                set_up => Some(set_up?),
            }
        }
        _ => None,
    };
    let (headers, Body(reservation)) = shown(&app, held.id, principal, language).await?;
    let reseat = match reservation.status() {
        Status::Revoked => reseat::find(&app, held.id, principal, language).await?,
        _ => None,
    };
    Ok((
        StatusCode::CREATED,
        headers,
        Body(CreatedReservation { reservation, manage_token, card_setup, reseat }),
    ))
}

/// Includes the payment links only for authenticated users. A guest gets them by mail, because the
/// caller may not own the address.
pub(in crate::handlers) fn overdue(
    app: &App,
    charges: Vec<OverdueCharge>,
) -> Result<Problem, Error> {
    let ways = overdue_views(app, &charges)?;
    Ok(Problem::from(Error::PaymentOverdue { charges }).with_overdue(ways))
}

/// Returns overdue charges of a signed-in user with their payment links.
pub(in crate::handlers) fn overdue_views(
    app: &App,
    charges: &[OverdueCharge],
) -> Result<Vec<OverdueView>, Error> {
    let ways = charges.iter().map(|charge| {
        let pay_url = app.links().pay(charge.id, app.now())?.into();
        Ok(OverdueView { charge_id: charge.id.0, amount: charge.amount.into(), pay_url })
    });
    ways.collect()
}

/// Sets up a saved card for a hold and confirms it, unless the bank requires authentication. After
/// a decline the hold stays, so that the driver can use another card.
async fn confirm_with(
    app: &App,
    id: ReservationId,
    principal: Principal,
    card: CardId,
) -> Result<CardSetUpView, Error> {
    let intent = begin_card(app, id, principal, Some(card)).await?;
    if intent.ready_card().is_some() {
        app.card_setup().finish(&intent.id, app.now()).await?;
    }
    Ok(CardSetUpView::new(app, intent))
}
