//! Lanes: entrances and exits of sites, with or without a barrier.

use chrono::{DateTime, Utc};
use diesel::{dsl::exists, prelude::*};
use serde::Serialize;

use crate::{
    equipment::domain::direction::LaneDirection,
    identity::domain::scope::GrantPlace,
    places::models::site::Site,
    platform::{
        db::schema::{cameras, devices, lanes},
        domain::ids::{CityId, DeviceId, LaneId, SiteId},
    },
};

#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Serialize)]
#[diesel(table_name = lanes, check_for_backend(diesel::pg::Pg))]
pub struct Lane {
    pub id: LaneId,
    pub city_id: CityId,
    pub site_id: SiteId,
    pub name: String,
    pub direction: LaneDirection,
    /// The device that opens the barrier; `None` without a barrier.
    pub gateway_id: Option<DeviceId>,
    pub created_at: DateTime<Utc>,
    /// `None` while it is in service.
    pub retired_at: Option<DateTime<Utc>>,
}

/// Changes of a lane; `None` keeps the value.
#[derive(Debug, Clone, Default)]
pub struct LaneChanges {
    pub name: Option<String>,
    pub direction: Option<LaneDirection>,
    /// `Some(None)` for no barrier.
    pub gateway_id: Option<Option<DeviceId>>,
    pub is_retired: Option<bool>,
}

/// The columns of [`LaneChanges`].
#[derive(AsChangeset)]
#[diesel(table_name = lanes)]
struct Columns<'a> {
    name: Option<&'a str>,
    direction: Option<LaneDirection>,
    gateway_id: Option<Option<DeviceId>>,
    retired_at: Option<Option<DateTime<Utc>>>,
}

impl Lane {
    pub fn place(&self) -> GrantPlace {
        GrantPlace::Site(self.city_id, self.site_id)
    }

    pub fn find(conn: &mut PgConnection, id: LaneId) -> QueryResult<Self> {
        lanes::table.filter(lanes::id.eq(id)).select(Self::as_select()).first(conn)
    }

    /// Reads the lane and locks its row.
    pub fn lock(conn: &mut PgConnection, id: LaneId) -> QueryResult<Self> {
        let found = lanes::table.filter(lanes::id.eq(id));
        found.select(Self::as_select()).for_no_key_update().first(conn)
    }

    /// Returns the lanes of a site, those in service first, then the oldest first.
    pub fn of_site(conn: &mut PgConnection, id: SiteId) -> QueryResult<Vec<Self>> {
        lanes::table
            .filter(lanes::site_id.eq(id))
            .order((lanes::retired_at.is_not_null(), lanes::id))
            .select(Self::as_select())
            .load(conn)
    }

    /// Returns whether a gateway or a camera controls an exit of a site: a vehicle does not leave
    /// unseen.
    pub fn has_controlled_exit(conn: &mut PgConnection, id: SiteId) -> QueryResult<bool> {
        let gateway = devices::table
            .filter(devices::id.nullable().eq(lanes::gateway_id))
            .filter(devices::revoked_at.is_null());
        let camera = cameras::table
            .filter(cameras::lane_id.eq(lanes::id))
            .filter(cameras::revoked_at.is_null());
        let controlled = lanes::table
            .filter(lanes::site_id.eq(id).and(lanes::retired_at.is_null()))
            .filter(lanes::direction.ne(LaneDirection::In))
            .filter(exists(gateway).or(exists(camera)))
            .select(lanes::id);
        Ok(controlled.first::<LaneId>(conn).optional()?.is_some())
    }

    /// Returns the lanes in service whose barrier the device opens, the oldest first.
    pub fn of_gateway(conn: &mut PgConnection, id: DeviceId) -> QueryResult<Vec<Self>> {
        lanes::table
            .filter(lanes::gateway_id.eq(id).and(lanes::retired_at.is_null()))
            .order(lanes::id)
            .select(Self::as_select())
            .load(conn)
    }

    pub fn insert(
        conn: &mut PgConnection,
        site: &Site,
        name: &str,
        direction: LaneDirection,
        gateway_id: Option<DeviceId>,
        now: DateTime<Utc>,
    ) -> QueryResult<Self> {
        diesel::insert_into(lanes::table)
            .values((
                lanes::id.eq(LaneId::new()),
                lanes::city_id.eq(site.city_id),
                lanes::site_id.eq(site.id),
                lanes::name.eq(name),
                lanes::direction.eq(direction),
                lanes::gateway_id.eq(gateway_id),
                lanes::created_at.eq(now),
            ))
            .returning(Self::as_returning())
            .get_result(conn)
    }

    /// Updates a locked lane. A lane that is retired already keeps the time.
    pub fn update(
        &self,
        conn: &mut PgConnection,
        changes: &LaneChanges,
        now: DateTime<Utc>,
    ) -> QueryResult<Self> {
        let retired_at =
            changes.is_retired.map(|is_retired| is_retired.then(|| self.retired_at.unwrap_or(now)));
        // The name replaces itself, because diesel refuses an update without changes.
        let columns = Columns {
            name: Some(changes.name.as_deref().unwrap_or(&self.name)),
            direction: changes.direction,
            gateway_id: changes.gateway_id,
            retired_at,
        };
        diesel::update(lanes::table.find((self.id, self.city_id)))
            .set(columns)
            .returning(Self::as_returning())
            .get_result(conn)
    }
}
