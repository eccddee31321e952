//! Api and worker as real processes, with stays of seconds.

use std::{net::SocketAddr, time::Duration};

use chrono::{DateTime, Utc};
use mail_catcher::MailCatcher;
use serde_json::Value;
use services::free_port;
use shared::platform::{clock::Clock, domain::ids::SpotId};
use stripe_simulator::Simulator;
use testkit::{
    builders::City,
    database::TestDatabase,
    processes::{Process, binary},
    proxy::Proxy,
    servers,
};

use super::{Client, JWT_SECRET, QUOTE_SIGNING_KEY, WAIT_TIMEOUT};

pub struct Site {
    pub database: TestDatabase,
    pub simulator: Simulator,
    pub mails: MailCatcher,
    pub broker: Proxy,
    city: City,
    pub api_address: SocketAddr,
}

impl Site {
    pub async fn new() -> Self {
        let database = TestDatabase::new();
        let city = City::insert(&mut database.connect());
        let simulator = Simulator::start(stripe_simulator::Settings::default()).await.unwrap();
        let mails = MailCatcher::start(mail_catcher::Settings::default()).await.unwrap();
        let amqp: url::Url = servers::amqp_url().parse().unwrap();
        let broker = Proxy::start(format!("127.0.0.1:{}", amqp.port().unwrap()).parse().unwrap())
            .await
            .unwrap();
        let api_address = format!("127.0.0.1:{}", free_port().unwrap()).parse().unwrap();
        simulator.set_webhook_url(&format!("http://{api_address}/api/v1/webhooks/stripe"));
        Self { database, simulator, mails, broker, city, api_address }
    }

    pub fn variables(&self) -> Vec<(String, String)> {
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
            ("JWT_SECRET", JWT_SECRET.to_owned()),
            ("QUOTE_SIGNING_KEY", QUOTE_SIGNING_KEY.to_owned()),
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

    pub async fn start_api(&self) -> Process {
        let api = Process::start(&binary("api"), &["serve"], &self.variables());
        self.wait_for_api().await;
        api
    }

    pub async fn start_api_with_metrics(&self) -> (Process, Metrics) {
        let (api, metrics) = self.start_with_metrics("api", "serve");
        self.wait_for_api().await;
        (api, metrics)
    }

    /// Starts a process that serves its metrics on a free port. Its leases are too long to end on a
    /// busy machine, so that no work is repeated and every count is exact.
    pub fn start_with_metrics(&self, name: &str, verb: &str) -> (Process, Metrics) {
        let address = format!("127.0.0.1:{}", free_port().unwrap());
        let mut variables = self.variables();
        let leases = ["RELAY_LEASE_SECONDS", "REPUBLISH_SECONDS", "JOB_LEASE_SECONDS"];
        let own = leases
            .map(|name| (name, "600"))
            .into_iter()
            .chain([("METRICS_ADDRESS", address.as_str())]);
        for (name, value) in own {
            variables.retain(|(known, _)| known != name);
            variables.push((name.to_owned(), value.to_owned()));
        }
        (Process::start(&binary(name), &[verb], &variables), Metrics(address))
    }

    pub async fn wait_for_api(&self) {
        wait_until("the api responds", || async {
            tokio::net::TcpStream::connect(self.api_address).await.is_ok()
        })
        .await;
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.api_address)
    }

    /// A spot at $3,600 an hour.
    pub fn spot(&self, label: &str) -> SpotId {
        self.city.spot(&mut self.database.connect(), label, 0.0, 360_000)
    }

    pub fn start_worker(&self) -> Process {
        Process::start(&binary("worker"), &["run"], &self.variables())
    }

    /// Parks a guest for some seconds at $3,600 an hour. Returns the guest and the reservation's
    /// id.
    pub async fn park(&self, seconds: i64) -> (Client, String) {
        self.park_with(seconds, "pm_card_visa").await
    }

    /// Like `park`, with another card.
    pub async fn park_with(&self, seconds: i64, card: &str) -> (Client, String) {
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

    pub async fn wait_until_paid(&self, guest: &Client, id: &str) -> Value {
        wait_until("the stay is paid", || async {
            guest.show(id).await.ok()["charge"]["state"] == "paid"
        })
        .await;
        guest.show(id).await.ok()
    }
}

/// The metrics endpoint of a process.
pub struct Metrics(String);

impl Metrics {
    /// The metrics in Prometheus' text format, once the endpoint responds.
    pub async fn scrape(&self) -> String {
        let url = format!("http://{}/metrics", self.0);
        wait_until("the metrics endpoint responds", || async { reqwest::get(&url).await.is_ok() })
            .await;
        reqwest::get(&url).await.unwrap().text().await.unwrap()
    }
}

/// Ends a stay once it has begun; before that it would be cancelled and cost nothing.
pub async fn end_once_begun(driver: &Client, id: &str) {
    let starts_at: DateTime<Utc> =
        driver.show(id).await.ok()["starts_at"].as_str().unwrap().parse().unwrap();
    let clock = Clock::system();
    wait_until("the stay has begun", || async { clock.now() >= starts_at }).await;
    driver.act(id, "end").await.ok();
}

pub async fn wait_until<F: Future<Output = bool>>(what: &str, mut condition: impl FnMut() -> F) {
    let deadline = tokio::time::Instant::now() + WAIT_TIMEOUT;
    while !condition().await {
        assert!(tokio::time::Instant::now() < deadline, "{what}: not within {WAIT_TIMEOUT:?}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
