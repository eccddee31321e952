//! Marks an unpaid charge as overdue, and later as written off.

use std::sync::Arc;

use shared::{billing::operations, platform::domain::ids::ChargeId};

use crate::{Context, executor::Outcome};

pub(crate) async fn dun(context: &Context, id: ChargeId) -> anyhow::Result<Outcome> {
    let (now, terms) = (context.clock.now(), Arc::clone(&context.terms));
    let is_news =
        context.db.write(move |conn| operations::dun_charge(conn, id, &terms, now)).await?;
    Ok(if is_news { Outcome::Done } else { Outcome::Nothing("the driver has paid meanwhile") })
}

pub(crate) async fn write_off(context: &Context, id: ChargeId) -> anyhow::Result<Outcome> {
    let now = context.clock.now();
    let is_news = context.db.write(move |conn| operations::write_off_charge(conn, id, now)).await?;
    Ok(if is_news { Outcome::Done } else { Outcome::Nothing("the driver has paid meanwhile") })
}
