//! Publishes the operator's own rates again, after a yield policy changed them.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use super::publish_version::{PublishVersion, publish_version};
use crate::{
    Result,
    platform::{
        domain::ids::{TariffId, UserId},
        models::audit::AuditContext,
    },
    pricing::{
        domain::yield_policy::YieldLevel,
        models::{tariff_version::TariffVersion, yield_change::YieldChange},
    },
};

/// Publishes the base version of a locked tariff again if the newest version has other rates by a
/// yield policy; it is in force from `now`. Otherwise nothing changes. The new version refers to
/// the base, so that stays by it go on unchanged.
///
/// # Errors
/// `Invalid` when the base version is not valid any more.
pub(super) fn restore_base_rates(
    conn: &mut PgConnection,
    tariff_id: TariffId,
    published_by: Option<UserId>,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<()> {
    let Some(newest) = TariffVersion::of_tariff(conn, tariff_id, 1)?.pop() else { return Ok(()) };
    let Some(change) = YieldChange::of_version(conn, newest.id)? else { return Ok(()) };
    if change.to_level == YieldLevel::Normal {
        return Ok(());
    }
    let base = TariffVersion::find(conn, change.base_version_id)?;
    let version = PublishVersion {
        tariff_id,
        document: base.document,
        effective_from: None,
        published_by,
        base_version_id: Some(base.id),
    };
    publish_version(conn, &version, audit, now)?;
    Ok(())
}
