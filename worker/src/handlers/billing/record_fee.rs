//! Retrieves Stripe's fee for a collected charge.

use anyhow::bail;
use shared::{
    Error,
    billing::{gateway::Reaction, jobs::RecordFee, models::charge::Charge, operations},
};

use crate::{Context, executor::Outcome, handlers::Handle};

impl Handle for RecordFee {
    async fn run(self, context: &Context) -> anyhow::Result<Outcome> {
        let id = self.charge_id;
        let charge = context.db.read(move |conn| Ok::<_, Error>(Charge::find(conn, id)?)).await?;
        let Some(payment_id) = charge.stripe_payment_intent_id else {
            return Ok(Outcome::Skipped("there is no payment"));
        };
        let collected = match context.gateway.retrieve_payment(&payment_id).await {
            Err(error) if error.reaction() == Reaction::Absent => {
                return Ok(Outcome::Skipped("Stripe has no such payment"));
            }
            result => result?.collected,
        };
        let Some(collected) = collected.filter(|collected| collected.fee.is_some()) else {
            bail!("Stripe does not know the fee yet");
        };
        let now = context.clock.now();
        context.db.write(move |conn| operations::collect(conn, id, &collected, now)).await?;
        Ok(Outcome::Done)
    }
}
