//! Role grants: list, grant and revoke; one file per operation.

mod create;
mod list;
mod revoke;
mod roles;

use chrono::{DateTime, Utc};
use serde::Serialize;
use shared::identity::{domain::role::Role, models::role_grant::RoleGrant};
use utoipa::ToSchema;
use uuid::Uuid;

pub(crate) use create::*;
pub(crate) use list::*;
pub(crate) use revoke::*;
pub(crate) use roles::*;

/// A role of a user in a place.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RoleGrantView {
    id: Uuid,
    user_id: Uuid,
    /// `admin`, `operator`, `officer`, `technician` or `analyst`.
    #[schema(value_type = String, example = "operator")]
    role: Role,
    /// City in which the role applies; `null` for everywhere.
    city_id: Option<Uuid>,
    /// Site of the city in which the role applies; `null` for the whole city.
    site_id: Option<Uuid>,
    /// Principal that granted the role, as in the audit log.
    granted_by: String,
    granted_at: DateTime<Utc>,
    /// Reason for the grant.
    note: Option<String>,
    /// Principal that revoked the role.
    revoked_by: Option<String>,
    /// `null` while the role is active.
    revoked_at: Option<DateTime<Utc>>,
}

impl From<RoleGrant> for RoleGrantView {
    fn from(grant: RoleGrant) -> Self {
        Self {
            id: grant.id.0,
            user_id: grant.user_id.0,
            role: grant.role,
            city_id: grant.city_id.map(|id| id.0),
            site_id: grant.site_id.map(|id| id.0),
            granted_by: grant.granted_by,
            granted_at: grant.granted_at,
            note: grant.note,
            revoked_by: grant.revoked_by,
            revoked_at: grant.revoked_at,
        }
    }
}
