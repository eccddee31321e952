//! Ends a stay: completes and bills the reservation, and frees the spot.

use shared::{platform::jobs::Revision, reservations::operations};

use crate::{Context, executor::Outcome};

pub(super) async fn run(context: &Context, of: Revision) -> anyhow::Result<Outcome> {
    let now = context.clock.now();
    match context.db.write(move |conn| operations::end_due_reservation(conn, of, now)).await? {
        Some(_) => Ok(Outcome::Done),
        None => Ok(Outcome::Nothing("the stay was amended, ended or cancelled meanwhile")),
    }
}
