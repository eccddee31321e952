//! Issues an entry code of a site.

use chrono::{DateTime, Utc};
use diesel::{Connection as _, OptionalExtension as _, PgConnection};
use serde_json::json;

use super::create_lane::site_in_service;
use crate::{
    Error, Result,
    equipment::{
        domain::{code_kind::CodeKind, words::words_of},
        models::{
            entry_code::{EntryCode, NewEntryCode},
            lane::Lane,
        },
    },
    places::models::{place, site::Site, spot::Spot},
    platform::{
        domain::ids::{LaneId, SiteId, SpotId},
        error::violates,
        models::audit::{AuditContext, AuditEvent},
    },
};

/// Draws of words, of which each is taken with a probability of the number of codes in 2²⁴.
const DRAWS: usize = 5;

/// A code to issue.
#[derive(Debug, Clone)]
pub struct NewCode {
    pub site_id: SiteId,
    pub kind: CodeKind,
    /// Lane whose barrier the code opens; not of a spot.
    pub lane_id: Option<LaneId>,
    /// Only, and always, of the kind `spot`.
    pub spot_id: Option<SpotId>,
    /// For a screen; not of a spot.
    pub is_rotating: bool,
}

/// Issues a code with words that no active code has. Locks the site.
///
/// # Errors
/// `NotFound` for the site; `Invalid` when the site is retired, or lane, spot and kind do not fit.
pub fn issue_code(
    conn: &mut PgConnection,
    new: &NewCode,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<EntryCode> {
    let code = insert_code(conn, new, 1, &audit.actor, now)?;
    audit.record(conn, AuditEvent::new("code.issue", code.id.0).to(json!(code)), now)?;
    Ok(code)
}

/// Validates and inserts a code.
pub(super) fn insert_code(
    conn: &mut PgConnection,
    new: &NewCode,
    serial: i32,
    actor: &str,
    now: DateTime<Utc>,
) -> Result<EntryCode> {
    let site = site_in_service(conn, new.site_id)?;
    check(conn, &site, new)?;
    for _ in 0..DRAWS {
        let words = words_of(rand::random());
        let new = NewEntryCode {
            city_id: site.city_id,
            site_id: site.id,
            kind: new.kind,
            lane_id: new.lane_id,
            spot_id: new.spot_id,
            serial,
            words: &words,
            is_rotating: new.is_rotating,
            created_by: actor,
            created_at: now,
        };
        match conn.transaction(|conn| EntryCode::insert(conn, &new)) {
            Err(error) if violates(&error, "entry_codes_words_key") => {}
            inserted => return Ok(inserted?),
        }
    }
    Err(Error::Internal(format!("{DRAWS} draws of words were taken")))
}

fn check(conn: &mut PgConnection, site: &Site, new: &NewCode) -> Result<()> {
    match (new.kind, new.spot_id) {
        (CodeKind::Spot, None) => {
            Err(Error::field("spot_id", "required", "must be given for the code of a spot"))
        }
        (CodeKind::Spot, Some(_)) if new.lane_id.is_some() => {
            Err(Error::field("lane_id", "conflicting", "must not be given for the code of a spot"))
        }
        (CodeKind::Spot, Some(_)) if new.is_rotating => {
            Err(Error::field("is_rotating", "conflicting", "must be false for the code of a spot"))
        }
        (CodeKind::Spot, Some(spot)) => check_spot(conn, site, spot),
        (CodeKind::Entrance | CodeKind::Exit, Some(_)) => {
            Err(Error::field("spot_id", "conflicting", "must be given only for the code of a spot"))
        }
        (CodeKind::Entrance | CodeKind::Exit, None) => match new.lane_id {
            Some(lane) => check_lane(conn, site, lane, new.kind == CodeKind::Exit),
            None => Ok(()),
        },
    }
}

fn check_spot(conn: &mut PgConnection, site: &Site, id: SpotId) -> Result<()> {
    let is_in_service = Spot::find_in_service(conn, id).optional()?.is_some();
    if is_in_service && place::of_spot(conn, id)? == site.place() {
        return Ok(());
    }
    Err(Error::field("spot_id", "unknown", "must be the id of a spot of the site in service"))
}

fn check_lane(conn: &mut PgConnection, site: &Site, id: LaneId, is_exit: bool) -> Result<()> {
    let lane = Lane::find(conn, id).optional()?;
    match lane.filter(|lane| lane.site_id == site.id && lane.retired_at.is_none()) {
        None => {
            Err(Error::field("lane_id", "unknown", "must be the id of a lane of the site in use"))
        }
        Some(lane) if !lane.direction.admits(is_exit) => {
            Err(Error::field("lane_id", "conflicting", "must be a lane of the same direction"))
        }
        Some(_) => Ok(()),
    }
}
