//! Retrieves a refund after an event from Stripe, and stores its state.

use shared::{
    Error,
    billing::{gateway::Reaction, jobs::SyncRefund, models::refund::Refund, operations},
};

use crate::{Context, executor::Outcome, handlers::Handle};

impl Handle for SyncRefund {
    async fn run(self, context: &Context) -> anyhow::Result<Outcome> {
        let id = self.stripe_refund_id.clone();
        let found =
            context.db.read(move |conn| Ok::<_, Error>(Refund::by_stripe_id(conn, &id)?)).await?;
        let Some(refund) = found else {
            return Ok(Outcome::Skipped("the refund was not given by us, or is not settled yet"));
        };
        let outcome = match context.gateway.retrieve_refund(&self.stripe_refund_id).await {
            Err(error) if error.reaction() == Reaction::Absent => {
                return Ok(Outcome::Skipped("Stripe has no such refund"));
            }
            result => result?,
        };
        let now = context.clock.now();
        let has_changed = context
            .db
            .write(move |conn| operations::settle_refund(conn, refund.id, &outcome, now))
            .await?;
        Ok(if has_changed {
            Outcome::Done
        } else {
            Outcome::Skipped("it is known how the refund stands")
        })
    }
}
