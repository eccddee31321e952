//! Api and worker with services of their own, Stripe and SMTP played by us, and many stays that are
//! about to end.

use std::{
    fs,
    process::Command,
    thread,
    time::{Duration, SystemTime},
};

use anyhow::{Context, Result, bail};
use serde_json::Value;
use services::{Daemon, Place, Postgres, RabbitMq, Redis, free_port};

use super::site::{self, Build};
use crate::{cargo, root, stop};

const STRIPE_KEY: &str = "sk_test_bench";
const SECRET: &str = "a-secret-of-the-benchmark-of-32-bytes";
/// How long it takes to insert so many stays, at the most, and to start the programs.
const INSERTS_A_SECOND: u32 = 2_500;
const MARGIN: Duration = Duration::from_secs(10);
/// Ticks of the clock by which Linux counts a process's time.
const TICKS: f64 = 100.0;

/// Ends of stays that are due: so many, all at once or so many a second, with a Stripe that takes
/// so long.
#[derive(Clone, Copy)]
pub(super) struct Ends {
    pub(super) count: u32,
    pub(super) rate: Option<u32>,
    pub(super) delay_ms: u64,
}

/// Everything that runs; stopped when it is dropped.
pub(super) struct Workers {
    pub(super) database: String,
    pub(super) broker: String,
    pub(super) stripe: String,
    /// When the first end is due, in seconds since 1970.
    pub(super) due: u64,
    // Stopped in this order.
    worker: Daemon,
    api: Daemon,
    simulator: Daemon,
    catcher: Daemon,
    redis: Redis,
    rabbit: RabbitMq,
    postgres: Postgres,
}

impl Workers {
    /// Starts everything; the first end is due soon after.
    pub(super) fn start(build: &Build, place: &Place, ends: Ends) -> Result<Self> {
        let (redis, rabbit, postgres) = site::services(place)?;
        let local = || free_port().map(|port| format!("127.0.0.1:{port}"));
        let (address, stripe, smtp, inbox) = (local()?, local()?, local()?, local()?);

        let mut command = Command::new(build.binary("stripe-simulator"));
        command.args(["serve", "--address", &stripe, "--secret-key", STRIPE_KEY]);
        command.args(["--delay-ms", &ends.delay_ms.to_string()]);
        let log = place.root().join("simulator.log");
        let mut simulator = Daemon::start("the Stripe simulator", command, &log)?;
        simulator.wait_until(&log, || answers(&stripe))?;
        let mut command = Command::new(build.binary("mail-catcher"));
        command.args(["serve", "--smtp", &smtp, "--http", &inbox]);
        let log = place.root().join("catcher.log");
        let mut catcher = Daemon::start("the mail catcher", command, &log)?;
        catcher.wait_until(&log, || answers(&inbox))?;

        let variables = [
            ("DATABASE_URL", postgres.url()),
            ("AMQP_URL", rabbit.url()),
            ("REDIS_URL", redis.url()),
            ("STRIPE_API_URL", format!("http://{stripe}/")),
            ("STRIPE_SECRET_KEY", STRIPE_KEY.to_owned()),
            ("STRIPE_PUBLISHABLE_KEY", "pk_test_bench".to_owned()),
            ("STRIPE_WEBHOOK_SECRET", "whsec_benchmark".to_owned()),
            ("SMTP_URL", format!("smtp://{smtp}")),
            ("JWT_SECRET", SECRET.to_owned()),
            ("API_ADDRESS", address.clone()),
            ("PUBLIC_URL", format!("http://{address}/")),
            ("METRICS_ADDRESS", String::new()),
            ("PATH", std::env::var("PATH").unwrap_or_default()),
        ];
        let program = |name: &str, argument: &str| {
            let mut command = Command::new(build.binary(name));
            command.arg(argument).env_clear().envs(variables.clone());
            command
        };
        cargo::succeed("api migrate", cargo::status(&mut program("api", "migrate"))?)?;
        let due = now() + MARGIN.as_secs() + u64::from(ends.count / INSERTS_A_SECOND);
        seed(&postgres.url(), ends, due, &customer(&stripe)?)?;
        stop::check()?;
        let log = place.root().join("api.log");
        let mut api = Daemon::start("api", program("api", "serve"), &log)?;
        api.wait_until(&log, || ureq::get(format!("http://{address}/readyz")).call().is_ok())?;
        let log = place.root().join("worker.log");
        let mut worker = Daemon::start("worker", program("worker", "run"), &log)?;
        worker.wait_until(&log, || {
            fs::read_to_string(&log).is_ok_and(|log| log.contains("Waiting for jobs"))
        })?;
        let (database, broker) = (postgres.url(), rabbit.url());
        Ok(Self {
            database,
            broker,
            stripe,
            due,
            worker,
            api,
            simulator,
            catcher,
            redis,
            rabbit,
            postgres,
        })
    }

