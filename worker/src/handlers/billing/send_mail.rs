//! Sends a mail about a revision of a reservation, unless it was sent before.

use anyhow::Context as _;
use chrono::{DateTime, Utc};
use diesel::PgConnection;
use shared::{
    Error,
    billing::{
        domain::{charge::ChargeState, refund::RefundState},
        gateway::CARD_UNAVAILABLE,
        jobs::SendMail,
        models::{charge::Charge, refund::Refund},
    },
    places::models::site::Site,
    platform::{
        domain::{
            email::is_tombstone, language::Language, mail::MailTemplate, money::Money,
            reference::ReservationReference, revision::Revision,
        },
        models::mail::{Mail, MailKey, RecipientOf},
    },
    pricing::domain::stay_parts::PartRate,
    reservations::{
        calendar::calendar_file,
        domain::status::Status,
        models::{
            card_use,
            reservation::Reservation,
            reservation_details::ReservationDetails,
            segment::{self, Segment, SegmentTariff},
            transition,
        },
    },
    visits::models::{visit::Visit, visit_details::cost_so_far},
};

use crate::{
    Context,
    email::{
        Card, Facts, Offer, Outcome as PaymentOutcome, Refund as RefundFacts, RunningVisit,
        decline_reason, render,
    },
    executor::Outcome,
    handlers::Handle,
    outbox::{self, Draft},
};

/// Reason for skipping a mail whose content is outdated.
const OUTDATED: &str = "the mail does not describe the current state";

/// The reservation that a mail concerns, as stored.
pub(in crate::handlers) struct Subject {
    pub(in crate::handlers) details: ReservationDetails,
    pub(in crate::handlers) segments: Vec<Segment>,
    /// The tariffs of the segments in words, each with its start.
    pub(in crate::handlers) rules: Vec<(DateTime<Utc>, String)>,
    pub(in crate::handlers) refund: Option<Refund>,
    pub(in crate::handlers) offer: Option<OfferedSpot>,
    pub(in crate::handlers) is_reported: bool,
    pub(in crate::handlers) visit: Option<RunningVisit>,
    /// The card of a cancelled reservation is saved in the driver's account.
    pub(in crate::handlers) keeps_card: bool,
}

/// The re-seat that a mail offers.
pub(in crate::handlers) struct OfferedSpot {
    details: ReservationDetails,
    has_tariff: bool,
}

impl Handle for SendMail {
    async fn run(self, context: &Context) -> anyhow::Result<Outcome> {
        let Self { template, of } = self;
        let now = context.clock.now();
        let found = context.db.read(move |conn| {
            let details = ReservationDetails::find(conn, of.reservation_id)?;
            let city_id = details.reservation.city_id;
            let key = MailKey::Reservation {
                id: of.reservation_id,
                city_id,
                template,
                revision: of.revision,
            };
            let stored = Mail::find(conn, &key)?;
            Ok::<_, Error>((key, stored, subject(conn, details, template, of, now)?))
        });
        let (key, stored, subject) = found.await?;
        let has_failed =
            subject.refund.as_ref().is_some_and(|refund| refund.state == RefundState::Failed);
        let is_stale = is_stale(template, &subject.details, of, now)
            || template == MailTemplate::Refund && has_failed;
        match stored {
            Some(stored) if stored.has_outcome() => {
                return Ok(Outcome::Skipped("the mail has gone out, or was given up"));
            }
            Some(stored) if is_stale => return outbox::withdraw(context, stored, OUTDATED).await,
            Some(stored) => return outbox::deliver(context, stored).await,
            None if is_tombstone(&subject.details.email) => {
                return Ok(Outcome::Skipped("the driver's personal data is erased"));
            }
            None if is_stale => return Ok(Outcome::Skipped(OUTDATED)),
            None => {}
        }
        let (to, driver) = (subject.details.email.clone(), subject.details.reservation.driver());
        let recipient_of = RecipientOf::Driver(driver.context("a reservation without a driver")?);
        let requested_url = match template {
            MailTemplate::GuestLink => {
                Some(context.links.requested(&subject.details.reservation, now)?)
            }
            _ => None,
        };
        let (links, sender) = (&context.links, context.mailer.sender());
        let calendar = has_calendar(template)
            .then(|| calendar_file(&subject.details, &links.public_url, &sender, now))
            .transpose()?;
        let mut facts = facts(context, subject)?;
        if let Some(url) = requested_url {
            facts.manage_url = url;
        }
        let (mut mail, kept) =
            (render(template, &facts)?, render(template, &facts.without_secrets())?);
        mail.calendar = calendar;
        outbox::post(context, Draft { key, to, recipient_of, mail, kept }).await
    }
}

