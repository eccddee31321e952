//! Setting a card up: what is asked of Stripe, and what is done about its answer. Used by the api and, for drivers who close the page, the worker.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use crate::{
    Error, Result,
    db::Db,
    domain::{ids::ReservationId, status::Status, terms::Terms},
    gateway::{Gateway, GatewayError, SetupIntent},
    models::{
        guest::Guest,
        reservation::{Driver, Reservation},
        user::User,
    },
    operations::{CardSetUp, confirm_reservation},
};

/// Status of a SetupIntent whose card can be charged.
const SUCCEEDED: &str = "succeeded";

/// Talks to Stripe about cards, with the database at hand.
#[derive(Clone)]
pub struct CardSetup {
    /// Where the outcome goes.
    pub db: Db,
    /// Stripe.
    pub gateway: Gateway,
    /// Needed to schedule what follows a confirmation.
    pub terms: Arc<Terms>,
}

impl CardSetup {
    /// The SetupIntent of a hold: the one that it has, or a new one. Asking twice, even at once, gives the same.
    ///
    /// # Errors
    /// `HoldExpired`, `InvalidTransition` when the reservation is no hold any more, `Unavailable` when Stripe does not answer.
    pub async fn begin(&self, reservation: Reservation, email: &str, now: DateTime<Utc>) -> Result<SetupIntent> {
        if reservation.status == Status::Expired || reservation.hold_is_over(now) {
            return Err(Error::HoldExpired);
        }
        if reservation.status != Status::Held {
            let event = crate::domain::status::Event::Confirm;
            return Err(Error::InvalidTransition { from: reservation.status, event });
        }
        if let Some(id) = &reservation.stripe_setup_intent_id {
            return Ok(self.gateway.retrieve_setup_intent(id).await?);
        }
        let customer = self.customer(&reservation, email).await?;
        let key = format!("setup:{}", reservation.id);
        let intent = self.gateway.create_setup_intent(&key, &customer, reservation.id.0).await?;
        let id = intent.id.clone();
        self.db.write(move |conn| Ok::<_, Error>(reservation.set_setup_intent(conn, &customer, &id)?)).await?;
        Ok(intent)
    }

    /// Confirms the reservation of a SetupIntent if Stripe itself says that it has succeeded.
    ///
    /// # Errors
    /// `CardNotReady` when it has not, `NotFound` when no reservation belongs to it, and what confirming answers.
    pub async fn finish(&self, setup_intent_id: &str, now: DateTime<Utc>) -> Result<Reservation> {
        let intent = self.gateway.retrieve_setup_intent(setup_intent_id).await?;
        let (SUCCEEDED, Some(payment_method_id)) = (intent.status.as_str(), intent.payment_method_id) else {
            return Err(Error::CardNotReady { status: intent.status });
        };
        let card = self.gateway.retrieve_card(&payment_method_id).await?;
        let set_up =
            CardSetUp { setup_intent_id: intent.id.clone(), payment_method_id, card: Some((card.brand, card.last4)) };
        let terms = Arc::clone(&self.terms);
        self.db
            .write(move |conn| {
                let found = Reservation::by_setup_intent(conn, &set_up.setup_intent_id)?.ok_or(Error::NotFound)?;
                confirm_reservation(conn, found.id, &set_up, &terms, now)
            })
            .await
    }

    /// Gives the card of a reservation back that is over before it was confirmed: nobody will charge it.
    ///
    /// # Errors
    /// `Unavailable` when Stripe does not answer.
    pub async fn release(&self, id: ReservationId) -> Result<()> {
        let reservation = self.db.read(move |conn| Ok::<_, Error>(Reservation::find(conn, id)?)).await?;
        let unused = matches!(reservation.status, Status::Expired | Status::Cancelled);
        let Some(setup_intent_id) = reservation.stripe_setup_intent_id.filter(|_| unused) else { return Ok(()) };
        let intent = self.gateway.cancel_setup_intent(&setup_intent_id).await?;
        if let (SUCCEEDED, Some(payment_method_id)) = (intent.status.as_str(), intent.payment_method_id) {
            self.gateway.detach_payment_method(&payment_method_id).await?;
        }
        Ok(())
    }

    /// Who the driver is at Stripe: created once, by a key of their own, and remembered.
    async fn customer(&self, reservation: &Reservation, email: &str) -> Result<String> {
        let driver =
            reservation.driver().ok_or_else(|| Error::Internal("a reservation without a driver".to_owned()))?;
        let known = self.db.read(move |conn| {
            let known = match driver {
                Driver::User(id) => User::find(conn, id)?.stripe_customer_id,
                Driver::Guest(id) => Guest::find(conn, id)?.stripe_customer_id,
            };
            Ok::<_, Error>(known)
        });
        if let Some(known) = known.await? {
            return Ok(known);
        }
        let key = match driver {
            Driver::User(id) => format!("customer:user:{id}"),
            Driver::Guest(id) => format!("customer:guest:{id}"),
        };
        let created = self.gateway.create_customer(&key, email).await?;
        let stored = self.db.write(move |conn| {
            let stored = match driver {
                Driver::User(id) => User::set_stripe_customer(conn, id, &created)?,
                Driver::Guest(id) => Guest::set_stripe_customer(conn, id, &created)?,
            };
            Ok::<_, Error>(stored)
        });
        stored.await
    }
}

impl From<GatewayError> for Error {
    fn from(error: GatewayError) -> Self {
        match error {
            GatewayError::Unknown(reason) => {
                tracing::warn!(reason, "Stripe did not answer");
                Self::Unavailable("Stripe")
            }
            refused @ GatewayError::Refused { .. } => Self::Internal(refused.to_string()),
        }
    }
}
