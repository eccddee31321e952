//! Users and guests: list, show, disable, enable, sign out and erase; one file per operation.

mod disable;
mod enable;
mod erase;
mod search;
mod show;
mod sign_out;

use chrono::{DateTime, Utc};
use serde::Serialize;
use shared::{
    Error,
    identity::{
        domain::{role::Role, scope::GrantedRole},
        models::{role_grant, user::User},
    },
    platform::{db::PgConnection, domain::ids::UserId},
};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::extract::{Id, Permitted};

pub(crate) use disable::*;
pub(crate) use enable::*;
pub(crate) use erase::*;
pub(crate) use search::*;
pub(crate) use show::*;
pub(crate) use sign_out::*;

/// A user with the fields for operators.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ManagedUser {
    id: Uuid,
    /// A placeholder once the personal data is erased.
    email: String,
    /// Roles in the console, each once; empty for drivers.
    #[schema(value_type = Vec<String>, example = json!(["operator"]))]
    roles: Vec<Role>,
    created_at: DateTime<Utc>,
    /// Time since which the user cannot sign in; `null` if enabled.
    disabled_at: Option<DateTime<Utc>>,
    /// Time at which the personal data was erased.
    erased_at: Option<DateTime<Utc>>,
}

impl ManagedUser {
    /// Reads the active roles of a user.
    fn with_roles(conn: &mut PgConnection, user: User) -> Result<Self, Error> {
        let roles = role_grant::roles_of_users(conn, &[user.id])?;
        Ok(Self::new(user, &roles))
    }

    /// Returns the view of a user; `roles` may contain roles of other users.
    fn new(user: User, roles: &[(UserId, Role)]) -> Self {
        let User { id, email, created_at, disabled_at, erased_at, .. } = user;
        let roles = roles.iter().filter(|(holder, _)| *holder == id).map(|(_, role)| *role);
        Self { id: id.0, email, roles: roles.collect(), created_at, disabled_at, erased_at }
    }
}

fn not_oneself<P>(operator: &Permitted<P>, id: Id) -> Result<(), Error> {
    if operator.is(UserId(id.0)) {
        Err(Error::field("id", "oneself", "must be somebody else"))
    } else {
        Ok(())
    }
}

/// Checks that a user without the permission to grant roles does not manage an admin: disabling,
/// enabling, signing out or erasing one would change who grants roles.
fn check_manageable(conn: &mut PgConnection, id: UserId, grants_roles: bool) -> Result<(), Error> {
    if grants_roles {
        return Ok(());
    }
    role_grant::lock_admins(conn)?;
    let is_admin = |granted: &GrantedRole| granted.role == Role::Admin;
    if role_grant::roles_of(conn, id)?.iter().any(is_admin) {
        return Err(Error::NotFound);
    }
    Ok(())
}
