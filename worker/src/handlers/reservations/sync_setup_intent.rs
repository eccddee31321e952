//! Retrieves a SetupIntent after an event from Stripe, and performs the action that it was made
//! for. Needed if the browser has not reported that the card is set up.

use shared::{Error, reservations::jobs::SyncSetupIntent};

use crate::{Context, executor::Outcome, handlers::Handle};

impl Handle for SyncSetupIntent {
    async fn run(self, context: &Context) -> anyhow::Result<Outcome> {
        match context.card_setup().sync(&self.setup_intent_id, context.clock.now()).await {
            Ok(_) => Ok(Outcome::Done),
            Err(Error::NotFound) => Ok(Outcome::Skipped("no reservation has this SetupIntent")),
            Err(Error::CardNotReady { .. }) => Ok(Outcome::Skipped("the card is not set up")),
            Err(Error::HoldExpired | Error::InvalidTransition { .. }) => {
                Ok(Outcome::Skipped("the hold is over"))
            }
            Err(Error::WaiverLimit { .. }) => {
                Ok(Outcome::Skipped("too many short stays of the card or the driver are unpaid"))
            }
            Err(error) => Err(error.into()),
        }
    }
}
