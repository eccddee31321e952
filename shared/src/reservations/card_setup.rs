//! Card setup: requests to Stripe and handling of the results. Used by the API and, for drivers who
//! close the page, by the worker.

mod release_card;
mod save_card;

use std::{collections::HashMap, sync::Arc};

use chrono::{DateTime, Utc};

use super::{
    domain::status::{Event, Status},
    models::reservation::Reservation,
    operations::{CardSetUp, confirm_reservation, replace_card},
};
use crate::{
    Error, Result,
    billing::{
        gateway::{Gateway, Reaction, SetupIntent},
        models::{card::Card as SavedCard, stripe_key},
        stripe_customers::{MAX_KEYS, StripeCustomers, current_key, replace_key},
    },
    places::domain::terms::Terms,
    platform::{
        db::Db,
        domain::{
            ids::{ReservationId, UserId},
            owner::Owner,
        },
    },
};

/// Metadata keys that record the purpose of a SetupIntent.
const RESERVATION: &str = "reservation_id";
const USER: &str = "user_id";

fn about(name: &str, id: impl ToString) -> HashMap<String, String> {
    HashMap::from([(name.to_owned(), id.to_string())])
}

/// Returns the idempotency key for creating the SetupIntent of a hold.
fn setup_key(id: ReservationId) -> String {
    format!("setup:{id}")
}

/// Returns the user who saves the card of a SetupIntent; `None` when it is for a reservation.
fn owner(intent: &SetupIntent) -> Option<UserId> {
    intent.metadata.get(USER).and_then(|id| id.parse().ok()).map(UserId)
}

/// Card operations that need both Stripe and the database.
#[derive(Clone)]
pub struct CardSetup {
    pub db: Db,
    pub gateway: Gateway,
    /// Needed to schedule the jobs that follow a confirmation.
    pub terms: Arc<Terms>,
}

impl CardSetup {
    /// Returns the SetupIntent of a reservation, and creates it if there is none. Repeated and
    /// concurrent calls return the same one. For a confirmed stay, the new card replaces the
    /// current one.
    ///
    /// # Errors
    /// `HoldExpired`, `InvalidTransition` when the reservation is over, `Unavailable` when Stripe
    /// does not respond.
    pub async fn begin(&self, reservation: Reservation, now: DateTime<Utc>) -> Result<SetupIntent> {
        let key = match reservation.status {
            Status::Expired => return Err(Error::HoldExpired),
            Status::Held if reservation.is_hold_expired(now) => return Err(Error::HoldExpired),
            Status::Held => setup_key(reservation.id),
            Status::Confirmed => {
                let current = reservation.stripe_payment_method_id.as_deref().unwrap_or_default();
                format!("setup:{}:instead:{current}", reservation.id)
            }
            from => return Err(from.transition_error(Event::Confirm)),
        };
        let current = reservation
            .stripe_setup_intent_id
            .as_ref()
            .filter(|_| reservation.status == Status::Held);
        if let Some(id) = current
            && let Some(intent) = self.usable_intent(&reservation, id, now).await?
        {
            return Ok(intent);
        }
        let driver = reservation
            .driver()
            .ok_or_else(|| Error::Internal("a reservation without a driver".to_owned()))?;
        let (customer, intent) =
            self.create(driver, &key, about(RESERVATION, reservation.id), now).await?;
        if reservation.status == Status::Held {
            let id = intent.id.clone();
            self.db
                .write(move |conn| {
                    Ok::<_, Error>(reservation.set_setup_intent(conn, &customer, &id)?)
                })
                .await?;
        }
        Ok(intent)
    }

    /// Returns the SetupIntent of a hold. `None` when it is unusable; it is then cleared from the
    /// hold.
    async fn usable_intent(
        &self,
        reservation: &Reservation,
        id: &str,
        now: DateTime<Utc>,
    ) -> Result<Option<SetupIntent>> {
        match self.gateway.retrieve_setup_intent(id).await {
            Ok(intent) if intent.status != "canceled" => return Ok(Some(intent)),
            Err(error) if error.reaction() != Reaction::Absent => return Err(error.into()),
            _ => {}
        }
        self.forget_intent(reservation, id, now).await?;
        Ok(None)
    }

    async fn forget_intent(
        &self,
        reservation: &Reservation,
        id: &str,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let (reservation, id) = (reservation.clone(), id.to_owned());
        let forget = self.db.write(move |conn| {
            if reservation.forget_setup_intent(conn, &id)? {
                // With the current key, Stripe would return the same SetupIntent.
                let name = setup_key(reservation.id);
                let spent = stripe_key::current(conn, &name)?;
                stripe_key::replace(conn, &name, &spent, now)?;
            }
            Ok::<_, Error>(())
        });
        forget.await
    }

    /// Creates a SetupIntent, and the driver's customer if there is none or it was deleted. The
    /// same `name` returns the same SetupIntent.
    ///
    /// A SetupIntent that was created and lost holds no card, so it is not looked up before a new
    /// key is used.
    async fn create(
        &self,
        driver: Owner,
        name: &str,
        metadata: HashMap<String, String>,
        now: DateTime<Utc>,
    ) -> Result<(String, SetupIntent)> {
        let customers = self.customers();
        let mut customer = customers.of(driver, now).await?;
        for _ in 0..MAX_KEYS {
            let key = current_key(&self.db, name).await?;
            let error =
                match self.gateway.create_setup_intent(&key, &customer, metadata.clone()).await {
                    Ok(intent) => return Ok((customer, intent)),
                    Err(error) => error,
                };
            match error.reaction() {
                Reaction::RecreateCustomer => {
                    customer = customers.recreate(driver, &customer, now).await?
                }
                Reaction::NewKey => {}
                _ if error.is_stored_by_stripe() => {}
                _ => return Err(error.into()),
            }
            replace_key(&self.db, name, &key, now).await?;
            if error.is_stored_by_stripe() {
                return Err(error.into());
            }
        }
        Err(Error::Unavailable("Stripe"))
    }

