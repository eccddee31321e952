//! Writes off a charge that has been overdue for too long.

use shared::billing::{jobs::WriteOffCharge, operations};

use crate::{Context, executor::Outcome, handlers::Handle};

impl Handle for WriteOffCharge {
    async fn run(self, context: &Context) -> anyhow::Result<Outcome> {
        let now = context.clock.now();
        let has_changed = context
            .db
            .write(move |conn| operations::write_off_charge(conn, self.charge_id, now))
            .await?;
        Ok(if has_changed {
            Outcome::Done
        } else {
            Outcome::Skipped("the driver has paid meanwhile")
        })
    }
}
