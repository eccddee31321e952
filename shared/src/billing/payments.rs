//! Collection of charges at Stripe: the calls, and the handling of the answers. Used by the worker
//! for off-session payments and by the API for payments by the driver.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::{
    domain::charge::ChargeEvent,
    gateway::{
        ChargeOutcome, Gateway, IDEMPOTENCY_KEY_LIFETIME, PROCESSING, Payment, PaymentParameters,
        Reaction, RefundOutcome,
    },
    models::{charge::Charge, payment_source::PaymentSource, stripe_key},
    operations::{PaymentRequest, RefundRequest},
    stripe_customers::{MAX_KEYS, StripeCustomers, current_key, replace_key},
};
use crate::{
    Error, Result,
    billing::operations,
    places::domain::terms::Terms,
    platform::{
        db::Db,
        domain::ids::{ChargeId, RefundId},
    },
};

/// Calls Stripe about payments and stores the outcome in the database.
#[derive(Clone)]
pub struct Payments {
    pub db: Db,
    pub gateway: Gateway,
    /// The terms, including the schedule of attempts after a declined card.
    pub terms: Arc<Terms>,
}

impl Payments {
    /// Starts the next attempt to collect a charge, or resumes the open one. Returns whether an
    /// outcome was stored.
    ///
    /// It is safe to call again after a crash at any point: the payment is created with one
    /// idempotency key, each attempt is confirmed with its own, and Stripe lets a payment succeed
    /// once.
    ///
    /// # Errors
    /// `Unavailable` when Stripe does not respond, or rejects the secret key. The charge is then
    /// `unknown`, and the same call is repeated.
    pub async fn attempt(&self, id: ChargeId, now: DateTime<Utc>) -> Result<bool> {
        let begun = self.db.write(move |conn| operations::begin_attempt(conn, id, now)).await?;
        let Some(question) = begun else { return Ok(false) };
        match self.ask(id, &question, now).await {
            Ok(outcome) => {
                let terms = Arc::clone(&self.terms);
                self.db
                    .write(move |conn| operations::settle_attempt(conn, id, &outcome, &terms, now))
                    .await
            }
            Err(error) => {
                self.db.write(move |conn| operations::mark_outcome_unknown(conn, id)).await?;
                Err(error)
            }
        }
    }

    async fn ask(
        &self,
        id: ChargeId,
        question: &PaymentRequest,
        now: DateTime<Utc>,
    ) -> Result<ChargeOutcome> {
        match self.payment_id(id, question, now).await? {
            Some(payment_id) => self.collect(id, payment_id, question, now).await,
            None => Ok(ChargeOutcome::TooSmall),
        }
    }

    /// Returns the charge's payment at Stripe and creates it if there is none. `None` when the
    /// amount is below Stripe's minimum.
    async fn payment_id(
        &self,
        id: ChargeId,
        question: &PaymentRequest,
        now: DateTime<Utc>,
    ) -> Result<Option<String>> {
        if let Some(known) = &question.payment_id {
            return Ok(Some(known.clone()));
        }
        let lost = match now - question.asked_at {
            age if age > IDEMPOTENCY_KEY_LIFETIME => {
                self.gateway.find_payment(id.0, &question.demand.customer_id).await?
            }
            _ => None,
        };
        let found = match lost {
            Some(found) => Some(found),
            None => self.create(question, now).await?,
        };
        let Some(payment) = found else { return Ok(None) };
        self.db
            .read(move |conn| Ok::<_, Error>(Charge::set_payment(conn, id, &payment.id)?))
            .await
            .map(Some)
    }

