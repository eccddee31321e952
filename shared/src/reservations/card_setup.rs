//! Setting a card up: what is asked of Stripe, and what is done about its answer. Used by the api
//! and, for drivers who close the page, the worker.

use std::{collections::HashMap, sync::Arc};

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{
    domain::status::{Event, Status},
    models::reservation::Reservation,
    operations::{CardSetUp, confirm_reservation, replace_card},
};
use crate::platform::domain::owner::Owner;
use crate::reservations::models::card_use;
use crate::{
    Error, Result,
    billing::{
        gateway::{Gateway, GatewayError, Reaction, SetupIntent},
        models::{card::Card as SavedCard, stripe_key},
        stripe_customers::{MAX_KEYS, StripeCustomers, current_key, replace_key},
    },
    identity::models::user::User,
    places::domain::terms::Terms,
    platform::{
        db::Db,
        domain::ids::{ReservationId, UserId},
    },
};

/// What a SetupIntent is for is written on it, under these names.
const RESERVATION: &str = "reservation_id";
const USER: &str = "user_id";

fn about(name: &str, id: impl ToString) -> HashMap<String, String> {
    HashMap::from([(name.to_owned(), id.to_string())])
}

/// The name of the key under which the SetupIntent of a hold is created.
fn setup_key(id: ReservationId) -> String {
    format!("setup:{id}")
}

/// The user who is saving the card of a SetupIntent; `None` when it is for a reservation.
fn owner(intent: &SetupIntent) -> Option<UserId> {
    intent.metadata.get(USER).and_then(|id| id.parse().ok()).map(UserId)
}

/// Talks to Stripe about cards, with the database at hand.
#[derive(Clone)]
pub struct CardSetup {
    /// Where the outcome goes.
    pub db: Db,
    pub gateway: Gateway,
    /// Needed to schedule what follows a confirmation.
    pub terms: Arc<Terms>,
}

