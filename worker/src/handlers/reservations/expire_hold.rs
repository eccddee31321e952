//! Expires a hold.

use shared::reservations::{jobs::ExpireHold, operations};

use crate::{Context, executor::Outcome, handlers::Handle};

impl Handle for ExpireHold {
    async fn run(self, context: &Context) -> anyhow::Result<Outcome> {
        let now = context.clock.now();
        let expired = context
            .db
            .write(move |conn| operations::expire_hold(conn, self.reservation_id, now))
            .await?;
        match expired {
            Some(_) => Ok(Outcome::Done),
            None => Ok(Outcome::Skipped("the hold was confirmed, given up, or has time left")),
        }
    }
}
