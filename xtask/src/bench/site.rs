//! Services with a seeded database, and the programs under measurement.

use std::{
    collections::BTreeMap,
    path::PathBuf,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, anyhow};
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

/// Redis, RabbitMQ and PostgreSQL.
pub(super) type Services = (Redis, RabbitMq, Postgres);

/// Services with data. The data stay until the end of the run, so that each seed is inserted once.
pub(super) struct Site<'a> {
    pub(super) database: String,
    /// Address of the Stripe simulator.
    pub(super) stripe: String,
    pub(super) place: DataDirectory,
    build: &'a Build,
    variables: Variables,
    _simulator: Daemon,
    _services: Services,
}

pub(super) struct Program {
    pub(super) address: String,
    /// Time until it was ready.
    pub(super) started_in: Duration,
    /// Time until all of it was in use.
    pub(super) settled_in: Duration,
    daemon: Daemon,
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

    /// Starts the Stripe simulator, without webhooks, and returns its address.
    pub(super) fn start_simulator(
        &self,
        place: &DataDirectory,
        delay_ms: u64,
    ) -> Result<(Daemon, String)> {
        let address = local_address()?;
        let mut command = Command::new(self.binary("stripe-simulator"));
        command.args(["serve", "--address", &address, "--delay-ms", &delay_ms.to_string()]);
        command.envs(VARIABLES);
        let simulator = start_listening("stripe-simulator", command, place.root(), &address)?;
        Ok((simulator, address))
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

/// RabbitMQ and PostgreSQL start in parallel.
pub(super) fn start_services(place: &DataDirectory) -> Result<Services> {
    let redis = Redis::start(place, None)?;
    let (rabbit, postgres) = thread::scope(|scope| {
        let rabbit = scope.spawn(|| RabbitMq::start(place, None));
        let postgres = Postgres::start(place, None, Durability::Real);
        (rabbit.join(), postgres)
    });
    let rabbit = rabbit.map_err(|_| anyhow!("starting RabbitMQ panicked"))?;
    Ok((redis, rabbit?, postgres?))
}

/// Variables of api and worker.
pub(super) fn variables((redis, rabbit, postgres): &Services, stripe: &str) -> Variables {
    let own = [
        ("DATABASE_URL", postgres.url()),
        ("AMQP_URL", rabbit.url()),
        ("REDIS_URL", redis.url()),
        ("STRIPE_API_URL", format!("http://{stripe}/")),
        ("PATH", std::env::var("PATH").unwrap_or_default()),
    ];
    let all = own.into_iter().chain(VARIABLES.map(|(name, value)| (name, value.to_owned())));
    all.map(|(name, value)| (name.to_owned(), value)).collect()
}

impl<'a> Site<'a> {
    /// Starts the services with the data of `seed`.
    pub(super) fn start(build: &'a Build, seed: Seed) -> Result<Self> {
        stop::check()?;
        let place = build.place(&seed.name())?;
        let services = start_services(&place)?;
        let (simulator, stripe) = build.start_simulator(&place, 0)?;
        let mut variables = environment::unlimited();
        variables.extend(self::variables(&services, &stripe));
        let own = [
            ("DATABASE_POOL_SIZE", DATABASE_POOL_SIZE),
            ("SMTP_URL", "smtp://127.0.0.1:1"),
            ("EMAIL_CONFIRMATION", "optional"),
            ("LOG", "warn,api::search=info"),
            // Most parts run no worker.
            ("WORKER_MISSING_SECONDS", "0"),
        ];
        variables.extend(own.map(|(name, value)| (name.to_owned(), value.to_owned())));
        let site = Self {
            database: services.2.url(),
            stripe,
            place,
            build,
            variables,
            _simulator: simulator,
            _services: services,
        };
        let is_seeded = site.place.root().join("seeded");
        if !is_seeded.exists() {
            let mut migrate = site.command("api", "migrate", &[]);
            programs::run("api migrate", &mut migrate)?;
            let begin = Instant::now();
            seed::insert(&site.database, seed)?;
            println!("{seed} in {:.0} s", begin.elapsed().as_secs_f64());
            std::fs::write(is_seeded, "")?;
        }
        Ok(site)
    }

    /// Starts an api with further variables and waits until its search index is in use.
    pub(super) fn api(&self, more: &[(&str, &str)]) -> Result<Program> {
        let address = local_address()?;
        let url = format!("http://{address}/");
        let more = [more, &[("API_ADDRESS", &address), ("PUBLIC_URL", &url)]].concat();
        let ready = format!("{url}readyz");
        let from_memory = !more.contains(&("SEARCH_FROM", "database"));
        let is_settled =
            |log: &str| !from_memory || log.contains("Searches use the read model in memory");
        let is_ready = |_: &str| ureq::get(&ready).call().is_ok();
        self.start_program("api", "serve", &more, &address, is_ready, is_settled)
    }

    pub(super) fn worker(&self) -> Result<Program> {
        let more = [("LOG", "info"), ("PUBLIC_URL", "http://127.0.0.1/")];
        let is_ready = |log: &str| log.contains("Waiting for jobs");
        self.start_program("worker", "run", &more, "", is_ready, |_| true)
    }

    /// Both conditions receive the log.
    fn start_program(
        &self,
        name: &str,
        argument: &str,
        more: &[(&str, &str)],
        address: &str,
        is_ready: impl Fn(&str) -> bool,
        is_settled: impl Fn(&str) -> bool,
    ) -> Result<Program> {
        let log = self.place.root().join(format!("{name}-{}.log", address.replace(':', "-")));
        let read_log = || std::fs::read_to_string(&log).unwrap_or_default();
        let begin = Instant::now();
        let mut daemon =
            Daemon::start_ready(name, self.command(name, argument, more), &log, || {
                is_ready(&read_log())
            })?;
        let started_in = begin.elapsed();
        for _ in 1..MAX_SETTLE_MINUTES {
            if daemon.wait_until(&log, || is_settled(&read_log())).is_ok() {
                break;
            }
        }
        daemon.wait_until(&log, || is_settled(&read_log()))?;
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

    /// The log of PostgreSQL.
    pub(super) fn log(&self) -> PathBuf {
        self.place.root().join("postgres.log")
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
        cargo::succeed("the load generator", output.status)?;
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
