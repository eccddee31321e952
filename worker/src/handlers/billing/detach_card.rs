//! Detaches a removed card at Stripe.

use shared::billing::jobs::DetachCard;

use crate::{Context, executor::Outcome, handlers::Handle};

impl Handle for DetachCard {
    async fn run(self, context: &Context) -> anyhow::Result<Outcome> {
        context.card_setup().detach(&self.payment_method_id).await?;
        Ok(Outcome::Done)
    }
}
