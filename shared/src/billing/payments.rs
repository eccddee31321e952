//! Collection of charges at Stripe: the calls, and the handling of the responses. Used by the
//! worker for off-session payments and by the API for payments by the driver.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::{
    domain::charge::ChargeEvent,
    gateway::{
        ChargeOutcome, Gateway, IDEMPOTENCY_KEY_LIFETIME, PROCESSING, Payment, PaymentParameters,
        Reaction, RefundOutcome,
    },
    models::{card_on_file::CardOnFile, charge::Charge, stripe_key},
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
        let Some(request) = begun else { return Ok(false) };
        match self.charge_card(id, &request, now).await {
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

    async fn charge_card(
        &self,
        id: ChargeId,
        request: &PaymentRequest,
        now: DateTime<Utc>,
    ) -> Result<ChargeOutcome> {
        match self.payment_id(id, request, now).await? {
            Some(payment_id) => self.collect(id, payment_id, request, now).await,
            None => Ok(ChargeOutcome::TooSmall),
        }
    }

    /// Returns the charge's payment at Stripe and creates it if there is none. `None` when the
    /// amount is below Stripe's minimum.
    async fn payment_id(
        &self,
        id: ChargeId,
        request: &PaymentRequest,
        now: DateTime<Utc>,
    ) -> Result<Option<String>> {
        if let Some(known) = &request.payment_id {
            return Ok(Some(known.clone()));
        }
        let lost = match now - request.requested_at {
            age if age > IDEMPOTENCY_KEY_LIFETIME => {
                self.gateway.find_payment(id.0, &request.parameters.customer_id).await?
            }
            _ => None,
        };
        let found = match lost {
            Some(found) => Some(found),
            None => self.create(request, now).await?,
        };
        let Some(payment) = found else { return Ok(None) };
        self.db
            .autocommit(move |conn| Ok::<_, Error>(Charge::set_payment(conn, id, &payment.id)?))
            .await
            .map(Some)
    }

    async fn create(
        &self,
        request: &PaymentRequest,
        now: DateTime<Utc>,
    ) -> Result<Option<Payment>> {
        let (name, mut parameters) = (&request.payment_key, request.parameters.clone());
        for _ in 0..MAX_KEYS {
            let key = current_key(&self.db, name).await?;
            let error = match self.gateway.create_payment(&key, &parameters).await {
                Ok(created) => return Ok(Some(created)),
                Err(error) => error,
            };
            match error.reaction() {
                Reaction::CarryOver => return Ok(None),
                Reaction::NewKey => {
                    if let Some(found) = self
                        .gateway
                        .find_payment(parameters.charge_id, &parameters.customer_id)
                        .await?
                    {
                        return Ok(Some(found));
                    }
                }
                Reaction::RecreateCustomer => {
                    parameters = self.with_new_customer(request, &parameters, now).await?
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
        request: &PaymentRequest,
        now: DateTime<Utc>,
    ) -> Result<ChargeOutcome> {
        let name = &request.attempt_key;
        let mut parameters = request.parameters.clone();
        for _ in 0..MAX_KEYS {
            let key = current_key(&self.db, name).await?;
            let error =
                match self.gateway.collect(&key, &payment_id, &request.payment_method_id).await {
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
                        let Some(renewed) = self.renew(id, &payment_id, request, now).await? else {
                            return Ok(ChargeOutcome::TooSmall);
                        };
                        payment_id = renewed;
                    }
                }
                Reaction::RecreateCustomer => {
                    parameters = self.with_new_customer(request, &parameters, now).await?;
                    self.gateway.set_customer(&payment_id, &parameters.customer_id).await?;
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
        request: &PaymentRequest,
        now: DateTime<Utc>,
    ) -> Result<Option<String>> {
        let (canceled, name) = (canceled.to_owned(), request.payment_key.clone());
        let forget = self.db.write(move |conn| {
            if Charge::forget_payment(conn, id, &canceled)? {
                // With the current key Stripe would return the canceled payment.
                let spent = stripe_key::current(conn, &name)?;
                stripe_key::replace(conn, &name, &spent, now)?;
            }
            Ok::<_, Error>(())
        });
        forget.await?;
        self.payment_id(id, &PaymentRequest { payment_id: None, ..request.clone() }, now).await
    }

    async fn with_new_customer(
        &self,
        request: &PaymentRequest,
        parameters: &PaymentParameters,
        now: DateTime<Utc>,
    ) -> Result<PaymentParameters> {
        let customers = StripeCustomers { db: self.db.clone(), gateway: self.gateway.clone() };
        let customer_id = customers.recreate(request.driver, &parameters.customer_id, now).await?;
        if customer_id == parameters.customer_id {
            return Err(Error::Unavailable("Stripe"));
        }
        if let Some(id) = request.reservation_id {
            let (deleted, created) = (parameters.customer_id.clone(), customer_id.clone());
            self.db
                .autocommit(move |conn| {
                    Ok::<_, Error>(CardOnFile::replace_customer(conn, id, &deleted, &created)?)
                })
                .await?;
        }
        Ok(PaymentParameters { customer_id, ..parameters.clone() })
    }

    /// Returns the payment of a charge, for the driver to confirm in the browser with this card or
    /// another.
    ///
    /// # Errors
    /// `InvalidChargeTransition` when nothing is owed, or the amount is below Stripe's minimum and
    /// is carried over. `Unavailable` when Stripe does not respond.
    pub async fn begin(&self, id: ChargeId, now: DateTime<Utc>) -> Result<Payment> {
        let request = self.db.write(move |conn| operations::begin_payment(conn, id, now)).await?;
        let Some(payment_id) = self.payment_id(id, &request, now).await? else {
            return Err(self.carry_and_refuse(id, now).await);
        };
        let payment = self.open_payment(&payment_id, &request, now).await?;
        if !payment.is_canceled() {
            return Ok(payment);
        }
        match self.renew(id, &payment_id, &request, now).await? {
            Some(renewed) => self.open_payment(&renewed, &request, now).await,
            None => Err(self.carry_and_refuse(id, now).await),
        }
    }

    /// Returns a payment for the browser to confirm, with a customer that exists at Stripe.
    async fn open_payment(
        &self,
        payment_id: &str,
        request: &PaymentRequest,
        now: DateTime<Utc>,
    ) -> Result<Payment> {
        match self.gateway.set_customer(payment_id, &request.parameters.customer_id).await {
            Err(error) if error.reaction() == Reaction::RecreateCustomer => {
                let parameters = self.with_new_customer(request, &request.parameters, now).await?;
                Ok(self.gateway.set_customer(payment_id, &parameters.customer_id).await?)
            }
            result => Ok(result?),
        }
    }

    async fn carry_and_refuse(&self, id: ChargeId, now: DateTime<Utc>) -> Error {
        match self.db.write(move |conn| operations::carry_charge(conn, id, now)).await {
            Ok(carried) => carried.state.transition_error(ChargeEvent::Collect),
            Err(error) => error,
        }
    }

    /// Retrieves a payment from Stripe and records it if it has succeeded. Otherwise enqueues a
    /// retry of the attempt that waits for its outcome. Returns whether anything has changed.
    ///
    /// # Errors
    /// `Unavailable` when Stripe does not respond.
    pub async fn sync(&self, payment_id: &str, now: DateTime<Utc>) -> Result<bool> {
        let payment = match self.gateway.retrieve_payment(payment_id).await {
            // The payment belongs to another account or mode.
            Err(error) if error.reaction() == Reaction::Absent => return Ok(false),
            result => result?,
        };
        let Some(charge_id) = payment.charge_id else { return Ok(false) };
        let (id, payment_id) = (ChargeId(charge_id), payment.id);
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
    /// `Unavailable` when Stripe does not respond, or rejects the operator's key: the refund stays
    /// due, and the same call is repeated.
    pub async fn refund(
        &self,
        id: RefundId,
        request: &RefundRequest,
        now: DateTime<Utc>,
    ) -> Result<RefundOutcome> {
        let RefundRequest { key: name, payment_id, amount_minor, requested_at } = request;
        if now - *requested_at > IDEMPOTENCY_KEY_LIFETIME
            && let Some(outcome) = self.gateway.find_refund(payment_id, id.0).await?
        {
            return Ok(outcome);
        }
        for _ in 0..MAX_KEYS {
            let key = current_key(&self.db, name).await?;
            let error = match self.gateway.refund(&key, payment_id, *amount_minor, id.0).await {
                Ok(outcome) => return Ok(outcome),
                Err(error) => error,
            };
            if error.reaction() == Reaction::NewKey
                && let Some(outcome) = self.gateway.find_refund(payment_id, id.0).await?
            {
                return Ok(outcome);
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