/// Returns whether the mail adds the stay to calendars, or changes or removes it there.
fn has_calendar(template: MailTemplate) -> bool {
    matches!(
        template,
        MailTemplate::Confirmation
            | MailTemplate::Amendment
            | MailTemplate::Cancellation
            | MailTemplate::Revocation
    )
}

fn subject(
    conn: &mut PgConnection,
    details: ReservationDetails,
    template: MailTemplate,
    of: Revision,
    now: DateTime<Utc>,
) -> Result<Subject, Error> {
    let segments = Segment::of_reservation(conn, of.reservation_id)?;
    let rules = rules_of(conn, &segments, details.language)?;
    let refund = match (&details.charge, template) {
        (Some(charge), MailTemplate::Refund | MailTemplate::RefundFailed) => {
            Refund::of_charge(conn, charge.id)?
                .into_iter()
                .find(|refund| refund.revision == of.revision)
        }
        _ => None,
    };
    let offer = match template {
        MailTemplate::Revocation => Reservation::find_reseat(conn, of.reservation_id)?,
        _ => None,
    };
    let offer = offer.filter(|offer| offer.status == Status::Held && !offer.is_hold_expired(now));
    let offer = match offer {
        Some(offer) => Some(OfferedSpot {
            details: ReservationDetails::find(conn, offer.id)?,
            has_tariff: segment::priced_class(conn, offer.id)?.is_some(),
        }),
        None => None,
    };
    let is_reported = template == MailTemplate::Revocation
        && transition::was_reported_taken(conn, of.reservation_id)?;
    let keeps_card = match &details.reservation.stripe_payment_method_id {
        Some(card) if template == MailTemplate::Cancellation => card_use::is_saved(conn, card)?,
        _ => false,
    };
    let visit = match template {
        MailTemplate::VisitRunning => running_visit(conn, &details.reservation, now)?,
        _ => None,
    };
    Ok(Subject { details, segments, rules, refund, offer, is_reported, visit, keeps_card })
}

fn running_visit(
    conn: &mut PgConnection,
    reservation: &Reservation,
    now: DateTime<Utc>,
) -> Result<Option<RunningVisit>, Error> {
    let Some(visit) = Visit::of_reservation(conn, reservation.id)? else { return Ok(None) };
    Ok(Some(RunningVisit {
        site: Site::find(conn, visit.site_id)?.name,
        since: visit.arrived_at,
        cost: cost_so_far(conn, reservation, now)?,
        bound_at: visit.bound_at,
    }))
}

/// Returns the tariffs of the remaining time in words of a language, each with its start. Segments
/// in a row with the same rules are one.
pub(in crate::handlers) fn rules_of(
    conn: &mut PgConnection,
    segments: &[Segment],
    language: Language,
) -> Result<Vec<(DateTime<Utc>, String)>, Error> {
    let mut rules: Vec<(DateTime<Utc>, String)> = Vec::new();
    for part in segment::parts(conn, segments)? {
        let PartRate::Tariff { version, class, rate_cap_minor } = part.rate else { continue };
        let words = SegmentTariff { version, class, rate_cap_minor }.rules(language);
        if rules.last().is_none_or(|(_, last)| *last != words) {
            rules.push((part.period.starts_at(), words));
        }
    }
    Ok(rules)
}

/// Returns whether the mail would describe a state that is no longer current.
fn is_stale(
    template: MailTemplate,
    details: &ReservationDetails,
    of: Revision,
    now: DateTime<Utc>,
) -> bool {
    let reservation = &details.reservation;
    match template {
        // The spot cannot be held again.
        MailTemplate::HoldExpired => reservation.period.ends_at() <= now,
        MailTemplate::Amendment | MailTemplate::Reminder | MailTemplate::HoldPlaced => {
            reservation.revision != of.revision
        }
        // The visit ends with its reservation.
        MailTemplate::VisitRunning => reservation.status != Status::Confirmed,
        MailTemplate::PaymentOverdue | MailTemplate::PaymentReminder => !details
            .charge
            .as_ref()
            .is_some_and(|charge| ChargeState::OVERDUE.contains(&charge.state)),
        MailTemplate::CardExpiring => {
            let expires =
                reservation.card_expires_at().is_some_and(|at| at <= reservation.period.ends_at());
            reservation.status != Status::Confirmed || !expires
        }
        _ => false,
    }
}

