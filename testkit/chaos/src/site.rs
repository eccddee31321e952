//! Curbhold as it runs in earnest, only smaller: two apis, two workers, and everything that they
//! need, each in reach of the monkey.

mod city;
mod variables;

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    process::Command,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use chrono::{DateTime, SecondsFormat, Utc};
use diesel::{Connection, PgConnection, RunQueryDsl, sql_query};
use mail_catcher::MailCatcher;
use serde_json::json;
use services::{Durability, Place, Postgres, RabbitMq, Redis};
use shared::platform::{clock::Clock, domain::ids::SpotId};
use stripe_simulator::Simulator;
use testkit::{processes::binary, proxy::Proxy};
use url::Url;

use crate::{Plan, operator, part::Part, ports};

/// How long the processes may take until they answer.
const PATIENCE: Duration = Duration::from_secs(60);
/// More mails than there will be.
const MAILS: usize = 1_000_000;

/// Everything. What is dropped first stands first.
pub(crate) struct Site {
    apis: Vec<Mutex<Part>>,
    workers: Vec<Mutex<Part>>,
    api_addresses: Vec<SocketAddr>,
    /// Before PostgreSQL.
    pub(crate) database: Proxy,
    /// Before RabbitMQ.
    pub(crate) broker: Proxy,
    pub(crate) simulator: Simulator,
    pub(crate) mails: MailCatcher,
    pub(crate) http: reqwest::Client,
    redis: Mutex<Redis>,
    rabbit: Mutex<RabbitMq>,
    postgres: Mutex<Postgres>,
    database_url: String,
    spots: Vec<SpotId>,
    clock: Clock,
    begun_at: DateTime<Utc>,
    place: Place,
}

