//! Drivers' customers at Stripe: one per driver, created once, and again if it was deleted there.

use chrono::{DateTime, Utc};

use super::{
    gateway::{Gateway, Reaction},
    models::stripe_key,
};
use crate::{
    Error, Result,
    identity::models::{guest::Guest, user::User},
    platform::{db::Db, domain::owner::Owner},
};

/// Maximum number of new keys for a call before it is left to a later attempt.
pub(crate) const MAX_KEYS: u32 = 3;

/// Returns the current idempotency key for `name`.
pub(crate) async fn current_key(db: &Db, name: &str) -> Result<String> {
    let name = name.to_owned();
    db.read(move |conn| Ok::<_, Error>(stripe_key::current(conn, &name)?)).await
}

/// Replaces the key of `name`, under which Stripe has stored an error. Look the object up first:
/// the next call is made without a look-up.
pub(crate) async fn replace_key(
    db: &Db,
    name: &str,
    spent: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    let (name, spent) = (name.to_owned(), spent.to_owned());
    db.write(move |conn| Ok::<_, Error>(stripe_key::replace(conn, &name, &spent, now)?))
        .await
        .map(drop)
}

/// Finds and creates the customers of drivers.
#[derive(Clone)]
pub struct StripeCustomers {
    pub db: Db,
    pub gateway: Gateway,
}

impl StripeCustomers {
    /// Returns the driver's customer, created if there is none.
    pub(crate) async fn of(&self, driver: Owner, now: DateTime<Utc>) -> Result<String> {
        let found = self.db.read(move |conn| {
            Ok::<_, Error>(match driver {
                Owner::User(id) => {
                    let user = User::find(conn, id)?;
                    (user.stripe_customer_id, user.email)
                }
                Owner::Guest(id) => {
                    let guest = Guest::find(conn, id)?;
                    (guest.stripe_customer_id, guest.email)
                }
            })
        });
        let (known, email) = found.await?;
        if let Some(known) = known {
            return Ok(known);
        }
        let created = self.create(&key_of(driver), &email, now).await?;
        self.db
            .write(move |conn| {
                Ok::<_, Error>(match driver {
                    Owner::User(id) => User::set_stripe_customer(conn, id, &created)?,
                    Owner::Guest(id) => Guest::set_stripe_customer(conn, id, &created)?,
                })
            })
            .await
    }

    /// Creates a customer. One whose response was lost has no data, so no look-up is needed.
    async fn create(&self, name: &str, email: &str, now: DateTime<Utc>) -> Result<String> {
        for _ in 0..MAX_KEYS {
            let key = current_key(&self.db, name).await?;
            let error = match self.gateway.create_customer(&key, email).await {
                Ok(created) => return Ok(created),
                Err(error) => error,
            };
            if error.reaction() == Reaction::NewKey || error.is_stored_by_stripe() {
                replace_key(&self.db, name, &key, now).await?;
            }
            if error.reaction() != Reaction::NewKey {
                return Err(error.into());
            }
        }
        Err(Error::Unavailable("Stripe"))
    }

    /// Replaces the driver's customer after `deleted` was found to be deleted at Stripe. Repeated
    /// and concurrent calls create one.
    pub(crate) async fn recreate(
        &self,
        driver: Owner,
        deleted: &str,
        now: DateTime<Utc>,
    ) -> Result<String> {
        let deleted = deleted.to_owned();
        let forget = self.db.write(move |conn| {
            let was_known = match driver {
                Owner::User(id) => User::forget_stripe_customer(conn, id, &deleted)?,
                Owner::Guest(id) => Guest::forget_stripe_customer(conn, id, &deleted)?,
            };
            if was_known {
                // With the current key Stripe would return the deleted customer.
                let name = key_of(driver);
                let spent = stripe_key::current(conn, &name)?;
                stripe_key::replace(conn, &name, &spent, now)?;
            }
            Ok::<_, Error>(())
        });
        forget.await?;
        self.of(driver, now).await
    }
}

fn key_of(driver: Owner) -> String {
    match driver {
        Owner::User(id) => format!("customer:user:{id}"),
        Owner::Guest(id) => format!("customer:guest:{id}"),
    }
}
