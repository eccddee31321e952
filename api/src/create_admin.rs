//! The first admin: `api create-admin EMAIL`.

use secrecy::SecretString;
use shared::{
    Error, Result,
    identity::operations,
    platform::{clock::Clock, db::Db, domain::email::Email},
};

use crate::passwords::{self, Passwords};

/// Result of [`create_admin`].
#[derive(Debug)]
pub enum Admin {
    /// An account with this address existed. It is now an admin and keeps its password.
    Promoted,
    /// There was no account with this address; it was created.
    Created {
        /// The generated password, which is shown once; `None` if a password was given.
        password: Option<String>,
    },
}

/// Grants the user with this address the role `admin` everywhere, and marks the address as
/// verified. Creates the account if there is none, with the given password or a generated one.
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
    let generated = password.is_none().then(generate_password);
    let password =
        password.or_else(|| generated.clone().map(SecretString::from)).unwrap_or_default();
    let (hash, now) = (Passwords::new().hash(password).await?, clock.now());
    let created = db.write(move |conn| operations::create_admin(conn, &email, &hash, now)).await?;
    Ok(if created { Admin::Created { password: generated } } else { Admin::Promoted })
}

/// Generates a password with 120 random bits.
fn generate_password() -> String {
    use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
    BASE64_URL_SAFE_NO_PAD.encode(rand::random::<[u8; 15]>())
}
