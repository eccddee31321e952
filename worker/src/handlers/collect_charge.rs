//! Collects a charge: write down that Stripe is asked, ask, write down the answer.
//!
//! A crash on any line leaves a row that is asked about again, under the same key: Stripe then tells what it did the first time.

use shared::{domain::ids::ChargeId, operations};

use crate::{Context, executor::Outcome};

pub(super) async fn run(context: &Context, id: ChargeId) -> anyhow::Result<Outcome> {
    let Some((key, demand)) = context.db.write(move |conn| operations::begin_charge(conn, id)).await? else {
        return Ok(Outcome::Nothing("the charge is settled"));
    };
    let outcome = context.gateway.charge(&key, &demand).await?;
    let now = context.clock.now();
    let is_first = context.db.write(move |conn| operations::settle_charge(conn, id, &outcome, now)).await?;
    Ok(if is_first { Outcome::Done } else { Outcome::Nothing("the charge was settled meanwhile") })
}
