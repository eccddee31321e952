//! The platform under test: two apis, two workers and their services, each of which can fail, and
//! the equipment of a garage, whose network can fail.

mod city;
mod garage;
mod variables;

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use anyhow::{Context, Result};
use backon::{ConstantBuilder, Retryable};
use chrono::{DateTime, SecondsFormat, Utc};
use diesel::{Connection, PgConnection, RunQueryDsl, sql_query};
use mail_catcher::MailCatcher;
use parking_lot::Mutex;
use serde_json::json;
use services::{DataDirectory, Durability, Postgres, RabbitMq, Redis, free_port};
use shared::platform::{clock::Clock, domain::ids::SpotId};
use site_simulator::{Config, Settings};
use stripe_simulator::Simulator;
use testkit::{processes::binary, proxy::Proxy};
use url::Url;

use self::garage::Garage;
use crate::{Plan, process::ManagedProcess};

pub(crate) const OPERATOR_EMAIL: &str = "operator@example.com";
/// Password of all accounts.
pub(crate) const PASSWORD: &str = "park-at-the-curb";

/// Polls `/readyz` for a minute.
const READY: ConstantBuilder =
    ConstantBuilder::new().with_delay(Duration::from_millis(50)).with_max_times(1_200);
/// More than a run sends.
const MAX_MAILS: usize = 1_000_000;
const ANY_PORT: SocketAddr = SocketAddr::new(LOCALHOST, 0);
const LOCALHOST: std::net::IpAddr = std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);

/// Fields are dropped in this order.
pub(crate) struct Platform {
    /// The gateway and the reader of the garage.
    pub(crate) equipment: site_simulator::Simulator,
    apis: Vec<Mutex<ManagedProcess>>,
    workers: Vec<Mutex<ManagedProcess>>,
    api_addresses: Vec<SocketAddr>,
    /// Proxy in front of PostgreSQL.
    pub(crate) database: Proxy,
    /// Proxy in front of RabbitMQ.
    pub(crate) broker: Proxy,
    pub(crate) simulator: Simulator,
    pub(crate) mails: MailCatcher,
    pub(crate) http: reqwest::Client,
    pub(crate) redis: Mutex<Redis>,
    pub(crate) rabbit: Mutex<RabbitMq>,
    pub(crate) postgres: Mutex<Postgres>,
    database_url: String,
    spots: Vec<SpotId>,
    pub(crate) garage: Garage,
    clock: Clock,
    started_at: DateTime<Utc>,
    place: DataDirectory,
}

impl Platform {
    /// Returns when the apis are ready.
    pub(crate) async fn start(plan: &Plan, directory: PathBuf) -> Result<Self> {
        let place = DataDirectory::new(&directory)?;
        // Commits must survive a crash. Ports are fixed: a killed server finds them free again.
        let postgres = Postgres::start(&place, None, Durability::Real)?;
        let rabbit = RabbitMq::start(&place, None)?;
        let redis = Redis::start(&place, None)?;
        let database_url = postgres.url();
        let clock = Clock::system();
        let (spots, garage) = city::create(&database_url, plan, clock.now())?;
        let simulator = Simulator::start(stripe_simulator::Settings::default()).await?;
        let mails = mail_catcher::Settings { capacity: MAX_MAILS, ..Default::default() };
        let mails = MailCatcher::start(mails).await?;
        let database = Proxy::start(address_of(&database_url)?).await?;
        let broker = Proxy::start(address_of(&rabbit.url())?).await?;
        let first_api = SocketAddr::new(LOCALHOST, free_port()?);
        let config = Config { device_key: Some(garage.device_key.clone()), ..Config::default() };
        let equipment = Settings::of(&format!("http://{first_api}"), config);
        let mut platform = Self {
            equipment: site_simulator::Simulator::start(equipment).await?,
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
            garage,
            started_at: clock.now(),
            clock,
            place,
        };
        platform.start_processes(first_api)?;
        platform.point_webhooks_at(0);
        platform.wait_until_ready().await?;
        platform.create_operator().await?;
        platform.equipment.wait_until_connected().await;
        Ok(platform)
    }

