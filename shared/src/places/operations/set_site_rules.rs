//! Sets the rules of entry of a site.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use serde_json::{Value, json};

use crate::{
    Result,
    places::{
        domain::site_rules::SiteRules,
        models::{
            site::Site,
            site_rules::{of_site, set},
        },
    },
    platform::{
        domain::ids::SiteId,
        models::audit::{AuditContext, AuditEvent},
    },
};

/// Replaces the rules of entry of a site. They apply to new visits, and to reservations from now
/// on. Locks the site.
///
/// # Errors
/// `NotFound`.
pub fn set_site_rules(
    conn: &mut PgConnection,
    id: SiteId,
    rules: &SiteRules,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<SiteRules> {
    let site = Site::lock(conn, id)?;
    let before = of_site(conn, id)?;
    set(conn, &site, rules, now)?;
    let after = of_site(conn, id)?;
    let event = AuditEvent::new("site.set_rules", id.0).change(fields(&before), fields(&after));
    audit.record(conn, event, now)?;
    Ok(after)
}

/// Returns the rules as the audit log records them; times in seconds.
fn fields(rules: &SiteRules) -> Value {
    json!({
        "numbering": rules.numbering,
        "anti_passback": rules.anti_passback,
        "max_visit_seconds": rules.max_visit.map(|time| time.num_seconds()),
        "remind_after_seconds": rules.remind_after.num_seconds(),
        "geofence_m": rules.geofence_m,
        "few_at_percent": rules.few_at_percent,
        "free_from_percent": rules.free_from_percent,
        "full_at": rules.full_at,
        "few_from": rules.few_from,
        "min_confidence_percent": rules.min_confidence_percent,
        "opens_on_similar": rules.opens_on_similar,
        "keeps_images": rules.keeps_images,
    })
}
