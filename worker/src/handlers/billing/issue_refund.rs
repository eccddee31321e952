//! Refunds: issue, and updates from Stripe.

use shared::{
    Error,
    billing::{gateway::Reaction, models::refund::Refund, operations},
    platform::domain::ids::RefundId,
};

use crate::{Context, executor::Outcome};

pub(crate) async fn issue(context: &Context, id: RefundId) -> anyhow::Result<Outcome> {
    let begun = context.db.read(move |conn| operations::begin_refund(conn, id)).await?;
    let Some(question) = begun else { return Ok(Outcome::Nothing("the refund is settled")) };
    let now = context.clock.now();
    let outcome = context.payments().refund(id, &question, now).await?;
    let is_news =
        context.db.write(move |conn| operations::settle_refund(conn, id, &outcome, now)).await?;
    Ok(if is_news { Outcome::Done } else { Outcome::Nothing("the refund was settled meanwhile") })
}

/// Retrieves a refund after an event from Stripe, and stores its state.
pub(crate) async fn sync(context: &Context, stripe_refund_id: &str) -> anyhow::Result<Outcome> {
    let id = stripe_refund_id.to_owned();
    let found =
        context.db.read(move |conn| Ok::<_, Error>(Refund::by_stripe_id(conn, &id)?)).await?;
    let Some(refund) = found else {
        return Ok(Outcome::Nothing("the refund was not given by us, or is not settled yet"));
    };
    let outcome = match context.gateway.retrieve_refund(stripe_refund_id).await {
        Err(error) if error.reaction() == Reaction::Absent => {
            return Ok(Outcome::Nothing("Stripe has no such refund"));
        }
        answered => answered?,
    };
    let now = context.clock.now();
    let is_news = context
        .db
        .write(move |conn| operations::settle_refund(conn, refund.id, &outcome, now))
        .await?;
    Ok(if is_news { Outcome::Done } else { Outcome::Nothing("it is known how the refund stands") })
}