    async fn create_operator(&self) -> Result<()> {
        let credentials = json!({ "email": OPERATOR_EMAIL, "password": PASSWORD });
        let url = format!("{}/api/v1/accounts", self.api_urls().first().context("no api")?);
        self.http.post(url).json(&credentials).send().await?.error_for_status()?;
        sql_query("update users set role = 'operator'").execute(&mut self.connect()?)?;
        Ok(())
    }

    /// Runs the worker's daily comparison with Stripe, which also enqueues what was missed. Returns
    /// its output when it finds differences.
    pub(crate) fn reconcile(&self) -> Result<Option<String>> {
        let since = self.started_at.to_rfc3339_opts(SecondsFormat::Secs, true);
        let mut worker = Command::new(binary("worker"));
        worker.args(["reconcile", "--since", &since]).env_clear();
        let output = worker.envs(self.variables(ANY_PORT)?).output()?;
        let text = [output.stdout, output.stderr].concat();
        Ok((!output.status.success()).then(|| String::from_utf8_lossy(&text).into_owned()))
    }

    fn start_processes(&mut self, first_api: SocketAddr) -> Result<()> {
        let addresses = [first_api, SocketAddr::new(LOCALHOST, free_port()?)];
        for (address, number) in addresses.into_iter().zip(1..) {
            let variables = self.variables(address)?;
            let log = |program| self.directory().join(format!("{program}-{number}.log"));
            let api = ManagedProcess::start("api", "serve", &variables, log("api"));
            let worker = ManagedProcess::start("worker", "run", &variables, log("worker"));
            self.apis.push(Mutex::new(api));
            self.workers.push(Mutex::new(worker));
            self.api_addresses.push(address);
        }
        Ok(())
    }

    async fn wait_until_ready(&self) -> Result<()> {
        for url in self.api_urls() {
            let ready = || async {
                let response = self.http.get(format!("{url}/readyz")).send().await?;
                response.error_for_status()
            };
            ready.retry(READY).await.with_context(|| format!("the api at {url} is not ready"))?;
        }
        Ok(())
    }

    pub(crate) fn api_urls(&self) -> Vec<String> {
        self.api_addresses.iter().map(|address| format!("http://{address}")).collect()
    }

    pub(crate) fn api(&self, index: usize) -> Result<&Mutex<ManagedProcess>> {
        self.apis.get(index).context("no such api")
    }

    pub(crate) fn worker(&self, index: usize) -> Result<&Mutex<ManagedProcess>> {
        self.workers.get(index).context("no such worker")
    }

    pub(crate) fn processes(&self) -> impl Iterator<Item = &Mutex<ManagedProcess>> {
        self.workers.iter().chain(&self.apis)
    }

    /// Redirects webhooks to another api, as a load balancer does after a failed health check.
    pub(crate) fn point_webhooks_at(&self, index: usize) {
        if let Some(address) = self.api_addresses.get(index) {
            self.simulator.set_webhook_url(&format!("http://{address}/api/v1/webhooks/stripe"));
        }
    }

    /// The spot at `number` modulo the number of spots.
    pub(crate) fn spot(&self, number: usize) -> SpotId {
        self.spots.get(number % self.spots.len().max(1)).copied().unwrap_or_default()
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// The directory of logs and data.
    pub(crate) fn directory(&self) -> &Path {
        self.place.root()
    }

    /// Connects to PostgreSQL without the proxy.
    pub(crate) fn connect(&self) -> Result<PgConnection> {
        PgConnection::establish(&self.database_url).context("cannot connect to the database")
    }
}

fn address_of(url: &str) -> Result<SocketAddr> {
    let url: Url = url.parse()?;
    Ok(SocketAddr::new(LOCALHOST, url.port().context("no port")?))
}
