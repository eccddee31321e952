//! Grants a driver a reduced rate in a city.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use super::check_start::check_start;
use crate::{
    Error, Result,
    identity::models::user::User,
    places::models::city::City,
    platform::{
        domain::ids::{CityId, UserId},
        models::audit::{AuditContext, AuditEvent},
    },
    pricing::models::reduced_rate_permit::{NewPermit, ReducedRatePermit},
};

/// A permit to grant.
#[derive(Debug, Clone)]
pub struct GrantReducedRatePermit {
    pub city_id: CityId,
    /// Address of the driver's account.
    pub email: String,
    /// The address must be verified.
    pub verified_only: bool,
    /// The operator's own number of the permit.
    pub reference: String,
    /// `None` for now.
    pub starts_at: Option<DateTime<Utc>>,
    /// Exclusive.
    pub ends_at: DateTime<Utc>,
    /// `None` on the command line.
    pub granted_by: Option<UserId>,
}

/// Grants a permit. It applies to stays that begin in its time and are quoted or accepted from now
/// on. Locks the row of the user.
///
/// # Errors
/// `NotFound` for the city; `Invalid` when the address is not that of an account, the start is in
/// the past or more than two years ahead, the end is not after it, or the account has another
/// permit in the city in a part of the time.
pub fn grant_reduced_rate_permit(
    conn: &mut PgConnection,
    new: &GrantReducedRatePermit,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<ReducedRatePermit> {
    let city = City::find(conn, new.city_id)?;
    let starts_at = check_start("starts_at", new.starts_at, now)?;
    if new.ends_at <= starts_at {
        return Err(Error::field("ends_at", "before_start", "must be after the start"));
    }
    let user = User::lock_by_email(conn, &new.email)?
        .filter(|user| !new.verified_only || user.email_confirmed_at.is_some())
        .ok_or_else(|| {
            Error::field("email", "unknown", "must be the verified address of an account")
        })?;
    let permit = NewPermit {
        city_id: city.id,
        user_id: user.id,
        reference: &new.reference,
        starts_at,
        ends_at: new.ends_at,
        granted_by: new.granted_by,
    };
    let permit = ReducedRatePermit::insert(conn, &permit, now)?;
    let event = AuditEvent::new("reduced_rate_permit.grant", permit.id.0).to(permit.audit_fields());
    audit.record(conn, event, now)?;
    Ok(permit)
}
