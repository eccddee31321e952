//! A user with session, card and payment counts.

use axum::{Json as Body, extract::State};
use serde::Serialize;
use shared::{
    Error,
    billing::models::{card::Card, charge::Charge},
    identity::models::{session, user::User},
    platform::domain::ids::UserId,
};
use utoipa::ToSchema;

use super::ManagedUser;
use crate::{
    App,
    extract::{Id, Permitted, permissions::ViewUsers},
    problem::Problem,
    views::MoneyView,
};

/// A user with session, card and payment counts.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct UserFile {
    user: ManagedUser,
    /// Number of active sessions.
    sessions: i64,
    /// Number of saved cards.
    cards: usize,
    /// Amounts that the user has been asked to pay and has not paid, by currency.
    overdue: Vec<MoneyView>,
}

/// Show a user
#[utoipa::path(get, path = "/api/v1/admin/users/{id}", tag = "admin",
    security(("bearer" = ["view_users"])),
    params(("id" = uuid::Uuid, Path, description = "The user")),
    responses((status = 200, body = UserFile),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn show_user(
    State(app): State<App>,
    _: Permitted<ViewUsers>,
    id: Id,
) -> Result<Body<UserFile>, Problem> {
    let id = UserId(id.0);
    let found = app.db.read(move |conn| {
        let user = User::find(conn, id)?;
        let (sessions, cards) = (session::count_live(conn, id)?, Card::of_user(conn, id)?.len());
        let overdue = Charge::overdue_of(conn, &user.email)?;
        Ok::<_, Error>(UserFile {
            user: ManagedUser::with_roles(conn, user)?,
            sessions,
            cards,
            overdue: overdue.iter().map(|charge| charge.amount().into()).collect(),
        })
    });
    Ok(Body(found.await?))
}
