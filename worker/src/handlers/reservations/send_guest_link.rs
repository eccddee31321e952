//! Sends a guest the requested link to a reservation, if there is one. The API enqueues the same
//! job in both cases, so its response does not reveal whether there is.

use std::sync::Arc;

use shared::reservations::{jobs::SendGuestLink, operations::send_guest_link};

use crate::{Context, executor::Outcome, handlers::Handle};

impl Handle for SendGuestLink {
    async fn run(self, context: &Context) -> anyhow::Result<Outcome> {
        let (now, terms) = (context.clock.now(), Arc::clone(&context.terms));
        let sent = context
            .db
            .write(move |conn| send_guest_link(conn, self.proof_id, &terms.quotas, now))
            .await?;
        Ok(if sent {
            Outcome::Done
        } else {
            Outcome::Skipped("no such reservation, or the request or the budget is used up")
        })
    }
}
