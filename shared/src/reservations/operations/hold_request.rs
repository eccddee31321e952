//! The request to hold a spot: its quote, period and price, and the verification that it requires.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use super::{
    accept_quote::{check_total, find_stay_quote},
    check_price::{check_rate, check_source},
    price_stay::StayOffer,
    requested_period::{RequestedEnd, quoted_period, requested_period},
};
use crate::{
    Error, Result,
    billing::domain::payment_source::PaymentSource,
    identity::{
        domain::{human_check::HumanCheck, vehicle::VehicleChoice},
        models::user::User,
    },
    places::domain::terms::Terms,
    platform::{
        domain::{
            email::Email,
            ids::{QuoteId, SpotId},
            language::Language,
            owner::Owner,
            period::Period,
            quota::Origin,
        },
        models::idempotency_key::IdempotencyKey,
    },
    pricing::models::quote::Quote,
};

#[derive(Debug, Clone)]
pub struct HoldSpot {
    pub driver: Owner<Email>,
    pub spot_id: SpotId,
    /// Start; `None` means now.
    pub starts_at: Option<DateTime<Utc>>,
    pub until: RequestedEnd,
    /// The hourly rate that the driver has seen, in minor units; `None` skips the check.
    pub rate: Option<i32>,
    /// The quote that the driver accepts: it decides the period and the price.
    pub quote_id: Option<QuoteId>,
    /// The total that the driver has seen, in minor units; `None` skips the check.
    pub total: Option<i64>,
    /// `None` when the driver gives no vehicle.
    pub vehicle: Option<VehicleChoice>,
    pub payment_source: PaymentSource,
    /// The client's idempotency key.
    pub key: Option<IdempotencyKey>,
    /// The networks of the request; `None` exempts it from the network quotas.
    pub origin: Option<Origin>,
    /// The proof of work sent with the request.
    pub human_check: HumanCheck,
    /// The language of the mails; `None` if the request names none that is known.
    pub language: Option<Language>,
}

impl HoldSpot {
    /// Returns the quote that the driver accepts, without a lock.
    pub(super) fn find_quote(
        &self,
        conn: &mut PgConnection,
        now: DateTime<Utc>,
    ) -> Result<Option<Quote>> {
        let Some(id) = self.quote_id else { return Ok(None) };
        let driver = match &self.driver {
            Owner::User(id) => Some(*id),
            Owner::Guest(_) => None,
        };
        find_stay_quote(conn, id, self.spot_id, driver, now).map(Some)
    }

    /// Returns whether the driver's address must be verified: the terms require it, or nothing else
    /// identifies the driver.
    fn requires_verification(&self, terms: &Terms) -> bool {
        terms.verify_emails || !self.payment_source.needs_card()
    }

    /// Returns whether the hold can be confirmed only after the guest has verified the address.
    pub(super) fn must_confirm_email(&self, terms: &Terms) -> bool {
        matches!(self.driver, Owner::Guest(_)) && self.requires_verification(terms)
    }

    /// Returns the driver's address if it is not verified. A user is rejected where verification is
    /// required; a guest verifies the address for each hold.
    pub(super) fn unverified_address(
        &self,
        conn: &mut PgConnection,
        terms: &Terms,
    ) -> Result<Option<Email>> {
        match &self.driver {
            Owner::Guest(email) => Ok(Some(email.clone())),
            Owner::User(id) => {
                let user = User::find(conn, *id)?;
                match user.email_confirmed_at {
                    Some(_) => Ok(None),
                    None if self.requires_verification(terms) => Err(Error::EmailUnconfirmed),
                    None => Ok(user.email.parse().ok()),
                }
            }
        }
    }

    /// Returns the period of the stay, if the terms allow it.
    pub(super) fn period(
        &self,
        quote: Option<&Quote>,
        terms: &Terms,
        now: DateTime<Utc>,
    ) -> Result<Period> {
        let awaits_verification = self.must_confirm_email(terms);
        let (starts_at, until) = (self.starts_at, self.until);
        match quote {
            Some(quote) => quoted_period(quote, starts_at, until, terms, awaits_verification, now),
            None => requested_period(starts_at, until, terms, awaits_verification, now),
        }
    }

    /// Checks that the driver has seen the price and can pay it. Returns the agreed price: never
    /// more than the quote's.
    pub(super) fn check_price(&self, offer: &StayOffer, quote: Option<&Quote>) -> Result<i64> {
        let (total, rate) = (offer.price.total, offer.rate_minor_per_hour);
        let agreed_minor = match quote {
            Some(quote) => total.amount_minor.min(quote.total_minor),
            None => {
                check_rate(self.rate, offer)?;
                total.amount_minor
            }
        };
        check_total(self.total, agreed_minor, total.currency)?;
        check_source(self.payment_source, rate, total.currency)?;
        Ok(agreed_minor)
    }
}