    async fn create(
        &self,
        question: &PaymentRequest,
        now: DateTime<Utc>,
    ) -> Result<Option<Payment>> {
        let (name, mut demand) = (&question.payment_key, question.demand.clone());
        for _ in 0..MAX_KEYS {
            let key = current_key(&self.db, name).await?;
            let error = match self.gateway.create_payment(&key, &demand).await {
                Ok(created) => return Ok(Some(created)),
                Err(error) => error,
            };
            match error.reaction() {
                Reaction::Waive => return Ok(None),
                Reaction::NewKey => {
                    if let Some(found) =
                        self.gateway.find_payment(demand.charge_id, &demand.customer_id).await?
                    {
                        return Ok(Some(found));
                    }
                }
                Reaction::RecreateCustomer => {
                    demand = self.with_new_customer(question, &demand, now).await?
                }
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

    async fn collect(
        &self,
        id: ChargeId,
        mut payment_id: String,
        question: &PaymentRequest,
        now: DateTime<Utc>,
    ) -> Result<ChargeOutcome> {
        let name = &question.attempt_key;
        let mut demand = question.demand.clone();
        for _ in 0..MAX_KEYS {
            let key = current_key(&self.db, name).await?;
            let error =
                match self.gateway.collect(&key, &payment_id, &question.payment_method_id).await {
                    Ok(outcome) => return Ok(outcome),
                    Err(error) => error,
                };
            match error.reaction() {
                Reaction::NewKey | Reaction::LookUp => {
                    let payment = self.gateway.retrieve_payment(&payment_id).await?;
                    if payment.status == PROCESSING {
                        return Err(error.into());
                    }
                    if let Some(outcome) = payment.outcome() {
                        return Ok(outcome);
                    }
                    if payment.is_canceled() {
                        let Some(renewed) = self.renew(id, &payment_id, question, now).await?
                        else {
                            return Ok(ChargeOutcome::TooSmall);
                        };
                        payment_id = renewed;
                    }
                }
                Reaction::RecreateCustomer => {
                    demand = self.with_new_customer(question, &demand, now).await?;
                    self.gateway.set_customer(&payment_id, &demand.customer_id).await?;
                }
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

    /// Replaces a payment that was canceled at Stripe and can never be paid. `None` when the amount
    /// is below Stripe's minimum.
    async fn renew(
        &self,
        id: ChargeId,
        canceled: &str,
        question: &PaymentRequest,
        now: DateTime<Utc>,
    ) -> Result<Option<String>> {
        let (canceled, name) = (canceled.to_owned(), question.payment_key.clone());
        let forget = self.db.write(move |conn| {
            if Charge::forget_payment(conn, id, &canceled)? {
                // With the current key Stripe would return the canceled payment.
                let spent = stripe_key::current(conn, &name)?;
                stripe_key::replace(conn, &name, &spent, now)?;
            }
            Ok::<_, Error>(())
        });
        forget.await?;
        self.payment_id(id, &PaymentRequest { payment_id: None, ..question.clone() }, now).await
    }

    async fn with_new_customer(
        &self,
        question: &PaymentRequest,
        demand: &PaymentParameters,
        now: DateTime<Utc>,
    ) -> Result<PaymentParameters> {
        let customers = StripeCustomers { db: self.db.clone(), gateway: self.gateway.clone() };
        let customer_id = customers.recreate(question.driver, &demand.customer_id, now).await?;
        if customer_id == demand.customer_id {
            return Err(Error::Unavailable("Stripe"));
        }
        let (id, deleted, created) =
            (question.reservation_id, demand.customer_id.clone(), customer_id.clone());
        self.db
            .read(move |conn| {
                Ok::<_, Error>(PaymentSource::replace_customer(conn, id, &deleted, &created)?)
            })
            .await?;
        Ok(PaymentParameters { customer_id, ..demand.clone() })
    }

    /// Returns the payment of a charge, for the driver to confirm in the browser with this card or
    /// another.
    ///
    /// # Errors
    /// `InvalidChargeTransition` when nothing is owed, or the amount is below Stripe's minimum and
    /// is waived. `Unavailable` when Stripe does not answer.
    pub async fn begin(&self, id: ChargeId, now: DateTime<Utc>) -> Result<Payment> {
        let question = self.db.write(move |conn| operations::begin_payment(conn, id, now)).await?;
        let Some(payment_id) = self.payment_id(id, &question, now).await? else {
            return Err(self.waive(id, now).await);
        };
        let payment = self.open_payment(&payment_id, &question, now).await?;
        if !payment.is_canceled() {
            return Ok(payment);
        }
        match self.renew(id, &payment_id, &question, now).await? {
            Some(renewed) => self.open_payment(&renewed, &question, now).await,
            None => Err(self.waive(id, now).await),
        }
    }

    /// Returns a payment for the browser to confirm, with a customer that exists at Stripe.
    async fn open_payment(
        &self,
        payment_id: &str,
        question: &PaymentRequest,
        now: DateTime<Utc>,
    ) -> Result<Payment> {
        match self.gateway.set_customer(payment_id, &question.demand.customer_id).await {
            Err(error) if error.reaction() == Reaction::RecreateCustomer => {
                let demand = self.with_new_customer(question, &question.demand, now).await?;
                Ok(self.gateway.set_customer(payment_id, &demand.customer_id).await?)
            }
            answered => Ok(answered?),
        }
    }

    async fn waive(&self, id: ChargeId, now: DateTime<Utc>) -> Error {
        match self.db.write(move |conn| operations::waive_charge(conn, id, now)).await {
            Ok(waived) => waived.state.refuse(ChargeEvent::Collect),
            Err(error) => error,
        }
    }

    /// Retrieves a payment from Stripe and records it if it has succeeded. Otherwise enqueues a
    /// retry of the attempt that waits for its outcome. Returns whether anything has changed.
    ///
    /// # Errors
    /// `Unavailable` when Stripe does not answer.
    pub async fn sync(&self, payment_id: &str, now: DateTime<Utc>) -> Result<bool> {
        let payment = match self.gateway.retrieve_payment(payment_id).await {
            // The payment belongs to another account or mode.
            Err(error) if error.reaction() == Reaction::Absent => return Ok(false),
            answered => answered?,
        };
        let Some(written) = payment.charge_id else { return Ok(false) };
        let (id, payment_id) = (ChargeId(written), payment.id);
        let Some(collected) = payment.collected else {
            return self
                .db
                .write(move |conn| operations::resume_attempt(conn, id, &payment_id, now))
                .await;
        };
        self.db
            .write(move |conn| match Charge::set_payment(conn, id, &payment_id) {
                // A second payment for the same charge is reported by the reconciliation.
                Ok(counts) if counts == payment_id => {
                    operations::collect(conn, id, &collected, now)
                }
                Ok(_) | Err(diesel::NotFound) => Ok(false),
                Err(error) => Err(Error::from(error)),
            })
            .await
    }

    /// Creates the refund at Stripe. A repeated call returns the same refund.
    ///
    /// # Errors
    /// `Unavailable` when Stripe does not answer, or rejects the operator's key: the refund stays
    /// due, and the same call is repeated.
    pub async fn refund(
        &self,
        id: RefundId,
        question: &RefundRequest,
        now: DateTime<Utc>,
    ) -> Result<RefundOutcome> {
        let RefundRequest { key: name, payment_id, amount_minor, asked_at } = question;
        if now - *asked_at > IDEMPOTENCY_KEY_LIFETIME
            && let Some(given) = self.gateway.find_refund(payment_id, id.0).await?
        {
            return Ok(given);
        }
        for _ in 0..MAX_KEYS {
            let key = current_key(&self.db, name).await?;
            let error = match self.gateway.refund(&key, payment_id, *amount_minor, id.0).await {
                Ok(given) => return Ok(given),
                Err(error) => error,
            };
            if error.reaction() == Reaction::NewKey
                && let Some(given) = self.gateway.find_refund(payment_id, id.0).await?
            {
                return Ok(given);
            }
            if error.reaction() == Reaction::NewKey || error.is_stored_by_stripe() {
                replace_key(&self.db, name, &key, now).await?;
            }
            if error.reaction() != Reaction::NewKey {
                return Err(error.into());
            }
        }
        Err(Error::Unavailable("Stripe"))
    }
}
