//! Receipts of stays: billed periods, amounts of earlier stays, payments and refunds.

mod document;
mod page;
mod words;

use std::borrow::Cow;

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, header},
    response::{Html, IntoResponse, Response},
};
use chrono::{DateTime, Utc};
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
    identity::domain::principal::Principal,
    platform::{
        db::PgConnection,
        domain::{
            ids::ReservationId, language::Language, money::Money, reference::ReservationReference,
        },
    },
    pricing::domain::stay_parts::{StayLine, StayLineKind, price_of_parts},
    reservations::{
        domain::status::Status,
        models::{
            carried_charge::{CarriedStay, taken_over_by},
            reservation_details::ReservationDetails,
            segment::{self, Segment},
        },
    },
};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    App,
    extract::{AcceptLanguage, Id, ReservationAccess},
    problem::{Problem, ProblemCode},
    views::{CardView, MoneyView},
};

pub(crate) use document::*;

use page::page;
use words::{calculation, earlier_label, explanation, label};

/// A part of the stay at one rate, an adjustment of the price, or the amount of an earlier stay.
#[derive(Debug, Serialize, ToSchema)]
struct ReceiptLine {
    /// As in the lines of a quote; `carried_over` for the amount of an earlier stay.
    #[schema(value_type = String, example = "rate")]
    kind: LineKind,
    /// The kind in words; `null` for time at a rate.
    #[schema(value_type = Option<String>, example = "Outside of the paid hours")]
    label: Option<Cow<'static, str>>,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    /// Time of the line; 0 for an adjustment and for an earlier stay.
    seconds: i64,
    /// Price per hour; `null` for a line without a rate.
    rate: Option<MoneyView>,
    /// Contribution to the total; negative for caps. The lines always sum to the total.
    amount: MoneyView,
}

#[derive(Debug, Clone, Copy, Serialize)]
#[serde(untagged)]
enum LineKind {
    Stay(StayLineKind),
    Earlier(EarlierKind),
}

/// The kind of a line about an earlier stay.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
enum EarlierKind {
    CarriedOver,
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
    /// Short reference of the reservation.
    #[schema(example = "1A2B3C4D")]
    reference: String,
    charge_id: Uuid,
    #[schema(example = "B14")]
    spot: String,
    place: String,
    city: String,
    time_zone: String,
    email: String,
    lines: Vec<ReceiptLine>,
    /// Rules of the spot in words; `null` for a stay without a tariff.
    rules: Option<String>,
    total: MoneyView,
    /// Amount collected.
    paid: MoneyView,
    refunds: Vec<ReceiptRefund>,
    /// Refunds that failed.
    failed_refunds: Vec<ReceiptRefund>,
    /// State of the charge: `paid`, `carried`, `waived`, `zero`, `dunning` …
    #[schema(value_type = String, example = "paid")]
    state: ChargeState,
    /// Card used for the payment.
    card: Option<CardView>,
    settled_at: Option<DateTime<Utc>>,
}

