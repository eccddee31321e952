//! Receipts of stays: billed periods, payments and refunds.

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, header},
    response::{Html, IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use minijinja::{Environment, context};
use serde::Serialize;
use shared::{
    Error,
    billing::{
        domain::{
            charge::ChargeState,
            refund::{RefundReason, RefundState},
        },
        models::{charge::Charge, refund::Refund},
    },
    platform::domain::{
        ids::ReservationId,
        money::Money,
        when::{length, local},
    },
    pricing::domain::price::lines_of,
    reservations::{
        domain::status::Status,
        models::{
            reservation::Reservation, reservation_details::ReservationDetails, segment::Segment,
        },
    },
};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    App,
    extract::{Id, ReservationAccess},
    problem::{Problem, ProblemCode},
    views::{CardView, MoneyView},
};

/// A part of the stay at one rate.
#[derive(Debug, Serialize, ToSchema)]
struct ReceiptLine {
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    seconds: i64,
    /// Price per hour.
    rate: MoneyView,
    /// Contribution of this part to the total. The lines always sum to the total.
    amount: MoneyView,
}

/// A refund.
#[derive(Debug, Serialize, ToSchema)]
struct ReceiptRefund {
    amount: MoneyView,
    /// `revoked`, `goodwill`, `duplicate` or `mistake`.
    #[schema(value_type = String)]
    reason: RefundReason,
    at: DateTime<Utc>,
}

/// The receipt of a stay.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReceiptView {
    reservation_id: Uuid,
    charge_id: Uuid,
    #[schema(example = "B14")]
    spot: String,
    place: String,
    city: String,
    time_zone: String,
    email: String,
    lines: Vec<ReceiptLine>,
    total: MoneyView,
    /// Amount collected.
    paid: MoneyView,
    refunds: Vec<ReceiptRefund>,
    /// Refunds that failed.
    failed_refunds: Vec<ReceiptRefund>,
    /// State of the charge: `paid`, `waived`, `zero`, `dunning` …
    #[schema(value_type = String, example = "paid")]
    state: ChargeState,
    /// Card used for the payment.
    card: Option<CardView>,
    settled_at: Option<DateTime<Utc>>,
}

