//! Retention of readings, pictures, commands, incidents, and events and exits that devices report.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;

use super::barrier_command::BarrierCommand;
use crate::{
    equipment::domain::plate_read::ReadOutcome,
    platform::{
        db::schema::{
            barrier_commands, device_events, incidents, lone_exits, plate_images, plate_reads,
        },
        domain::ids::{BarrierCommandId, DeviceEventId, IncidentId, LoneExitId, PlateReadId},
    },
};

/// Retention of readings.
const READS: TimeDelta = TimeDelta::hours(48);
/// Retention of pictures, and of readings on which an operator decides.
const REVIEWS: TimeDelta = TimeDelta::days(7);
/// Retention of commands and events of devices.
const REPORTS: TimeDelta = TimeDelta::days(90);
/// Retention of exits without a visit: the maximum age of an arrival that is reported.
const LONE_EXITS: TimeDelta = TimeDelta::days(7);
/// Retention of incidents, resolved or not.
const INCIDENTS: TimeDelta = TimeDelta::days(365);
/// Maximum number of rows of a table that one call deletes.
const AT_ONCE: i64 = 1_000;
/// Outcomes of readings on which an operator decides.
const REVIEWED: [ReadOutcome; 3] =
    [ReadOutcome::Review, ReadOutcome::Admitted, ReadOutcome::Dismissed];

/// Marks commands as expired, and deletes the rows of this subject that are past their retention.
pub fn purge(conn: &mut PgConnection, now: DateTime<Utc>) -> QueryResult<()> {
    BarrierCommand::expire(conn, now)?;
    delete_images(conn, now)?;
    delete_reads(conn, now)?;
    delete_commands(conn, now)?;
    delete_events(conn, now)?;
    delete_lone_exits(conn, now)?;
    delete_incidents(conn, now)
}

fn delete_images(conn: &mut PgConnection, now: DateTime<Utc>) -> QueryResult<()> {
    let old: Vec<PlateReadId> = plate_images::table
        .filter(plate_images::created_at.lt(now - REVIEWS))
        .select(plate_images::read_id)
        .limit(AT_ONCE)
        .load(conn)?;
    diesel::delete(plate_images::table.filter(plate_images::read_id.eq_any(old)))
        .execute(conn)
        .map(drop)
}

/// Deletes readings; the database deletes their pictures.
fn delete_reads(conn: &mut PgConnection, now: DateTime<Utc>) -> QueryResult<()> {
    let is_short = diesel::dsl::not(plate_reads::outcome.eq_any(REVIEWED));
    let is_old = plate_reads::received_at
        .lt(now - REVIEWS)
        .or(plate_reads::received_at.lt(now - READS).and(is_short));
    let old: Vec<PlateReadId> =
        plate_reads::table.filter(is_old).select(plate_reads::id).limit(AT_ONCE).load(conn)?;
    diesel::delete(plate_reads::table.filter(plate_reads::id.eq_any(old))).execute(conn).map(drop)
}

fn delete_commands(conn: &mut PgConnection, now: DateTime<Utc>) -> QueryResult<()> {
    let old: Vec<BarrierCommandId> = barrier_commands::table
        .filter(barrier_commands::issued_at.lt(now - REPORTS))
        .select(barrier_commands::id)
        .limit(AT_ONCE)
        .load(conn)?;
    diesel::delete(barrier_commands::table.filter(barrier_commands::id.eq_any(old)))
        .execute(conn)
        .map(drop)
}

fn delete_events(conn: &mut PgConnection, now: DateTime<Utc>) -> QueryResult<()> {
    let old: Vec<DeviceEventId> = device_events::table
        .filter(device_events::received_at.lt(now - REPORTS))
        .select(device_events::id)
        .limit(AT_ONCE)
        .load(conn)?;
    diesel::delete(device_events::table.filter(device_events::id.eq_any(old)))
        .execute(conn)
        .map(drop)
}

fn delete_lone_exits(conn: &mut PgConnection, now: DateTime<Utc>) -> QueryResult<()> {
    let old: Vec<LoneExitId> = lone_exits::table
        .filter(lone_exits::at.lt(now - LONE_EXITS))
        .select(lone_exits::id)
        .limit(AT_ONCE)
        .load(conn)?;
    diesel::delete(lone_exits::table.filter(lone_exits::id.eq_any(old))).execute(conn).map(drop)
}

fn delete_incidents(conn: &mut PgConnection, now: DateTime<Utc>) -> QueryResult<()> {
    let old: Vec<IncidentId> = incidents::table
        .filter(incidents::created_at.lt(now - INCIDENTS))
        .select(incidents::id)
        .limit(AT_ONCE)
        .load(conn)?;
    diesel::delete(incidents::table.filter(incidents::id.eq_any(old))).execute(conn).map(drop)
}
