//! Publishes a version of a tariff.

use chrono::{DateTime, SecondsFormat, Utc};
use diesel::PgConnection;
use serde_json::Value;

use super::{
    check_document::check_document, check_start::check_start,
    restore_base_rates::restore_base_rates,
};
use crate::{
    Error, Result,
    platform::{
        domain::ids::{TariffId, TariffVersionId, UserId},
        models::audit::{AuditContext, AuditEvent},
    },
    pricing::models::{
        tariff::TariffRecord,
        tariff_version::{NewVersion, TariffVersion},
    },
};

/// A version to publish.
#[derive(Debug, Clone)]
pub struct PublishVersion {
    pub tariff_id: TariffId,
    pub document: Value,
    /// `None` for now.
    pub effective_from: Option<DateTime<Utc>>,
    /// `None` on the command line, and for a rule.
    pub published_by: Option<UserId>,
    /// The version from whose rates a rule made the document, or which is restored; `None` for
    /// rates that an operator or an import sets.
    pub base_version_id: Option<TariffVersionId>,
}

/// Publishes a version of a tariff, which never changes afterwards. Its bands are times in the time
/// zone of the base version, else in the present one of the city. Locks the tariff.
///
/// A yield policy changes nothing while a version is to come. Before such a version is published,
/// the operator's own rates are published again if the policy has changed them.
///
/// # Errors
/// `NotFound`; `Invalid` when the document is not valid ([`check_document`]), or the version would
/// be effective in the past, more than two years ahead, or before the version published last.
pub fn publish_version(
    conn: &mut PgConnection,
    new: &PublishVersion,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<TariffVersion> {
    let tariff = TariffRecord::lock(conn, new.tariff_id)?;
    let city = tariff.lock_city(conn)?;
    check_document(&new.document, city.currency)?;
    let effective_from = check_start("effective_from", new.effective_from, now)?;
    if effective_from > now {
        restore_base_rates(conn, tariff.id, new.published_by, audit, now)?;
    }
    let newest = TariffVersion::of_tariff(conn, tariff.id, 1)?.pop();
    if let Some(newest) = newest.as_ref().filter(|newest| effective_from < newest.effective_from) {
        let message = format!(
            "must not be before {}, from which version {} is effective",
            newest.effective_from.to_rfc3339_opts(SecondsFormat::Secs, true),
            newest.number,
        );
        return Err(Error::field("effective_from", "out_of_order", message));
    }
    let time_zone = match new.base_version_id {
        Some(base) => TariffVersion::find(conn, base)?.time_zone,
        None => city.time_zone,
    };
    let version = NewVersion {
        number: newest.as_ref().map_or(0, |newest| newest.number) + 1,
        effective_from,
        time_zone,
        document: &new.document,
        published_by: new.published_by,
        base_version_id: new.base_version_id,
    };
    let version = TariffVersion::insert(conn, &tariff, &version, now)?;
    tariff.touch(conn, now)?;
    let event = AuditEvent::new("tariff.publish_version", tariff.id.0);
    let event = match newest {
        Some(newest) => event.change(newest.audit_fields(), version.audit_fields()),
        None => event.to(version.audit_fields()),
    };
    audit.record(conn, event, now)?;
    Ok(version)
}
