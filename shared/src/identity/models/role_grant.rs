//! Roles of users by place. A revoked grant is kept.

use chrono::{DateTime, Utc};
use diesel::{
    dsl::{exists, sql},
    prelude::*,
    result::Error as DieselError,
    select, sql_query,
    sql_types::Bool,
};
use serde_json::{Value, json};

use crate::{
    Error, Result,
    identity::domain::{
        role::Role,
        scope::{GrantPlace, GrantedRole, Scope},
    },
    platform::{
        db::schema::{role_grants, sites, users},
        domain::ids::{CityId, RoleGrantId, SiteId, UserId},
        error::violates,
    },
};

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = role_grants, check_for_backend(diesel::pg::Pg))]
pub struct RoleGrant {
    pub id: RoleGrantId,
    pub user_id: UserId,
    pub role: Role,
    /// `None` for everywhere.
    pub city_id: Option<CityId>,
    /// `None` if the grant is not limited to a site.
    pub site_id: Option<SiteId>,
    /// Actor, as in the audit log.
    pub granted_by: String,
    pub granted_at: DateTime<Utc>,
    pub note: Option<String>,
    pub revoked_by: Option<String>,
    /// `None` while the grant is active.
    pub revoked_at: Option<DateTime<Utc>>,
}

/// A grant with the address of its user and the name of its site.
#[derive(Debug, Clone, Queryable)]
pub struct ListedRoleGrant {
    pub grant: RoleGrant,
    pub email: String,
    /// `None` if the grant is not limited to a site.
    pub site_name: Option<String>,
}

/// A filter for grants.
#[derive(Debug, Clone, Default)]
pub struct RoleGrantFilter {
    pub user_id: Option<UserId>,
    pub role: Option<Role>,
    pub city_id: Option<CityId>,
    /// Without revoked grants.
    pub is_active: bool,
    /// Only grants created before this one.
    pub before: Option<RoleGrantId>,
}

impl RoleGrant {
    pub fn place(&self) -> GrantPlace {
        GrantPlace::new(self.city_id, self.site_id)
    }

    /// Returns the fields that are recorded in the audit log.
    pub fn audit_fields(&self) -> Value {
        json!({ "role_grant_id": self.id, "role": self.role, "city_id": self.city_id,
            "site_id": self.site_id })
    }

    /// Inserts a grant. `Invalid` when the city or the site does not exist.
    pub fn insert(
        conn: &mut PgConnection,
        user_id: UserId,
        granted: GrantedRole,
        actor: &str,
        note: Option<&str>,
        now: DateTime<Utc>,
    ) -> Result<Self> {
        diesel::insert_into(role_grants::table)
            .values((
                role_grants::id.eq(RoleGrantId::new()),
                role_grants::user_id.eq(user_id),
                role_grants::role.eq(granted.role),
                role_grants::city_id.eq(granted.place.city()),
                role_grants::site_id.eq(granted.place.site()),
                role_grants::granted_by.eq(actor),
                role_grants::granted_at.eq(now),
                role_grants::note.eq(note),
            ))
            .returning(Self::as_returning())
            .get_result(conn)
            .map_err(unknown_place)
    }

    pub fn find(conn: &mut PgConnection, id: RoleGrantId) -> QueryResult<Self> {
        role_grants::table.find(id).select(Self::as_select()).first(conn)
    }

    /// Returns the active grant of this role in exactly this place.
    pub fn find_active(
        conn: &mut PgConnection,
        user_id: UserId,
        granted: GrantedRole,
    ) -> QueryResult<Option<Self>> {
        role_grants::table
            .filter(role_grants::user_id.eq(user_id).and(role_grants::revoked_at.is_null()))
            .filter(role_grants::role.eq(granted.role))
            .filter(role_grants::city_id.is_not_distinct_from(granted.place.city()))
            .filter(role_grants::site_id.is_not_distinct_from(granted.place.site()))
            .select(Self::as_select())
            .first(conn)
            .optional()
    }

    /// Returns the active grants of a user, the oldest first.
    pub fn active_of(conn: &mut PgConnection, user_id: UserId) -> QueryResult<Vec<Self>> {
        role_grants::table
            .filter(role_grants::user_id.eq(user_id).and(role_grants::revoked_at.is_null()))
            .order(role_grants::id)
            .select(Self::as_select())
            .load(conn)
    }

    /// Marks the grant as revoked.
    pub fn revoke(
        &self,
        conn: &mut PgConnection,
        actor: &str,
        now: DateTime<Utc>,
    ) -> QueryResult<Self> {
        diesel::update(role_grants::table.find(self.id))
            .set((role_grants::revoked_by.eq(actor), role_grants::revoked_at.eq(now)))
            .returning(Self::as_returning())
            .get_result(conn)
    }

