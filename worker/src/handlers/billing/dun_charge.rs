//! Marks an unpaid charge as overdue.

use std::sync::Arc;

use shared::billing::{jobs::DunCharge, operations};

use crate::{Context, executor::Outcome, handlers::Handle};

impl Handle for DunCharge {
    async fn run(self, context: &Context) -> anyhow::Result<Outcome> {
        let (now, terms) = (context.clock.now(), Arc::clone(&context.terms));
        let has_changed = context
            .db
            .write(move |conn| operations::dun_charge(conn, self.charge_id, &terms, now))
            .await?;
        Ok(if has_changed {
            Outcome::Done
        } else {
            Outcome::Skipped("the driver has paid meanwhile")
        })
    }
}
