//! The first operator: `api create-admin EMAIL`.

use secrecy::SecretString;
use shared::{
    Error, Result,
    identity::{domain::role::Role, models::user::User},
    platform::{
        clock::Clock,
        db::Db,
        domain::email::Email,
        models::audit::{AuditContext, AuditEvent},
    },
};

use crate::passwords::{self, Passwords};

/// Result of [`create_admin`].
#[derive(Debug)]
pub enum Admin {
    /// An account with this address existed. It is now an operator and keeps its password.
    Promoted,
    /// There was no account with this address; it was created.
    Created {
        /// The generated password, which is shown once; `None` if a password was given.
        password: Option<String>,
    },
}

/// Makes the user with this address an operator and marks the address as verified. Creates the
/// account if there is none, with the given password or a generated one.
///
/// # Errors
/// `Invalid` if the address is malformed, the password is too short, or the user is disabled.
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
        let audit = AuditContext { actor: "command".to_owned(), request: None };
        let known = User::by_email(conn, email.as_str())?;
        if let Some(user) = known {
            if user.disabled_at.is_some() {
                return Err(Error::field(
                    "email",
                    "disabled",
                    "is that of a user who may not sign in",
                ));
            }
            if user.role == Role::Operator && user.email_confirmed_at.is_some() {
                return Ok(Admin::Promoted);
            }
            User::set_role(conn, user.id, Role::Operator)?;
            User::confirm_email(conn, user.id, &user.email, now)?;
            audit.record(conn, AuditEvent::new("user.promote", user.id.0), now)?;
            return Ok(Admin::Promoted);
        }
        let user = User::insert(conn, &email, &hash, Role::Operator, now)?;
        User::confirm_email(conn, user.id, &user.email, now)?;
        audit.record(conn, AuditEvent::new("user.create_operator", user.id.0), now)?;
        Ok::<_, Error>(Admin::Created { password: made_up })
    });
    done.await
}

/// Generates a password with 120 random bits.
fn made_up() -> String {
    use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
    BASE64_URL_SAFE_NO_PAD.encode(rand::random::<[u8; 15]>())
}
