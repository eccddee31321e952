//! Issues a refund at Stripe.

use shared::billing::{jobs::IssueRefund, operations};

use crate::{Context, executor::Outcome, handlers::Handle};

impl Handle for IssueRefund {
    async fn run(self, context: &Context) -> anyhow::Result<Outcome> {
        let id = self.refund_id;
        let begun = context.db.read(move |conn| operations::begin_refund(conn, id)).await?;
        let Some(question) = begun else { return Ok(Outcome::Nothing("the refund is settled")) };
        let now = context.clock.now();
        let outcome = context.payments().refund(id, &question, now).await?;
        let is_news = context
            .db
            .write(move |conn| operations::settle_refund(conn, id, &outcome, now))
            .await?;
        Ok(if is_news {
            Outcome::Done
        } else {
            Outcome::Nothing("the refund was settled meanwhile")
        })
    }
}
