//! Exits by passes whose visits are not known: the arrival may be reported later, by a device that
//! is offline.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use super::lane::Lane;
use crate::platform::{
    db::schema::lone_exits,
    domain::ids::{CityId, LaneId, LoneExitId, SiteId},
};

/// Time in which the same exit may have been recorded again.
const SAME_EXIT: TimeDelta = TimeDelta::minutes(10);

#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = lone_exits, check_for_backend(diesel::pg::Pg))]
pub struct LoneExit {
    pub id: LoneExitId,
    pub city_id: CityId,
    pub site_id: SiteId,
    pub lane_id: LaneId,
    /// Id of the reservation or of the user of the pass.
    pub subject: Uuid,
    pub at: DateTime<Utc>,
}

impl LoneExit {
    /// Inserts an exit by the pass of a reservation or of a user.
    pub fn insert(
        conn: &mut PgConnection,
        lane: &Lane,
        subject: Uuid,
        at: DateTime<Utc>,
    ) -> QueryResult<()> {
        diesel::insert_into(lone_exits::table)
            .values((
                lone_exits::id.eq(LoneExitId::new()),
                lone_exits::city_id.eq(lane.city_id),
                lone_exits::site_id.eq(lane.site_id),
                lone_exits::lane_id.eq(lane.id),
                lone_exits::subject.eq(subject),
                lone_exits::at.eq(at),
            ))
            .execute(conn)
            .map(drop)
    }

    /// Returns the first exit of one of the subjects from a site after `at`.
    pub fn first_after(
        conn: &mut PgConnection,
        site: SiteId,
        subjects: &[Uuid],
        at: DateTime<Utc>,
    ) -> QueryResult<Option<Self>> {
        lone_exits::table
            .filter(lone_exits::site_id.eq(site).and(lone_exits::subject.eq_any(subjects)))
            .filter(lone_exits::at.gt(at))
            .order((lone_exits::at, lone_exits::id))
            .select(Self::as_select())
            .first(conn)
            .optional()
    }

    /// Deletes the exits of the subjects from the site that are this one, because its visit is
    /// known now.
    pub fn delete(&self, conn: &mut PgConnection, subjects: &[Uuid]) -> QueryResult<()> {
        let same = lone_exits::table
            .filter(lone_exits::site_id.eq(self.site_id))
            .filter(lone_exits::subject.eq_any(subjects))
            .filter(lone_exits::at.between(self.at, self.at + SAME_EXIT));
        diesel::delete(same).execute(conn).map(drop)
    }
}
