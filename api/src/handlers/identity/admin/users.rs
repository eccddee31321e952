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
    identity::{domain::role::Role, models::user::User},
    platform::domain::ids::UserId,
};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::extract::{Id, Operator};

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
    /// `driver` or `operator`.
    #[schema(value_type = String)]
    role: Role,
    created_at: DateTime<Utc>,
    /// Time since which the user cannot sign in; `null` if enabled.
    disabled_at: Option<DateTime<Utc>>,
    /// Time at which the personal data was erased.
    erased_at: Option<DateTime<Utc>>,
}

impl From<User> for ManagedUser {
    fn from(user: User) -> Self {
        let User { id, email, role, created_at, disabled_at, erased_at, .. } = user;
        Self { id: id.0, email, role, created_at, disabled_at, erased_at }
    }
}

fn not_oneself(operator: &Operator, id: Id) -> Result<(), Error> {
    if operator.is(UserId(id.0)) {
        Err(Error::field("id", "oneself", "must be somebody else"))
    } else {
        Ok(())
    }
}
