//! The receipt as an HTML page.

use chrono_tz::Tz;
use minijinja::{Environment, context};
use shared::{
    Error,
    platform::domain::{
        language::Language,
        money::Money,
        reference::ReservationReference,
        when::{length, local, local_seconds},
    },
};

use super::{
    Receipt, calculation, card_of, earlier_label, explanation, failed, given, label, seconds,
};

/// Renders the receipt as an HTML page.
pub(super) fn page(receipt: &Receipt) -> Result<String, Error> {
    let Receipt { details, charge, bill, refunds } = receipt;
    let zone: Tz = details.place.time_zone;
    let money = |minor| Money::new(minor, charge.currency).to_string();
    let lines = bill.lines.iter().map(|line| {
        context! {
            label => label(line.kind, Language::English),
            from => local_seconds(line.from, zone),
            until => local_seconds(line.to, zone),
            length => Some(seconds(line)).filter(|seconds| 0 < *seconds).map(length),
            rate => line.rate_minor_per_hour.map(money),
            amount => money(line.amount_minor),
        }
    });
    let earlier = bill.earlier.iter().map(|stay| {
        context! {
            label => earlier_label(stay, zone, Language::English),
            from => local_seconds(stay.starts_at, zone),
            until => local_seconds(stay.ends_at, zone),
            amount => money(stay.amount_minor),
        }
    });
    let failed_refunds = failed(refunds).map(|refund| {
        context! { at => local(refund.created_at, zone), amount => money(refund.amount_minor) }
    });
    let refunds = given(refunds).map(|refund| {
        context! { at => local(refund.created_at, zone), amount => money(-refund.amount_minor) }
    });
    let net = money(charge.captured_minor - charge.refunded_minor);
    let values = context! {
        reference => ReservationReference::from(details.reservation.id).to_string(),
        spot => details.place.label.as_str(),
        place => details.place.address(),
        city => details.place.city.as_str(),
        time_zone => zone.name(),
        email => details.email.as_str(),
        lines => lines.chain(earlier).collect::<Vec<_>>(),
        calculation => calculation(bill, Language::English),
        explanation => explanation(charge, Language::English),
        refunds => refunds.collect::<Vec<_>>(),
        failed_refunds => failed_refunds.collect::<Vec<_>>(),
        total => charge.amount().to_string(),
        net,
        is_paid => charge.captured_minor > 0,
        card => card_of(details, charge).map(|card| card.to_string()),
        settled_at => charge.settled_at.map(|at| local(at, zone)),
    };
    let mut environment = Environment::new();
    let written = environment.add_template("receipt.html", include_str!("receipt.html.j2"));
    let written = written.and_then(|()| environment.get_template("receipt.html")?.render(values));
    written.map_err(|error| Error::Internal(error.to_string()))
}
