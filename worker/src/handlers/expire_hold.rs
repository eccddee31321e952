//! Expires a hold.

use shared::{platform::domain::ids::ReservationId, reservations::operations};

use crate::{Context, executor::Outcome};

pub(super) async fn run(context: &Context, id: ReservationId) -> anyhow::Result<Outcome> {
    let now = context.clock.now();
    match context.db.write(move |conn| operations::expire_hold(conn, id, now)).await? {
        Some(_) => Ok(Outcome::Done),
        None => Ok(Outcome::Nothing("the hold was confirmed, given up, or has time left")),
    }
}
