//! Erases the personal data of a driver once every stay and charge is settled. Reservations and
//! ledger entries are kept in anonymized form.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use crate::{
    Error, Result,
    billing::{jobs::DetachCard, models::card},
    identity::{
        models::{email_verification, guest::Guest, session, unverified_mail, user::User, vehicle},
        operations::{keep_admin, revoke_all_roles},
    },
    places::models::favorite,
    platform::{
        domain::{email::Email, ids::UserId, owner::Owner, quota::email_hash},
        jobs::Job,
        models::{
            audit::{AuditContext, AuditEvent},
            idempotency_key, mail,
        },
    },
    pricing::models::reduced_rate_permit,
    reservations::models::{
        hold_origin, reservation, reservation_vehicle, stay_share, taken_report,
    },
};

/// Erases a user, and the guest with the same address if there is one. Idempotent.
///
/// # Errors
/// `NotFound`; `NotSettled` while a stay is live or a charge is open, overdue or disputed;
/// `LastAdmin`.
pub fn erase_user(
    conn: &mut PgConnection,
    id: UserId,
    note: &str,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<User> {
    keep_admin(conn, id)?;
    let user = User::lock_row(conn, id)?;
    if user.erased_at.is_some() {
        return Ok(user);
    }
    settled(conn, Owner::User(id), now)?;
    erase_guest_data(conn, &user.email, now)?;
    mail::erase_driver(conn, Owner::User(id), now)?;
    mail::erase_address(conn, &user.email, now)?;
    email_verification::erase_address(conn, &user.email)?;
    forget_cards(conn, Owner::User(id), now)?;
    forget_traces(conn, Owner::User(id), &user.email)?;
    for method in card::erase_all(conn, id)? {
        DetachCard { payment_method_id: method }.enqueue(conn, now)?;
    }
    vehicle::erase_all(conn, id)?;
    favorite::erase_all(conn, id)?;
    reduced_rate_permit::erase_all(conn, id)?;
    session::remove_all(conn, id)?;
    email_verification::erase(conn, id)?;
    revoke_all_roles(conn, id, &audit.actor, now)?;
    let erased = User::erase(conn, id, now)?;
    audit.record(conn, AuditEvent::new("user.erase", id.0).reason(note), now)?;
    Ok(erased)
}

/// Erases the guest with this address, if there is one.
///
/// # Errors
/// `NotSettled`, as [`erase_user`].
pub fn erase_guest(
    conn: &mut PgConnection,
    email: &str,
    note: &str,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<()> {
    if let Some(guest) = erase_guest_data(conn, email, now)? {
        audit.record(conn, AuditEvent::new("guest.erase", guest.id.0).reason(note), now)?;
    }
    Ok(())
}

fn erase_guest_data(
    conn: &mut PgConnection,
    email: &str,
    now: DateTime<Utc>,
) -> Result<Option<Guest>> {
    let Some(guest) = Guest::lock_by_email(conn, email)? else { return Ok(None) };
    settled(conn, Owner::Guest(guest.id), now)?;
    forget_cards(conn, Owner::Guest(guest.id), now)?;
    forget_traces(conn, Owner::Guest(guest.id), email)?;
    // The address is a part of the scope.
    idempotency_key::remove_scope(conn, &format!("guest:{}", email.to_lowercase()))?;
    mail::erase_driver(conn, Owner::Guest(guest.id), now)?;
    mail::erase_address(conn, email, now)?;
    email_verification::erase_address(conn, email)?;
    Guest::erase(conn, guest.id, now)?;
    Ok(Some(guest))
}

fn settled(conn: &mut PgConnection, driver: Owner, now: DateTime<Utc>) -> Result<()> {
    if reservation::has_live(conn, driver, now)? {
        return Err(Error::NotSettled("a reservation that is not over"));
    }
    if reservation::has_unsettled(conn, driver)? {
        return Err(Error::NotSettled("a charge that is open, overdue or disputed"));
    }
    Ok(())
}

/// Enqueues the detachment at Stripe of every card that the driver has used.
fn forget_cards(conn: &mut PgConnection, driver: Owner, now: DateTime<Utc>) -> Result<()> {
    for method in reservation::cards_of(conn, driver)? {
        DetachCard { payment_method_id: method }.enqueue(conn, now)?;
    }
    Ok(())
}

/// Erases the vehicles of the stays and the links to them, and the data that quotas count:
/// networks, cards and mails. Also the languages of the requests.
fn forget_traces(conn: &mut PgConnection, driver: Owner, email: &str) -> Result<()> {
    let ids = reservation::ids_of(conn, driver)?;
    hold_origin::erase(conn, &ids)?;
    taken_report::erase(conn, &ids)?;
    reservation_vehicle::erase(conn, &ids)?;
    stay_share::erase(conn, &ids)?;
    reservation::erase_traces(conn, &ids)?;
    if let Ok(email) = email.parse::<Email>() {
        unverified_mail::erase(conn, &email_hash(&email))?;
    }
    Ok(())
}
