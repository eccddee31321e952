//! Collects a charge off-session.

use shared::platform::domain::ids::ChargeId;

use crate::{Context, executor::Outcome};

pub(crate) async fn run(context: &Context, id: ChargeId) -> anyhow::Result<Outcome> {
    let did = context.payments().attempt(id, context.clock.now()).await?;
    Ok(if did {
        Outcome::Done
    } else {
        Outcome::Nothing("the charge is settled, or waits for its next attempt")
    })
}
