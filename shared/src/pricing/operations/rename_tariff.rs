//! Renames a tariff.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use crate::{
    Result,
    platform::{
        domain::ids::TariffId,
        models::audit::{AuditContext, AuditEvent},
    },
    pricing::models::tariff::TariffRecord,
};

/// Renames a tariff. Locks it.
///
/// # Errors
/// `NotFound`; `Invalid` when the name is in use in the city.
pub fn rename_tariff(
    conn: &mut PgConnection,
    id: TariffId,
    name: &str,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<TariffRecord> {
    let before = TariffRecord::lock(conn, id)?;
    let after = before.rename(conn, name, now)?;
    let event =
        AuditEvent::new("tariff.rename", id.0).change(before.audit_fields(), after.audit_fields());
    audit.record(conn, event, now)?;
    Ok(after)
}
