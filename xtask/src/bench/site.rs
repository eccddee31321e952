//! Services with a seeded database, and the programs under measurement.

use std::{
    collections::BTreeMap,
    path::PathBuf,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, anyhow, ensure};
use serde_json::Value;
use services::{Daemon, DataDirectory, Durability, Postgres, RabbitMq, Redis, free_port, install};

use super::{
    rounds::Sample,
    seed::{self, Seed},
};
use crate::{
    cargo,
    environment::{self, Variables},
    programs::{self, start_listening},
    psql, root, stop,
};

/// Settings of all benchmarks. Keys are shared with the simulator.
const VARIABLES: [(&str, &str); 5] = [
    ("STRIPE_SECRET_KEY", STRIPE_KEY),
    ("STRIPE_PUBLISHABLE_KEY", "pk_test_bench"),
    ("STRIPE_WEBHOOK_SECRET", "whsec_benchmark"),
    ("JWT_SECRET", "a-secret-of-the-benchmark-of-32-bytes"),
    ("METRICS_ADDRESS", ""),
];
pub(super) const STRIPE_KEY: &str = "sk_test_bench";
const DATABASE_POOL_SIZE: &str = "8";
/// Minutes that a program may take until all of it is in use: it reads up to a million spots.
const MAX_SETTLE_MINUTES: u32 = 10;

/// Profile of the binaries, and the directory of all data.
pub(super) struct Build {
    profile: String,
    place: DataDirectory,
}

/// Services with data. The data stay until the end of the run, so that each seed is inserted once.
pub(super) struct Site<'a> {
    pub(super) database: String,
    /// Address of the Stripe simulator.
    pub(super) stripe: String,
    pub(super) place: DataDirectory,
    pub(super) build: &'a Build,
    variables: Variables,
    pub(super) simulator: Daemon,
    pub(super) services: (Redis, RabbitMq, Postgres),
}

pub(super) struct Program {
    pub(super) address: String,
    /// Time until it was ready.
    pub(super) started_in: Duration,
    /// Time until all of it was in use.
    pub(super) settled_in: Duration,
    pub(super) daemon: Daemon,
}

impl Build {
    /// Installs missing packages and compiles.
    pub(super) fn prepare(profile: &str) -> Result<Self> {
        stop::listen()?;
        install::install(&|what| println!("{what}"))?;
        let packages = ["api", "worker", "stripe-simulator", "mail-catcher", "testkit"];
        let mut arguments = vec!["--profile", profile, "--bins"];
        arguments.extend(packages.iter().flat_map(|package| ["-p", package]));
        cargo::build(&arguments)?;
        let directory = format!("curbhold-bench-{}", std::process::id());
        let place = DataDirectory::new(&std::env::temp_dir().join(directory))?;
        Ok(Self { profile: profile.to_owned(), place })
    }

    pub(super) fn binary(&self, name: &str) -> PathBuf {
        let target = std::env::var_os("CARGO_TARGET_DIR")
            .map_or_else(|| root().join("target"), PathBuf::from);
        let folder = if self.profile == "dev" { "debug" } else { &self.profile };
        target.join(folder).join(name)
    }

    /// A binary with the maximum number of open files that the system permits.
    pub(super) fn with_max_open_files(&self, name: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", "ulimit -n \"$(ulimit -Hn)\"; exec \"$0\" \"$@\""]);
        command.arg(self.binary(name));
        command
    }

    /// A data directory, removed at the end of the run.
    pub(super) fn place(&self, name: &str) -> Result<DataDirectory> {
        DataDirectory::new(&self.place.root().join(name))
    }
}

impl Drop for Build {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(self.place.root()) {
            println!("{} is not removed: {error}", self.place.root().display());
        }
    }
}

pub(super) fn local_address() -> Result<String> {
    Ok(format!("127.0.0.1:{}", free_port()?))
}

impl<'a> Site<'a> {
    /// Starts the services, and the Stripe simulator with this latency and without webhooks.
    pub(super) fn new(build: &'a Build, name: &str, stripe_delay_ms: u64) -> Result<Self> {
        stop::check()?;
        let place = build.place(name)?;
        let redis = Redis::start(&place, None)?;
        // These start slowly, and so in parallel.
        let (rabbit, postgres) = thread::scope(|scope| {
            let rabbit = scope.spawn(|| RabbitMq::start(&place, None));
            let postgres = Postgres::start(&place, None, Durability::Real);
            (rabbit.join(), postgres)
        });
        let (rabbit, postgres) =
            (rabbit.map_err(|_| anyhow!("starting RabbitMQ panicked"))??, postgres?);
        let (stripe, delay) = (local_address()?, stripe_delay_ms.to_string());
        let mut simulator = Command::new(build.binary("stripe-simulator"));
        simulator.args(["serve", "--address", &stripe, "--delay-ms", &delay]).envs(VARIABLES);
        let simulator = start_listening("stripe-simulator", simulator, place.root(), &stripe)?;
        let mut site = Self {
            database: postgres.url(),
            stripe,
            place,
            build,
            variables: Variables::new(),
            simulator,
            services: (redis, rabbit, postgres),
        };
        site.set(VARIABLES);
        site.set([
            ("DATABASE_URL", site.database.clone().as_str()),
            ("AMQP_URL", &site.services.1.url()),
            ("REDIS_URL", &site.services.0.url()),
            ("STRIPE_API_URL", &format!("http://{}/", site.stripe)),
            ("PATH", &std::env::var("PATH").unwrap_or_default()),
        ]);
        Ok(site)
    }

