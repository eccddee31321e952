//! Issues a refund at Stripe.

use shared::billing::{jobs::IssueRefund, operations};

use crate::{Context, executor::Outcome, handlers::Handle};

impl Handle for IssueRefund {
    async fn run(self, context: &Context) -> anyhow::Result<Outcome> {
        let id = self.refund_id;
        let begun = context.db.read(move |conn| operations::begin_refund(conn, id)).await?;
        let Some(request) = begun else { return Ok(Outcome::Skipped("the refund is settled")) };
        let now = context.clock.now();
        let outcome = context.payments().refund(id, &request, now).await?;
        let has_changed = context
            .db
            .write(move |conn| operations::settle_refund(conn, id, &outcome, now))
            .await?;
        Ok(if has_changed {
            Outcome::Done
        } else {
            Outcome::Skipped("the refund was settled meanwhile")
        })
    }
}
