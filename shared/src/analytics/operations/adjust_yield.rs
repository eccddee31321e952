//! Changes the rates of a tariff by its yield policy.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use crate::{
    Error, Result,
    analytics::models::live_occupancy::LiveOccupancy,
    platform::{domain::ids::TariffId, models::audit::AuditContext},
    pricing::{
        domain::yield_policy::{YieldEvidence, YieldLevel},
        models::{
            tariff::TariffRecord, tariff_version::TariffVersion, yield_change::YieldChange,
            yield_policy::TariffYieldPolicy,
        },
        operations::{PublishVersion, publish_version},
    },
};

/// Measures the present occupancy of a tariff's spots, and publishes a version in force from `now`
/// if the policy sets another level. Returns the change; `None` if the rates stay, there is no
/// policy or version, or a version is to come, before which nothing changes. Locks the tariff.
///
/// The rates are computed from the version with the operator's own rates, and apply to stays that
/// begin now or go on. Accepted quotes and stays keep their version.
///
/// # Errors
/// `NotFound`; `Invalid` when the document is not valid any more, for example in another currency
/// than that of the city.
pub fn adjust_yield(
    conn: &mut PgConnection,
    tariff_id: TariffId,
    now: DateTime<Utc>,
) -> Result<Option<YieldChange>> {
    TariffRecord::lock(conn, tariff_id)?;
    let Some(policy) = TariffYieldPolicy::find_of_tariff(conn, tariff_id)? else { return Ok(None) };
    let policy = policy.policy;
    let newest = TariffVersion::of_tariff(conn, tariff_id, 1)?.pop();
    let Some(in_force) = newest.filter(|newest| newest.effective_from <= now) else {
        return Ok(None);
    };
    let last = YieldChange::newest(conn, tariff_id)?;
    let from_level = last
        .as_ref()
        .filter(|last| last.version_id == in_force.id)
        .map_or(YieldLevel::Normal, |last| last.to_level);
    let LiveOccupancy { occupied, capacity } = LiveOccupancy::of_tariff(conn, tariff_id, now)?;
    let since_last_change = last.map(|last| now - last.at);
    let level = policy.next_level(from_level, occupied, capacity, since_last_change);
    if level == from_level {
        return Ok(None);
    }
    let base = TariffVersion::find(conn, in_force.base_id())?;
    let document = if level == YieldLevel::Normal {
        base.document
    } else {
        let document = policy.apply(base.published()?.tariff.document(), level);
        serde_json::to_value(document).map_err(|error| Error::Internal(error.to_string()))?
    };
    let version = PublishVersion {
        tariff_id,
        document,
        effective_from: None,
        published_by: None,
        base_version_id: Some(base.id),
    };
    let audit = AuditContext { actor: "worker".to_owned(), request: None };
    let version = publish_version(conn, &version, &audit, now)?;
    let evidence = YieldEvidence { occupied, capacity, level, policy };
    Ok(Some(YieldChange::insert(conn, &version, from_level, &evidence, now)?))
}
