//! Retrieves a dispute after an event from Stripe, and stores its state.

use shared::billing::{gateway::Reaction, jobs::SyncDispute, operations};

use crate::{Context, executor::Outcome, handlers::Handle};

impl Handle for SyncDispute {
    async fn run(self, context: &Context) -> anyhow::Result<Outcome> {
        let seen = match context.gateway.retrieve_dispute(&self.dispute_id).await {
            Err(error) if error.reaction() == Reaction::Absent => {
                return Ok(Outcome::Skipped("Stripe has no such dispute"));
            }
            result => result?,
        };
        let now = context.clock.now();
        let has_changed =
            context.db.write(move |conn| operations::sync_dispute(conn, &seen, now)).await?;
        Ok(if has_changed {
            Outcome::Done
        } else {
            Outcome::Skipped("it is known how the dispute stands, or it is not about us")
        })
    }
}
