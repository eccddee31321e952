//! Cameras at lanes. A secret in the path of their webhook authenticates them.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde_json::{Value, json};

use super::lane::Lane;
use crate::{
    equipment::domain::vendor::CameraVendor,
    identity::domain::scope::GrantPlace,
    platform::{
        db::schema::{cameras, plate_reads},
        domain::ids::{CameraId, CityId, LaneId, SiteId},
    },
};

#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = cameras, check_for_backend(diesel::pg::Pg))]
pub struct Camera {
    pub id: CameraId,
    pub city_id: CityId,
    pub site_id: SiteId,
    pub lane_id: LaneId,
    pub name: String,
    pub vendor: CameraVendor,
    pub created_at: DateTime<Utc>,
    /// `None` while its secret is valid.
    pub revoked_at: Option<DateTime<Utc>>,
}

/// A camera to insert.
#[derive(Debug, Clone, Copy)]
pub struct NewCamera<'a> {
    pub lane: &'a Lane,
    pub name: &'a str,
    pub vendor: CameraVendor,
    /// SHA-256 of the secret.
    pub secret_hash: &'a [u8],
}

impl Camera {
    pub fn place(&self) -> GrantPlace {
        GrantPlace::Site(self.city_id, self.site_id)
    }

    /// Returns the camera's name in the audit log.
    pub fn audit_name(&self) -> String {
        format!("camera:{}", self.id)
    }

    /// Returns the fields that are recorded in the audit log.
    pub fn audit_fields(&self) -> Value {
        json!({ "site_id": self.site_id, "lane_id": self.lane_id, "name": self.name,
            "vendor": self.vendor, "revoked_at": self.revoked_at })
    }

    pub fn find(conn: &mut PgConnection, id: CameraId) -> QueryResult<Self> {
        cameras::table.filter(cameras::id.eq(id)).select(Self::as_select()).first(conn)
    }

    /// Reads the camera and locks its row.
    pub fn lock(conn: &mut PgConnection, id: CameraId) -> QueryResult<Self> {
        let found = cameras::table.filter(cameras::id.eq(id));
        found.select(Self::as_select()).for_no_key_update().first(conn)
    }

    /// Returns the cameras of a site, also revoked ones, the oldest first.
    pub fn of_site(conn: &mut PgConnection, id: SiteId) -> QueryResult<Vec<Self>> {
        cameras::table
            .filter(cameras::site_id.eq(id))
            .order(cameras::id)
            .select(Self::as_select())
            .load(conn)
    }

    /// Returns the time of the camera's latest reading; `None` if none is kept.
    pub fn last_read_at(
        conn: &mut PgConnection,
        id: CameraId,
    ) -> QueryResult<Option<DateTime<Utc>>> {
        let of_camera = plate_reads::table.filter(plate_reads::camera_id.eq(id));
        of_camera.select(diesel::dsl::max(plate_reads::received_at)).first(conn)
    }

    /// Returns the camera with this id and this hash of its secret, unless it is revoked.
    pub fn by_secret(
        conn: &mut PgConnection,
        id: CameraId,
        hash: &[u8],
    ) -> QueryResult<Option<Self>> {
        cameras::table
            .filter(cameras::id.eq(id).and(cameras::secret_hash.eq(hash)))
            .filter(cameras::revoked_at.is_null())
            .select(Self::as_select())
            .first(conn)
            .optional()
    }

    pub fn insert(
        conn: &mut PgConnection,
        new: &NewCamera<'_>,
        now: DateTime<Utc>,
    ) -> QueryResult<Self> {
        diesel::insert_into(cameras::table)
            .values((
                cameras::id.eq(CameraId::new()),
                cameras::city_id.eq(new.lane.city_id),
                cameras::site_id.eq(new.lane.site_id),
                cameras::lane_id.eq(new.lane.id),
                cameras::name.eq(new.name),
                cameras::vendor.eq(new.vendor),
                cameras::secret_hash.eq(new.secret_hash),
                cameras::created_at.eq(now),
            ))
            .returning(Self::as_returning())
            .get_result(conn)
    }

    /// Marks a locked camera as revoked.
    pub fn revoke(&self, conn: &mut PgConnection, now: DateTime<Utc>) -> QueryResult<Self> {
        diesel::update(cameras::table.find((self.id, self.city_id)))
            .set(cameras::revoked_at.eq(now))
            .returning(Self::as_returning())
            .get_result(conn)
    }
}