impl CardSetup {
    /// The SetupIntent of a reservation: the one that it has, or a new one. Asking twice, even at
    /// once, gives the same. For a stay that is confirmed, it sets a card up that takes the place
    /// of the one before.
    ///
    /// # Errors
    /// `HoldExpired`, `InvalidTransition` when the reservation is over, `Unavailable` when Stripe
    /// does not answer.
    pub async fn begin(&self, reservation: Reservation, now: DateTime<Utc>) -> Result<SetupIntent> {
        let key = match reservation.status {
            Status::Expired => return Err(Error::HoldExpired),
            Status::Held if reservation.hold_is_over(now) => return Err(Error::HoldExpired),
            Status::Held => setup_key(reservation.id),
            Status::Confirmed => {
                let present = reservation.stripe_payment_method_id.as_deref().unwrap_or_default();
                format!("setup:{}:instead:{present}", reservation.id)
            }
            from => return Err(from.refuse(Event::Confirm)),
        };
        let present = reservation
            .stripe_setup_intent_id
            .as_ref()
            .filter(|_| reservation.status == Status::Held);
        if let Some(id) = present
            && let Some(intent) = self.present_intent(&reservation, id, now).await?
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

    /// The SetupIntent that a hold has. `None` when it is of no use any more, and forgotten.
    async fn present_intent(
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
                // Under the present key Stripe would answer with the same one.
                let name = setup_key(reservation.id);
                let spent = stripe_key::current(conn, &name)?;
                stripe_key::replace(conn, &name, &spent, now)?;
            }
            Ok::<_, Error>(())
        });
        forget.await
    }

    /// Creates a SetupIntent, and the driver's customer where there is none or it was deleted. The
    /// same `name` gives the same one.
    ///
    /// One that was created and lost holds no card: it needs no look-up before a new key.
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
                _ if error.is_saved() => {}
                _ => return Err(error.into()),
            }
            replace_key(&self.db, name, &key, now).await?;
            if error.is_saved() {
                return Err(error.into());
            }
        }
        Err(Error::Unavailable("Stripe"))
    }

    fn customers(&self) -> StripeCustomers {
        StripeCustomers { db: self.db.clone(), gateway: self.gateway.clone() }
    }

    /// The same with a card that the driver has saved. The bank may still want the driver's
    /// approval: then the SetupIntent's status tells.
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
            Reaction::TellDriver => Err(Error::CardRefused(error.message)),
            // Whoever deletes a customer at Stripe deletes its cards as well.
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

    /// Confirms the reservation of a SetupIntent, or gives it its new card, if Stripe itself says
    /// that the SetupIntent has succeeded.
    ///
    /// # Errors
    /// `CardNotReady` when it has not, `NotFound` when no reservation belongs to it, and what
    /// confirming answers.
    pub async fn finish(&self, setup_intent_id: &str, now: DateTime<Utc>) -> Result<Reservation> {
        let intent = self.known_intent(setup_intent_id).await?;
        let set_up = self.ready_card(&intent).await?;
        let meant =
            intent.metadata.get(RESERVATION).and_then(|id| id.parse().ok()).map(ReservationId);
        let terms = Arc::clone(&self.terms);
        self.db
            .write(move |conn| match Reservation::by_setup_intent(conn, &set_up.setup_intent_id)? {
                Some(found) => confirm_reservation(conn, found.id, &set_up, &terms, now),
                None => replace_card(conn, meant.ok_or(Error::NotFound)?, &set_up, now),
            })
            .await
    }

    /// Gives a stay its new card, if Stripe itself says that the SetupIntent is for it and has
    /// succeeded.
    ///
    /// # Errors
    /// `CardNotReady` when it has not, `NotFound` when it is for something else,
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

    /// A SetupIntent that a client or a webhook has named.
    async fn known_intent(&self, id: &str) -> Result<SetupIntent> {
        self.gateway.retrieve_setup_intent(id).await.map_err(|error| match error.reaction() {
            Reaction::Absent => Error::NotFound,
            _ => error.into(),
        })
    }

    /// Begins to set a card up that a user wants to save, without a reservation.
    ///
    /// # Errors
    /// `Unavailable` when Stripe does not answer.
    pub async fn begin_saving(&self, user_id: UserId, now: DateTime<Utc>) -> Result<SetupIntent> {
        let name = format!("card:{}", Uuid::now_v7());
        Ok(self.create(Owner::User(user_id), &name, about(USER, user_id), now).await?.1)
    }

    /// Saves the card of a SetupIntent that was begun for this user, if Stripe itself says that it
    /// has succeeded. A second time changes nothing.
    ///
    /// # Errors
    /// `CardNotReady` when it has not, `NotFound` when it is not this user's.
    pub async fn finish_saving(
        &self,
        setup_intent_id: &str,
        user_id: UserId,
        now: DateTime<Utc>,
    ) -> Result<SavedCard> {
        let intent = self.known_intent(setup_intent_id).await?;
        if owner(&intent) != Some(user_id) {
            return Err(Error::NotFound);
        }
        let set_up = self.ready_card(&intent).await?;
        self.save(user_id, set_up, now).await
    }

    /// Does whatever a SetupIntent that has succeeded is for; for drivers who close the page.
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
            // Of another product on the account: it need not even be a card.
            None if !intent.metadata.contains_key(RESERVATION) => Err(Error::NotFound),
            None => self.finish(setup_intent_id, now).await.map(Some),
        }
    }

    /// Saves the card that a user's reservation was confirmed with.
    ///
    /// # Errors
    /// `Invalid` for a card that was given before the reservation was claimed, `Unavailable` when
    /// Stripe does not answer.
    pub async fn save_card_of(&self, reservation: &Reservation, now: DateTime<Utc>) -> Result<()> {
        let (Some(user_id), Some(method)) =
            (reservation.user_id, reservation.stripe_payment_method_id.clone())
        else {
            return Ok(());
        };
        let user = self.db.read(move |conn| Ok::<_, Error>(User::find(conn, user_id)?)).await?;
        if user.stripe_customer_id != reservation.stripe_customer_id {
            // It was set up before the account claimed the reservation: at Stripe it is the
            // guest's, and only this stay can be charged to it.
            return Err(Error::field(
                "save_card",
                "of_a_guest",
                "cannot keep a card that was given without an account",
            ));
        }
        let card = self.gateway.retrieve_card(&method).await?;
        let set_up = CardSetUp {
            setup_intent_id: String::new(),
            payment_method_id: method,
            card,
            customer_id: None,
        };
        self.save(user_id, set_up, now).await.map(drop)
    }

    async fn save(
        &self,
        user_id: UserId,
        set_up: CardSetUp,
        now: DateTime<Utc>,
    ) -> Result<SavedCard> {
        let CardSetUp { payment_method_id, card, .. } = set_up;
        let saved = self.db.write(move |conn| {
            let (shown, expiry) =
                ((card.brand.as_str(), card.last4.as_str()), (card.exp_month, card.exp_year));
            Ok::<_, Error>(SavedCard::insert(
                conn,
                user_id,
                &payment_method_id,
                shown,
                expiry,
                now,
            )?)
        });
        saved.await
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

    /// Gives the card of a reservation back that is over and was not billed: nobody will charge it.
    ///
    /// # Errors
    /// `Unavailable` when Stripe does not answer.
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
            answered => answered?,
        };
        let methods =
            [intent.ready_card().map(str::to_owned), reservation.stripe_payment_method_id];
        for method in methods.into_iter().flatten() {
            self.detach(&method).await?;
        }
        Ok(())
    }

    /// Makes Stripe forget a card, unless it is saved or something is still to be charged to it.
    ///
    /// # Errors
    /// `Unavailable` when Stripe does not answer.
    pub async fn detach(&self, payment_method_id: &str) -> Result<()> {
        let method = payment_method_id.to_owned();
        if self.db.read(move |conn| Ok::<_, Error>(card_use::is_needed(conn, &method)?)).await? {
            return Ok(());
        }
        Ok(self.gateway.detach_payment_method(payment_method_id).await?)
    }
}

impl From<GatewayError> for Error {
    /// For errors that the caller has no better answer to: nothing is decided, and the same may be
    /// asked again.
    fn from(error: GatewayError) -> Self {
        match error.reaction() {
            Reaction::TellDriver => Self::CardRefused(error.message),
            Reaction::Absent => Self::NotFound,
            _ if error.is_outage() || error.reaction() == Reaction::Alarm => {
                Self::Unavailable("Stripe")
            }
            _ => Self::Unavailable("Stripe's API"),
        }
    }
}
