//! Collects a charge off-session.

use shared::billing::jobs::CollectCharge;

use crate::{Context, executor::Outcome, handlers::Handle};

impl Handle for CollectCharge {
    async fn run(self, context: &Context) -> anyhow::Result<Outcome> {
        let did = context.payments().attempt(self.charge_id, context.clock.now()).await?;
        Ok(if did {
            Outcome::Done
        } else {
            Outcome::Skipped("the charge is settled, or waits for its next attempt")
        })
    }
}
