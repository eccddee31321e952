//! Writes one batch of an import, with its audit event.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use serde_json::json;

use crate::{
    Result,
    places::import::{Report, SpotFile, write_batch},
    platform::{
        domain::ids::{CityId, ImportId},
        models::audit::{AuditContext, AuditEvent},
    },
};

/// Writes batch `number` of a file, and records an audit event if it changed anything. Idempotent.
pub(super) fn import_batch(
    conn: &mut PgConnection,
    city_id: CityId,
    file: &SpotFile,
    number: usize,
    import: Option<ImportId>,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<Report> {
    let batch = write_batch(conn, city_id, file, number, now)?;
    let counts = [batch.sites, batch.zones, batch.spots];
    let changed = counts.iter().any(|counts| counts.added + counts.changed > 0);
    if changed {
        let event = AuditEvent::new("city.import", city_id.0).to(json!({
            "import_id": import, "batch": number, "sites": batch.sites, "zones": batch.zones,
            "spots": batch.spots,
            "retired": batch.retired,
        }));
        audit.record(conn, event, now)?;
    }
    Ok(batch)
}
