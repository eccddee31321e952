//! Release of the cards that no saved card, reservation or charge needs.

use super::CardSetup;
use crate::{
    Error, Result,
    billing::gateway::Reaction,
    platform::domain::ids::ReservationId,
    reservations::{
        domain::status::Status,
        models::{card_use, reservation::Reservation},
    },
};

impl CardSetup {
    /// Releases the card of a reservation that is over and was not billed.
    ///
    /// # Errors
    /// `Unavailable` when Stripe does not respond.
    pub async fn release(&self, id: ReservationId) -> Result<()> {
        let reservation =
            self.db.read(move |conn| Ok::<_, Error>(Reservation::find(conn, id)?)).await?;
        let unused =
            matches!(reservation.status, Status::Expired | Status::Cancelled | Status::Revoked);
        let Some(setup_intent_id) = reservation.stripe_setup_intent_id.filter(|_| unused) else {
            return Ok(());
        };
        let intent = match self.gateway.cancel_setup_intent(&setup_intent_id).await {
            Err(error) if error.reaction() == Reaction::Absent => return Ok(()),
            result => result?,
        };
        let methods =
            [intent.ready_card().map(str::to_owned), reservation.stripe_payment_method_id];
        for method in methods.into_iter().flatten() {
            self.detach(&method).await?;
        }
        Ok(())
    }

    /// Detaches a card at Stripe, unless it is saved or a reservation or charge still needs it.
    ///
    /// # Errors
    /// `Unavailable` when Stripe does not respond.
    pub async fn detach(&self, payment_method_id: &str) -> Result<()> {
        let method = payment_method_id.to_owned();
        if self.db.read(move |conn| Ok::<_, Error>(card_use::is_needed(conn, &method)?)).await? {
            return Ok(());
        }
        Ok(self.gateway.detach_payment_method(payment_method_id).await?)
    }
}
