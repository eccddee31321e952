//! Changes a spot.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use serde_json::json;

use super::check_near_city::check_near_city;
use crate::{
    Result,
    places::{
        domain::position::Position,
        models::{
            spot::Spot,
            spot_details::{SpotChanges, SpotDetails},
        },
    },
    platform::{
        domain::ids::SpotId,
        models::audit::{AuditContext, AuditEvent},
    },
};

/// Changes a spot, which may be retired. Locks the spot.
///
/// # Errors
/// `NotFound`; `Invalid` when the new position is far from the city.
pub fn update_spot(
    conn: &mut PgConnection,
    id: SpotId,
    changes: &SpotChanges,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<SpotDetails> {
    let spot = Spot::lock(conn, id)?;
    let before = SpotDetails::find(conn, id)?;
    if let (Some(lat), Some(lng)) = (changes.lat, changes.lng) {
        check_near_city(conn, before.city_id, "lat", &[Position { lat, lng }])?;
    }
    let after = SpotDetails::update(conn, &spot, changes, now)?;
    let event = AuditEvent::new("spot.update", id.0).change(json!(before), json!(after));
    audit.record(conn, event, now)?;
    Ok(after)
}
