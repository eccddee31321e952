//! Publishes a draft as the next version of its tariff.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use super::publish_version::{PublishVersion, publish_version};
use crate::{
    Error, Result,
    platform::{
        domain::ids::{TariffDraftId, UserId},
        models::audit::AuditContext,
    },
    pricing::models::{
        tariff::TariffRecord, tariff_draft::TariffDraft, tariff_version::TariffVersion,
    },
};

/// A draft to publish.
#[derive(Debug, Clone, Copy)]
pub struct PublishDraft {
    pub draft_id: TariffDraftId,
    /// `None` for now.
    pub effective_from: Option<DateTime<Utc>>,
    /// `None` on the command line.
    pub published_by: Option<UserId>,
}

/// Publishes a draft, whose evidence becomes that of the version. Locks the tariff and the draft.
///
/// # Errors
/// `NotFound`; `Invalid` when the draft changes nothing, was published or discarded, the tariff has
/// a newer version than the one that the draft changes, or [`publish_version`] refuses the time.
pub fn publish_draft(
    conn: &mut PgConnection,
    publication: &PublishDraft,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<TariffVersion> {
    let tariff_id = TariffDraft::find(conn, publication.draft_id)?.tariff_id;
    TariffRecord::lock(conn, tariff_id)?;
    let draft = TariffDraft::lock(conn, publication.draft_id)?;
    check_is_open(&draft)?;
    if !draft.evidence.has_changes() {
        return Err(refused("unchanged", "changes no rate"));
    }
    let newest = TariffVersion::of_tariff(conn, tariff_id, 1)?.pop();
    let is_measured = |newest: &TariffVersion| newest.number == draft.evidence.version;
    let newest = newest.filter(is_measured).ok_or_else(|| {
        let message = "was made for an earlier version of the tariff: make another draft";
        refused("outdated", message)
    })?;
    let version = PublishVersion {
        tariff_id,
        document: draft.document.clone(),
        effective_from: publication.effective_from,
        published_by: publication.published_by,
        base_version_id: Some(newest.base_id()),
    };
    let version = publish_version(conn, &version, audit, now)?;
    draft.mark_published(conn, version.id)?;
    Ok(version)
}

/// Validates that a draft was neither published nor discarded.
pub(super) fn check_is_open(draft: &TariffDraft) -> Result<()> {
    if draft.published_version_id.is_some() {
        return Err(refused("published", "was published"));
    }
    if draft.discarded_at.is_some() {
        return Err(refused("discarded", "was discarded"));
    }
    Ok(())
}

fn refused(code: &'static str, message: &str) -> Error {
    Error::field("draft_id", code, message)
}
