//! Readings by the time at which the vehicles were there.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::{dsl::not, prelude::*};

use super::{Row, StoredRead};
use crate::{
    equipment::domain::{
        direction::{LaneDirection, ReadDirection},
        plate_read::ReadOutcome,
        read_time::ReadTime,
    },
    platform::{
        db::schema::{cameras, lanes, plate_reads},
        domain::ids::{CameraId, LaneId, SiteId},
    },
};

type Times = (DateTime<Utc>, DateTime<Utc>, Option<DateTime<Utc>>);

impl StoredRead {
    /// Returns the times of the camera's latest readings, the latest first.
    pub fn times(
        conn: &mut PgConnection,
        camera: CameraId,
        limit: i64,
    ) -> QueryResult<Vec<ReadTime>> {
        let times: Vec<Times> = plate_reads::table
            .filter(plate_reads::camera_id.eq(camera))
            .order((plate_reads::received_at.desc(), plate_reads::id.desc()))
            .select((plate_reads::captured_at, plate_reads::received_at, plate_reads::seen_at))
            .limit(limit)
            .load(conn)?;
        let times = times.into_iter().map(|(captured_at, received_at, seen_at)| ReadTime {
            captured_at,
            received_at,
            seen_at: seen_at.unwrap_or(received_at),
        });
        Ok(times.collect())
    }

    /// Returns the latest reading in which the camera saw the plate less than `within` before or
    /// after this one. Duplicates do not count, nor does a reading that waits for review and has
    /// less confidence than this one.
    pub fn recent(&self, conn: &mut PgConnection, within: TimeDelta) -> QueryResult<Option<Self>> {
        let (since, until) = (self.seen_at - within, self.seen_at + within);
        let is_better = plate_reads::outcome
            .eq(ReadOutcome::Review)
            .and(plate_reads::confidence_percent.lt(self.confidence_percent));
        let was_prompt = plate_reads::seen_at.is_null().and(plate_reads::received_at.lt(until));
        let was_late = plate_reads::seen_at.gt(since).and(plate_reads::seen_at.lt(until));
        plate_reads::table
            .filter(plate_reads::camera_id.eq(self.camera_id))
            .filter(plate_reads::plate_hash.eq(&self.plate.hash))
            // No vehicle is seen after the receipt.
            .filter(plate_reads::received_at.gt(since))
            .filter(was_prompt.or(was_late))
            .filter(plate_reads::id.ne(self.id))
            .filter(plate_reads::outcome.ne(ReadOutcome::Duplicate))
            .filter(not(is_better))
            .order((plate_reads::received_at.desc(), plate_reads::id.desc()))
            .select(Row::as_select())
            .first(conn)
            .optional()
            .map(|found| found.map(Self::from))
    }

    /// Returns the first reading of a plate at an exit of a site after `at` that belongs to no
    /// visit, with its lane.
    pub fn exit_after(
        conn: &mut PgConnection,
        site: SiteId,
        hashes: &[Vec<u8>],
        at: DateTime<Utc>,
    ) -> QueryResult<Option<(Self, LaneId)>> {
        let leaves = lanes::direction.eq(LaneDirection::Out).or(lanes::direction
            .eq(LaneDirection::Both)
            .and(plate_reads::direction.eq(ReadDirection::Out)));
        let found: Option<(Row, LaneId)> = plate_reads::table
            .inner_join(cameras::table.on(cameras::id.eq(plate_reads::camera_id)))
            .inner_join(lanes::table.on(lanes::id.eq(cameras::lane_id)))
            .filter(cameras::site_id.eq(site))
            .filter(plate_reads::plate_hash.eq_any(hashes))
            .filter(plate_reads::received_at.gt(at))
            .filter(plate_reads::seen_at.is_null().or(plate_reads::seen_at.gt(at)))
            .filter(plate_reads::outcome.eq(ReadOutcome::NoMatch))
            .filter(leaves)
            .order((plate_reads::received_at, plate_reads::id))
            .select((Row::as_select(), lanes::id))
            .first(conn)
            .optional()?;
        Ok(found.map(|(row, lane)| (Self::from(row), lane)))
    }
}