/// Locks what the monkey has in hand.
pub(crate) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Site {
    /// Starts everything, and waits until it answers.
    ///
    /// # Errors
    /// When something does not start.
    pub(crate) async fn start(plan: &Plan, directory: PathBuf) -> Result<Self> {
        let place = Place::new(&directory)?;
        // fsync and all: what was committed must be there after a crash.
        let postgres = Postgres::start(&place, Some(ports::lasting()?), Durability::Real)?;
        let rabbit = RabbitMq::start(&place, Some(ports::lasting()?))?;
        let redis = Redis::start(&place, Some(ports::lasting()?))?;
        let database_url = postgres.url();
        let spots = city::furnish(&database_url, plan)?;
        let simulator = Simulator::start(stripe_simulator::Settings::default()).await?;
        let any_port = SocketAddr::from(([127, 0, 0, 1], 0));
        let mails = MailCatcher::start(any_port, any_port).await?;
        mails.keep_last(MAILS);
        let database = Proxy::start(address_of(&database_url)?).await?;
        let broker = Proxy::start(address_of(&rabbit.url())?).await?;
        let mut site = Self {
            apis: Vec::new(),
            workers: Vec::new(),
            api_addresses: Vec::new(),
            database,
            broker,
            simulator,
            mails,
            http: reqwest::Client::new(),
            redis: Mutex::new(redis),
            rabbit: Mutex::new(rabbit),
            postgres: Mutex::new(postgres),
            database_url,
            spots,
            clock: Clock::system(),
            begun_at: Clock::system().now(),
            place,
        };
        site.start_processes()?;
        site.point_webhooks_at(0);
        site.until_ready().await?;
        site.employ_operator().await?;
        Ok(site)
    }

    async fn employ_operator(&self) -> Result<()> {
        let credentials = json!({ "email": operator::EMAIL, "password": operator::PASSWORD });
        let url = format!("{}/api/v1/accounts", self.api_urls().first().context("no api")?);
        self.http.post(url).json(&credentials).send().await?.error_for_status()?;
        let employ = sql_query("update users set role = 'operator'");
        employ.execute(&mut self.connect()?)?;
        Ok(())
    }

    /// Compares Stripe's books with ours, as the worker does every day, and puts what was missed on
    /// its way. Answers with what it said about differences, if there were any.
    ///
    /// # Errors
    /// When it cannot be run.
    pub(crate) fn reconcile(&self) -> Result<Option<String>> {
        let since = self.begun_at.to_rfc3339_opts(SecondsFormat::Secs, true);
        let mut worker = Command::new(binary("worker"));
        worker.args(["reconcile", "--since", &since]).env_clear();
        let output =
            worker.envs(self.variables(SocketAddr::from(([127, 0, 0, 1], 0)))?).output()?;
        let said = [output.stdout, output.stderr]
            .map(|text| String::from_utf8_lossy(&text).into_owned())
            .concat();
        Ok((!output.status.success()).then_some(said))
    }

    fn start_processes(&mut self) -> Result<()> {
        for number in 1..=2 {
            let address = SocketAddr::from(([127, 0, 0, 1], ports::lasting()?));
            let variables = self.variables(address)?;
            let log = |program| self.directory().join(format!("{program}-{number}.log"));
            let api = Part::start("api", "serve", variables.clone(), log("api"));
            let worker = Part::start("worker", "run", variables, log("worker"));
            self.apis.push(Mutex::new(api));
            self.workers.push(Mutex::new(worker));
            self.api_addresses.push(address);
        }
        Ok(())
    }

    async fn until_ready(&self) -> Result<()> {
        let deadline = Instant::now() + PATIENCE;
        for url in self.api_urls() {
            let ready = || async { self.http.get(format!("{url}/readyz")).send().await };
            while !ready().await.is_ok_and(|answer| answer.status().is_success()) {
                if Instant::now() > deadline {
                    bail!("the api at {url} is not ready after {PATIENCE:?}");
                }
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
        Ok(())
    }

    /// Where the apis are.
    pub(crate) fn api_urls(&self) -> Vec<String> {
        self.api_addresses.iter().map(|address| format!("http://{address}")).collect()
    }

    /// One of the two apis.
    pub(crate) fn api(&self, which: usize) -> Result<&Mutex<Part>> {
        self.apis.get(which).context("no such api")
    }

    /// One of the two workers.
    pub(crate) fn worker(&self, which: usize) -> Result<&Mutex<Part>> {
        self.workers.get(which).context("no such worker")
    }

    /// Everything that was started.
    pub(crate) fn parts(&self) -> impl Iterator<Item = &Mutex<Part>> {
        self.workers.iter().chain(&self.apis)
    }

    /// PostgreSQL itself.
    pub(crate) fn postgres(&self) -> &Mutex<Postgres> {
        &self.postgres
    }

    /// RabbitMQ itself.
    pub(crate) fn rabbit(&self) -> &Mutex<RabbitMq> {
        &self.rabbit
    }

    /// Redis itself.
    pub(crate) fn redis(&self) -> &Mutex<Redis> {
        &self.redis
    }

    /// Sends webhooks to one of the apis from now on, as a load balancer does when the other one
    /// does not answer.
    pub(crate) fn point_webhooks_at(&self, which: usize) {
        if let Some(address) = self.api_addresses.get(which) {
            self.simulator.set_webhook_url(&format!("http://{address}/api/v1/webhooks/stripe"));
        }
    }

    /// Some spot.
    pub(crate) fn spot(&self, any: usize) -> SpotId {
        self.spots.get(any % self.spots.len().max(1)).copied().unwrap_or_default()
    }

    /// The present instant.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// Where logs and data are.
    pub(crate) fn directory(&self) -> &Path {
        self.place.root()
    }

    /// A connection to PostgreSQL, past the proxy.
    ///
    /// # Errors
    /// When it does not answer.
    pub(crate) fn connect(&self) -> Result<PgConnection> {
        PgConnection::establish(&self.database_url).context("the database does not answer")
    }
}

fn address_of(url: &str) -> Result<SocketAddr> {
    let url: Url = url.parse()?;
    Ok(SocketAddr::from(([127, 0, 0, 1], url.port().context("no port")?)))
}
