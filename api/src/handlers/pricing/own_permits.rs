//! The reduced-rate permits of the signed-in driver.

use axum::{Json as Body, extract::State};
use chrono::{DateTime, Utc};
use serde::Serialize;
use shared::{Error, pricing::models::reduced_rate_permit::ReducedRatePermit};
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
    starts_at: DateTime<Utc>,
    /// Exclusive.
    ends_at: DateTime<Utc>,
}

/// Reduced-rate permits that are in force or begin later, the earliest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OwnPermits {
    permits: Vec<OwnPermit>,
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
    let found = app.db.read(move |conn| {
        let permits = ReducedRatePermit::current_of_user(conn, user.id, now)?;
        Ok::<_, Error>(permits)
    });
    let permits = found.await?.into_iter().map(|(permit, city)| OwnPermit {
        id: permit.id.0,
        city,
        starts_at: permit.starts_at,
        ends_at: permit.ends_at,
    });
    Ok(Body(OwnPermits { permits: permits.collect() }))
}
