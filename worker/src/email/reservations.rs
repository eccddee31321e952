//! Mails about a reservation: its facts, and those of its payment.

mod rows;
mod values;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use rows::rows;
use shared::platform::domain::{language::Language, mail::MailTemplate, money::Money};
use url::Url;
use values::values;

use super::{
    billing::{Card, Outcome, Refund},
    identity::Proof,
    render::{Rendered, render_with},
};

/// Content of a mail about a reservation.
#[derive(Debug, Clone)]
pub struct Facts {
    pub language: Language,
    /// Short reference for people: the end of the reservation's id.
    pub reference: String,
    /// Label of the spot at the curb.
    pub spot: String,
    pub place: String,
    pub city: String,
    /// The city's time zone; all times are shown in it.
    pub time_zone: Tz,
    /// Start of the stay.
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    /// End of the hold.
    pub hold_expires_at: Option<DateTime<Utc>>,
    /// Prices per hour of the time without a tariff, each with its start.
    pub rates: Vec<(DateTime<Utc>, Money)>,
    /// The tariffs of the stay in words, each with its start.
    pub rules: Vec<(DateTime<Utc>, String)>,
    /// Price of the whole period.
    pub estimate: Money,
    /// Outcome of the payment; `None` before the end of the stay.
    pub outcome: Option<Outcome>,
    /// Part of its amount that was carried over from earlier stays.
    pub carried_over: Option<Money>,
    pub card: Option<Card>,
    /// `false` if the reservation has no card, because there is nothing to pay.
    pub needs_card: bool,
    /// `true` if the card stays in the driver's account after a cancellation.
    pub keeps_card: bool,
    /// Amount that is refunded.
    pub refund: Option<Refund>,
    /// `true` if the driver has reported that the spot is occupied.
    pub is_reported: bool,
    /// Replacement for the spot.
    pub offer: Option<Offer>,
    /// The open visit; `None` except in the reminder of a visit.
    pub visit: Option<RunningVisit>,
    /// Expiry of the card, as printed on it.
    pub card_expiry: Option<String>,
    /// Page for viewing and changing the reservation.
    pub manage_url: Url,
    pub receipt_url: Url,
    /// Page for paying what is owed.
    pub pay_url: Option<Url>,
    /// `true` if these links are the driver's only access.
    pub is_guest: bool,
    /// Link and code, for an address that is not verified yet.
    pub proof: Option<Proof>,
}

/// Another spot, held until the driver accepts or declines it.
#[derive(Debug, Clone)]
pub struct Offer {
    /// Label of the spot at the curb.
    pub spot: String,
    pub place: String,
    /// End of the stay.
    pub ends_at: DateTime<Utc>,
    /// Price per hour.
    pub rate: Money,
    /// Price of the whole period, if a tariff decides it.
    pub total: Option<Money>,
    /// End of the hold.
    pub answer_by: DateTime<Utc>,
    /// Page for accepting or declining the offer.
    pub url: Url,
}

/// A visit that goes on.
#[derive(Debug, Clone)]
pub struct RunningVisit {
    /// Name of the site.
    pub site: String,
    /// Time of the arrival.
    pub since: DateTime<Utc>,
    /// Price of the time until now.
    pub cost: Money,
    /// The visit ends no later than this.
    pub bound_at: DateTime<Utc>,
}

impl Facts {
    /// Returns the facts without link tokens and codes, in the form that is stored.
    #[must_use]
    pub fn without_secrets(&self) -> Self {
        let mut facts = self.clone();
        let links =
            [Some(&mut facts.manage_url), Some(&mut facts.receipt_url), facts.pay_url.as_mut()];
        let links = links.into_iter().chain([facts.offer.as_mut().map(|offer| &mut offer.url)]);
        links.flatten().for_each(|link| link.set_fragment(None));
        facts.proof = facts.proof.map(Proof::without_secrets);
        facts
    }
}

/// Renders a mail about a reservation. All values are escaped in HTML.
///
/// # Errors
/// When a template uses an undefined value or an unknown message, which is a bug.
pub fn render(template: MailTemplate, facts: &Facts) -> anyhow::Result<Rendered> {
    render_with(facts.language, template.as_str(), rows(template, facts)?, values(template, facts)?)
}

#[cfg(test)]
mod tests;
