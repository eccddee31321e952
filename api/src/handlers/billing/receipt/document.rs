//! The receipt as a PDF.

use axum::{extract::State, response::Response};
use chrono::{DateTime, Utc};
use shared::platform::{
    config::limits::Limit,
    domain::{
        ids::ReservationId,
        money::Money,
        reference::ReservationReference,
        when::{length, local, local_seconds},
    },
};

use super::{
    Receipt, calculation, card_of, earlier_label, explanation, failed, given, label, seconds,
};
use crate::{
    App,
    extract::{ClientAddress, Id, ReservationAccess},
    limits::RateLimitScope,
    pdf::{self, Column, Sheet},
    problem::Problem,
};

const COLUMNS: [Column; 4] = [
    Column { heading: "Time parked", share: 0.46, is_amount: false },
    Column { heading: "Length", share: 0.18, is_amount: false },
    Column { heading: "An hour", share: 0.18, is_amount: true },
    Column { heading: "Amount", share: 0.18, is_amount: true },
];

/// Save a receipt
///
/// The same content as the receipt in JSON, as a PDF.
#[utoipa::path(get, path = "/api/v1/reservations/{id}/receipt.pdf", tag = "reservations",
    security(("bearer" = [])),
    params(("id" = uuid::Uuid, Path, description = "The reservation")),
    responses((status = 200, body = String, content_type = "application/pdf"),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn save_receipt(
    State(app): State<App>,
    address: ClientAddress,
    ReservationAccess(principal): ReservationAccess,
    id: Id,
) -> Result<Response, Problem> {
    let scopes = [RateLimitScope::Address(address), principal.into()];
    app.limits.check(Limit::Document, &scopes).await?;
    let receipt = Receipt::load(&app, principal, ReservationId(id.0)).await?;
    let reference = ReservationReference::from(receipt.details.reservation.id);
    let sheet = sheet(&receipt, app.now());
    Ok(pdf::download(sheet, &format!("receipt-{reference}")).await?)
}

fn sheet(receipt: &Receipt, written_at: DateTime<Utc>) -> Sheet {
    let Receipt { details, charge, bill, .. } = receipt;
    let zone = details.place.time_zone;
    let place =
        format!("{}, {}, {}", details.place.label, details.place.address(), details.place.city);
    let mut facts = vec![("Spot", place), ("Driver", details.email.clone())];
    if charge.captured_minor > 0 {
        let at = charge.settled_at.map(|at| local(at, zone));
        let card = card_of(details, charge).map(|card| card.to_string());
        facts.push(("Paid", at.into_iter().chain(card).collect::<Vec<_>>().join(", ")));
    }
    let reference = ReservationReference::from(details.reservation.id);
    facts.extend([("Reference", reference.to_string()), ("Charge", charge.id.to_string())]);
    let notes = [explanation(charge).map(str::to_owned), Some(calculation(bill))];
    let zone_note = format!("All times are those of {}.", zone.name());
    Sheet {
        title: "Receipt".to_owned(),
        facts,
        columns: COLUMNS.to_vec(),
        rows: rows(receipt),
        totals: totals(receipt),
        notes: notes.into_iter().flatten().chain([zone_note]).collect(),
        written_at,
    }
}

/// Returns the rows of the stay and of the earlier stays in its charge.
fn rows(receipt: &Receipt) -> Vec<Vec<String>> {
    let Receipt { details, charge, bill, .. } = receipt;
    let zone = details.place.time_zone;
    let money = |minor| Money::new(minor, charge.currency).to_string();
    let lines = bill.lines.iter().map(|line| {
        let times = [local_seconds(line.from, zone), local_seconds(line.to, zone)];
        let label = label(line.kind).map(str::to_owned);
        let used = Some(seconds(line)).filter(|seconds| 0 < *seconds).map(length);
        vec![
            label.into_iter().chain(times).collect::<Vec<_>>().join("\n"),
            used.unwrap_or_default(),
            line.rate_minor_per_hour.map(money).unwrap_or_default(),
            money(line.amount_minor),
        ]
    });
    let earlier = bill.earlier.iter().map(|stay| {
        let times = [local_seconds(stay.starts_at, zone), local_seconds(stay.ends_at, zone)];
        let what = format!("{}\n{}", earlier_label(stay, zone), times.join("\n"));
        vec![what, String::new(), String::new(), money(stay.amount_minor)]
    });
    lines.chain(earlier).collect()
}

fn totals(receipt: &Receipt) -> Vec<Vec<String>> {
    let Receipt { details, charge, refunds, .. } = receipt;
    let zone = details.place.time_zone;
    let money = |minor| Money::new(minor, charge.currency).to_string();
    let row = |what: String, amount: String| vec![what, String::new(), String::new(), amount];
    let mut rows = vec![row("Total".to_owned(), charge.amount().to_string())];
    rows.extend(given(refunds).map(|refund| {
        let what = format!("Given back {}", local(refund.created_at, zone));
        row(what, money(-refund.amount_minor))
    }));
    rows.extend(failed(refunds).map(|refund| {
        let (at, amount) = (local(refund.created_at, zone), money(refund.amount_minor));
        row(format!("Refund of {at} that did not arrive: {amount}"), String::new())
    }));
    if given(refunds).next().is_some() {
        let net = money(charge.captured_minor - charge.refunded_minor);
        rows.push(row("Paid in the end".to_owned(), net));
    }
    rows
}
