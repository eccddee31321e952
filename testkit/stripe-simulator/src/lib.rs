//! A simulator of the Stripe API endpoints that Curbhold uses, with webhooks and injectable faults.

mod authentication;
mod balance_transactions;
mod browser;
mod cards;
mod control;
mod customers;
mod disputes;
mod error;
mod faults;
mod form;
mod idempotency;
mod intents;
mod lists;
mod objects;
mod params;
mod payment_intents;
mod payment_methods;
mod payments;
mod refunds;
mod routes;
mod server;
mod setup_intents;
mod state;
mod store;
mod webhooks;

use std::sync::Arc;

use serde_json::Value;
use tokio::{net::TcpListener, task::JoinHandle};

use crate::{params::Params, state::SimulatorState, store::Store};

pub use faults::{Fault, FaultKind};
pub use state::{KeyState, Settings};

/// A running simulator; dropping it stops it.
///
/// Methods that return `Result<Value, Value>` return Stripe's object, or Stripe's error object.
pub struct Simulator {
    state: Arc<SimulatorState>,
    serving: JoinHandle<()>,
}

impl Simulator {
    /// Starts a simulator in the caller's runtime.
    pub async fn start(settings: Settings) -> std::io::Result<Self> {
        let listener = TcpListener::bind(settings.address).await?;
        let url = format!("http://{}/", listener.local_addr()?);
        let state = Arc::new(SimulatorState::new(settings, url));
        let router = server::router(Arc::clone(&state));
        let serving = tokio::spawn(async move {
            if let Err(error) = axum::serve(listener, router).await {
                panic!("the simulator's socket failed: {error}");
            }
        });
        Ok(Self { state, serving })
    }

    pub fn url(&self) -> &str {
        &self.state.url
    }

    pub fn settings(&self) -> &Settings {
        &self.state.settings
    }

    pub fn set_webhook_url(&self, url: &str) {
        self.state.store.lock().webhook_url = Some(url.to_owned());
    }

    pub fn inject(&self, fault: Fault) {
        self.state.store.lock().faults.0.push(fault);
    }

    /// Removes the faults that have not occurred yet.
    pub fn clear_faults(&self) {
        self.state.store.lock().faults.0.clear();
    }

    pub fn set_key_state(&self, state: KeyState) {
        self.state.store.lock().key_state = state;
    }

    /// Rejects amounts below `minor` in a currency such as `usd`, as Stripe does when the
    /// settlement currency has a higher minimum.
    pub fn set_settlement_minimum(&self, currency: &str, minor: i64) {
        self.state.store.lock().minimums.insert(currency.to_owned(), minor);
    }

    /// Deletes a customer, as in Stripe's dashboard: its cards are detached.
    pub fn delete_customer(&self, id: &str) -> Result<Value, Value> {
        self.transact(|store| customers::delete(store, id))
    }

    /// Completes a payment in status `processing`.
    pub fn settle_processing(&self, intent_id: &str, succeeds: bool) -> Result<Value, Value> {
        self.transact(|store| payments::settle_processing(store, intent_id, succeeds))
    }

    /// Releases the responses held by [`FaultKind::HoldAfter`].
    pub fn release(&self) {
        self.state.released.notify_waiters();
    }

    pub fn payment_intents(&self) -> Vec<Value> {
        self.all("payment_intent")
    }

    pub fn successful_charges(&self) -> Vec<Value> {
        let charges = self.all("charge").into_iter();
        charges.filter(|charge| charge.get("paid") == Some(&Value::Bool(true))).collect()
    }

    /// All objects of a kind such as `customer`, oldest first.
    pub fn all(&self, kind: &str) -> Vec<Value> {
        self.state.store.lock().all(kind)
    }

    /// Confirms a SetupIntent with a test card such as `pm_card_visa`, as the browser does.
    pub fn give_card(&self, setup_intent_id: &str, card: &str) -> Result<Value, Value> {
        let params = Params::payment_method(card);
        self.transact(|store| setup_intents::confirm(store, setup_intent_id, params))
    }

    /// Confirms a PaymentIntent on-session with a test card, as the browser does.
    pub fn pay(&self, intent_id: &str, card: &str) -> Result<Value, Value> {
        let params = Params::payment_method(card);
        self.transact(|store| payment_intents::confirm(store, intent_id, params))
    }

    /// Makes a payment method behave like another test card from now on.
    pub fn turn_card(&self, payment_method_id: &str, card: &str) {
        if let Some((number, _)) = cards::find(card) {
            let id = payment_method_id.to_owned();
            self.state.store.lock().numbers.insert(id, number.to_owned());
        }
    }

    /// Expires all idempotency keys; Stripe does so after 24 hours.
    pub fn forget_keys(&self) {
        self.state.store.lock().keys.0.clear();
    }

    /// Completes the authentication that an intent's bank requires.
    pub fn authenticate(&self, intent_id: &str) -> Result<Value, Value> {
        self.transact(|store| control::authenticate(store, intent_id, true))
    }

    /// Opens a dispute for the remaining amount of a payment.
    pub fn dispute(&self, payment_intent_id: &str) -> Result<Value, Value> {
        self.transact(|store| disputes::open(store, payment_intent_id))
    }

    /// A won dispute returns the amount but not the fee.
    pub fn close_dispute(&self, dispute_id: &str, won: bool) -> Result<Value, Value> {
        self.transact(|store| disputes::close(store, dispute_id, won))
    }

    /// Fails a refund that has succeeded: its amount returns to the account.
    pub fn fail_refund(&self, refund_id: &str) -> Result<Value, Value> {
        self.transact(|store| refunds::fail(store, refund_id))
    }

    /// Completes when the server task stops.
    pub async fn wait(&mut self) {
        // The task ends with an error when it is aborted.
        drop((&mut self.serving).await);
    }

    fn transact(
        &self,
        operation: impl FnOnce(&mut Store) -> error::Result<Value>,
    ) -> Result<Value, Value> {
        self.state.transact(operation).map_err(|error| error.body())
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        self.serving.abort();
    }
}
