//! The demo accounts of `api seed`.

use shared::{Error, Result, clock::Clock, db::Db, domain::email::Email, models::user::User};

use crate::passwords::Passwords;

/// Password of every demo account.
pub const PASSWORD: &str = "park-at-the-curb";
/// Addresses and roles of the demo accounts.
pub const ACCOUNTS: [(&str, &str); 2] =
    [("driver@curbhold.example", "driver"), ("operator@curbhold.example", "operator")];

/// Creates the demo accounts that do not exist yet.
///
/// # Errors
/// When the database refuses.
pub async fn accounts(db: &Db, clock: &Clock) -> Result<()> {
    let hash = Passwords::new().hash(PASSWORD.into()).await?;
    let now = clock.now();
    let create = db.write(move |conn| {
        for (email, role) in ACCOUNTS {
            let email: Email = email.parse().map_err(|_| Error::Internal(format!("{email} is no address")))?;
            if User::by_email(conn, email.as_str())?.is_none() {
                User::insert(conn, &email, &hash, role, now)?;
            }
        }
        Ok(())
    });
    create.await
}
