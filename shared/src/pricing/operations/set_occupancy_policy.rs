//! Sets the policy by which the rates of a tariff follow the occupancy.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use crate::{
    Error, Result,
    platform::{
        domain::ids::TariffId,
        error::FieldError,
        models::audit::{AuditContext, AuditEvent},
    },
    pricing::{
        domain::occupancy_policy::OccupancyPolicy,
        models::{
            occupancy_policy::TariffPolicy, tariff::TariffRecord, yield_policy::TariffYieldPolicy,
        },
    },
};

/// Sets or replaces the policy of a tariff. It changes no rate: see `draft_version`. Locks the
/// tariff.
///
/// # Errors
/// `NotFound`; `Invalid` with a field for each value out of its range, or when the tariff has a
/// yield policy.
pub fn set_occupancy_policy(
    conn: &mut PgConnection,
    tariff_id: TariffId,
    policy: &OccupancyPolicy,
    coverage_percent: i32,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<TariffPolicy> {
    let mut errors = policy.validate();
    if !(0..=100).contains(&coverage_percent) {
        let message = "must be from 0 to 100";
        errors.push(FieldError::new("coverage_percent", "out_of_range", message));
    }
    if !errors.is_empty() {
        return Err(Error::Invalid(errors));
    }
    let tariff = TariffRecord::lock(conn, tariff_id)?;
    if TariffYieldPolicy::find_of_tariff(conn, tariff_id)?.is_some() {
        let message = "has a yield policy, and one tariff cannot have both: end that policy first";
        return Err(Error::field("tariff_id", "conflicting", message));
    }
    let before = TariffPolicy::find_of_tariff(conn, tariff_id)?;
    let after = TariffPolicy::set(conn, &tariff, policy, coverage_percent, now)?;
    let event = AuditEvent::new("tariff.set_occupancy_policy", tariff_id.0);
    let event = match before {
        Some(before) => event.change(before.audit_fields(), after.audit_fields()),
        None => event.to(after.audit_fields()),
    };
    audit.record(conn, event, now)?;
    Ok(after)
}
