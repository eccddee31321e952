//! Processes killed at the worst moment charge once.

use std::{net::SocketAddr, time::Duration};

use chrono::{DateTime, Utc};
use mail_catcher::MailCatcher;
use serde_json::Value;
use services::free_port;
use shared::{clock::Clock, domain::ids::SpotId};
use stripe_simulator::{Fault, FaultKind, Simulator};
use testkit::{
    builders::City,
    database::TestDatabase,
    processes::{Process, binary},
    proxy::Proxy,
    servers,
};

use crate::support::{Client, WAIT_TIMEOUT};

/// Curbhold as real processes, with stays of seconds.
pub(crate) struct Site {
    pub(crate) database: TestDatabase,
    pub(crate) simulator: Simulator,
    pub(crate) mails: MailCatcher,
    broker: Proxy,
    city: City,
    api_address: SocketAddr,
}

impl Site {
    pub(crate) async fn new() -> Self {
        let database = TestDatabase::new();
        let city = City::insert(&mut database.connect());
        let simulator = Simulator::start(stripe_simulator::Settings::default()).await.unwrap();
        let any_port = || "127.0.0.1:0".parse().unwrap();
        let mails = MailCatcher::start(any_port(), any_port()).await.unwrap();
        let amqp: url::Url = servers::amqp_url().parse().unwrap();
        let broker = Proxy::start(format!("127.0.0.1:{}", amqp.port().unwrap()).parse().unwrap())
            .await
            .unwrap();
        let api_address = format!("127.0.0.1:{}", free_port().unwrap()).parse().unwrap();
        simulator.set_webhook_url(&format!("http://{api_address}/api/v1/webhooks/stripe"));
        Self { database, simulator, mails, broker, city, api_address }
    }

    pub(crate) fn variables(&self) -> Vec<(String, String)> {
        let mut amqp: url::Url = servers::amqp_url().parse().unwrap();
        amqp.set_port(Some(self.broker.address().port())).unwrap();
        let prefix = self.database.url().rsplit('/').next().unwrap().to_owned();
        let keys = self.simulator.settings();
        let own = [
            ("DATABASE_URL", self.database.url().to_owned()),
            ("AMQP_URL", amqp.into()),
            ("AMQP_PREFIX", prefix.clone()),
            ("REDIS_URL", servers::redis_url()),
            ("REDIS_PREFIX", prefix),
            ("STRIPE_API_URL", self.simulator.url().to_owned()),
            ("STRIPE_SECRET_KEY", keys.secret_key.clone()),
            ("STRIPE_PUBLISHABLE_KEY", keys.publishable_key.clone()),
            ("STRIPE_WEBHOOK_SECRET", keys.webhook_secret.clone()),
            ("SMTP_URL", self.mails.smtp_url()),
            ("PUBLIC_URL", "http://curbhold.example/".to_owned()),
            ("JWT_SECRET", crate::support::JWT_SECRET.to_owned()),
            ("API_ADDRESS", self.api_address.to_string()),
            ("MIN_STAY_SECONDS", "1".to_owned()),
            ("EMAIL_CONFIRMATION", "optional".to_owned()),
            ("RELAY_INTERVAL_MS", "20".to_owned()),
            ("RELAY_LEASE_SECONDS", "1".to_owned()),
            ("RECONCILE_SECONDS", "1".to_owned()),
            ("REPUBLISH_SECONDS", "2".to_owned()),
            ("JOB_LEASE_SECONDS", "3".to_owned()),
            ("JOB_RETRY_MS", "100".to_owned()),
            ("WORKER_MISSING_SECONDS", "0".to_owned()),
            ("METRICS_ADDRESS", String::new()),
            ("LOG", "warn".to_owned()),
        ];
        own.map(|(name, value)| (name.to_owned(), value)).to_vec()
    }

    pub(crate) async fn start_api(&self) -> Process {
        let api = Process::start(&binary("api"), &["serve"], &self.variables());
        self.wait_for_api().await;
        api
    }

    pub(crate) async fn wait_for_api(&self) {
        wait_until("the api answers", || async {
            tokio::net::TcpStream::connect(self.api_address).await.is_ok()
        })
        .await;
    }

    /// Where the api is.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.api_address)
    }

    /// A spot at $3,600 an hour.
    pub(crate) fn spot(&self, label: &str) -> SpotId {
        self.city.spot(&mut self.database.connect(), label, 0.0, 360_000)
    }

    pub(crate) fn start_worker(&self) -> Process {
        Process::start(&binary("worker"), &["run"], &self.variables())
    }

    /// Parks a guest for some seconds at $3,600 an hour. Returns the guest and the reservation's
    /// id.
    pub(crate) async fn park(&self, seconds: i64) -> (Client, String) {
        self.park_with(seconds, "pm_card_visa").await
    }

    /// Like `park`, with another card.
    pub(crate) async fn park_with(&self, seconds: i64, card: &str) -> (Client, String) {
        let spot = self.spot(&format!("s{}", uuid::Uuid::new_v4()));
        let url = self.url();
        let held = Client::new(&url, None)
            .hold_as_guest(spot, seconds, "guest@example.com")
            .await
            .created();
        let guest = Client::new(&url, held["manage_token"].as_str());
        let id = held["reservation"]["id"].as_str().unwrap().to_owned();
        let intent = guest.act(&id, "card").await.ok();
        self.simulator.give_card(intent["setup_intent_id"].as_str().unwrap(), card).unwrap();
        assert_eq!(guest.act(&id, "confirm").await.ok()["status"], "confirmed");
        (guest, id)
    }

    pub(crate) async fn wait_until_paid(&self, guest: &Client, id: &str) -> Value {
        wait_until("the stay is paid", || async {
            guest.show(id).await.ok()["charge"]["state"] == "paid"
        })
        .await;
        guest.show(id).await.ok()
    }
}

