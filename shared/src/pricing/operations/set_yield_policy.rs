//! Sets the policy by which the rates of a tariff of sites follow the present occupancy.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use super::restore_base_rates::restore_base_rates;
use crate::{
    Error, Result,
    platform::{
        domain::ids::{TariffId, UserId},
        models::audit::{AuditContext, AuditEvent},
    },
    pricing::{
        domain::yield_policy::YieldPolicy,
        models::{
            occupancy_policy::TariffPolicy, tariff::TariffRecord,
            tariff_assignment::TariffAssignment, yield_policy::TariffYieldPolicy,
        },
    },
};

/// A policy to set.
#[derive(Debug, Clone, Copy)]
pub struct SetYieldPolicy {
    pub tariff_id: TariffId,
    pub policy: YieldPolicy,
    /// `None` on the command line.
    pub set_by: Option<UserId>,
}

/// Sets or replaces the policy of a tariff. A changed policy begins at the operator's own rates,
/// which are published again if the policy before has changed them. Locks the tariff.
///
/// # Errors
/// `NotFound`; `Invalid` with a field for each value out of its range, or when the tariff has an
/// occupancy policy, or is assigned to a place that is not in a site.
pub fn set_yield_policy(
    conn: &mut PgConnection,
    new: &SetYieldPolicy,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<TariffYieldPolicy> {
    let errors = new.policy.validate();
    if !errors.is_empty() {
        return Err(Error::Invalid(errors));
    }
    let tariff = TariffRecord::lock(conn, new.tariff_id)?;
    if TariffPolicy::find_of_tariff(conn, tariff.id)?.is_some() {
        let message = "has an occupancy policy, and one tariff cannot have both";
        return Err(Error::field("tariff_id", "conflicting", message));
    }
    if TariffAssignment::is_outside_of_sites(conn, tariff.id, now)? {
        return Err(not_in_sites("tariff_id"));
    }
    let before = TariffYieldPolicy::find_of_tariff(conn, tariff.id)?;
    if before.as_ref().is_some_and(|before| before.policy != new.policy) {
        restore_base_rates(conn, tariff.id, new.set_by, audit, now)?;
    }
    let after = TariffYieldPolicy::set(conn, &tariff, &new.policy, now)?;
    let event = AuditEvent::new("tariff.set_yield_policy", tariff.id.0);
    let event = match before {
        Some(before) => event.change(before.audit_fields(), after.audit_fields()),
        None => event.to(after.audit_fields()),
    };
    audit.record(conn, event, now)?;
    Ok(after)
}

/// Returns the error for a tariff with a policy at a place that is not in a site.
pub(super) fn not_in_sites(field: &str) -> Error {
    let message = "yield prices are for sites; streets use an occupancy policy";
    Error::field(field, "not_in_sites", message)
}
