//! Ends a stay: completes and bills the reservation, and frees the spot.

use shared::reservations::{jobs::EndReservation, operations};

use crate::{Context, executor::Outcome, handlers::Handle};

impl Handle for EndReservation {
    async fn run(self, context: &Context) -> anyhow::Result<Outcome> {
        let now = context.clock.now();
        let ended = context
            .db
            .write(move |conn| operations::end_due_reservation(conn, self.0, now))
            .await?;
        match ended {
            Some(_) => Ok(Outcome::Done),
            None => Ok(Outcome::Skipped("the stay was amended, ended or cancelled meanwhile")),
        }
    }
}
