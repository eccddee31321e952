//! The statement as a PDF.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use shared::{
    billing::models::charge::Charge,
    platform::domain::{
        language::Language,
        localized::{local, money},
        money::Money,
        reference::ReservationReference,
        when::length,
    },
    reservations::models::{reservation_details::ReservationDetails, statement::paid_in_the_end},
};

use super::MAX_STAYS;
use crate::pdf::{Column, Sheet};

fn columns(language: Language) -> Vec<Column> {
    let column = |words: [&'static str; 4], share, is_amount| {
        let heading = language.pick(words);
        Column { heading, share, is_amount }
    };
    vec![
        column(["Stay", "Estancia", "Parkvorgang", "Stationnement"], 0.55, false),
        column(["Length", "Duración", "Dauer", "Durée"], 0.17, false),
        column(["Amount", "Importe", "Betrag", "Montant"], 0.14, true),
        column(["Paid", "Pagado", "Bezahlt", "Payé"], 0.14, true),
    ]
}

/// Returns the statement of a month, which begins at `from`, in the language of the driver.
/// `is_cut` if it has more stays.
pub(super) fn sheet(
    stays: &[ReservationDetails],
    from: NaiveDate,
    is_cut: bool,
    written_at: DateTime<Utc>,
) -> Sheet {
    let account = stays.first().map(|stay| stay.email.clone()).unwrap_or_default();
    let language = stays.first().map(|stay| stay.language).unwrap_or_default();
    let word = |words: [&'static str; 4]| language.pick(words);
    let totals = sums(stays).into_iter().map(|paid| {
        let what = word(["Paid in", "Pagado en", "Bezahlt in", "Payé en"]);
        let what = format!("{what} {}", paid.currency.code());
        vec![what, String::new(), String::new(), money(paid, language)]
    });
    let stays_word = word(["Stays", "Estancias", "Parkvorgänge", "Stationnements"]);
    Sheet {
        language,
        title: title(from, language),
        facts: vec![
            (word(["Account", "Cuenta", "Konto", "Compte"]), account),
            (stays_word, stays.len().to_string()),
        ],
        columns: columns(language),
        rows: stays.iter().map(|stay| row(stay, language)).collect(),
        totals: totals.collect(),
        notes: is_cut.then(|| cut_note(language)).into_iter().chain(notes(language)).collect(),
        written_at,
    }
}

fn title(from: NaiveDate, language: Language) -> String {
    let months = language.pick([
        "January February March April May June July August September October November December",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    ]);
    let at = usize::try_from(from.month0()).unwrap_or_default();
    let month = months.split(' ').nth(at).unwrap_or_default();
    let titles = [
        "Statement for {} {}",
        "Resumen mensual de {} de {}",
        "Monatsübersicht {} {}",
        "Relevé mensuel {} {}",
    ];
    language.phrase(titles, &[month, &from.year().to_string()])
}

fn cut_note(language: Language) -> String {
    match language {
        Language::English => format!("Only the first {MAX_STAYS} stays of the month are listed."),
        Language::Spanish => format!("Solo figuran las primeras {MAX_STAYS} estancias del mes."),
        Language::German => {
            format!("Nur die ersten {MAX_STAYS} Parkvorgänge des Monats sind aufgeführt.")
        }
        Language::French => {
            format!("Seuls les {MAX_STAYS} premiers stationnements du mois sont indiqués.")
        }
    }
}

fn notes(language: Language) -> [String; 2] {
    let month = [
        "A stay belongs to the month in which it ended. The times are those of its city.",
        "Una estancia pertenece al mes en que terminó. Las horas son las de su ciudad.",
        "Ein Parkvorgang gehört zu dem Monat, in dem er endete. Die Zeiten sind die seiner Stadt.",
        "Un stationnement appartient au mois où il s’est terminé. Les heures sont celles de sa \
         ville.",
    ];
    let amount = [
        "The amount is the price, with what was carried over from earlier stays. What was paid is \
         the amount that was charged and not given back.",
        "El importe es el precio, con lo trasladado de estancias anteriores. Lo pagado es el \
         importe que se cobró y no se reembolsó.",
        "Der Betrag ist der Preis mit Überträgen aus früheren Parkvorgängen. Bezahlt ist, was \
         abgebucht und nicht erstattet wurde.",
        "Le montant est le prix, avec les reports de stationnements précédents. Le montant payé \
         est ce qui a été débité et non remboursé.",
    ];
    [month, amount].map(|words| language.pick(words).to_owned())
}

fn row(stay: &ReservationDetails, language: Language) -> Vec<String> {
    let ReservationDetails { reservation, place, charge, .. } = stay;
    let period = reservation.period;
    let at = |at| local(at, place.time_zone, language);
    let (starts_at, ends_at) = (at(period.starts_at()), at(period.ends_at()));
    let reference = ReservationReference::from(reservation.id);
    let word = |words: [&'static str; 4]| language.pick(words);
    let what = [
        format!("{}, {}, {}", place.label, place.address_in(language), place.city),
        format!("{} {starts_at}", word(["From", "Desde el", "Von", "Du"])),
        format!("{} {ends_at}", word(["Until", "Hasta el", "Bis", "Au"])),
        format!("{} {reference}", word(["Reference", "Referencia", "Referenz", "Référence"])),
    ];
    let nothing = Money::new(0, reservation.currency);
    let amount = charge.as_ref().map_or(nothing, Charge::amount);
    vec![
        what.join("\n"),
        length(period.seconds()),
        money(amount, language),
        money(paid(stay), language),
    ]
}

fn paid(stay: &ReservationDetails) -> Money {
    match &stay.charge {
        Some(charge) => Money::new(paid_in_the_end(charge), charge.currency),
        None => Money::new(0, stay.reservation.currency),
    }
}

/// Returns what was paid in each currency, in the order of the stays.
fn sums(stays: &[ReservationDetails]) -> Vec<Money> {
    let mut sums: Vec<Money> = Vec::new();
    for paid in stays.iter().map(paid) {
        match sums.iter_mut().find(|sum| sum.currency == paid.currency) {
            Some(sum) => sum.amount_minor += paid.amount_minor,
            None => sums.push(paid),
        }
    }
    sums
}
