//! Search of users.

use axum::{Json as Body, extract::State};
use serde::Serialize;
use shared::{
    Error,
    identity::models::user::{User, WantedUsers},
    platform::domain::ids::UserId,
};
use utoipa::ToSchema;

use super::ManagedUser;
use crate::{
    App,
    extract::{Operator, Query},
    handlers::admin::{next_cursor, place, text},
    problem::Problem,
};

/// A page of users, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Users {
    users: Vec<ManagedUser>,
    /// Pass as `cursor` to get the next page; `null` on the last page.
    next_cursor: Option<String>,
}

/// List users
#[utoipa::path(get, path = "/api/v1/admin/users", tag = "admin", security(("bearer" = [])),
    params(
        ("email" = Option<String>, Query,
        description = "Only whose address has this in it, whatever its case"),
        ("role" = Option<String>, Query, description = "`driver` or `operator`"),
        ("limit" = Option<i64>, Query, description = "1 to 100, default 50"),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the page before"),
    ),
    responses((status = 200, body = Users),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn search_users(
    State(app): State<App>,
    _: Operator,
    mut query: Query,
) -> Result<Body<Users>, Problem> {
    let (email, role) = (text(&mut query, "email"), text(&mut query, "role"));
    let (limit, before) = (query.limit(50, 100), place(&query)?.map(UserId));
    let wanted = query.finish(Some(WantedUsers { email, role, before }))?;
    let mut found =
        app.db.read(move |conn| Ok::<_, Error>(User::search(conn, &wanted, limit + 1)?)).await?;
    let next_cursor = next_cursor(&mut found, limit, |user| user.id.0);
    Ok(Body(Users { users: found.into_iter().map(ManagedUser::from).collect(), next_cursor }))
}
