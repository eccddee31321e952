//! An api and a worker with simulated Stripe and SMTP, and many stays that are about to end.

use std::{
    fs,
    process::Command,
    thread,
    time::{Duration, SystemTime},
};

use anyhow::{Result, ensure};
use services::{Daemon, DataDirectory};

use super::{
    seed,
    site::{self, Build, STRIPE_KEY, Services, local_address},
};
use crate::{
    http,
    programs::{self, start_listening},
    psql, stop,
};

/// Lower bound of the speed of seeding, and time to start the programs: the ends must not be due
/// before everything runs.
const INSERTS_PER_SECOND: u32 = 2_500;
const MARGIN: Duration = Duration::from_secs(10);
/// Ticks per second of Linux's CPU accounting.
const TICKS: f64 = 100.0;

/// Ends of stays that become due.
#[derive(Clone, Copy)]
pub(super) struct Ends {
    pub(super) count: u32,
    /// Per second; `None` makes all due at once.
    pub(super) rate: Option<u32>,
    /// Latency of Stripe.
    pub(super) delay_ms: u64,
}

/// Fields are dropped, and so stopped, in this order.
pub(super) struct Workers {
    pub(super) database: String,
    pub(super) broker: String,
    pub(super) stripe: String,
    /// Seconds since 1970 at which the first end is due.
    pub(super) due: u64,
    worker: Daemon,
    api: Daemon,
    simulator: Daemon,
    catcher: Daemon,
    services: Services,
}

impl Workers {
    pub(super) fn start(build: &Build, place: &DataDirectory, ends: Ends) -> Result<Self> {
        let directory = place.root();
        let services = site::start_services(place)?;
        let (simulator, stripe) = build.start_simulator(place, ends.delay_ms)?;
        let (address, smtp, inbox) = (local_address()?, local_address()?, local_address()?);
        let mut command = Command::new(build.binary("mail-catcher"));
        command.args(["serve", "--smtp", &smtp, "--http", &inbox]);
        let catcher = start_listening("mail-catcher", command, directory, &inbox)?;

        let mut variables = site::variables(&services, &stripe);
        let own = [
            ("SMTP_URL", format!("smtp://{smtp}")),
            ("API_ADDRESS", address.clone()),
            ("PUBLIC_URL", format!("http://{address}/")),
        ];
        variables.extend(own.map(|(name, value)| (name.to_owned(), value)));
        let program = |name: &str, argument: &str| {
            let mut command = Command::new(build.binary(name));
            command.arg(argument).env_clear().envs(&variables);
            command
        };
        programs::run("api migrate", &mut program("api", "migrate"))?;
        let due = now() + MARGIN.as_secs() + u64::from(ends.count / INSERTS_PER_SECOND);
        let (database, broker) = (services.2.url(), services.1.url());
        insert(&database, ends, due, customer(&stripe)?)?;
        stop::check()?;
        let ready = format!("http://{address}/readyz");
        let log = directory.join("api.log");
        let is_ready = || ureq::get(&ready).call().is_ok();
        let api = Daemon::start_ready("api", program("api", "serve"), &log, is_ready)?;
        let log = directory.join("worker.log");
        let is_ready =
            || fs::read_to_string(&log).is_ok_and(|log| log.contains("Waiting for jobs"));
        let worker = Daemon::start_ready("worker", program("worker", "run"), &log, is_ready)?;
        Ok(Self { database, broker, stripe, due, worker, api, simulator, catcher, services })
    }

    /// Waits until the first end is due; an error when the time has passed.
    pub(super) fn wait_until_due(&self) -> Result<()> {
        ensure!(now() < self.due, "the ends were due before everything ran: the machine is slow");
        while now() < self.due {
            stop::check()?;
            thread::sleep(Duration::from_millis(5));
        }
        Ok(())
    }

    pub(super) fn query(&self, sql: &str) -> Result<String> {
        psql::query(&self.database, sql)
    }

    /// CPU seconds of each program since its start.
    pub(super) fn cpu_seconds(&self) -> Vec<(&'static str, f64)> {
        let (redis, rabbit, postgres) = &self.services;
        let pids = [
            ("postgres", postgres.pid()),
            ("worker", Some(self.worker.pid())),
            ("api", Some(self.api.pid())),
            ("rabbitmq", rabbit.pid()),
            ("simulator", Some(self.simulator.pid())),
            ("mail catcher", Some(self.catcher.pid())),
            ("redis", redis.pid()),
        ];
        pids.into_iter().map(|(name, pid)| (name, pid.map_or(0.0, cpu_seconds))).collect()
    }
}

fn insert(database: &str, ends: Ends, due: u64, customer: String) -> Result<()> {
    let variables = [
        ("jobs", ends.count.to_string()),
        ("rate", ends.rate.unwrap_or(0).to_string()),
        ("due", due.to_string()),
        ("customer", customer),
    ];
    seed::run_file(database, "jobs.sql", &variables)
}

/// Creates a customer at the simulator.
fn customer(stripe: &str) -> Result<String> {
    let form = [("email", "bench@example.com")];
    let customer = http::post_form(&format!("http://{stripe}/v1/customers"), STRIPE_KEY, form)?;
    Ok(http::text(&customer, "/id"))
}

fn now() -> u64 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_secs()
}

/// CPU seconds of a process and its descendants.
fn cpu_seconds(pid: u32) -> f64 {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    // User and system time of the process and of its exited children. The fields follow the name,
    // which may contain any character.
    let fields =
        stat.rsplit_once(") ").map_or("", |(_, fields)| fields).split(' ').skip(11).take(4);
    let own: f64 = fields.filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / TICKS;
    let children =
        fs::read_to_string(format!("/proc/{pid}/task/{pid}/children")).unwrap_or_default();
    let children = children.split_whitespace().filter_map(|child| child.parse().ok());
    own + children.map(cpu_seconds).sum::<f64>()
}
