//! Access of a connection to reservations.

use chrono::{DateTime, Utc};
use shared::{identity::domain::principal::Principal, platform::domain::ids::SessionId};

/// Temporary access to reservations, on a connection that may outlast the token.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LiveAccess {
    pub(crate) principal: Principal,
    /// The session that must remain valid; `None` for a guest's manage token.
    pub(crate) session: Option<SessionId>,
    /// Expiry of the token.
    pub(crate) expires_at: DateTime<Utc>,
}
