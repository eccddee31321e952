//! Ends a stay: completes and bills the reservation, and frees the spot. The stay of a vehicle that
//! is still at its site becomes longer instead, if it may.

use std::sync::Arc;

use shared::{
    Error,
    reservations::{jobs::EndReservation, operations::end_due_reservation},
    visits::operations::keep_open,
};

use crate::{Context, executor::Outcome, handlers::Handle};

impl Handle for EndReservation {
    async fn run(self, context: &Context) -> anyhow::Result<Outcome> {
        let (Self(of), now, terms) = (self, context.clock.now(), Arc::clone(&context.terms));
        let handled = context.db.write(move |conn| {
            let is_kept = keep_open(conn, of, &terms, now)?;
            Ok::<_, Error>(is_kept || end_due_reservation(conn, of, now)?.is_some())
        });
        Ok(if handled.await? {
            Outcome::Done
        } else {
            Outcome::Skipped("the stay was amended, ended or cancelled meanwhile")
        })
    }
}
