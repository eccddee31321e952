//! Sends a mail about a revision of a reservation, unless it has gone out.
//!
//! Sending and writing down that it was sent cannot be one step. A crash between them sends the mail again with the same Message-ID, which
//! makes it the same mail (RFC 5322, 3.6.4).

use chrono::TimeDelta;
use shared::{
    Error,
    domain::{charge::ChargeState, mail::MailTemplate},
    jobs::Revision,
    models::{mail, reservation_details::ReservationDetails},
    token::Grant,
};

use crate::{
    Context,
    email::{Card, Facts, Outcome as PaymentOutcome, render},
    executor::Outcome,
};

/// How long after the stay the link in a guest's mail still leads to it.
const LINK_LIFETIME: TimeDelta = TimeDelta::days(30);

pub(super) async fn run(context: &Context, template: MailTemplate, of: Revision) -> anyhow::Result<Outcome> {
    let found = context.db.read(move |conn| {
        let details = ReservationDetails::find(conn, of.reservation_id)?;
        let is_sent = mail::is_sent(conn, &details.reservation, template, of.revision)?;
        Ok::<_, Error>((details, is_sent))
    });
    let (details, is_sent) = found.await?;
    if is_sent {
        return Ok(Outcome::Nothing("the mail has gone out"));
    }
    if is_stale(template, &details, of) {
        return Ok(Outcome::Nothing("a later mail tells how things stand"));
    }
    let (email, reservation) = (details.email.clone(), details.reservation.clone());
    let mail = render(template, &facts(context, details)?)?;
    let host = context.public_url.host_str().unwrap_or("curbhold");
    let message_id = format!("<{}.{}.{}@{host}>", reservation.id, template.as_str(), of.revision);
    context.mailer.send(&email, &message_id, &mail).await?;
    let now = context.clock.now();
    context
        .db
        .write(move |conn| Ok::<_, Error>(mail::mark_sent(conn, &reservation, template, of.revision, now)?))
        .await?;
    Ok(Outcome::Done)
}

/// An amendment, reminder or hold that is not the present any more would tell an untruth.
fn is_stale(template: MailTemplate, details: &ReservationDetails, of: Revision) -> bool {
    let can_pass = matches!(template, MailTemplate::Amendment | MailTemplate::Reminder | MailTemplate::HoldPlaced);
    can_pass && details.reservation.revision != of.revision
}

fn facts(context: &Context, details: ReservationDetails) -> anyhow::Result<Facts> {
    let ReservationDetails { reservation, place, charge, .. } = details;
    let is_guest = reservation.guest_id.is_some();
    let manage_url = if is_guest {
        let expires_at = reservation.period.ends_at() + LINK_LIFETIME;
        let token = context.tokens.sign(Grant::Manage { sub: reservation.id }, expires_at)?;
        // Behind the #, so that the token stays out of the logs of servers.
        context.public_url.join(&format!("reservations/{}#token={token}", reservation.id))?
    } else {
        context.public_url.join(&format!("reservations/{}", reservation.id))?
    };
    let outcome = charge.map(|charge| {
        let (amount, reason) = (charge.amount(), charge.failure_message.clone().unwrap_or_default());
        match charge.state {
            ChargeState::Paid => PaymentOutcome::Paid(amount),
            ChargeState::Declined => PaymentOutcome::Declined { amount, reason },
            ChargeState::RequiresAction => PaymentOutcome::ActionRequired(amount),
            ChargeState::Waived => PaymentOutcome::Waived(amount),
            ChargeState::Zero => PaymentOutcome::Nothing,
            ChargeState::Due | ChargeState::Charging => PaymentOutcome::Pending(amount),
        }
    });
    let card = reservation.card_brand.clone().zip(reservation.card_last4.clone());
    let reference: String = reservation.id.to_string().chars().rev().take(8).collect::<Vec<_>>().iter().rev().collect();
    Ok(Facts {
        reference: reference.to_uppercase(),
        spot: place.label,
        place: format!("{}, between {} and {} (side {})", place.street, place.from_street, place.to_street, place.side),
        city: place.city,
        time_zone: place.time_zone,
        starts_at: reservation.period.starts_at(),
        ends_at: reservation.period.ends_at(),
        hold_expires_at: reservation.hold_expires_at,
        rate: reservation.rate(),
        estimate: reservation.estimate(),
        outcome,
        card: card.map(|(brand, last4)| Card { brand, last4 }),
        manage_url,
        is_guest,
    })
}
