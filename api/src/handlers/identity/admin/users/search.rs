//! Search of users.

use axum::{Json as Body, extract::State};
use serde::{Deserialize, Serialize};
use shared::{
    Error,
    identity::models::{
        role_grant,
        user::{User, UserFilter},
    },
    platform::domain::ids::UserId,
};
use utoipa::{IntoParams, ToSchema};

use super::ManagedUser;
use crate::{
    App,
    cursor::Cursor,
    extract::{Limit, Params, Permitted, SearchText, permissions::ViewUsers},
    handlers::admin::next_cursor,
    problem::Problem,
};

/// A page of users, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Users {
    users: Vec<ManagedUser>,
    /// Pass as `cursor` to get the next page; `null` on the last page.
    next_cursor: Option<String>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct SearchUsers {
    /// Only whose address has this in it, whatever its case
    #[param(value_type = Option<String>)]
    email: Option<SearchText>,
    /// Only users with this role in any place, such as `operator`
    #[param(value_type = Option<String>)]
    role: Option<SearchText>,
    /// 1 to 100, default 50
    #[serde(default)]
    #[param(inline)]
    limit: Limit<50, 100>,
    /// `next_cursor` of the page before
    #[param(value_type = Option<String>)]
    cursor: Option<Cursor<UserId>>,
}

/// List users
#[utoipa::path(get, path = "/api/v1/admin/users", tag = "admin",
    security(("bearer" = ["view_users"])), params(SearchUsers),
    responses((status = 200, body = Users),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn search_users(
    State(app): State<App>,
    _: Permitted<ViewUsers>,
    Params(query): Params<SearchUsers>,
) -> Result<Body<Users>, Problem> {
    let limit = query.limit.0;
    let filter = UserFilter {
        email: query.email.map(|email| email.0),
        role: query.role.map(|role| role.0),
        before: query.cursor.map(|cursor| cursor.0),
    };
    let found = app.db.read(move |conn| {
        let found = User::search(conn, &filter, limit + 1)?;
        let ids: Vec<_> = found.iter().map(|user| user.id).collect();
        Ok::<_, Error>((found, role_grant::roles_of_users(conn, &ids)?))
    });
    let (mut found, roles) = found.await?;
    let next_cursor = next_cursor(&mut found, limit, |user| user.id.0);
    let users = found.into_iter().map(|user| ManagedUser::new(user, &roles)).collect();
    Ok(Body(Users { users, next_cursor }))
}