/// Ends a stay once it has begun; before that it would be cancelled and cost nothing.
pub(crate) async fn end_once_begun(driver: &Client, id: &str) {
    let starts_at: DateTime<Utc> =
        driver.show(id).await.ok()["starts_at"].as_str().unwrap().parse().unwrap();
    let clock = Clock::system();
    wait_until("the stay has begun", || async { clock.now() >= starts_at }).await;
    driver.act(id, "end").await.ok();
}

pub(crate) async fn until<F: Future<Output = bool>>(what: &str, mut condition: impl FnMut() -> F) {
    let deadline = tokio::time::Instant::now() + WAIT_TIMEOUT;
    while !condition().await {
        assert!(tokio::time::Instant::now() < deadline, "{what}: not within {WAIT_TIMEOUT:?}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn worker_killed_before_commit_charges_once() {
    let site = Site::new().await;
    let _api = site.start_api().await;
    let mut first = site.start_worker();
    let (guest, id) = site.park(2).await;
    // No webhook reports the payment.
    site.simulator.set_webhook_url("http://127.0.0.1:1/");
    site.simulator.inject(Fault::once(FaultKind::HoldAfter, "/v1/payment_intents/"));
    wait_until("Stripe has charged", || async { site.simulator.successful_charges().len() == 1 })
        .await;
    assert_eq!(
        guest.show(&id).await.ok()["charge"]["state"],
        "charging",
        "the worker still waits for the response"
    );
    first.kill();
    let _second = site.start_worker();
    let ended = site.wait_until_paid(&guest, &id).await;
    assert_eq!(site.simulator.successful_charges().len(), 1);
    assert_eq!(ended["charge"]["amount"]["amount_minor"], 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn relay_killed_after_publish_charges_once() {
    let site = Site::new().await;
    let mut first = site.start_api().await;
    let (_, id) = site.park(2).await;
    // RabbitMQ gets the message; the relay does not get the confirm.
    site.broker.hold_replies();
    let claimed = format!(
        "select 1 from jobs where kind = 'reservation.end' and leased_until is not null and \
            payload->>'reservation_id' = '{id}'"
    );
    wait_until("the relay waits for a confirm", || async {
        use diesel::{RunQueryDsl, sql_query};
        sql_query(&claimed).execute(&mut site.database.connect()).unwrap() == 1
    })
    .await;
    first.kill();
    site.broker.mend();
    let _second = site.start_api().await;
    let _worker = site.start_worker();
    let token = shared::token::Tokens::new(&crate::support::JWT_SECRET.into());
    let grant = shared::token::Grant::Manage {
        sub: shared::domain::ids::ReservationId(id.parse().unwrap()),
    };
    let token = token.sign(grant, "2100-01-01T00:00:00Z".parse().unwrap()).unwrap();
    let guest = Client::new(&format!("http://{}", site.api_address), Some(&token));
    site.wait_until_paid(&guest, &id).await;
    site.mails.wait_for("guest@example.com", "has ended", WAIT_TIMEOUT).await.unwrap();
    assert_eq!(site.simulator.successful_charges().len(), 1);
    let ended = site
        .mails
        .mails_to("guest@example.com")
        .into_iter()
        .filter(|mail| mail.subject.contains("has ended"));
    assert_eq!(ended.count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn dropped_stripe_responses_charge_once() {
    let site = Site::new().await;
    let _api = site.start_api().await;
    let _worker = site.start_worker();
    site.simulator.inject(Fault {
        fault: FaultKind::DropAfter,
        path: "/v1/payment_intents".to_owned(),
        times: 2,
        delay_ms: 0,
    });
    site.simulator.inject(Fault::once(FaultKind::DropBefore, "/v1/payment_intents"));
    site.simulator.inject(Fault::once(FaultKind::Error500, "/v1/payment_intents"));
    let (guest, id) = site.park(1).await;
    site.wait_until_paid(&guest, &id).await;
    assert_eq!(site.simulator.successful_charges().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn shutdown_finishes_work_in_flight() {
    let site = Site::new().await;
    let mut api = site.start_api().await;
    let mut worker = site.start_worker();
    let (guest, id) = site.park(1).await;
    site.simulator.inject(Fault {
        fault: FaultKind::Slow,
        path: "/v1/payment_intents/".to_owned(),
        times: 1,
        delay_ms: 700,
    });
    wait_until("the charge is under way", || async {
        guest.show(&id).await.ok()["charge"]["state"] == "charging"
    })
    .await;
    let stopped = tokio::task::spawn_blocking(move || worker.terminate()).await.unwrap();
    assert!(stopped, "the worker did not shut down gracefully");
    assert_eq!(
        guest.show(&id).await.ok()["charge"]["state"],
        "paid",
        "the running job was finished"
    );
    assert!(
        tokio::task::spawn_blocking(move || api.terminate()).await.unwrap(),
        "the api did not shut down gracefully"
    );
}
