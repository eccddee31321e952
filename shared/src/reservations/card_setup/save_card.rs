//! Cards that users save, with or without a reservation.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{CardSetup, USER, about, owner};
use crate::{
    Error, Result,
    billing::{gateway::SetupIntent, models::card::Card as SavedCard},
    identity::models::user::User,
    platform::domain::{ids::UserId, owner::Owner},
    reservations::{models::reservation::Reservation, operations::CardSetUp},
};

impl CardSetup {
    /// Creates a SetupIntent for a card that a user saves without a reservation.
    ///
    /// # Errors
    /// `Unavailable` when Stripe does not respond.
    pub async fn begin_saving(&self, user_id: UserId, now: DateTime<Utc>) -> Result<SetupIntent> {
        let name = format!("card:{}", Uuid::now_v7());
        Ok(self.create(Owner::User(user_id), &name, about(USER, user_id), now).await?.1)
    }

    /// Saves the card of a SetupIntent that was created for this user, if Stripe reports that it
    /// has succeeded. Idempotent.
    ///
    /// # Errors
    /// `CardNotReady` when it has not succeeded, `NotFound` when it belongs to another user.
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

    /// Saves the card that a user's reservation was confirmed with.
    ///
    /// # Errors
    /// `Invalid` for a card that was set up before the reservation was claimed, `Unavailable` when
    /// Stripe does not respond.
    pub async fn save_card_of(&self, reservation: &Reservation, now: DateTime<Utc>) -> Result<()> {
        let (Some(user_id), Some(method)) =
            (reservation.user_id, reservation.stripe_payment_method_id.clone())
        else {
            return Ok(());
        };
        let user = self.db.read(move |conn| Ok::<_, Error>(User::find(conn, user_id)?)).await?;
        if user.stripe_customer_id != reservation.stripe_customer_id {
            // The card was set up before the account claimed the reservation. At Stripe it belongs
            // to the guest's customer, and only this stay can be charged to it.
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
}
