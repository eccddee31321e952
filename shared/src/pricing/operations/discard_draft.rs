//! Discards a draft version.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use serde_json::json;

use super::publish_draft::check_is_open;
use crate::{
    Result,
    platform::{
        domain::ids::TariffDraftId,
        models::audit::{AuditContext, AuditEvent},
    },
    pricing::models::tariff_draft::TariffDraft,
};

/// Discards a draft, which is kept with its evidence. Locks it.
///
/// # Errors
/// `NotFound`; `Invalid` when the draft was published or discarded.
pub fn discard_draft(
    conn: &mut PgConnection,
    id: TariffDraftId,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<TariffDraft> {
    let draft = TariffDraft::lock(conn, id)?;
    check_is_open(&draft)?;
    let after = draft.discard(conn, now)?;
    let event = AuditEvent::new("tariff.discard_draft", draft.tariff_id.0);
    audit.record(conn, event.to(json!({ "draft_id": id })), now)?;
    Ok(after)
}