    /// Starts the services with the data of `seed`.
    pub(super) fn start(build: &'a Build, seed: Seed) -> Result<Self> {
        let mut site = Self::new(build, &seed.name(), 0)?;
        site.variables.extend(environment::unlimited());
        site.set([
            ("DATABASE_POOL_SIZE", DATABASE_POOL_SIZE),
            ("SMTP_URL", "smtp://127.0.0.1:1"),
            ("EMAIL_CONFIRMATION", "optional"),
            ("LOG", "warn,api::search=info"),
            // Most parts run no worker.
            ("WORKER_MISSING_SECONDS", "0"),
        ]);
        let is_seeded = site.place.root().join("seeded");
        if !is_seeded.exists() {
            site.migrate()?;
            let begin = Instant::now();
            seed::insert(&site.database, seed)?;
            println!("seeded {} in {:.0} s", seed.name(), begin.elapsed().as_secs_f64());
            std::fs::write(is_seeded, "")?;
        }
        Ok(site)
    }

    /// Sets variables of api and worker.
    pub(super) fn set<const N: usize>(&mut self, variables: [(&str, &str); N]) {
        self.variables.extend(variables.map(|(name, value)| (name.to_owned(), value.to_owned())));
    }

    pub(super) fn migrate(&self) -> Result<()> {
        programs::run(&mut self.command("api", "migrate", &[]))
    }

    /// Starts an api with further variables and waits until its search index is in use.
    pub(super) fn api(&self, more: &[(&str, &str)]) -> Result<Program> {
        let address = local_address()?;
        let url = format!("http://{address}/");
        let more = [more, &[("API_ADDRESS", &address), ("PUBLIC_URL", &url)]].concat();
        let ready = format!("{url}readyz");
        let from_memory = !more.contains(&("SEARCH_FROM", "database"));
        let settled = if from_memory { "Searches use the read model in memory" } else { "" };
        let is_ready = |_: &str| ureq::get(&ready).call().is_ok();
        self.start_program("api", "serve", &more, &address, is_ready, settled)
    }

    pub(super) fn worker(&self) -> Result<Program> {
        let more = [("LOG", "info"), ("PUBLIC_URL", "http://127.0.0.1/")];
        let is_ready = |log: &str| log.contains("Waiting for jobs");
        self.start_program("worker", "run", &more, "", is_ready, "")
    }

    /// `is_ready` receives the log; `settled` is logged when all of the program is in use.
    fn start_program(
        &self,
        name: &str,
        argument: &str,
        more: &[(&str, &str)],
        address: &str,
        is_ready: impl Fn(&str) -> bool,
        settled: &str,
    ) -> Result<Program> {
        let log = self.place.root().join(format!("{name}-{}.log", address.replace(':', "-")));
        let read_log = || std::fs::read_to_string(&log).unwrap_or_default();
        let (command, begin) = (self.command(name, argument, more), Instant::now());
        let mut daemon = Daemon::start_ready(name, command, &log, || is_ready(&read_log()))?;
        let started_in = begin.elapsed();
        let mut settle = || daemon.wait_until(&log, || read_log().contains(settled));
        if !(1..MAX_SETTLE_MINUTES).any(|_| settle().is_ok()) {
            settle()?;
        }
        Ok(Program { address: address.to_owned(), started_in, settled_in: begin.elapsed(), daemon })
    }

    fn command(&self, name: &str, argument: &str, more: &[(&str, &str)]) -> Command {
        let mut all: BTreeMap<&str, &str> =
            self.variables.iter().map(|(name, value)| (&**name, &**value)).collect();
        all.extend(more.iter().copied());
        let mut command = self.build.with_max_open_files(name);
        command.arg(argument).env_clear().envs(all);
        command
    }

    pub(super) fn query(&self, sql: &str) -> Result<String> {
        psql::query(&self.database, sql)
    }

    /// Runs a scenario of the load generator.
    pub(super) fn load(&self, scenario: &Value) -> Result<Value> {
        Self::finish_load(self.start_load(scenario)?)
    }

    /// The result of a scenario as a sample.
    pub(super) fn sample(&self, scenario: &Value) -> Result<Sample> {
        Ok(serde_json::from_value(self.load(scenario)?)?)
    }

    pub(super) fn start_load(&self, scenario: &Value) -> Result<Child> {
        let mut command = Command::new(self.build.binary("load"));
        command.arg(scenario.to_string()).stdout(Stdio::piped());
        command.spawn().context("cannot start the load generator")
    }

    pub(super) fn finish_load(child: Child) -> Result<Value> {
        let output = child.wait_with_output()?;
        ensure!(output.status.success(), "the load generator failed: {}", output.status);
        Ok(serde_json::from_slice(&output.stdout)?)
    }
}

impl Program {
    /// URL of a route of the API.
    pub(super) fn url(&self, path: &str) -> String {
        format!("http://{}/api/v1/{path}", self.address)
    }

    /// Resident memory, in MB of a million bytes.
    pub(super) fn memory(&self) -> Result<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.daemon.pid()))?;
        let line =
            status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no VmRSS")?;
        let kib: f64 = line.trim().trim_end_matches(" kB").parse()?;
        Ok(kib * 1_024.0 / 1e6)
    }
}
