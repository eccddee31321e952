//! Payments made by the driver, or by an attempt whose answer was lost.

use anyhow::bail;
use shared::{
    Error,
    billing::{gateway::Reaction, models::charge::Charge, operations},
    platform::domain::ids::ChargeId,
};

use crate::{Context, executor::Outcome};

/// Retrieves a payment after an event from Stripe, and stores its state.
pub(crate) async fn sync(context: &Context, payment_id: &str) -> anyhow::Result<Outcome> {
    let is_news = context.payments().sync(payment_id, context.clock.now()).await?;
    Ok(if is_news {
        Outcome::Done
    } else {
        Outcome::Nothing("the payment has not been made, or is known")
    })
}

/// Retrieves Stripe's fee for a collected charge.
pub(crate) async fn record_fee(context: &Context, id: ChargeId) -> anyhow::Result<Outcome> {
    let charge = context.db.read(move |conn| Ok::<_, Error>(Charge::find(conn, id)?)).await?;
    let Some(payment_id) = charge.stripe_payment_intent_id else {
        return Ok(Outcome::Nothing("there is no payment"));
    };
    let collected = match context.gateway.retrieve_payment(&payment_id).await {
        Err(error) if error.reaction() == Reaction::Absent => {
            return Ok(Outcome::Nothing("Stripe has no such payment"));
        }
        answered => answered?.collected,
    };
    let Some(collected) = collected.filter(|collected| collected.fee.is_some()) else {
        bail!("Stripe does not know the fee yet");
    };
    let now = context.clock.now();
    context.db.write(move |conn| operations::collect(conn, id, &collected, now)).await?;
    Ok(Outcome::Done)
}
