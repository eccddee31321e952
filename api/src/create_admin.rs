//! The first operator: `api create-admin EMAIL`.

use secrecy::SecretString;
use shared::{
    Error, Result,
    identity::models::user::User,
    platform::{
        clock::Clock,
        db::Db,
        domain::email::Email,
        models::audit::{AuditContext, AuditEvent},
    },
};

use crate::passwords::{self, Passwords};

/// What was done.
#[derive(Debug)]
pub enum Admin {
    /// There was an account with this address: it is an operator's now, with its own password.
    Promoted,
    /// There was none: it was created.
    Created {
        /// The password, where it was made up: it is told once.
        password: Option<String>,
    },
}

/// Makes whoever has this address an operator, and takes the command's word that the address is
/// theirs; creates the account where there is none, with this password or one that is made up.
///
/// # Errors
/// `Invalid` for an address that is none, a password that is too short, a user who may not sign in.
pub async fn create_admin(
    db: &Db,
    clock: &Clock,
    email: &str,
    password: Option<SecretString>,
) -> Result<Admin> {
    let email: Email = email
        .parse()
        .map_err(|_| Error::field("email", "malformed", "must be an email address"))?;
    if let Some(error) = password
        .as_ref()
        .and_then(|password| passwords::check("password", password, email.as_str()))
    {
        return Err(Error::Invalid(vec![error]));
    }
    let made_up = password.is_none().then(made_up);
    let password = password.or_else(|| made_up.clone().map(SecretString::from)).unwrap_or_default();
    let (hash, now) = (Passwords::new().hash(password).await?, clock.now());
    let done = db.write(move |conn| {
        let hand = AuditContext { actor: "command".to_owned(), request: None };
        let known = User::by_email(conn, email.as_str())?;
        if let Some(user) = known {
            if user.disabled_at.is_some() {
                return Err(Error::field(
                    "email",
                    "disabled",
                    "is that of a user who may not sign in",
                ));
            }
            if user.role == "operator" && user.email_confirmed_at.is_some() {
                return Ok(Admin::Promoted);
            }
            User::set_role(conn, user.id, "operator")?;
            User::confirm_email(conn, user.id, &user.email, now)?;
            hand.record(conn, AuditEvent::new("user.promote", user.id.0), now)?;
            return Ok(Admin::Promoted);
        }
        let user = User::insert(conn, &email, &hash, "operator", now)?;
        User::confirm_email(conn, user.id, &user.email, now)?;
        hand.record(conn, AuditEvent::new("user.create_operator", user.id.0), now)?;
        Ok::<_, Error>(Admin::Created { password: made_up })
    });
    done.await
}

/// 120 random bits.
fn made_up() -> String {
    use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
    BASE64_URL_SAFE_NO_PAD.encode(rand::random::<[u8; 15]>())
}
