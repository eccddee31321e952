//! Reduced-rate permits: list, grant and revoke; one file per operation.

mod grant;
mod list;
mod revoke;

use chrono::{DateTime, Utc};
use serde::Serialize;
use shared::pricing::models::reduced_rate_permit::ListedPermit;
use utoipa::ToSchema;
use uuid::Uuid;

pub(crate) use grant::*;
pub(crate) use list::*;
pub(crate) use revoke::*;

/// The right of a driver to the highest rate per hour that the terms of the city and its sites
/// state.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReducedRatePermitView {
    id: Uuid,
    /// Address of the driver's account.
    #[schema(example = "ann@example.com")]
    email: String,
    /// The operator's own number of the permit.
    #[schema(example = "2026-1047")]
    reference: String,
    starts_at: DateTime<Utc>,
    /// Exclusive.
    ends_at: DateTime<Utc>,
    /// User of the console; `null` for the command line.
    granted_by: Option<Uuid>,
    created_at: DateTime<Utc>,
    /// `null` unless it was revoked.
    revoked_at: Option<DateTime<Utc>>,
}

impl From<ListedPermit> for ReducedRatePermitView {
    fn from(listed: ListedPermit) -> Self {
        let ListedPermit { permit, email } = listed;
        Self {
            id: permit.id.0,
            email,
            reference: permit.reference,
            starts_at: permit.starts_at,
            ends_at: permit.ends_at,
            granted_by: permit.granted_by.map(|id| id.0),
            created_at: permit.created_at,
            revoked_at: permit.revoked_at,
        }
    }
}
