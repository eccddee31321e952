//! Cards that were set up without a browser response, and cards that are no longer needed.

use shared::{Error, platform::domain::ids::ReservationId};

use crate::{Context, executor::Outcome};

/// Retrieves a SetupIntent after an event from Stripe, and performs the action that it was made
/// for.
pub(super) async fn sync(context: &Context, setup_intent_id: &str) -> anyhow::Result<Outcome> {
    match context.card_setup().sync(setup_intent_id, context.clock.now()).await {
        Ok(_) => Ok(Outcome::Done),
        Err(Error::NotFound) => Ok(Outcome::Nothing("no reservation has this SetupIntent")),
        Err(Error::CardNotReady { .. }) => Ok(Outcome::Nothing("the card is not set up")),
        Err(Error::HoldExpired | Error::InvalidTransition { .. }) => {
            Ok(Outcome::Nothing("the hold is over"))
        }
        Err(Error::WaiverLimit { .. }) => {
            Ok(Outcome::Nothing("too many stays of the card or the driver were waived"))
        }
        Err(error) => Err(error.into()),
    }
}

/// Releases the card of an ended hold, which will not be charged.
pub(super) async fn release(context: &Context, id: ReservationId) -> anyhow::Result<Outcome> {
    context.card_setup().release(id).await?;
    Ok(Outcome::Done)
}

/// Detaches a removed card at Stripe.
pub(super) async fn detach(context: &Context, payment_method_id: &str) -> anyhow::Result<Outcome> {
    context.card_setup().detach(payment_method_id).await?;
    Ok(Outcome::Done)
}
