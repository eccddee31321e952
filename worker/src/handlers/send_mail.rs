//! Sends a mail about a revision of a reservation, unless it has gone out.
//!
//! Sending and writing down that it was sent cannot be one step. A crash between them sends the mail again with the same Message-ID, which
//! makes it the same mail (RFC 5322, 3.6.4).

use shared::{
    Error,
    domain::{charge::ChargeState, email::is_tombstone, mail::MailTemplate, money::Money, status::Status},
    jobs::Revision,
    models::{
        charge::Charge,
        mail,
        refund::Refund,
        reservation::Reservation,
        reservation_details::{Place, ReservationDetails},
        segment::Segment,
        transition,
    },
};

use crate::{
    Context,
    email::{Card, Facts, Offer, Outcome as PaymentOutcome, Refund as RefundFacts, render},
    executor::Outcome,
};

/// What a mail is about, as the database has it.
pub(super) struct Subject {
    pub(super) details: ReservationDetails,
    pub(super) segments: Vec<Segment>,
    pub(super) refund: Option<Refund>,
    pub(super) offer: Option<ReservationDetails>,
    pub(super) is_reported: bool,
    pub(super) is_sent: bool,
}

pub(super) async fn run(context: &Context, template: MailTemplate, of: Revision) -> anyhow::Result<Outcome> {
    let now = context.clock.now();
    let found = context.db.read(move |conn| {
        let details = ReservationDetails::find(conn, of.reservation_id)?;
        let is_sent = mail::is_sent(conn, &details.reservation, template, of.revision)?;
        let segments = Segment::of_reservation(conn, of.reservation_id)?;
        let refund = match (&details.charge, template) {
            (Some(charge), MailTemplate::Refund) => {
                Refund::of_charge(conn, charge.id)?.into_iter().find(|refund| refund.revision == of.revision)
            }
            _ => None,
        };
        let offer = match template {
            MailTemplate::Revocation => Reservation::in_place_of(conn, of.reservation_id)?,
            _ => None,
        };
        let offer = offer.filter(|offer| offer.status == Status::Held && !offer.hold_is_over(now));
        let offer = offer.map(|offer| ReservationDetails::find(conn, offer.id)).transpose()?;
        let is_reported =
            template == MailTemplate::Revocation && transition::was_reported_taken(conn, of.reservation_id)?;
        Ok::<_, Error>(Subject { details, segments, refund, offer, is_reported, is_sent })
    });
    let subject = found.await?;
    if subject.is_sent {
        return Ok(Outcome::Nothing("the mail has gone out"));
    }
    if is_tombstone(&subject.details.email) {
        return Ok(Outcome::Nothing("the driver's personal data is erased"));
    }
    if is_stale(template, &subject.details, of) {
        return Ok(Outcome::Nothing("a later mail tells how things stand"));
    }
    let (email, reservation) = (subject.details.email.clone(), subject.details.reservation.clone());
    let mail = render(template, &facts(context, subject)?)?;
    let host = context.links.public_url.host_str().unwrap_or("curbhold");
    let message_id = format!("<{}.{}.{}@{host}>", reservation.id, template.as_str(), of.revision);
    context.mailer.send(&email, &message_id, &mail).await?;
    let now = context.clock.now();
    context
        .db
        .read(move |conn| Ok::<_, Error>(mail::mark_sent(conn, &reservation, template, of.revision, now)?))
        .await?;
    Ok(Outcome::Done)
}

/// What is not the present any more would tell an untruth.
fn is_stale(template: MailTemplate, details: &ReservationDetails, of: Revision) -> bool {
    let reservation = &details.reservation;
    match template {
        MailTemplate::Amendment | MailTemplate::Reminder | MailTemplate::HoldPlaced => {
            reservation.revision != of.revision
        }
        MailTemplate::PaymentOverdue | MailTemplate::PaymentReminder => {
            !details.charge.as_ref().is_some_and(|charge| ChargeState::OVERDUE.contains(&charge.state))
        }
        MailTemplate::CardExpiring => {
            let expires = reservation.card_expires_at().is_some_and(|at| at <= reservation.period.ends_at());
            reservation.status != Status::Confirmed || !expires
        }
        _ => false,
    }
}

