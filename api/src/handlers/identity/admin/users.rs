//! Users and guests: list, show, disable, enable, sign out and erase.

use axum::{Json as Body, extract::State, http::StatusCode};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use shared::{
    Error,
    billing::models::{card::Card, charge::Charge},
    identity::{
        self,
        domain::role::Role,
        models::{
            session,
            user::{User, WantedUsers},
        },
    },
    platform::{
        db::PgConnection,
        domain::{email::comparison_form, ids::UserId, text::TextRule},
        models::audit::AuditEvent,
    },
    reservations,
};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    App,
    extract::{Id, Json, Operator, Query},
    handlers::admin::{Reason, line, next_cursor, note, place, text},
    problem::Problem,
    views::MoneyView,
};

/// A user with the fields for operators.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ManagedUser {
    id: Uuid,
    /// A placeholder once the personal data is erased.
    email: String,
    /// `driver` or `operator`.
    #[schema(value_type = String)]
    role: Role,
    created_at: DateTime<Utc>,
    /// Time since which the user cannot sign in; `null` if enabled.
    disabled_at: Option<DateTime<Utc>>,
    /// Time at which the personal data was erased.
    erased_at: Option<DateTime<Utc>>,
}

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

/// A page of users, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Users {
    users: Vec<ManagedUser>,
    /// Pass as `cursor` to get the next page; `null` on the last page.
    next_cursor: Option<String>,
}

/// A guest to erase.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct EraseGuest {
    #[schema(example = "ann@example.com")]
    email: String,
    /// Reason, for other operators. Do not name the driver.
    #[schema(example = "asked for by mail")]
    note: String,
}

