//! A simulator of the part of Stripe's API that Curbhold uses: same wire form, same refusals, same
//! webhooks, and faults on demand.

// The templates of Stripe's objects are long.
#![recursion_limit = "256"]

mod authority;
mod balance_transactions;
mod books;
mod browser;
mod cards;
mod control;
mod customers;
mod disputes;
mod error;
mod faults;
mod form;
mod idempotency;
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
mod webhooks;

use std::{net::SocketAddr, sync::Arc, time::Duration};

use serde_json::Value;
use tokio::{net::TcpListener, task::JoinHandle};

pub use authority::KeyState;
pub use faults::{Fault, FaultKind};
use server::Shared;

/// Keys and addresses of a simulator.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where to listen; port 0 takes a free one.
    pub address: SocketAddr,
    /// What servers send.
    pub secret_key: String,
    /// What browsers send.
    pub publishable_key: String,
    /// What webhooks are signed with.
    pub webhook_secret: String,
    /// Where webhooks go.
    pub webhook_url: Option<String>,
    /// How long every call takes, beside the faults.
    pub delay: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            address: SocketAddr::from(([127, 0, 0, 1], 0)),
            secret_key: "sk_test_simulator".to_owned(),
            publishable_key: "pk_test_simulator".to_owned(),
            webhook_secret: "whsec_simulator".to_owned(),
            webhook_url: None,
            delay: Duration::ZERO,
        }
    }
}

/// A running simulator; it stops when it is dropped.
pub struct Simulator {
    shared: Arc<Shared>,
    url: String,
    serving: JoinHandle<()>,
}

impl Simulator {
    /// Starts a simulator in the caller's runtime.
    ///
    /// # Errors
    /// When the address is in use.
    pub async fn start(settings: Settings) -> std::io::Result<Self> {
        let listener = TcpListener::bind(settings.address).await?;
        let url = format!("http://{}/", listener.local_addr()?);
        let shared = Arc::new(Shared::new(settings, url.clone()));
        let router = server::router(Arc::clone(&shared));
        let serving = tokio::spawn(async move {
            if let Err(error) = axum::serve(listener, router).await {
                panic!("the simulator's socket failed: {error}");
            }
        });
        Ok(Self { shared, url, serving })
    }

    /// Its address, to be given to a client of Stripe.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Its keys.
    pub fn settings(&self) -> &Settings {
        &self.shared.settings
    }

    /// Sends webhooks to another address from now on.
    pub fn set_webhook_url(&self, url: &str) {
        self.shared.set_webhook_url(Some(url.to_owned()));
    }

    /// Makes something go wrong.
    pub fn inject(&self, fault: Fault) {
        self.shared.faults.inject(fault);
    }

    /// Forgets the faults that have not happened.
    pub fn clear_faults(&self) {
        self.shared.faults.clear();
    }

    /// Says what the secret key is worth from now on.
    pub fn set_key_state(&self, state: KeyState) {
        self.shared.set_key_state(state);
    }

    /// Refuses amounts below `minor` of a currency, such as `usd`, because the settlement currency
    /// asks for more.
    pub fn set_settlement_minimum(&self, currency: &str, minor: i64) {
        self.shared.books().minimums.insert(currency.to_owned(), minor);
    }

    /// Deletes a customer, as in the dashboard: its cards are detached.
    ///
    /// # Errors
    /// Stripe's error object, when there is no such customer.
    pub fn delete_customer(&self, id: &str) -> Result<Value, Value> {
        self.shared.delete_customer(id).map_err(|error| error.body())
    }

    /// Ends the processing of a payment.
    ///
    /// # Errors
    /// Stripe's error object, when the payment is not processing.
    pub fn settle_processing(
        &self,
        payment_intent_id: &str,
        succeeds: bool,
    ) -> Result<Value, Value> {
        self.shared.settle_processing(payment_intent_id, succeeds).map_err(|error| error.body())
    }

    /// Lets held answers go.
    pub fn release(&self) {
        self.shared.released.notify_waiters();
    }

    /// Every PaymentIntent, oldest first.
    pub fn payment_intents(&self) -> Vec<Value> {
        self.shared.all("payment_intent")
    }

    /// Every charge that went through, oldest first.
    pub fn successful_charges(&self) -> Vec<Value> {
        let charges = self.shared.all("charge").into_iter();
        charges.filter(|charge| charge.get("paid") == Some(&Value::Bool(true))).collect()
    }

    /// Every object of a kind, such as `customer`, oldest first.
    pub fn all(&self, kind: &str) -> Vec<Value> {
        self.shared.all(kind)
    }

    /// Confirms a SetupIntent with a card, as the browser would: `pm_card_visa` and the like.
    ///
    /// # Errors
    /// Stripe's error object, when the card is refused.
    pub fn give_card(&self, setup_intent_id: &str, card: &str) -> Result<Value, Value> {
        self.shared.give_card(setup_intent_id, card).map_err(|error| error.body())
    }

    /// Makes a payment with a card, as the browser would, with the driver present.
    ///
    /// # Errors
    /// Stripe's error object, when the card is refused.
    pub fn pay(&self, payment_intent_id: &str, card: &str) -> Result<Value, Value> {
        self.shared.pay(payment_intent_id, card).map_err(|error| error.body())
    }

    /// Makes a card behave like another from now on: it expires, its account runs empty.
    pub fn turn_card(&self, payment_method_id: &str, card: &str) {
        self.shared.turn_card(payment_method_id, card);
    }

    /// Forgets every idempotency key, as Stripe does after a day or more.
    pub fn forget_keys(&self) {
        self.shared.keys().forget_all();
    }

    /// Completes the authentication that a bank asks for.
    ///
    /// # Errors
    /// Stripe's error object, when nothing waits for it.
    pub fn authenticate(&self, intent_id: &str) -> Result<Value, Value> {
        self.shared.authenticate(intent_id, true).map_err(|error| error.body())
    }

    /// A driver's bank takes back what is left of a payment: the amount and a fee leave the
    /// account.
    ///
    /// # Errors
    /// Stripe's error object, when nothing was paid, nothing is left, or a dispute is there
    /// already.
    pub fn dispute(&self, payment_intent_id: &str) -> Result<Value, Value> {
        self.shared.dispute(payment_intent_id).map_err(|error| error.body())
    }

    /// A driver's bank decides; a dispute that is won brings the amount back, but not the fee.
    ///
    /// # Errors
    /// Stripe's error object, when there is no such dispute or it is closed already.
    pub fn close_dispute(&self, dispute_id: &str, won: bool) -> Result<Value, Value> {
        self.shared.close_dispute(dispute_id, won).map_err(|error| error.body())
    }

    /// A driver's bank sends a refund back: it failed, and its amount is ours again.
    ///
    /// # Errors
    /// Stripe's error object, when there is no such refund or it has failed already.
    pub fn fail_refund(&self, refund_id: &str) -> Result<Value, Value> {
        self.shared.fail_refund(refund_id).map_err(|error| error.body())
    }

    /// Waits until the simulator stops, which is never by itself.
    pub async fn wait(&mut self) {
        if (&mut self.serving).await.is_err() {
            // Stopped from outside.
        }
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        self.serving.abort();
    }
}