pub(super) fn facts(context: &Context, subject: Subject) -> anyhow::Result<Facts> {
    let Subject { details, segments, refund, offer, is_reported, .. } = subject;
    let ReservationDetails { reservation, place, charge, .. } = details;
    let rates =
        segments.iter().filter_map(|segment| Some((segment.period()?.starts_at(), rate(segment, &reservation))));
    let expiry = reservation.card_exp_month.zip(reservation.card_exp_year);
    let owed = charge.as_ref().filter(|charge| charge.state.can_be_paid());
    let pay_url = owed.map(|charge| context.links.pay(charge.id, context.clock.now())).transpose()?;
    let reserved_with = reservation.card_brand.clone().zip(reservation.card_last4.clone());
    let paid_with = charge.as_ref().and_then(|charge| charge.card_brand.clone().zip(charge.card_last4.clone()));
    let reference: String = reservation.id.to_string().chars().rev().take(8).collect::<Vec<_>>().iter().rev().collect();
    Ok(Facts {
        reference: reference.to_uppercase(),
        place: written(&place),
        spot: place.label,
        city: place.city,
        time_zone: place.time_zone,
        starts_at: reservation.period.starts_at(),
        ends_at: reservation.period.ends_at(),
        hold_expires_at: reservation.hold_expires_at,
        rates: rates.collect(),
        estimate: reservation.estimate(),
        outcome: charge.as_ref().and_then(outcome),
        card: paid_with.or(reserved_with).map(|(brand, last4)| Card { brand, last4 }),
        refund: refund.zip(charge).map(|(refund, charge)| RefundFacts {
            amount: Money::new(refund.amount_minor, charge.currency),
            reason: refund.reason,
        }),
        is_reported,
        offer: offer.map(|offer| offer_of(context, offer)).transpose()?,
        card_expiry: expiry.map(|(month, year)| format!("{month:02}/{year}")),
        manage_url: context.links.reservation(&reservation)?,
        receipt_url: context.links.receipt(&reservation)?,
        pay_url,
        is_guest: reservation.guest_id.is_some(),
        proof: None,
    })
}

fn written(place: &Place) -> String {
    format!("{}, between {} and {} (side {})", place.street, place.from_street, place.to_street, place.side)
}

fn offer_of(context: &Context, offer: ReservationDetails) -> anyhow::Result<Offer> {
    let ReservationDetails { reservation, place, .. } = offer;
    Ok(Offer {
        place: written(&place),
        spot: place.label,
        ends_at: reservation.period.ends_at(),
        rate: reservation.rate(),
        answer_by: reservation.hold_expires_at.unwrap_or(reservation.period.ends_at()),
        url: context.links.reservation(&reservation)?,
    })
}

fn rate(segment: &Segment, reservation: &shared::models::reservation::Reservation) -> Money {
    Money::new(segment.rate_minor_per_hour.into(), reservation.currency)
}

/// What became of the payment; `None` as long as nothing is owed.
fn outcome(charge: &Charge) -> Option<PaymentOutcome> {
    let (amount, reason) = (charge.amount(), charge.failure_message.clone().unwrap_or_default());
    Some(match charge.state {
        ChargeState::SetUp => return None,
        ChargeState::Retrying => match charge.next_attempt_at {
            Some(at) => PaymentOutcome::Retrying { amount, reason, at },
            None => PaymentOutcome::Pending(amount),
        },
        ChargeState::Dunning | ChargeState::WrittenOff => PaymentOutcome::Declined { amount, reason },
        ChargeState::RequiresAction => PaymentOutcome::ActionRequired(amount),
        ChargeState::Waived => PaymentOutcome::Waived(amount),
        ChargeState::Zero => PaymentOutcome::Nothing,
        ChargeState::Due | ChargeState::Charging | ChargeState::Unknown => PaymentOutcome::Pending(amount),
        ChargeState::Paid
        | ChargeState::PartRefunded
        | ChargeState::Refunded
        | ChargeState::Disputed
        | ChargeState::Won
        | ChargeState::Lost => PaymentOutcome::Paid(amount),
    })
}
