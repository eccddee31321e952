//! Publishes a version of a tariff.

use chrono::{DateTime, SecondsFormat, Utc};
use diesel::PgConnection;
use serde_json::Value;

use super::{check_document::check_document, check_start::check_start};
use crate::{
    Error, Result,
    platform::{
        domain::ids::{TariffId, UserId},
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
    /// `None` on the command line.
    pub published_by: Option<UserId>,
}

/// Publishes a version of a tariff, which never changes afterwards. Its bands are times in the
/// present time zone of the city. Locks the tariff.
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
    let newest = TariffVersion::of_tariff(conn, tariff.id, 1)?.pop();
    if let Some(newest) = newest.as_ref().filter(|newest| effective_from < newest.effective_from) {
        let message = format!(
            "must not be before {}, from which version {} is effective",
            newest.effective_from.to_rfc3339_opts(SecondsFormat::Secs, true),
            newest.number,
        );
        return Err(Error::field("effective_from", "out_of_order", message));
    }
    let version = NewVersion {
        number: newest.as_ref().map_or(0, |newest| newest.number) + 1,
        effective_from,
        time_zone: city.time_zone,
        document: &new.document,
        published_by: new.published_by,
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
