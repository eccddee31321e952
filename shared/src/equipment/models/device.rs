//! Devices of sites: gateways at barriers, and screens that show rotating codes.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use serde_json::{Value, json};

use crate::{
    equipment::domain::vendor::DeviceKind,
    identity::domain::scope::GrantPlace,
    places::models::site::Site,
    platform::{
        db::schema::devices,
        domain::ids::{CityId, DeviceId, SiteId},
    },
};

/// A device that was not seen for this long counts as offline.
const OFFLINE_AFTER: TimeDelta = TimeDelta::seconds(60);
/// Minimum time between two records of a request.
const SEEN_INTERVAL: TimeDelta = TimeDelta::seconds(30);

#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = devices, check_for_backend(diesel::pg::Pg))]
pub struct Device {
    pub id: DeviceId,
    pub city_id: CityId,
    pub site_id: SiteId,
    pub kind: DeviceKind,
    pub name: String,
    pub created_at: DateTime<Utc>,
    /// `None` while its key is valid.
    pub revoked_at: Option<DateTime<Utc>>,
    /// Time of its latest request, at most 30 s too early; `None` before the first one.
    pub last_seen_at: Option<DateTime<Utc>>,
}

/// A device to insert.
#[derive(Debug, Clone, Copy)]
pub struct NewDevice<'a> {
    pub id: DeviceId,
    pub kind: DeviceKind,
    pub name: &'a str,
    /// SHA-256 of the key.
    pub key_hash: &'a [u8],
}

impl Device {
    pub fn place(&self) -> GrantPlace {
        GrantPlace::Site(self.city_id, self.site_id)
    }

    /// Returns the device's name in the audit log.
    pub fn audit_name(&self) -> String {
        format!("device:{}", self.id)
    }

    /// Returns the fields that are recorded in the audit log.
    pub fn audit_fields(&self) -> Value {
        json!({ "site_id": self.site_id, "kind": self.kind, "name": self.name,
            "revoked_at": self.revoked_at })
    }

    /// Returns whether the device was seen in the last minute and its key is valid.
    pub fn is_online(&self, now: DateTime<Utc>) -> bool {
        self.revoked_at.is_none()
            && self.last_seen_at.is_some_and(|seen_at| now - seen_at <= OFFLINE_AFTER)
    }

    pub fn find(conn: &mut PgConnection, id: DeviceId) -> QueryResult<Self> {
        devices::table.filter(devices::id.eq(id)).select(Self::as_select()).first(conn)
    }

    /// Reads the device and locks its row.
    pub fn lock(conn: &mut PgConnection, id: DeviceId) -> QueryResult<Self> {
        let found = devices::table.filter(devices::id.eq(id));
        found.select(Self::as_select()).for_no_key_update().first(conn)
    }

    /// Returns the devices of a site, also revoked ones, the oldest first.
    pub fn of_site(conn: &mut PgConnection, id: SiteId) -> QueryResult<Vec<Self>> {
        devices::table
            .filter(devices::site_id.eq(id))
            .order(devices::id)
            .select(Self::as_select())
            .load(conn)
    }

    /// Returns the device with this id and this hash of its key, unless it is revoked.
    pub fn by_key(conn: &mut PgConnection, id: DeviceId, hash: &[u8]) -> QueryResult<Option<Self>> {
        devices::table
            .filter(devices::id.eq(id).and(devices::key_hash.eq(hash)))
            .filter(devices::revoked_at.is_null())
            .select(Self::as_select())
            .first(conn)
            .optional()
    }

    pub fn insert(
        conn: &mut PgConnection,
        site: &Site,
        new: &NewDevice<'_>,
        now: DateTime<Utc>,
    ) -> QueryResult<Self> {
        diesel::insert_into(devices::table)
            .values((
                devices::id.eq(new.id),
                devices::city_id.eq(site.city_id),
                devices::site_id.eq(site.id),
                devices::kind.eq(new.kind),
                devices::name.eq(new.name),
                devices::key_hash.eq(new.key_hash),
                devices::created_at.eq(now),
            ))
            .returning(Self::as_returning())
            .get_result(conn)
    }

    /// Marks a locked device as revoked.
    pub fn revoke(&self, conn: &mut PgConnection, now: DateTime<Utc>) -> QueryResult<Self> {
        diesel::update(devices::table.find((self.id, self.city_id)))
            .set(devices::revoked_at.eq(now))
            .returning(Self::as_returning())
            .get_result(conn)
    }

    /// Replaces the hash of the key.
    pub fn set_key(&self, conn: &mut PgConnection, hash: &[u8]) -> QueryResult<()> {
        diesel::update(devices::table.find((self.id, self.city_id)))
            .set(devices::key_hash.eq(hash))
            .execute(conn)
            .map(drop)
    }

    /// Records a request of the device, at most every 30 seconds.
    pub fn seen(&self, conn: &mut PgConnection, now: DateTime<Utc>) -> QueryResult<()> {
        if self.last_seen_at.is_some_and(|seen_at| now - seen_at < SEEN_INTERVAL) {
            return Ok(());
        }
        diesel::update(devices::table.find((self.id, self.city_id)))
            .set(devices::last_seen_at.eq(now))
            .execute(conn)
            .map(drop)
    }
}
