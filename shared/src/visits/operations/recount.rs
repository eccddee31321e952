//! Records a count of the vehicles at a site.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use serde_json::json;

use crate::{
    Error, Result,
    places::models::site::Site,
    platform::{
        domain::ids::{RecountId, SiteId, ZoneId},
        models::audit::{AuditContext, AuditEvent},
    },
    visits::models::{recount::Recount, site_count},
};

/// Highest number of vehicles, as in the constraint `recounts_counted_valid`.
const MAX_COUNTED: i32 = 100_000;

/// Records the vehicles that an operator has counted at a site, or in one of its zones. Their
/// difference to the rows corrects the shown count until the next recount, and drivers without a
/// booking are refused while it leaves no free spot.
///
/// # Errors
/// `NotFound`; `Invalid` for a zone of another site, and for an impossible number.
pub fn recount(
    conn: &mut PgConnection,
    site: SiteId,
    zone: Option<ZoneId>,
    counted: i32,
    reason: &str,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<Recount> {
    let site = Site::find(conn, site)?;
    if !(0..=MAX_COUNTED).contains(&counted) {
        return Err(Error::field("counted", "out_of_range", "must be 0 to 100000"));
    }
    let count = site_count::of_sites(conn, &[site.id], now)?.pop().ok_or(Error::NotFound)?;
    let computed = match zone {
        None => count.taken,
        Some(zone) => {
            let level = count.levels.iter().find(|level| level.zone_id == zone);
            let unknown = || Error::field("zone_id", "unknown", "must be a zone of the site");
            level.ok_or_else(unknown)?.taken
        }
    };
    let recount = Recount {
        id: RecountId::new(),
        city_id: site.city_id,
        site_id: site.id,
        zone_id: zone,
        counted,
        computed: i32::try_from(computed).unwrap_or(i32::MAX),
        reason: reason.to_owned(),
        actor: audit.actor.clone(),
        at: now,
    };
    recount.insert(conn)?;
    let event = AuditEvent::new("site.recount", site.id.0).reason(reason).to(json!({
        "recount_id": recount.id, "zone_id": zone, "counted": counted,
        "computed": recount.computed,
    }));
    audit.record(conn, event, now)?;
    Ok(recount)
}
