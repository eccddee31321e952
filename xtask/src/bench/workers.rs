//! An api and a worker with simulated Stripe and SMTP, and many stays that are about to end.

use std::{
    fs,
    process::Command,
    thread,
    time::{Duration, SystemTime},
};

use anyhow::{Result, ensure};
use services::Daemon;

use super::{
    seed,
    site::{Build, Program, STRIPE_KEY, Site, local_address},
};
use crate::{http, programs::start_listening, stop};

/// Lower bound of the speed of seeding, and time to start the programs: the ends must not be due
/// before everything runs.
const INSERTS_PER_SECOND: u32 = 2_500;
const MARGIN: Duration = Duration::from_secs(15);
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
pub(super) struct Workers<'a> {
    /// Seconds since 1970 at which the first end is due.
    due: u64,
    worker: Program,
    api: Program,
    catcher: Daemon,
    pub(super) site: Site<'a>,
}

impl<'a> Workers<'a> {
    /// `name` is that of the data directory.
    pub(super) fn start(build: &'a Build, name: &str, ends: Ends) -> Result<Self> {
        let mut site = Site::new(build, name, ends.delay_ms)?;
        let (smtp, inbox) = (local_address()?, local_address()?);
        let mut catcher = Command::new(build.binary("mail-catcher"));
        catcher.args(["serve", "--smtp", &smtp, "--http", &inbox]);
        let catcher = start_listening("mail-catcher", catcher, site.place.root(), &inbox)?;
        site.set([("SMTP_URL", &format!("smtp://{smtp}")), ("LOG", "info")]);
        site.migrate()?;
        let due = now() + MARGIN.as_secs() + u64::from(ends.count / INSERTS_PER_SECOND);
        insert(&site, ends, due)?;
        stop::check()?;
        let api = site.api(&[])?;
        let worker = site.worker()?;
        Ok(Self { due, worker, api, catcher, site })
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

    /// CPU seconds of each program since its start.
    pub(super) fn cpu_seconds(&self) -> Vec<(&'static str, f64)> {
        let (redis, rabbit, postgres) = &self.site.services;
        let pids = [
            ("postgres", postgres.pid()),
            ("worker", Some(self.worker.daemon.pid())),
            ("api", Some(self.api.daemon.pid())),
            ("rabbitmq", rabbit.pid()),
            ("simulator", Some(self.site.simulator.pid())),
            ("mail catcher", Some(self.catcher.pid())),
            ("redis", redis.pid()),
        ];
        pids.into_iter().map(|(name, pid)| (name, pid.map_or(0.0, cpu_seconds))).collect()
    }
}

/// Inserts stays of a new customer of the simulator.
fn insert(site: &Site<'_>, ends: Ends, due: u64) -> Result<()> {
    let form = [("email", "bench@example.com")];
    let url = format!("http://{}/v1/customers", site.stripe);
    let customer = http::text(&http::post_form(&url, STRIPE_KEY, form)?, "/id");
    let variables = [
        ("jobs", ends.count.to_string()),
        ("rate", ends.rate.unwrap_or(0).to_string()),
        ("due", due.to_string()),
        ("customer", customer),
    ];
    seed::run_file(&site.database, "jobs.sql", &variables)
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
