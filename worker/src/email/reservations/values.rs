//! Values for the templates of the mails about a reservation.

use minijinja::context;
use shared::platform::domain::{
    localized::{local, money},
    mail::MailTemplate,
    when::length,
};
use url::Url;

use super::{Facts, Outcome, Refund};
use crate::email::billing::NO_CARD;

/// # Errors
/// When a message is missing, which is a bug.
pub(super) fn values(template: MailTemplate, facts: &Facts) -> anyhow::Result<minijinja::Value> {
    let at = |instant| local(instant, facts.time_zone, facts.language);
    let money = |amount| money(amount, facts.language);
    let outcome = facts.outcome.as_ref();
    let action_url = action_url(template, facts);
    let card = facts.card.as_ref().map(|card| card.text(facts.language)).transpose()?;
    Ok(context! {
        reference => facts.reference.as_str(),
        spot => facts.spot.as_str(),
        ends_at => at(facts.ends_at),
        code => facts.proof.as_ref().map(|proof| proof.code.as_str()),
        hold_expires_at => facts.hold_expires_at.map(at),
        length => length((facts.ends_at - facts.starts_at).num_seconds()),
        estimate => money(facts.estimate),
        card => card.as_deref().unwrap_or(NO_CARD),
        needs_card => facts.needs_card,
        keeps_card => facts.keeps_card,
        payment => outcome.map_or("", Outcome::name),
        amount => outcome.and_then(Outcome::amount).map(money),
        carried_over => facts.carried_over.map(money),
        reason => outcome.map_or("", Outcome::reason),
        retry_at => outcome.and_then(Outcome::retry_at).map(at),
        is_reported => facts.is_reported,
        offer => facts.offer.as_ref().map(|offer| context! {
            spot => offer.spot.as_str(),
            place => offer.place.as_str(),
            ends_at => at(offer.ends_at),
            rate => money(offer.rate),
            total => offer.total.map(money),
            answer_by => at(offer.answer_by),
        }),
        visit => facts.visit.as_ref().map(|visit| context! {
            site => visit.site.as_str(),
            since => at(visit.since),
            cost => money(visit.cost),
            bound_at => at(visit.bound_at),
        }),
        card_expiry => facts.card_expiry.as_deref(),
        refunded => facts.refund.as_ref().map(|refund| money(refund.amount)),
        refund_reason => facts.refund.as_ref().map(Refund::explanation),
        action_url => action_url,
        // A payment link allows nothing except payment, and may be passed on.
        is_key => facts.is_guest && Some(action_url) != facts.pay_url.as_ref().map(Url::as_str),
    })
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