impl From<User> for ManagedUser {
    fn from(user: User) -> Self {
        let User { id, email, role, created_at, disabled_at, erased_at, .. } = user;
        Self { id: id.0, email, role, created_at, disabled_at, erased_at }
    }
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

/// Show a user
#[utoipa::path(get, path = "/api/v1/admin/users/{id}", tag = "admin", security(("bearer" = [])),
    params(("id" = Uuid, Path, description = "The user")),
    responses((status = 200, body = UserFile),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn show_user(
    State(app): State<App>,
    _: Operator,
    id: Id,
) -> Result<Body<UserFile>, Problem> {
    let id = UserId(id.0);
    let found = app.db.read(move |conn| {
        let user = User::find(conn, id)?;
        let (sessions, cards) = (session::count_live(conn, id)?, Card::of_user(conn, id)?.len());
        let overdue = Charge::overdue_of(conn, &user.email)?;
        Ok::<_, Error>(UserFile {
            user: user.into(),
            sessions,
            cards,
            overdue: overdue.iter().map(|charge| charge.amount().into()).collect(),
        })
    });
    Ok(Body(found.await?))
}

/// Disable a user
///
/// The user can no longer sign in. All sessions and pending password links are revoked at once.
/// Reservations continue. Idempotent.
#[utoipa::path(post, path = "/api/v1/admin/users/{id}/disable", tag = "admin",
    security(("bearer" = [])), request_body = Reason,
    params(("id" = Uuid, Path, description = "The user")),
    responses((status = 200, body = ManagedUser),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn disable_user(
    State(app): State<App>,
    operator: Operator,
    id: Id,
    Json(body): Json<Reason>,
) -> Result<Body<ManagedUser>, Problem> {
    not_oneself(&operator, id)?;
    let change = |conn: &mut PgConnection, user: User, now: DateTime<Utc>| {
        let has_ended = identity::operations::sign_out_everywhere(conn, &user, now)?;
        let is_new = has_ended || user.disabled_at.is_none();
        Ok((User::set_disabled(conn, user.id, user.disabled_at.or(Some(now)))?, is_new))
    };
    act(&app, operator, id, &body, "user.disable", change).await
}

/// Enable a user
///
/// The user can sign in again. A user whose personal data is erased cannot be enabled.
#[utoipa::path(post, path = "/api/v1/admin/users/{id}/enable", tag = "admin",
    security(("bearer" = [])), request_body = Reason,
    params(("id" = Uuid, Path, description = "The user")),
    responses((status = 200, body = ManagedUser),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn enable_user(
    State(app): State<App>,
    operator: Operator,
    id: Id,
    Json(body): Json<Reason>,
) -> Result<Body<ManagedUser>, Problem> {
    let change = |conn: &mut PgConnection, user: User, _| {
        if user.erased_at.is_some() {
            return Err(Error::field("id", "erased", "is a user whose personal data is erased"));
        }
        Ok((User::set_disabled(conn, user.id, None)?, user.disabled_at.is_some()))
    };
    act(&app, operator, id, &body, "user.enable", change).await
}

/// Sign a user out everywhere
///
/// Revokes all sessions and pending password links at once.
#[utoipa::path(post, path = "/api/v1/admin/users/{id}/sign-out", tag = "admin",
    security(("bearer" = [])), request_body = Reason,
    params(("id" = Uuid, Path, description = "The user")),
    responses((status = 200, body = ManagedUser),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn sign_out_user(
    State(app): State<App>,
    operator: Operator,
    id: Id,
    Json(body): Json<Reason>,
) -> Result<Body<ManagedUser>, Problem> {
    let change = |conn: &mut PgConnection, user: User, now| {
        let has_ended = identity::operations::sign_out_everywhere(conn, &user, now)?;
        Ok((user, has_ended))
    };
    act(&app, operator, id, &body, "user.sign_out", change).await
}

/// Erase a user's personal data
///
/// Allowed once every stay is over and every charge is settled. The address is replaced by a
/// placeholder; the password, sessions and cards are removed; and the guest with the same address
/// is erased too. Reservations and ledger entries are kept. Idempotent.
#[utoipa::path(post, path = "/api/v1/admin/users/{id}/erase", tag = "admin",
    security(("bearer" = [])), request_body = Reason,
    params(("id" = Uuid, Path, description = "The user")),
    responses((status = 200, body = ManagedUser),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn erase_user(
    State(app): State<App>,
    operator: Operator,
    id: Id,
    Json(body): Json<Reason>,
) -> Result<Body<ManagedUser>, Problem> {
    not_oneself(&operator, id)?;
    let change = |conn: &mut PgConnection, user: User, now| {
        Ok((reservations::operations::erase_user(conn, user.id, now)?, user.erased_at.is_none()))
    };
    act(&app, operator, id, &body, "user.erase", change).await
}

/// Erase a guest's personal data
///
/// Same effect as for a user, by address. The response is the same whether or not the guest exists.
#[utoipa::path(post, path = "/api/v1/admin/guests/erase", tag = "admin", security(("bearer" = [])),
    request_body = EraseGuest,
    responses((status = 204),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn erase_guest(
    State(app): State<App>,
    operator: Operator,
    Json(body): Json<EraseGuest>,
) -> Result<StatusCode, Problem> {
    let email = comparison_form(&line("email", &body.email, TextRule::EMAIL)?);
    let (hand, note, now) = (operator.hand(), note(&body.note)?, app.now());
    let erased = app.db.write(move |conn| {
        if let Some(guest) = reservations::operations::erase_guest(conn, &email, now)? {
            hand.record(conn, AuditEvent::new("guest.erase", guest.id.0).reason(&note), now)?;
        }
        Ok::<_, Error>(())
    });
    erased.await?;
    Ok(StatusCode::NO_CONTENT)
}

fn not_oneself(operator: &Operator, id: Id) -> Result<(), Error> {
    if operator.is(UserId(id.0)) {
        Err(Error::field("id", "oneself", "must be somebody else"))
    } else {
        Ok(())
    }
}

/// Runs an action on a locked user, and writes an audit entry if it changed anything.
async fn act(
    app: &App,
    operator: Operator,
    id: Id,
    why: &Reason,
    action: &'static str,
    change: impl FnOnce(&mut PgConnection, User, DateTime<Utc>) -> Result<(User, bool), Error>
    + Send
    + 'static,
) -> Result<Body<ManagedUser>, Problem> {
    let (hand, note, now, id) = (operator.hand(), note(&why.note)?, app.now(), UserId(id.0));
    let changed = app.db.write(move |conn| {
        let user = User::lock_row(conn, id)?;
        let (changed, is_new) = change(conn, user, now)?;
        if is_new {
            hand.record(conn, AuditEvent::new(action, id.0).reason(&note), now)?;
        }
        Ok::<_, Error>(changed)
    });
    Ok(Body(changed.await?.into()))
}