/// Show a receipt
///
/// Returns JSON, or with `Accept: text/html` a printable page in English. The rules in JSON have
/// the language of `Accept-Language`, else that of the driver.
#[utoipa::path(get, path = "/api/v1/reservations/{id}/receipt", tag = "reservations",
    security(("bearer" = [])),
    params(("id" = Uuid, Path, description = "The reservation")),
    responses((status = 200, content((ReceiptView = "application/json"), (String = "text/html"))),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn show_receipt(
    State(app): State<App>,
    ReservationAccess(principal): ReservationAccess,
    AcceptLanguage(language): AcceptLanguage,
    headers: HeaderMap,
    id: Id,
) -> Result<Response, Problem> {
    let accept =
        headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or_default();
    let is_page = accept.starts_with("text/html");
    // The words of the page are English.
    let language = if is_page { Some(Language::English) } else { language };
    let receipt = Receipt::load(&app, principal, ReservationId(id.0), language).await?;
    if is_page {
        return Ok(Html(page(&receipt)?).into_response());
    }
    let Receipt { details, charge, bill, refunds } = receipt;
    Ok(Json(ReceiptView::new(details, &charge, bill, &refunds)).into_response())
}

/// A completed stay, its charge and what it consists of.
struct Receipt {
    details: ReservationDetails,
    charge: Charge,
    bill: Bill,
    refunds: Vec<Refund>,
}

impl Receipt {
    /// Reads the receipt of a reservation, with the rules in a language; `None` for the driver's.
    ///
    /// # Errors
    /// `not_found`; `stay_not_over` and `no_receipt` without a charge.
    async fn load(
        app: &App,
        principal: Principal,
        id: ReservationId,
        language: Option<Language>,
    ) -> Result<Self, Problem> {
        let found = app.db.read(move |conn| {
            let details = ReservationDetails::of_principal(conn, id, principal)?;
            let bill = Bill::load(conn, &details, language.unwrap_or(details.language))?;
            let refunds = match &details.charge {
                Some(charge) => Refund::of_charge(conn, charge.id)?,
                None => Vec::new(),
            };
            Ok::<_, Error>((details, bill, refunds))
        });
        let (mut details, bill, refunds) = found.await?;
        let charge = details.charge.take().filter(|charge| charge.state != ChargeState::SetUp);
        match charge {
            Some(charge) => Ok(Self { details, charge, bill, refunds }),
            None => Err(without_charge(details.reservation.status)),
        }
    }
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

/// The price of a stay in lines, and the earlier stays that its charge contains.
struct Bill {
    lines: Vec<StayLine>,
    earlier: Vec<CarriedStay>,
    rules: Option<String>,
}

impl Bill {
    fn load(
        conn: &mut PgConnection,
        details: &ReservationDetails,
        language: Language,
    ) -> Result<Self, Error> {
        let reservation = &details.reservation;
        // A revoked or cancelled stay is not billed. A completed one has its lines, even if they
        // are zero.
        let segments = match reservation.status {
            Status::Completed => Segment::of_reservation(conn, reservation.id)?,
            _ => Vec::new(),
        };
        let parts = segment::parts(conn, &segments)?;
        let price = price_of_parts(&parts, reservation.currency, Some(reservation.agreed_minor));
        let tariff = segment::tariff_of(conn, reservation.id)?;
        let earlier = match details.charge.as_ref().filter(|charge| charge.carried_minor > 0) {
            Some(charge) => taken_over_by(conn, charge.id)?,
            None => Vec::new(),
        };
        let rules = tariff.map(|tariff| tariff.rules(language));
        Ok(Self { lines: price.lines, earlier, rules })
    }
}

/// Returns the time of a line in seconds; 0 for an adjustment.
fn seconds(line: &StayLine) -> i64 {
    match line.kind {
        StayLineKind::Rate | StayLineKind::Band | StayLineKind::Outside | StayLineKind::Free => {
            (line.to - line.from).num_seconds()
        }
        StayLineKind::DayCap
        | StayLineKind::RollingCap
        | StayLineKind::StayCap
        | StayLineKind::Minimum
        | StayLineKind::Quoted => 0,
    }
}

impl ReceiptView {
    fn new(details: ReservationDetails, charge: &Charge, bill: Bill, refunds: &[Refund]) -> Self {
        let money = |minor| MoneyView::from(Money::new(minor, charge.currency));
        let zone = details.place.time_zone;
        let lines = bill.lines.iter().map(|line| ReceiptLine {
            kind: LineKind::Stay(line.kind),
            label: label(line.kind, Language::English).map(Cow::Borrowed),
            starts_at: line.from,
            ends_at: line.to,
            seconds: seconds(line),
            rate: line.rate_minor_per_hour.map(money),
            amount: money(line.amount_minor),
        });
        let earlier = bill.earlier.iter().map(|stay| ReceiptLine {
            kind: LineKind::Earlier(EarlierKind::CarriedOver),
            label: Some(Cow::Owned(earlier_label(stay, zone, Language::English))),
            starts_at: stay.starts_at,
            ends_at: stay.ends_at,
            seconds: 0,
            rate: None,
            amount: money(stay.amount_minor),
        });
        let view = |refund: &Refund| ReceiptRefund {
            amount: money(refund.amount_minor),
            reason: refund.reason,
            at: refund.created_at,
        };
        Self {
            reservation_id: details.reservation.id.0,
            reference: ReservationReference::from(details.reservation.id).to_string(),
            charge_id: charge.id.0,
            lines: lines.chain(earlier).collect(),
            rules: bill.rules,
            total: charge.amount().into(),
            paid: money(charge.captured_minor),
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
