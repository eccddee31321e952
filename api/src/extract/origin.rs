//! The origin of a password attempt: a network, a browser in which its user has signed in before,
//! or a session.

use axum::{extract::FromRequestParts, http::request::Parts};
use shared::{
    identity::domain::lockout::Source,
    platform::{
        domain::ids::{SessionId, UserId},
        token::Grant,
    },
};
use uuid::Uuid;

use super::ClientAddress;
use crate::{App, cookies};

/// The origin of a password attempt.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Origin {
    pub(crate) address: ClientAddress,
    /// The known source in addition to the network; counts only if this user signs in.
    pub(crate) known: Option<(UserId, Known)>,
}

/// Sources that distinguish the owner of an account from a stranger.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Known {
    /// The signed device cookie of an earlier sign-in.
    Device(Uuid),
    /// A valid session.
    Session(SessionId),
}

impl Origin {
    /// Returns the key that counts attempts for one email address before the user is looked up.
    pub(crate) fn key(self) -> String {
        match self.known {
            Some((_, Known::Device(id))) => format!("device:{id}"),
            Some((_, Known::Session(id))) => format!("session:{id}"),
            None => self.address.network().to_string(),
        }
    }

    /// Returns the source that counts wrong passwords of this user; `None` for an unknown address.
    pub(crate) fn source(self, user: Option<UserId>) -> Source {
        match self.known.filter(|(id, _)| Some(*id) == user) {
            Some((_, Known::Device(id))) => Source::Device(id),
            Some((_, Known::Session(id))) => Source::Session(id),
            None => Source::Network {
                client: self.address.network().to_string(),
                wider: self.address.wider_network().to_string(),
            },
        }
    }
}

impl FromRequestParts<App> for Origin {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Self::Rejection> {
        let address = ClientAddress::from_request_parts(parts, app).await?;
        let cookie = cookies::device_token(&parts.headers, &app.public_url);
        let known = match cookie.and_then(|token| app.tokens.read(&token, app.now())) {
            Some(Grant::Device { sub, device }) => Some((sub, Known::Device(device))),
            _ => None,
        };
        Ok(Self { address, known })
    }
}