    fn customers(&self) -> StripeCustomers {
        StripeCustomers { db: self.db.clone(), gateway: self.gateway.clone() }
    }

    /// Does the same as [`Self::begin`], with a card that the driver has saved. The bank may still
    /// require the driver's approval; the SetupIntent's status shows this.
    ///
    /// # Errors
    /// As [`Self::begin`], and `CardRefused`.
    pub async fn begin_with(
        &self,
        reservation: Reservation,
        card: &SavedCard,
        now: DateTime<Utc>,
    ) -> Result<SetupIntent> {
        let intent = self.begin(reservation.clone(), now).await?;
        let error = match self
            .gateway
            .confirm_setup_intent(&intent.id, &card.stripe_payment_method_id)
            .await
        {
            Ok(confirmed) => return Ok(confirmed),
            Err(error) => error,
        };
        match error.reaction() {
            Reaction::ReportDecline => Err(Error::CardRefused(error.message)),
            // Deleting a customer at Stripe deletes its cards as well.
            reaction @ (Reaction::AskForCard | Reaction::RecreateCustomer | Reaction::Absent) => {
                if reaction != Reaction::AskForCard {
                    self.forget_intent(&reservation, &intent.id, now).await?;
                }
                if let (Reaction::RecreateCustomer, Some(driver), Some(customer)) =
                    (reaction, reservation.driver(), &intent.customer_id)
                {
                    self.customers().recreate(driver, customer, now).await?;
                }
                Err(Error::CardRefused(
                    "This card is no longer stored. Please use another card.".to_owned(),
                ))
            }
            _ => Err(error.into()),
        }
    }

    /// Confirms the reservation of a SetupIntent, or replaces its card, if Stripe reports that the
    /// SetupIntent has succeeded.
    ///
    /// # Errors
    /// `CardNotReady` when it has not succeeded, `NotFound` when no reservation belongs to it, and
    /// the errors of the confirmation.
    pub async fn finish(&self, setup_intent_id: &str, now: DateTime<Utc>) -> Result<Reservation> {
        let intent = self.known_intent(setup_intent_id).await?;
        let set_up = self.ready_card(&intent).await?;
        let reservation_id =
            intent.metadata.get(RESERVATION).and_then(|id| id.parse().ok()).map(ReservationId);
        let terms = Arc::clone(&self.terms);
        self.db
            .write(move |conn| match Reservation::by_setup_intent(conn, &set_up.setup_intent_id)? {
                Some(found) => confirm_reservation(conn, found.id, &set_up, &terms, now),
                None => replace_card(conn, reservation_id.ok_or(Error::NotFound)?, &set_up, now),
            })
            .await
    }

    /// Replaces the card of a stay, if Stripe reports that the SetupIntent is for this stay and has
    /// succeeded.
    ///
    /// # Errors
    /// `CardNotReady` when it has not succeeded, `NotFound` when it has another purpose,
    /// `InvalidTransition` when the stay is over.
    pub async fn replace(
        &self,
        reservation: &Reservation,
        setup_intent_id: &str,
        now: DateTime<Utc>,
    ) -> Result<Reservation> {
        let intent = self.known_intent(setup_intent_id).await?;
        if intent.metadata.get(RESERVATION) != Some(&reservation.id.to_string()) {
            return Err(Error::NotFound);
        }
        let (id, set_up) = (reservation.id, self.ready_card(&intent).await?);
        self.db.write(move |conn| replace_card(conn, id, &set_up, now)).await
    }

    /// Retrieves a SetupIntent that was named by a client or a webhook.
    async fn known_intent(&self, id: &str) -> Result<SetupIntent> {
        self.gateway.retrieve_setup_intent(id).await.map_err(|error| match error.reaction() {
            Reaction::Absent => Error::NotFound,
            _ => error.into(),
        })
    }

    /// Processes a SetupIntent that has succeeded, according to its purpose; for drivers who close
    /// the page.
    ///
    /// # Errors
    /// As [`Self::finish`] and [`Self::finish_saving`].
    pub async fn sync(
        &self,
        setup_intent_id: &str,
        now: DateTime<Utc>,
    ) -> Result<Option<Reservation>> {
        let intent = self.known_intent(setup_intent_id).await?;
        match owner(&intent) {
            Some(user_id) => self.finish_saving(setup_intent_id, user_id, now).await.map(|_| None),
            // The SetupIntent belongs to another product on the account and may not be for a card.
            None if !intent.metadata.contains_key(RESERVATION) => Err(Error::NotFound),
            None => self.finish(setup_intent_id, now).await.map(Some),
        }
    }

    async fn ready_card(&self, intent: &SetupIntent) -> Result<CardSetUp> {
        let Some(method) = intent.ready_card() else {
            return Err(Error::CardNotReady { status: intent.status.clone() });
        };
        let card = self.gateway.retrieve_card(method).await?;
        Ok(CardSetUp {
            setup_intent_id: intent.id.clone(),
            payment_method_id: method.to_owned(),
            card,
            customer_id: intent.customer_id.clone(),
        })
    }
}
