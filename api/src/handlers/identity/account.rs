//! Accounts: sign-up, sign-in, token renewal, sign-out, settings and password change.

mod change_password;
mod sessions;
mod sign_up;
mod update;

use axum_extra::extract::CookieJar;
use chrono::TimeDelta;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use shared::{
    Error, Result,
    identity::{
        domain::lockout::Source,
        models::{role_grant, user::User},
        operations,
    },
    platform::{
        domain::{
            ids::{SessionId, UserId},
            language::Language,
        },
        token::Grant,
    },
};
use utoipa::ToSchema;

use crate::{
    App,
    cookies::{self, Delivery},
};

pub(crate) use change_password::*;
pub(crate) use sessions::*;
pub(crate) use sign_up::*;
pub(crate) use update::*;

const ACCESS_LIFETIME: TimeDelta = TimeDelta::minutes(15);

/// Email and password.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct Credentials {
    #[schema(example = "ann@example.com")]
    email: String,
    /// 8 to 128 characters that are hard to guess.
    #[schema(value_type = String, example = "park-at-the-curb")]
    password: SecretString,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct UserView {
    id: uuid::Uuid,
    email: String,
    /// `operator` with access to the console, otherwise `driver`.
    role: &'static str,
    /// `true` once the address is verified.
    email_confirmed: bool,
    /// Language of mails and other texts to the user: `en`, `es`, `de` or `fr`; `null` if none was
    /// chosen.
    #[schema(value_type = Option<String>, example = "de")]
    language: Option<Language>,
}

/// A session with its tokens.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SessionView {
    user: UserView,
    /// Bearer token for the `Authorization` header. Absent with `X-Session: cookie`.
    #[serde(skip_serializing_if = "Option::is_none")]
    access_token: Option<String>,
    /// Lifetime of the access token, in seconds.
    expires_in: i64,
    /// Valid for one renewal. Absent with `X-Session: cookie`.
    #[serde(skip_serializing_if = "Option::is_none")]
    refresh_token: Option<String>,
}

impl SessionView {
    /// Delivers the tokens of a new session in cookies or in the body, and marks the browser as
    /// known (see `extract/origin.rs`).
    pub(crate) fn deliver(self, app: &App, delivery: Delivery) -> Result<(CookieJar, Self)> {
        let user = UserId(self.user.id);
        let (cookies, view) = self.deliver_renewed(app, delivery);
        if delivery == Delivery::Body {
            return Ok((cookies, view));
        }
        let device = Grant::Device { sub: user, device: uuid::Uuid::new_v4() };
        let token = app.tokens.sign(device, app.now() + cookies::DEVICE_LIFETIME)?;
        Ok((cookies.add(cookies::device(&app.public_url, token)), view))
    }

    /// Delivers the tokens of a renewed session in cookies or in the body.
    fn deliver_renewed(self, app: &App, delivery: Delivery) -> (CookieJar, Self) {
        match (delivery, self) {
            (
                Delivery::Cookie,
                Self { user, access_token: Some(access), refresh_token: Some(refresh), expires_in },
            ) => {
                let view = Self { user, access_token: None, refresh_token: None, expires_in };
                (cookies::keep(&app.public_url, access, refresh), view)
            }
            (_, view) => (CookieJar::new(), view),
        }
    }
}

impl UserView {
    /// Reads whether the user has access to the console.
    pub(crate) async fn read(app: &App, user: User) -> Result<Self> {
        let id = user.id;
        let roles =
            app.db.read(move |conn| Ok::<_, Error>(role_grant::roles_of(conn, id)?)).await?;
        Ok(Self {
            id: id.0,
            email: user.email,
            role: if roles.is_empty() { "driver" } else { "operator" },
            email_confirmed: user.email_confirmed_at.is_some(),
            language: user.language,
        })
    }
}

/// Returns whether the password matches the account with this address. Consecutive failures lock
/// the address for their source for a while. The lock also applies to the correct password and to
/// addresses without an account.
async fn verify(
    app: &App,
    email: &str,
    source: Source,
    password: SecretString,
    hash: Option<String>,
) -> Result<bool> {
    let (owned, from, now) = (email.to_owned(), source.clone(), app.now());
    app.db.write(move |conn| operations::attempt_sign_in(conn, &owned, &from, now)).await?;
    let is_right = app.passwords.verify(password, hash).await?;
    if is_right {
        let owned = email.to_owned();
        app.db.write(move |conn| operations::forgive_sign_in(conn, &owned, &source)).await?;
    }
    Ok(is_right)
}

/// 256 random bits.
fn random_token() -> String {
    use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
    BASE64_URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>())
}

/// Opens a session for an authenticated user.
pub(crate) async fn open_session(app: &App, user: User) -> Result<SessionView> {
    let (refresh_token, owner, now) = (random_token(), user.clone(), app.now());
    let token = refresh_token.clone();
    let session =
        app.db.write(move |conn| operations::open_session(conn, &owner, &token, now)).await?;
    view(app, user, session, refresh_token).await
}

async fn view(
    app: &App,
    user: User,
    session: SessionId,
    refresh_token: String,
) -> Result<SessionView> {
    let access_token = app
        .tokens
        .sign(Grant::Access { sub: user.id, sid: session }, app.now() + ACCESS_LIFETIME)?;
    Ok(SessionView {
        user: UserView::read(app, user).await?,
        access_token: Some(access_token),
        expires_in: ACCESS_LIFETIME.num_seconds(),
        refresh_token: Some(refresh_token),
    })
}

async fn find_user(app: &App, id: UserId) -> Result<User> {
    app.db.read(move |conn| Ok::<_, Error>(User::find(conn, id)?)).await
}