/// Show a receipt
///
/// Returns JSON, or with `Accept: text/html` a printable page.
#[utoipa::path(get, path = "/api/v1/reservations/{id}/receipt", tag = "reservations",
    security(("bearer" = [])),
    params(("id" = Uuid, Path, description = "The reservation")),
    responses((status = 200, content((ReceiptView = "application/json"), (String = "text/html"))),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn show_receipt(
    State(app): State<App>,
    ReservationAccess(principal): ReservationAccess,
    headers: HeaderMap,
    id: Id,
) -> Result<Response, Problem> {
    let id = ReservationId(id.0);
    let found = app.db.read(move |conn| {
        let details = ReservationDetails::of_principal(conn, id, principal)?;
        let segments = Segment::of_reservation(conn, id)?;
        let refunds = match &details.charge {
            Some(charge) => Refund::of_charge(conn, charge.id)?,
            None => Vec::new(),
        };
        Ok::<_, Error>((details, segments, refunds))
    });
    let (mut details, segments, refunds) = found.await?;
    let charge = details.charge.take().filter(|charge| charge.state != ChargeState::SetUp);
    let Some(charge) = charge else { return Err(without_charge(details.reservation.status)) };
    let accept =
        headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or_default();
    if accept.starts_with("text/html") {
        return Ok(Html(page(&details, &charge, &segments, &refunds)?).into_response());
    }
    Ok(Json(ReceiptView::new(details, &charge, &segments, &refunds)).into_response())
}

fn without_charge(status: Status) -> Problem {
    match status {
        Status::Held | Status::Confirmed => {
            Problem::new(ProblemCode::StayNotOver, "there is a receipt when it is")
        }
        _ => {
            Problem::new(ProblemCode::NoReceipt, format!("the reservation is {}", status.as_str()))
        }
    }
}

fn card_of(details: &ReservationDetails, charge: &Charge) -> Option<CardView> {
    let paid_with = charge.card_brand.clone().zip(charge.card_last4.clone());
    paid_with
        .map(|(brand, last4)| CardView { brand, last4 })
        .or_else(|| CardView::of(&details.reservation))
}

/// Returns the billed parts of the stay, each with its contribution to the total.
fn billed<'a>(
    segments: &'a [Segment],
    charge: &Charge,
    reservation: &Reservation,
) -> impl Iterator<Item = (&'a Segment, Money)> + use<'a> {
    let pieces: Vec<_> = segments.iter().map(Segment::piece).collect();
    let amounts = lines_of(&pieces)
        .into_iter()
        .map(|minor| Money::new(minor, charge.currency))
        .collect::<Vec<_>>();
    // A revoked or cancelled stay is not billed. A completed one has its lines, even if they are
    // zero.
    let is_billed = reservation.status == Status::Completed;
    segments.iter().zip(amounts).filter(move |(segment, _)| is_billed && segment.period().is_some())
}

impl ReceiptView {
    fn new(
        details: ReservationDetails,
        charge: &Charge,
        segments: &[Segment],
        refunds: &[Refund],
    ) -> Self {
        let lines =
            billed(segments, charge, &details.reservation).filter_map(|(segment, amount)| {
                let period = segment.period()?;
                Some(ReceiptLine {
                    starts_at: period.starts_at(),
                    ends_at: period.ends_at(),
                    seconds: period.seconds(),
                    rate: Money::new(segment.rate_minor_per_hour.into(), charge.currency).into(),
                    amount: amount.into(),
                })
            });
        let view = |refund: &Refund| ReceiptRefund {
            amount: Money::new(refund.amount_minor, charge.currency).into(),
            reason: refund.reason,
            at: refund.created_at,
        };
        Self {
            reservation_id: details.reservation.id.0,
            charge_id: charge.id.0,
            lines: lines.collect(),
            total: charge.amount().into(),
            paid: Money::new(charge.captured_minor, charge.currency).into(),
            refunds: given(refunds).map(view).collect(),
            failed_refunds: failed(refunds).map(view).collect(),
            state: charge.state,
            card: card_of(&details, charge),
            settled_at: charge.settled_at,
            spot: details.place.label.clone(),
            place: details.place.address(),
            city: details.place.city,
            time_zone: details.place.time_zone.name().to_owned(),
            email: details.email,
        }
    }
}

fn given(refunds: &[Refund]) -> impl Iterator<Item = &Refund> {
    refunds.iter().filter(|refund| refund.state != RefundState::Failed)
}

fn failed(refunds: &[Refund]) -> impl Iterator<Item = &Refund> {
    refunds.iter().filter(|refund| refund.state == RefundState::Failed)
}

/// Renders the receipt as an HTML page.
fn page(
    details: &ReservationDetails,
    charge: &Charge,
    segments: &[Segment],
    refunds: &[Refund],
) -> Result<String, Error> {
    let zone: Tz = details.place.time_zone;
    let lines = billed(segments, charge, &details.reservation).filter_map(|(segment, amount)| {
        let period = segment.period()?;
        let rate = Money::new(segment.rate_minor_per_hour.into(), charge.currency);
        Some(context! {
            from => local(period.starts_at(), zone),
            until => local(period.ends_at(), zone),
            length => length(period.seconds()),
            rate => rate.to_string(),
            amount => amount.to_string(),
        })
    });
    let failed_refunds = failed(refunds).map(|refund| {
        context! { at => local(refund.created_at, zone), amount => Money::new(refund.amount_minor,
        charge.currency).to_string() }
    });
    let refunds = given(refunds).map(|refund| {
        context! { at => local(refund.created_at, zone), amount => Money::new(-refund.amount_minor,
        charge.currency).to_string() }
    });
    let net = Money::new(charge.captured_minor - charge.refunded_minor, charge.currency);
    let values = context! {
        reservation_id => details.reservation.id.to_string(),
        spot => details.place.label.as_str(),
        place => details.place.address(),
        city => details.place.city.as_str(),
        time_zone => zone.name(),
        email => details.email.as_str(),
        lines => lines.collect::<Vec<_>>(),
        refunds => refunds.collect::<Vec<_>>(),
        failed_refunds => failed_refunds.collect::<Vec<_>>(),
        total => charge.amount().to_string(),
        net => net.to_string(),
        is_paid => charge.captured_minor > 0,
        state => charge.state.as_str(),
        card => card_of(details, charge).map(|card| card.to_string()),
        settled_at => charge.settled_at.map(|at| local(at, zone)),
    };
    let mut environment = Environment::new();
    let written = environment.add_template("receipt.html", include_str!("receipt/receipt.html.j2"));
    let written = written.and_then(|()| environment.get_template("receipt.html")?.render(values));
    written.map_err(|error| Error::Internal(error.to_string()))
}
