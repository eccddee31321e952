//! Retrieves a dispute after an event from Stripe, and stores its state.

use shared::billing::{gateway::Reaction, operations};

use crate::{Context, executor::Outcome};

pub(crate) async fn sync(context: &Context, dispute_id: &str) -> anyhow::Result<Outcome> {
    let seen = match context.gateway.retrieve_dispute(dispute_id).await {
        Err(error) if error.reaction() == Reaction::Absent => {
            return Ok(Outcome::Nothing("Stripe has no such dispute"));
        }
        answered => answered?,
    };
    let now = context.clock.now();
    let is_news = context.db.write(move |conn| operations::sync_dispute(conn, &seen, now)).await?;
    Ok(if is_news {
        Outcome::Done
    } else {
        Outcome::Nothing("it is known how the dispute stands, or it is not about us")
    })
}
