//! The receipt as a PDF.

use axum::{extract::State, response::Response};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use shared::platform::{
    config::limits::Limit,
    domain::{
        ids::ReservationId,
        language::Language,
        localized::{local, local_seconds, money},
        money::Money,
        reference::ReservationReference,
        when::length,
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

/// Save a receipt
///
/// The same content as the receipt in JSON, as a PDF in the language of the driver.
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
    let receipt = Receipt::load(&app, principal, ReservationId(id.0), None).await?;
    let reference = ReservationReference::from(receipt.details.reservation.id);
    let sheet = sheet(&receipt, app.now());
    Ok(pdf::download(sheet, &format!("receipt-{reference}")).await?)
}

fn columns(language: Language) -> Vec<Column> {
    let column = |words: [&'static str; 4], share, is_amount| Column {
        heading: language.pick(words),
        share,
        is_amount,
    };
    vec![
        column(["Time parked", "Tiempo", "Parkzeit", "Temps de stationnement"], 0.46, false),
        column(["Length", "Duración", "Dauer", "Durée"], 0.18, false),
        column(["An hour", "Por hora", "Pro Stunde", "Par heure"], 0.18, true),
        column(["Amount", "Importe", "Betrag", "Montant"], 0.18, true),
    ]
}

fn sheet(receipt: &Receipt, written_at: DateTime<Utc>) -> Sheet {
    let Receipt { details, charge, bill, .. } = receipt;
    let (zone, language) = (details.place.time_zone, details.language);
    let word = |words: [&'static str; 4]| language.pick(words);
    let address = details.place.address_in(language);
    let place = format!("{}, {address}, {}", details.place.label, details.place.city);
    let mut facts = vec![
        (word(["Spot", "Plaza", "Parkplatz", "Place"]), place),
        (word(["Driver", "Conductor/a", "Fahrer/in", "Automobiliste"]), details.email.clone()),
    ];
    if charge.captured_minor > 0 {
        let at = charge.settled_at.map(|at| local(at, zone, language));
        let card = card_of(details, charge).map(|card| card.text(language));
        let paid = at.into_iter().chain(card).collect::<Vec<_>>().join(", ");
        facts.push((word(["Paid", "Pagado", "Bezahlt", "Payé"]), paid));
    }
    let reference = ReservationReference::from(details.reservation.id);
    facts.extend([
        (word(["Reference", "Referencia", "Referenz", "Référence"]), reference.to_string()),
        (word(["Charge", "Cobro", "Abbuchung", "Débit"]), charge.id.to_string()),
    ]);
    let notes =
        [explanation(charge, language).map(str::to_owned), Some(calculation(bill, language))];
    Sheet {
        language,
        title: word(["Receipt", "Recibo", "Beleg", "Reçu"]).to_owned(),
        facts,
        columns: columns(language),
        rows: rows(receipt),
        totals: totals(receipt),
        notes: notes.into_iter().flatten().chain([zone_note(zone, language)]).collect(),
        written_at,
    }
}

fn zone_note(zone: Tz, language: Language) -> String {
    let zone = zone.name();
    match language {
        Language::English => format!("All times are those of {zone}."),
        Language::Spanish => format!("Todas las horas son las de {zone}."),
        Language::German => format!("Alle Zeiten sind die von {zone}."),
        Language::French => format!("Toutes les heures sont celles de {zone}."),
    }
}

/// Returns the rows of the stay and of the earlier stays in its charge.
fn rows(receipt: &Receipt) -> Vec<Vec<String>> {
    let Receipt { details, charge, bill, .. } = receipt;
    let (zone, language) = (details.place.time_zone, details.language);
    let money = |minor| money(Money::new(minor, charge.currency), language);
    let exact = |at| local_seconds(at, zone, language);
    let lines = bill.lines.iter().map(|line| {
        let times = [exact(line.from), exact(line.to)];
        let label = label(line.kind, language).map(str::to_owned);
        let used = Some(seconds(line)).filter(|seconds| 0 < *seconds).map(length);
        vec![
            label.into_iter().chain(times).collect::<Vec<_>>().join("\n"),
            used.unwrap_or_default(),
            line.rate_minor_per_hour.map(money).unwrap_or_default(),
            money(line.amount_minor),
        ]
    });
    let earlier = bill.earlier.iter().map(|stay| {
        let times = [exact(stay.starts_at), exact(stay.ends_at)];
        let what = format!("{}\n{}", earlier_label(stay, zone, language), times.join("\n"));
        vec![what, String::new(), String::new(), money(stay.amount_minor)]
    });
    lines.chain(earlier).collect()
}

fn totals(receipt: &Receipt) -> Vec<Vec<String>> {
    let Receipt { details, charge, refunds, .. } = receipt;
    let (zone, language) = (details.place.time_zone, details.language);
    let money = |minor| money(Money::new(minor, charge.currency), language);
    let row = |what: String, amount: String| vec![what, String::new(), String::new(), amount];
    let total = language.pick(["Total", "Total", "Summe", "Total"]).to_owned();
    let mut rows = vec![row(total, money(charge.amount().amount_minor))];
    rows.extend(given(refunds).map(|refund| {
        let words = ["Given back", "Reembolsado el", "Erstattet am", "Remboursé le"];
        let what = language.pick(words);
        let at = local(refund.created_at, zone, language);
        row(format!("{what} {at}"), money(-refund.amount_minor))
    }));
    rows.extend(failed(refunds).map(|refund| {
        let at = local(refund.created_at, zone, language);
        row(failed_words(&at, &money(refund.amount_minor), language), String::new())
    }));
    if given(refunds).next().is_some() {
        let net = money(charge.captured_minor - charge.refunded_minor);
        let words = ["Paid in the end", "Pagado al final", "Bezahlt insgesamt", "Payé au final"];
        rows.push(row(language.pick(words).to_owned(), net));
    }
    rows
}

/// Returns the row about a refund that failed.
fn failed_words(at: &str, amount: &str, language: Language) -> String {
    match language {
        Language::English => format!("Refund of {at} that did not arrive: {amount}"),
        Language::Spanish => format!("Reembolso del {at} que no ha llegado: {amount}"),
        Language::German => format!("Erstattung vom {at}, die nicht ankam: {amount}"),
        Language::French => {
            format!("Remboursement du {at} qui n’est pas arrivé\u{a0}: {amount}")
        }
    }
}
