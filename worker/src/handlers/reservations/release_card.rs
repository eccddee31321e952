//! Releases the card of an ended hold, which will not be charged.

use shared::reservations::jobs::ReleaseCard;

use crate::{Context, executor::Outcome, handlers::Handle};

impl Handle for ReleaseCard {
    async fn run(self, context: &Context) -> anyhow::Result<Outcome> {
        context.card_setup().release(self.reservation_id).await?;
        Ok(Outcome::Done)
    }
}
