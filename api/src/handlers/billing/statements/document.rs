//! The statement as a PDF.

use chrono::{DateTime, NaiveDate, Utc};
use shared::{
    billing::models::charge::Charge,
    platform::domain::{
        money::Money,
        reference::ReservationReference,
        when::{length, local},
    },
    reservations::models::{reservation_details::ReservationDetails, statement::paid_in_the_end},
};

use super::MAX_STAYS;
use crate::pdf::{Column, Sheet};

const COLUMNS: [Column; 4] = [
    Column { heading: "Stay", share: 0.55, is_amount: false },
    Column { heading: "Length", share: 0.17, is_amount: false },
    Column { heading: "Amount", share: 0.14, is_amount: true },
    Column { heading: "Paid", share: 0.14, is_amount: true },
];

/// Returns the statement of a month, which begins at `from`. `is_cut` if it has more stays.
pub(super) fn sheet(
    stays: &[ReservationDetails],
    from: NaiveDate,
    is_cut: bool,
    written_at: DateTime<Utc>,
) -> Sheet {
    let account = stays.first().map(|stay| stay.email.clone()).unwrap_or_default();
    let totals = sums(stays).into_iter().map(|paid| {
        let what = format!("Paid in {}", paid.currency.code());
        vec![what, String::new(), String::new(), paid.to_string()]
    });
    let cut = is_cut.then(|| format!("Only the first {MAX_STAYS} stays of the month are listed."));
    let notes = [
        "A stay belongs to the month in which it ended. The times are those of its city.",
        "The amount is the price, with what was carried over from earlier stays. What was paid is \
         the amount that was charged and not given back.",
    ];
    Sheet {
        title: format!("Statement for {}", from.format("%B %Y")),
        facts: vec![("Account", account), ("Stays", stays.len().to_string())],
        columns: COLUMNS.to_vec(),
        rows: stays.iter().map(row).collect(),
        totals: totals.collect(),
        notes: cut.into_iter().chain(notes.map(str::to_owned)).collect(),
        written_at,
    }
}

fn row(stay: &ReservationDetails) -> Vec<String> {
    let ReservationDetails { reservation, place, charge, .. } = stay;
    let period = reservation.period;
    let (starts_at, ends_at) = (period.starts_at(), period.ends_at());
    let reference = ReservationReference::from(reservation.id);
    let what = [
        format!("{}, {}, {}", place.label, place.address(), place.city),
        format!("From {}", local(starts_at, place.time_zone)),
        format!("Until {}", local(ends_at, place.time_zone)),
        format!("Reference {reference}"),
    ];
    let nothing = Money::new(0, reservation.currency);
    let amount = charge.as_ref().map_or(nothing, Charge::amount);
    vec![what.join("\n"), length(period.seconds()), amount.to_string(), paid(stay).to_string()]
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
