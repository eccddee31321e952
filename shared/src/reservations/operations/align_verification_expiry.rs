//! Aligns the expiry of a verification link and code with that of the hold.

use diesel::PgConnection;

use crate::{
    Result,
    identity::{
        domain::verification::Subject,
        models::email_verification::{EmailVerification, lock_subject},
        operations::request_verification::{CODE_LIFETIME, LINK_LIFETIME},
    },
    reservations::models::reservation::Reservation,
};

/// Sets the expiry of the link and the code in a hold's verification mail to that of the hold,
/// which has changed.
pub(super) fn align_verification_expiry(conn: &mut PgConnection, held: &Reservation) -> Result<()> {
    let (key, Some(end)) =
        (Subject::Reservation(held.id, held.city_id).key(), held.hold_expires_at)
    else {
        return Ok(());
    };
    lock_subject(conn, &key)?;
    let Some(verification) = EmailVerification::live(conn, &key)? else { return Ok(()) };
    let ends = |lifetime| end.min(verification.created_at + lifetime);
    Ok(verification.set_ends(conn, ends(CODE_LIFETIME), ends(LINK_LIFETIME))?)
}
