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

/// A SetupIntent: a card that is being set up.
#[derive(Debug, Clone)]
pub struct SetupIntent {
    pub id: String,
    /// Passed to Stripe.js in the browser.
    pub client_secret: String,
    /// Stripe's status, for example `succeeded`.
    pub status: String,
    /// The card; `None` until there is one.
    pub payment_method_id: Option<String>,
    pub customer_id: Option<String>,
    /// The purpose of the card, as set by this application.
    pub metadata: HashMap<String, String>,
}

impl SetupIntent {
    /// Returns the card, if it can be charged from now on.
    pub fn ready_card(&self) -> Option<&str> {
        self.payment_method_id.as_deref().filter(|_| self.status == SUCCEEDED)
    }
}

/// The details of a card that may be displayed.
#[derive(Debug, Clone)]
pub struct Card {
    /// For example `visa`.
    pub brand: String,
    pub last4: String,
    /// 1 to 12.
    pub exp_month: i32,
    pub exp_year: i32,
    /// Equal for the same card number, across customers; absent for some wallets.
    pub fingerprint: Option<String>,
}

impl Gateway {
    /// Creates a customer; the same `key` returns the same customer.
    ///
    /// # Errors
    /// See [`GatewayError`]; this also applies to all methods below.
    pub async fn create_customer(&self, key: &str, email: &str) -> Result<String, GatewayError> {
        // Stripe rejects addresses whose local part is not ASCII; the customer does not need one.
        let (call, key) = (CreateCustomer::new(), once(Call::CreateCustomer, key)?);
        let call = if email.is_ascii() { call.email(email) } else { call };
        let send = || call.customize().request_strategy(key.clone()).send(&self.client);
        Ok(self.joined(Call::CreateCustomer, send).await?.id.to_string())
    }

    /// Creates a SetupIntent, for a card to be charged later off-session.
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
        let send = || call.customize().request_strategy(key.clone()).send(&self.client);
        Ok(self.joined(Call::CreateSetupIntent, send).await?.into())
    }

    /// Retrieves a SetupIntent.
    ///
    /// # Errors
    /// See [`GatewayError`].
    pub async fn retrieve_setup_intent(&self, id: &str) -> Result<SetupIntent, GatewayError> {
        let call = Call::RetrieveSetupIntent;
        let id = IdKind::SetupIntent.check(call, id)?;
        Ok(self.timed(call, RetrieveSetupIntent::new(id).send(&self.client)).await?.into())
    }

    /// Confirms a SetupIntent with a saved card. If the bank requires the driver's approval, the
    /// status says so and the browser continues.
    ///
    /// # Errors
    /// With [`Reaction::ReportDecline`] when the card is declined. A SetupIntent that has succeeded
    /// already is not an error.
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

    /// Cancels a SetupIntent and returns its state, because it may have succeeded before.
    ///
    /// # Errors
    /// See [`GatewayError`].
    pub async fn cancel_setup_intent(&self, id: &str) -> Result<SetupIntent, GatewayError> {
        let call = Call::CancelSetupIntent;
        let id = IdKind::SetupIntent.check(call, id)?;
        match self.timed(call, CancelSetupIntent::new(id).send(&self.client)).await {
            Ok(intent) => Ok(intent.into()),
            // It was cancelled or has succeeded already, and cannot be cancelled: not an error.
            Err(error) if error.reaction() == Reaction::LookUp => {
                self.retrieve_setup_intent(id).await
            }
            Err(error) => Err(error),
        }
    }

    /// Retrieves the details of a card that may be displayed.
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

    /// Detaches a card from its customer. A card that is detached already is not an error.
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
