//! Customers and their cards.

use std::collections::HashMap;

use stripe::StripeRequest;
use stripe_core::{
    SetupIntentAllowedPaymentMethodTypes,
    customer::CreateCustomer,
    setup_intent::{
        CancelSetupIntent, ConfirmSetupIntent, CreateSetupIntent, CreateSetupIntentUsage,
        RetrieveSetupIntent,
    },
};
use stripe_payment::payment_method::{DetachPaymentMethod, RetrievePaymentMethod};

use super::{Call, ErrorClass, Gateway, GatewayError, IdKind, Reaction, SUCCEEDED, once};

/// A card being set up.
#[derive(Debug, Clone)]
pub struct SetupIntent {
    pub id: String,
    /// For the browser.
    pub client_secret: String,
    /// Stripe's status, such as `succeeded`.
    pub status: String,
    /// The card, once there is one.
    pub payment_method_id: Option<String>,
    /// Whose card it is.
    pub customer_id: Option<String>,
    /// What it is for, in our words.
    pub metadata: HashMap<String, String>,
}

impl SetupIntent {
    /// The card, if it can be charged from now on.
    pub fn ready_card(&self) -> Option<&str> {
        self.payment_method_id.as_deref().filter(|_| self.status == SUCCEEDED)
    }
}

/// What may be shown of a card.
#[derive(Debug, Clone)]
pub struct Card {
    /// Such as `visa`.
    pub brand: String,
    /// The last four digits.
    pub last4: String,
    /// Month in which it expires, 1 to 12.
    pub exp_month: i32,
    /// Year in which it does.
    pub exp_year: i32,
    /// Equal for the same card number, whoever sets it up; Stripe leaves it out for some wallets.
    pub fingerprint: Option<String>,
}

impl Gateway {
    /// Creates a customer; the same `key` gives the same one.
    ///
    /// # Errors
    /// See [`GatewayError`]; also for all below.
    pub async fn create_customer(&self, key: &str, email: &str) -> Result<String, GatewayError> {
        // Stripe takes no address whose local part is not ASCII; the customer does not need one.
        let (call, key) = (CreateCustomer::new(), once(Call::CreateCustomer, key)?);
        let call = if email.is_ascii() { call.email(email) } else { call };
        let ask = || call.customize().request_strategy(key.clone()).send(&self.client);
        Ok(self.joined(Call::CreateCustomer, ask).await?.id.to_string())
    }

    /// Begins to set a card up, to be charged later with the driver absent.
    ///
    /// # Errors
    /// See [`GatewayError`].
    pub async fn create_setup_intent(
        &self,
        key: &str,
        customer_id: &str,
        metadata: HashMap<String, String>,
    ) -> Result<SetupIntent, GatewayError> {
        let call = CreateSetupIntent::new()
            .customer(customer_id)
            .allowed_payment_method_types([SetupIntentAllowedPaymentMethodTypes::Card])
            .usage(CreateSetupIntentUsage::OffSession)
            .metadata(metadata);
        let key = once(Call::CreateSetupIntent, key)?;
        let ask = || call.customize().request_strategy(key.clone()).send(&self.client);
        Ok(self.joined(Call::CreateSetupIntent, ask).await?.into())
    }

    /// How things stand with a card.
    ///
    /// # Errors
    /// See [`GatewayError`].
    pub async fn retrieve_setup_intent(&self, id: &str) -> Result<SetupIntent, GatewayError> {
        let call = Call::RetrieveSetupIntent;
        let id = IdKind::SetupIntent.check(call, id)?;
        Ok(self.timed(call, RetrieveSetupIntent::new(id).send(&self.client)).await?.into())
    }

    /// Sets a card up that the driver has saved. The bank may still want the driver's approval:
    /// then the status tells, and the browser goes on.
    ///
    /// # Errors
    /// With [`Reaction::TellDriver`] when the card is declined. One that is set up already is no
    /// failure.
    pub async fn confirm_setup_intent(
        &self,
        id: &str,
        payment_method_id: &str,
    ) -> Result<SetupIntent, GatewayError> {
        let call = Call::ConfirmSetupIntent;
        let id = IdKind::SetupIntent.check(call, id)?;
        let request = ConfirmSetupIntent::new(id).payment_method(payment_method_id);
        match self.timed(call, request.send(&self.client)).await {
            Ok(intent) => Ok(intent.into()),
            Err(error) if error.reaction() == Reaction::LookUp => {
                self.retrieve_setup_intent(id).await
            }
            Err(error) => Err(error),
        }
    }

    /// Gives up setting a card up, and tells how things stand: it may have succeeded before.
    ///
    /// # Errors
    /// See [`GatewayError`].
    pub async fn cancel_setup_intent(&self, id: &str) -> Result<SetupIntent, GatewayError> {
        let call = Call::CancelSetupIntent;
        let id = IdKind::SetupIntent.check(call, id)?;
        match self.timed(call, CancelSetupIntent::new(id).send(&self.client)).await {
            Ok(intent) => Ok(intent.into()),
            // Cancelled or succeeded already: that cannot be cancelled, and is no failure.
            Err(error) if error.reaction() == Reaction::LookUp => {
                self.retrieve_setup_intent(id).await
            }
            Err(error) => Err(error),
        }
    }

    /// What may be shown of a card.
    ///
    /// # Errors
    /// See [`GatewayError`].
    pub async fn retrieve_card(&self, payment_method_id: &str) -> Result<Card, GatewayError> {
        let call = Call::RetrieveCard;
        let id = IdKind::PaymentMethod.check(call, payment_method_id)?;
        let method = self.timed(call, RetrievePaymentMethod::new(id).send(&self.client)).await?;
        let unusable =
            |message: &str| GatewayError::new(call, ErrorClass::CardUnavailable, message);
        let card = method.card.ok_or_else(|| unusable("the payment method is no card"))?;
        let number = |number: i64| {
            i32::try_from(number).map_err(|_| unusable("the card's expiry is out of range"))
        };
        let (exp_month, exp_year) = (number(card.exp_month)?, number(card.exp_year)?);
        Ok(Card {
            brand: card.brand,
            last4: card.last4,
            exp_month,
            exp_year,
            fingerprint: card.fingerprint,
        })
    }

    /// Makes a card forgotten. One that is forgotten already is no failure.
    ///
    /// # Errors
    /// See [`GatewayError`].
    pub async fn detach_payment_method(&self, id: &str) -> Result<(), GatewayError> {
        let call = Call::DetachCard;
        let Ok(id) = IdKind::PaymentMethod.check(call, id) else { return Ok(()) };
        match self.timed(call, DetachPaymentMethod::new(id).send(&self.client)).await {
            Ok(_) => Ok(()),
            Err(error) if error.reaction() == Reaction::Absent => Ok(()),
            Err(error) => Err(error),
        }
    }
}

impl From<stripe_core::SetupIntent> for SetupIntent {
    fn from(intent: stripe_core::SetupIntent) -> Self {
        Self {
            id: intent.id.to_string(),
            client_secret: intent.client_secret.unwrap_or_default(),
            status: intent.status.as_str().to_owned(),
            payment_method_id: intent.payment_method.map(|method| method.id().to_string()),
            customer_id: intent.customer.map(|customer| customer.id().to_string()),
            metadata: intent.metadata.unwrap_or_default(),
        }
    }
}
