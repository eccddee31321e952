//! The demo accounts of `api seed`.

use shared::{
    Error, Result,
    identity::{domain::role::Role, models::user::User},
    platform::{clock::Clock, db::Db, domain::email::Email},
};

use crate::passwords::Passwords;

pub const PASSWORD: &str = "park-at-the-curb";
/// Email addresses and roles of the demo accounts.
pub const ACCOUNTS: [(&str, Role); 2] =
    [("driver@curbhold.example", Role::Driver), ("operator@curbhold.example", Role::Operator)];

/// Creates the missing demo accounts with verified email addresses.
///
/// # Errors
/// Only database errors.
pub async fn accounts(db: &Db, clock: &Clock) -> Result<()> {
    let hash = Passwords::new().hash(PASSWORD.into()).await?;
    let now = clock.now();
    let create = db.write(move |conn| {
        for (email, role) in ACCOUNTS {
            let email: Email =
                email.parse().map_err(|_| Error::Internal(format!("{email} is no address")))?;
            let known = User::by_email(conn, email.as_str())?;
            let user = match known {
                Some(user) => user,
                None => User::insert(conn, &email, &hash, role, now)?,
            };
            User::set_email_verified(conn, user.id, email.as_str(), now)?;
        }
        Ok(())
    });
    create.await
}

/// Returns the email addresses of the demo accounts that can sign in with [`PASSWORD`].
///
/// # Errors
/// When the database is unavailable.
pub async fn with_published_password(db: &Db) -> Result<Vec<&'static str>> {
    let (passwords, mut found) = (Passwords::new(), Vec::new());
    for (email, _) in ACCOUNTS {
        let user = db.read(move |conn| User::by_email(conn, email).map_err(Error::from)).await?;
        let hash = user.filter(|user| user.disabled_at.is_none()).map(|user| user.password_hash);
        if passwords.verify(PASSWORD.into(), hash).await? {
            found.push(email);
        }
    }
    Ok(found)
}
