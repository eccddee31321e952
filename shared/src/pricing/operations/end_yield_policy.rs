//! Ends the yield prices of a tariff.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use super::restore_base_rates::restore_base_rates;
use crate::{
    Result,
    platform::{
        domain::ids::{TariffId, UserId},
        models::audit::{AuditContext, AuditEvent},
    },
    pricing::models::{tariff::TariffRecord, yield_policy::TariffYieldPolicy},
};

/// Deletes the policy of a tariff, and publishes the operator's own rates again if the policy has
/// changed them. Without a policy nothing changes. `ended_by` is `None` on the command line. Locks
/// the tariff.
///
/// # Errors
/// `NotFound`; `Invalid` when the version with the operator's own rates is not valid any more.
pub fn end_yield_policy(
    conn: &mut PgConnection,
    tariff_id: TariffId,
    ended_by: Option<UserId>,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<()> {
    let tariff = TariffRecord::lock(conn, tariff_id)?;
    let Some(policy) = TariffYieldPolicy::find_of_tariff(conn, tariff.id)? else { return Ok(()) };
    restore_base_rates(conn, tariff.id, ended_by, audit, now)?;
    policy.delete(conn)?;
    let event = AuditEvent::new("tariff.end_yield_policy", tariff.id.0);
    let event = AuditEvent { before: Some(policy.audit_fields()), ..event };
    audit.record(conn, event, now)?;
    Ok(())
}
