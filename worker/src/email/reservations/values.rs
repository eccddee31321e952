//! Values for the templates of the mails about a reservation.

use chrono::{DateTime, Utc};
use minijinja::context;
use shared::platform::domain::{
    mail::MailTemplate,
    when::{length, local},
};
use url::Url;

use super::{Card, Facts, Outcome, Refund};

pub(super) fn values(template: MailTemplate, facts: &Facts) -> minijinja::Value {
    let at = |instant| local(instant, facts.time_zone);
    let outcome = facts.outcome.as_ref();
    let action_url = action_url(template, facts);
    context! {
        reference => facts.reference.as_str(),
        spot => facts.spot.as_str(),
        ends_at => at(facts.ends_at),
        code => facts.proof.as_ref().map(|proof| proof.code.as_str()),
        hold_expires_at => facts.hold_expires_at.map(at),
        length => length((facts.ends_at - facts.starts_at).num_seconds()),
        estimate => facts.estimate.to_string(),
        card => facts.card.as_ref().map(Card::text),
        needs_card => facts.needs_card,
        keeps_card => facts.keeps_card,
        payment => outcome.map_or("", Outcome::name),
        amount => outcome.and_then(Outcome::amount).map(|amount| amount.to_string()),
        carried_over => facts.carried_over.map(|amount| amount.to_string()),
        reason => outcome.map_or("", Outcome::reason),
        rows => rows(template, facts),
        retry_at => outcome.and_then(Outcome::retry_at).map(at),
        is_reported => facts.is_reported,
        offer => facts.offer.as_ref().map(|offer| context! {
            spot => offer.spot.as_str(),
            place => offer.place.as_str(),
            ends_at => at(offer.ends_at),
            rate => offer.rate.to_string(),
            total => offer.total.map(|total| total.to_string()),
            answer_by => at(offer.answer_by),
        }),
        card_expiry => facts.card_expiry.as_deref(),
        refunded => facts.refund.as_ref().map(|refund| refund.amount.to_string()),
        refund_reason => facts.refund.as_ref().map(Refund::explanation),
        action_url => action_url,
        // A payment link allows nothing except payment, and may be passed on.
        is_key => facts.is_guest && Some(action_url) != facts.pay_url.as_ref().map(Url::as_str),
    }
}

/// Returns the address of the button.
fn action_url(template: MailTemplate, facts: &Facts) -> &str {
    let is_about_payment = matches!(
        template,
        MailTemplate::Ended | MailTemplate::PaymentOverdue | MailTemplate::PaymentReminder
    );
    if let Some(offer) = &facts.offer {
        return offer.url.as_str();
    }
    match &facts.outcome {
        // The receipt is a page behind it.
        _ if template == MailTemplate::GuestLink => facts.manage_url.as_str(),
        _ if template == MailTemplate::HoldPlaced && facts.proof.is_some() => {
            facts.proof.as_ref().map_or(facts.manage_url.as_str(), |proof| proof.url.as_str())
        }
        Some(outcome) if is_about_payment && outcome.is_unpaid() => {
            facts.pay_url.as_ref().unwrap_or(&facts.manage_url).as_str()
        }
        Some(Outcome::Paid(_)) => facts.receipt_url.as_str(),
        _ => facts.manage_url.as_str(),
    }
}

/// Returns the rows of the tariffs and the rates of a stay; if there are several, each price with
/// its start.
fn prices(facts: &Facts) -> Vec<(&'static str, String)> {
    let is_single = facts.rules.len() + facts.rates.len() == 1;
    let from = |at: DateTime<Utc>| local(at, facts.time_zone);
    let mut rows = Vec::new();
    let rules = facts.rules.iter().map(|(at, rules)| {
        if is_single { rules.clone() } else { format!("From {}: {rules}", from(*at)) }
    });
    rows.extend(rules.map(|rules| ("Prices", rules)));
    if !facts.rates.is_empty() || facts.rules.is_empty() {
        let rates = facts.rates.iter().map(|(at, rate)| {
            let hourly = format!("{rate} an hour");
            if is_single { hourly } else { format!("{hourly} from {}", from(*at)) }
        });
        rows.push(("Rate", rates.collect::<Vec<_>>().join("; ")));
    }
    rows
}

/// Returns the rows of the table in every mail: names and values.
fn rows(template: MailTemplate, facts: &Facts) -> Vec<(&'static str, String)> {
    let is_over = matches!(
        template,
        MailTemplate::Ended
            | MailTemplate::PaymentOverdue
            | MailTemplate::PaymentReminder
            | MailTemplate::PaymentReceived
            | MailTemplate::Refund
            | MailTemplate::RefundFailed
    );
    let used = length((facts.ends_at - facts.starts_at).num_seconds());
    let mut rows: Vec<_> = facts.proof.iter().map(|proof| ("Code", proof.code.clone())).collect();
    rows.extend([
        ("Spot", facts.spot.clone()),
        ("Where", format!("{}, {}", facts.place, facts.city)),
        ("From", local(facts.starts_at, facts.time_zone)),
        ("Until", local(facts.ends_at, facts.time_zone)),
        (if is_over { "Time used" } else { "Length" }, used),
        ("Time zone", facts.time_zone.name().to_owned()),
    ]);
    rows.extend(prices(facts));
    let outcome = facts.outcome.as_ref();
    rows.extend(outcome.and_then(Outcome::row));
    rows.extend(facts.refund.as_ref().map(|refund| {
        let name = if template == MailTemplate::RefundFailed { "Refund" } else { "Given back" };
        (name, refund.amount.to_string())
    }));
    let names_card = match outcome {
        Some(Outcome::Nothing) | None => template == MailTemplate::Confirmation,
        Some(outcome) => outcome.concerns_card(),
    };
    rows.extend(facts.card.as_ref().filter(|_| names_card).map(|card| ("Card", card.text())));
    rows.push(("Reference", facts.reference.clone()));
    rows
}