    /// Returns the grants that match the filter in a scope, newest first.
    pub fn search(
        conn: &mut PgConnection,
        filter: &RoleGrantFilter,
        scope: &Scope,
        limit: i64,
    ) -> QueryResult<Vec<ListedRoleGrant>> {
        let of_grant = role_grants::site_id
            .eq(sites::id.nullable())
            .and(role_grants::city_id.eq(sites::city_id.nullable()));
        let mut query = role_grants::table
            .inner_join(users::table.on(users::id.eq(role_grants::user_id)))
            .left_join(sites::table.on(of_grant))
            .select((Self::as_select(), users::email, sites::name.nullable()))
            .into_boxed();
        if let Scope::Places { cities, sites } = scope {
            let of_city = role_grants::city_id.eq_any(cities);
            query = query.filter(of_city.or(role_grants::site_id.eq_any(sites)));
        }
        if let Some(user_id) = filter.user_id {
            query = query.filter(role_grants::user_id.eq(user_id));
        }
        if let Some(role) = filter.role {
            query = query.filter(role_grants::role.eq(role));
        }
        if let Some(city_id) = filter.city_id {
            query = query.filter(role_grants::city_id.eq(city_id));
        }
        if filter.is_active {
            query = query.filter(role_grants::revoked_at.is_null());
        }
        if let Some(before) = filter.before {
            query = query.filter(role_grants::id.lt(before));
        }
        query.order(role_grants::id.desc()).limit(limit).load(conn)
    }
}

/// Revokes the roles of erased users, which an earlier version of the program leaves active.
pub(super) fn purge(conn: &mut PgConnection, now: DateTime<Utc>) -> QueryResult<()> {
    let erased = users::table.filter(users::erased_at.is_not_null()).select(users::id);
    let active = role_grants::table
        .filter(role_grants::user_id.eq_any(erased).and(role_grants::revoked_at.is_null()));
    diesel::update(active)
        .set((role_grants::revoked_at.eq(now), role_grants::revoked_by.eq("users.erased_at")))
        .execute(conn)
        .map(drop)
}

/// Returns the active roles of a user.
pub fn roles_of(conn: &mut PgConnection, user_id: UserId) -> QueryResult<Vec<GrantedRole>> {
    let grants = RoleGrant::active_of(conn, user_id)?;
    Ok(grants.iter().map(|grant| GrantedRole { role: grant.role, place: grant.place() }).collect())
}

/// Returns the active roles of these users, each role of a user once.
pub fn roles_of_users(
    conn: &mut PgConnection,
    users: &[UserId],
) -> QueryResult<Vec<(UserId, Role)>> {
    role_grants::table
        .filter(role_grants::user_id.eq_any(users).and(role_grants::revoked_at.is_null()))
        .select((role_grants::user_id, role_grants::role))
        .distinct()
        .order((role_grants::user_id, role_grants::role))
        .load(conn)
}

/// Serializes all changes that could remove the last admin, with an advisory lock until the
/// transaction ends. Call it before locking any user.
pub fn lock_admins(conn: &mut PgConnection) -> QueryResult<()> {
    sql_query("select pg_advisory_xact_lock(hashtext('curbhold.admins'))").execute(conn).map(drop)
}

/// Returns whether a user other than `except` has the role `admin` everywhere and is enabled. Call
/// [`lock_admins`] first.
pub fn has_other_admin(conn: &mut PgConnection, except: UserId) -> QueryResult<bool> {
    let other = role_grants::table
        .inner_join(users::table.on(users::id.eq(role_grants::user_id)))
        .filter(is_admin_everywhere())
        .filter(users::id.ne(except).and(users::disabled_at.is_null()));
    select(exists(other)).get_result(conn)
}

/// Returns whether the user has the role `admin` everywhere.
pub fn is_admin(conn: &mut PgConnection, user_id: UserId) -> QueryResult<bool> {
    let own =
        role_grants::table.filter(is_admin_everywhere()).filter(role_grants::user_id.eq(user_id));
    select(exists(own)).get_result(conn)
}

fn is_admin_everywhere() -> diesel::expression::SqlLiteral<Bool> {
    sql("(role_grants.role = 'admin' and role_grants.city_id is null \
        and role_grants.revoked_at is null)")
}

fn unknown_place(error: DieselError) -> Error {
    if violates(&error, "role_grants_city_id_fkey") {
        Error::field("city_id", "unknown", "must be the id of a city")
    } else if violates(&error, "role_grants_site_id_fkey") {
        Error::field("site_id", "unknown", "must be the id of a site of the city")
    } else {
        error.into()
    }
}