pub(in crate::handlers) fn facts(context: &Context, subject: Subject) -> anyhow::Result<Facts> {
    let Subject { details, segments, rules, refund, offer, is_reported, visit, keeps_card } =
        subject;
    let ReservationDetails { reservation, place, charge, language, .. } = details;
    let flat = segments.iter().filter(|segment| segment.tariff().is_none());
    let rates = flat
        .filter_map(|segment| Some((segment.period()?.starts_at(), rate(segment, &reservation))));
    let expiry = reservation.card_exp_month.zip(reservation.card_exp_year);
    let owed = charge.as_ref().filter(|charge| charge.state.can_be_paid());
    let pay_url =
        owed.map(|charge| context.links.pay(charge.id, context.clock.now())).transpose()?;
    let reserved_with = reservation.card_brand.clone().zip(reservation.card_last4.clone());
    let paid_with =
        charge.as_ref().and_then(|charge| charge.card_brand.clone().zip(charge.card_last4.clone()));
    Ok(Facts {
        language,
        reference: ReservationReference::from(reservation.id).to_string(),
        place: place.address_in(language),
        spot: place.label,
        city: place.city,
        time_zone: place.time_zone,
        starts_at: reservation.period.starts_at(),
        ends_at: reservation.period.ends_at(),
        hold_expires_at: reservation.hold_expires_at,
        rates: rates.collect(),
        rules,
        estimate: reservation.estimate(),
        outcome: charge.as_ref().map(|charge| outcome(charge, language)).transpose()?.flatten(),
        carried_over: charge
            .as_ref()
            .filter(|charge| charge.carried_minor > 0)
            .map(|charge| Money::new(charge.carried_minor, charge.currency)),
        card: paid_with.or(reserved_with).map(|(brand, last4)| Card { brand, last4 }),
        needs_card: reservation.payment_source.needs_card(),
        keeps_card,
        refund: refund.zip(charge).map(|(refund, charge)| RefundFacts {
            amount: Money::new(refund.amount_minor, charge.currency),
            reason: refund.reason,
        }),
        is_reported,
        offer: offer.map(|offer| offer_of(context, offer, language)).transpose()?,
        visit,
        card_expiry: expiry.map(|(month, year)| format!("{month:02}/{year}")),
        manage_url: context.links.reservation(&reservation)?,
        receipt_url: context.links.receipt(&reservation)?,
        pay_url,
        is_guest: reservation.guest_id.is_some(),
        proof: None,
    })
}

fn offer_of(context: &Context, offer: OfferedSpot, language: Language) -> anyhow::Result<Offer> {
    let ReservationDetails { reservation, place, .. } = offer.details;
    Ok(Offer {
        place: place.address_in(language),
        spot: place.label,
        ends_at: reservation.period.ends_at(),
        rate: reservation.rate(),
        total: offer.has_tariff.then(|| reservation.estimate()),
        answer_by: reservation.hold_expires_at.unwrap_or(reservation.period.ends_at()),
        url: context.links.reservation(&reservation)?,
    })
}

fn rate(segment: &Segment, reservation: &Reservation) -> Money {
    Money::new(segment.rate_minor_per_hour.into(), reservation.currency)
}

/// Returns the outcome of the payment; `None` as long as nothing is owed.
fn outcome(charge: &Charge, language: Language) -> anyhow::Result<Option<PaymentOutcome>> {
    let (code, message) = (charge.failure_code.as_deref(), charge.failure_message.as_deref());
    let (amount, reason) = (charge.amount(), decline_reason(language, code, message)?);
    Ok(Some(match charge.state {
        ChargeState::SetUp => return Ok(None),
        ChargeState::Retrying => match charge.next_attempt_at {
            Some(at) => PaymentOutcome::Retrying { amount, reason, at },
            None => PaymentOutcome::Pending(amount),
        },
        ChargeState::Dunning | ChargeState::WrittenOff
            if charge.failure_code.as_deref() == Some(CARD_UNAVAILABLE) =>
        {
            PaymentOutcome::CardUnavailable(amount)
        }
        ChargeState::Dunning | ChargeState::WrittenOff => {
            PaymentOutcome::Declined { amount, reason }
        }
        ChargeState::RequiresAction => PaymentOutcome::ActionRequired(amount),
        ChargeState::Carried => PaymentOutcome::Carried(amount),
        ChargeState::Waived => PaymentOutcome::Waived(amount),
        ChargeState::Zero => PaymentOutcome::Nothing,
        ChargeState::Due | ChargeState::Charging | ChargeState::Unknown => {
            PaymentOutcome::Pending(amount)
        }
        ChargeState::Paid
        | ChargeState::PartRefunded
        | ChargeState::Refunded
        | ChargeState::Disputed
        | ChargeState::Won
        | ChargeState::Lost => PaymentOutcome::Paid(amount),
    }))
}
