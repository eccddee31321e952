//! Retrieves a payment after an event from Stripe, and stores its state. The driver has made the
//! payment, or an attempt whose response was lost.

use shared::billing::jobs::SyncPayment;

use crate::{Context, executor::Outcome, handlers::Handle};

impl Handle for SyncPayment {
    async fn run(self, context: &Context) -> anyhow::Result<Outcome> {
        let has_changed =
            context.payments().sync(&self.payment_intent_id, context.clock.now()).await?;
        Ok(if has_changed {
            Outcome::Done
        } else {
            Outcome::Skipped("the payment has not been made, or is known")
        })
    }
}