    /// Waits until the first end is due.
    ///
    /// # Errors
    /// When it was before everything ran.
    pub(super) fn wait_until_due(&self) -> Result<()> {
        if now() >= self.due {
            bail!(
                "the ends were due before everything ran: this machine is slower than was thought"
            );
        }
        while now() < self.due {
            stop::check()?;
            thread::sleep(Duration::from_millis(5));
        }
        Ok(())
    }

    /// What a statement answers, a line a row, columns separated by `|`.
    pub(super) fn ask(&self, sql: &str) -> Result<String> {
        let output = Command::new("psql")
            .args(["-XqAtv", "ON_ERROR_STOP=1", "-c", sql])
            .arg(&self.database)
            .output()?;
        if !output.status.success() {
            bail!("psql failed: {}", String::from_utf8_lossy(&output.stderr));
        }
        Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    /// Seconds of a processor that each program has used since it was started.
    pub(super) fn seconds_used(&self) -> Vec<(&'static str, f64)> {
        let pids = [
            ("postgres", self.postgres.pid()),
            ("worker", Some(self.worker.pid())),
            ("api", Some(self.api.pid())),
            ("rabbitmq", self.rabbit.pid()),
            ("simulator", Some(self.simulator.pid())),
            ("mail catcher", Some(self.catcher.pid())),
            ("redis", self.redis.pid()),
        ];
        pids.into_iter().map(|(name, pid)| (name, pid.map_or(0.0, seconds))).collect()
    }
}

fn seed(database: &str, ends: Ends, due: u64, customer: &str) -> Result<()> {
    let mut sql = Command::new("psql");
    for (name, value) in [
        ("jobs", ends.count.to_string()),
        ("rate", ends.rate.unwrap_or(0).to_string()),
        ("due", due.to_string()),
        ("customer", customer.to_owned()),
    ] {
        sql.args(["-v", &format!("{name}={value}")]);
    }
    sql.args(["-XqvON_ERROR_STOP=1", "-f"]).arg(root().join("xtask/bench/jobs.sql")).arg(database);
    cargo::succeed("the seed", cargo::status(&mut sql)?)
}

/// A driver at the simulator.
fn customer(stripe: &str) -> Result<String> {
    let call = ureq::post(format!("http://{stripe}/v1/customers"))
        .header("authorization", format!("Bearer {STRIPE_KEY}"));
    let customer: Value =
        call.send_form([("email", "bench@example.com")])?.body_mut().read_json()?;
    Ok(customer.get("id").and_then(Value::as_str).context("no customer")?.to_owned())
}

fn answers(address: &str) -> bool {
    std::net::TcpStream::connect(address).is_ok()
}

fn now() -> u64 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_secs()
}

/// Seconds of a processor that a process and all below it have used.
fn seconds(pid: u32) -> f64 {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    // User and system time, and those of children that have ended; counted from the end of the
    // name, which may contain anything.
    let fields =
        stat.rsplit_once(") ").map_or("", |(_, fields)| fields).split(' ').skip(11).take(4);
    let own: f64 = fields.filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / TICKS;
    let children =
        fs::read_to_string(format!("/proc/{pid}/task/{pid}/children")).unwrap_or_default();
    own + children
        .split_whitespace()
        .filter_map(|child| child.parse().ok())
        .map(seconds)
        .sum::<f64>()
}
