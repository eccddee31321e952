//! Expires a hold.

use std::sync::Arc;

use shared::reservations::{jobs::ExpireHold, operations};

use crate::{Context, executor::Outcome, handlers::Handle};

impl Handle for ExpireHold {
    async fn run(self, context: &Context) -> anyhow::Result<Outcome> {
        let (now, terms) = (context.clock.now(), Arc::clone(&context.terms));
        let expired = context.db.write(move |conn| {
            operations::expire_hold(conn, self.reservation_id, &terms.quotas, now)
        });
        match expired.await? {
            Some(_) => Ok(Outcome::Done),
            None => Ok(Outcome::Skipped("the hold was confirmed, given up, or has time left")),
        }
    }
}
