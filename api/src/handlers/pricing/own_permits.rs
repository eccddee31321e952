//! The reduced-rate permits of the signed-in driver.

use axum::{Json as Body, extract::State};
use chrono::{DateTime, Utc};
use serde::Serialize;
use shared::{Error, pricing::models::reduced_rate_permit::PermitInCity};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{App, extract::CurrentUser, problem::Problem};

/// A reduced-rate permit of the signed-in driver.
#[derive(Debug, Serialize, ToSchema)]
struct OwnPermit {
    id: Uuid,
    /// Name of the city.
    #[schema(example = "New York")]
    city: String,
    /// IANA time zone of the city.
    #[schema(example = "America/New_York")]
    time_zone: &'static str,
    /// The operator's own number of the permit.
    #[schema(example = "2026-1047")]
    reference: String,
    starts_at: DateTime<Utc>,
    /// Exclusive.
    ends_at: DateTime<Utc>,
}

/// Reduced-rate permits that are in force or begin later, the earliest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OwnPermits {
    permits: Vec<OwnPermit>,
}

impl From<PermitInCity> for OwnPermit {
    fn from(PermitInCity { permit, city, time_zone }: PermitInCity) -> Self {
        Self {
            id: permit.id.0,
            city,
            time_zone: time_zone.name(),
            reference: permit.reference,
            starts_at: permit.starts_at,
            ends_at: permit.ends_at,
        }
    }
}

/// List your reduced-rate permits
///
/// Quotes, holds and extensions in the city have the reduced rate; the search for spots shows the
/// prices without it.
#[utoipa::path(get, path = "/api/v1/account/reduced-rate-permits", tag = "accounts",
    security(("bearer" = [])),
    responses((status = 200, body = OwnPermits),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn list_own_permits(
    State(app): State<App>,
    user: CurrentUser,
) -> Result<Body<OwnPermits>, Problem> {
    let now = app.now();
    let found =
        app.db.read(move |conn| Ok::<_, Error>(PermitInCity::current_of_user(conn, user.id, now)?));
    let permits = found.await?.into_iter().map(OwnPermit::from).collect();
    Ok(Body(OwnPermits { permits }))
}
