//! Collecting a charge at Stripe: what is asked, and what is done about the answer. Used by the worker, with the driver absent, and by the api, for
//! a driver who pays.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use crate::{
    Error, Result,
    db::Db,
    domain::{ids::ChargeId, terms::Terms},
    gateway::{ChargeOutcome, Gateway, GatewayError, KEYS_LAST, Payment},
    models::charge::Charge,
    operations::{self, Question},
};

/// Talks to Stripe about payments, with the database at hand.
#[derive(Clone)]
pub struct Payments {
    /// Where the outcome goes.
    pub db: Db,
    /// Stripe.
    pub gateway: Gateway,
    /// When a refused card is tried again.
    pub terms: Arc<Terms>,
}

impl Payments {
    /// Makes the next attempt to collect a charge, or finishes the one that was not answered. Returns whether there was something to do.
    ///
    /// A crash on any line leaves rows that are taken up again: the payment is created under one key, an attempt confirmed under its own, and
    /// Stripe lets a payment succeed once.
    ///
    /// # Errors
    /// `Unavailable` when Stripe does not answer: the charge is `unknown` then, and the same is asked again.
    pub async fn attempt(&self, id: ChargeId, now: DateTime<Utc>) -> Result<bool> {
        let begun = self.db.write(move |conn| operations::begin_attempt(conn, id, now)).await?;
        let Some(question) = begun else { return Ok(false) };
        let outcome = match self.ask(id, &question, now).await {
            Ok(outcome) => outcome,
            // Whatever it was that Stripe did not like, the driver can pay in another way.
            Err(GatewayError::Refused { code, message }) => {
                tracing::error!(charge.id = %id, code, message, "Stripe refused to collect a charge");
                let message = "The payment could not be made.".to_owned();
                ChargeOutcome::Declined { code: code.unwrap_or_else(|| "refused".to_owned()), message, is_final: false }
            }
            Err(unknown @ GatewayError::Unknown(_)) => {
                self.db.write(move |conn| operations::lose_track(conn, id)).await?;
                return Err(unknown.into());
            }
        };
        let terms = Arc::clone(&self.terms);
        self.db.write(move |conn| operations::settle_attempt(conn, id, &outcome, &terms, now)).await
    }

    async fn ask(&self, id: ChargeId, question: &Question, now: DateTime<Utc>) -> Result<ChargeOutcome, GatewayError> {
        let payment_id = self.payment_id(id, question, now).await?;
        self.gateway.collect(&question.attempt_key, &payment_id, &question.payment_method_id).await
    }

    /// The charge's payment at Stripe, created if there is none.
    async fn payment_id(&self, id: ChargeId, question: &Question, now: DateTime<Utc>) -> Result<String, GatewayError> {
        if let Some(known) = &question.payment_id {
            return Ok(known.clone());
        }
        let lost = match now - question.asked_at {
            age if age > KEYS_LAST => self.gateway.find_payment(id.0).await?,
            _ => None,
        };
        let created = match lost {
            Some(found) => found,
            None => self.gateway.create_payment(&question.payment_key, &question.demand).await?,
        };
        let stored = self.db.read(move |conn| Ok::<_, Error>(Charge::set_payment(conn, id, &created.id)?)).await;
        stored.map_err(|error| GatewayError::Unknown(error.to_string()))
    }

    /// The payment of a charge, for the driver to make: what the browser needs to confirm it with this card or another.
    ///
    /// # Errors
    /// `InvalidChargeTransition` when nothing is owed, `Unavailable` when Stripe does not answer.
    pub async fn begin(&self, id: ChargeId, now: DateTime<Utc>) -> Result<Payment> {
        let question = self.db.write(move |conn| operations::begin_payment(conn, id, now)).await?;
        let payment_id = self.payment_id(id, &question, now).await?;
        Ok(self.gateway.retrieve_payment(&payment_id).await?)
    }

    /// Looks at Stripe whether the payment of a charge has been made, and writes it down if so. Returns whether that was news.
    ///
    /// # Errors
    /// `Unavailable` when Stripe does not answer.
    pub async fn sync(&self, payment_id: &str, now: DateTime<Utc>) -> Result<bool> {
        let payment = self.gateway.retrieve_payment(payment_id).await?;
        let (Some(written), Some(collected)) = (payment.charge_id, payment.collected) else { return Ok(false) };
        let (id, payment_id) = (ChargeId(written), payment.id);
        self.db
            .write(move |conn| match Charge::set_payment(conn, id, &payment_id) {
                // Another payment with our charge written on it is a matter for the reconciliation.
                Ok(counts) if counts == payment_id => operations::collect(conn, id, &collected, now),
                Ok(_) | Err(diesel::NotFound) => Ok(false),
                Err(error) => Err(Error::from(error)),
            })
            .await
    }
}
