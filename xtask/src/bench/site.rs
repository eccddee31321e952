//! Services of our own with a seeded city, and the programs that are measured there.

use std::{
    collections::BTreeMap,
    path::PathBuf,
    process::Command,
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, anyhow, bail};
use services::{Daemon, Durability, Place, Postgres, RabbitMq, Redis, free_port, install};

use super::seed::{self, Seed};
use crate::{
    cargo,
    environment::{self, Variables},
    root, stop,
};

const SECRET: &str = "a-secret-of-the-benchmark-of-32-bytes";
/// What the simulator and its clients know each other by.
const STRIPE_KEYS: [(&str, &str); 3] = [
    ("STRIPE_SECRET_KEY", "sk_test_bench"),
    ("STRIPE_PUBLISHABLE_KEY", "pk_test_bench"),
    ("STRIPE_WEBHOOK_SECRET", "whsec_benchmark"),
];
/// Connections of the api to PostgreSQL.
const POOL: &str = "8";

/// How many minutes it may take until all of a program is in use.
const SETTLING: u32 = 10;

/// How it is compiled, and where everything is kept until the end.
pub(super) struct Build {
    profile: String,
    place: Place,
}

/// Services with data; stopped when it is dropped. The data stay until the end, so that what has
/// been seeded once is there the next time.
pub(super) struct Site<'a> {
    pub(super) database: String,
    /// Where the Stripe simulator is.
    pub(super) stripe: String,
    pub(super) place: Place,
    build: &'a Build,
    variables: Variables,
    _simulator: Daemon,
    _services: (Redis, RabbitMq, Postgres),
}

/// A program that runs.
pub(super) struct Program {
    pub(super) address: String,
    /// From its start until it was ready.
    pub(super) started_in: Duration,
    /// From its start until all of it was in use.
    pub(super) settled_in: Duration,
    daemon: Daemon,
}

impl Build {
    /// Installs what is missing and compiles what is measured.
    pub(super) fn prepare(profile: &str) -> Result<Self> {
        stop::listen()?;
        install::install(&|what| println!("{what}"))?;
        let packages = ["api", "worker", "stripe-simulator", "mail-catcher", "testkit"];
        let packages = packages.iter().flat_map(|package| ["-p", package]);
        cargo::build(
            &["--profile", profile]
                .into_iter()
                .chain(packages)
                .chain(["--bins"])
                .collect::<Vec<_>>(),
        )?;
        let place = Place::new(
            &std::env::temp_dir().join(format!("curbhold-bench-{}", std::process::id())),
        )?;
        Ok(Self { profile: profile.to_owned(), place })
    }

    /// A binary of it.
    pub(super) fn binary(&self, name: &str) -> PathBuf {
        let target = std::env::var_os("CARGO_TARGET_DIR")
            .map_or_else(|| root().join("target"), PathBuf::from);
        let folder = if self.profile == "dev" { "debug" } else { &self.profile };
        target.join(folder).join(name)
    }

    /// A binary of it that may open as many files as the system lets it.
    pub(super) fn with_many_files(&self, name: &str) -> Command {
        let mut command = Command::new("sh");
        command
            .args(["-c", "ulimit -n \"$(ulimit -Hn)\"; exec \"$0\" \"$@\""])
            .arg(self.binary(name));
        command
    }

    /// A place that is removed at the end.
    pub(super) fn place(&self, name: &str) -> Result<Place> {
        Place::new(&self.place.root().join(name))
    }
}

impl Drop for Build {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(self.place.root()) {
            println!("{} is left: {error}", self.place.root().display());
        }
    }
}

/// Starts the services, the slow ones side by side.
pub(super) fn services(place: &Place) -> Result<(Redis, RabbitMq, Postgres)> {
    let redis = Redis::start(place, None)?;
    let (rabbit, postgres) = thread::scope(|scope| {
        let rabbit = scope.spawn(|| RabbitMq::start(place, None));
        let postgres = Postgres::start(place, None, Durability::Real);
        (rabbit.join(), postgres)
    });
    let rabbit = rabbit.map_err(|_| anyhow!("RabbitMQ's start panicked"))?;
    Ok((redis, rabbit?, postgres?))
}

impl<'a> Site<'a> {
    /// Starts the services, with the data of `seed`: from before, or new.
    pub(super) fn start(build: &'a Build, seed: Seed) -> Result<Self> {
        stop::check()?;
        let place = build.place(&seed.name())?;
        let (redis, rabbit, postgres) = services(&place)?;
        let stripe = format!("127.0.0.1:{}", free_port()?);
        let mut command = Command::new(build.binary("stripe-simulator"));
        // Without webhooks: what is measured are requests.
        command.args(["serve", "--address", &stripe]).envs(STRIPE_KEYS);
        let log = place.root().join("simulator.log");
        let mut simulator = Daemon::start("the Stripe simulator", command, &log)?;
        simulator.wait_until(&log, || std::net::TcpStream::connect(&stripe).is_ok())?;
        let database = postgres.url();
        let own = [
            ("DATABASE_URL", database.as_str()),
            ("DATABASE_POOL_SIZE", POOL),
            ("AMQP_URL", &rabbit.url()),
            ("REDIS_URL", &redis.url()),
            ("STRIPE_API_URL", &format!("http://{stripe}/")),
            ("SMTP_URL", "smtp://127.0.0.1:1"),
            ("JWT_SECRET", SECRET),
            ("EMAIL_CONFIRMATION", "optional"),
            ("LOG", "warn,api::read_model=info"),
            ("METRICS_ADDRESS", ""),
            // There is none most of the time.
            ("WORKER_MISSING_SECONDS", "0"),
            ("PATH", &std::env::var("PATH").unwrap_or_default()),
        ];
        let mut variables = environment::unlimited();
        variables.extend(
            own.into_iter()
                .chain(STRIPE_KEYS)
                .map(|(name, value)| (name.to_owned(), value.to_owned())),
        );
        let services = (redis, rabbit, postgres);
        let site = Self {
            database,
            stripe,
            place,
            build,
            variables,
            _simulator: simulator,
            _services: services,
        };
        let is_seeded = site.place.root().join("seeded");
        if !is_seeded.exists() {
            cargo::succeed(
                "api migrate",
                cargo::status(&mut site.command("api", "migrate", &[]))?,
            )?;
            let begin = Instant::now();
            seed::plant(&site, seed)?;
            println!("{seed} in {:.0} s", begin.elapsed().as_secs_f64());
            std::fs::write(is_seeded, "")?;
        }
        Ok(site)
    }

    /// Starts an api, with these variables beside the usual ones, and waits until it searches where
    /// it is to.
    pub(super) fn api(&self, more: &[(&str, &str)]) -> Result<Program> {
        let address = format!("127.0.0.1:{}", free_port()?);
        let url = format!("http://{address}/");
        let more = [more, &[("API_ADDRESS", &address), ("PUBLIC_URL", &url)]].concat();
        let ready = format!("{url}readyz");
        let is_from_memory = !more.contains(&("SEARCH_FROM", "database"));
        let is_settled =
            |log: &str| !is_from_memory || log.contains("Searches are answered from memory");
        self.start_program(
            "api",
            "serve",
            &more,
            &address,
            |_| ureq::get(&ready).call().is_ok(),
            is_settled,
        )
    }

    /// Starts a worker.
    pub(super) fn worker(&self) -> Result<Program> {
        let more = [("LOG", "info"), ("PUBLIC_URL", "http://127.0.0.1/")];
        self.start_program(
            "worker",
            "run",
            &more,
            "",
            |log| log.contains("Waiting for jobs"),
            |_| true,
        )
    }

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
        let said = || std::fs::read_to_string(&log).unwrap_or_default();
        let begin = Instant::now();
        let mut daemon = Daemon::start(name, self.command(name, argument, more), &log)?;
        daemon.wait_until(&log, || is_ready(&said()))?;
        let started_in = begin.elapsed();
        // A million spots take longer to read than a program to answer.
        for _ in 1..SETTLING {
            if is_settled(&said()) || daemon.wait_until(&log, || is_settled(&said())).is_ok() {
                break;
            }
        }
        daemon.wait_until(&log, || is_settled(&said()))?;
        Ok(Program { address: address.to_owned(), started_in, settled_in: begin.elapsed(), daemon })
    }

    fn command(&self, name: &str, argument: &str, more: &[(&str, &str)]) -> Command {
        let mut all: BTreeMap<&str, &str> =
            self.variables.iter().map(|(name, value)| (&**name, &**value)).collect();
        all.extend(more.iter().copied());
        let mut command = self.build.with_many_files(name);
        command.arg(argument).env_clear().envs(all);
        command
    }

    /// What a statement answers: a line a row, columns separated by `|`.
    pub(super) fn ask(&self, sql: &str) -> Result<String> {
        let output = Command::new("psql")
            .args(["-XqAtvON_ERROR_STOP=1", "-c", sql, &self.database])
            .output()?;
        if !output.status.success() {
            bail!("psql failed: {}", String::from_utf8_lossy(&output.stderr));
        }
        Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    /// What PostgreSQL says of itself.
    pub(super) fn log(&self) -> PathBuf {
        self.place.root().join("postgres.log")
    }

    /// A program of the measurement, run to its end: what it says.
    pub(super) fn load(&self, order: &serde_json::Value) -> Result<serde_json::Value> {
        let child = self.begin_load(order)?;
        Self::end_load(child)
    }

    /// The same, without waiting.
    pub(super) fn begin_load(&self, order: &serde_json::Value) -> Result<std::process::Child> {
        let mut command = Command::new(self.build.binary("load"));
        command.arg(order.to_string()).stdout(std::process::Stdio::piped());
        command.spawn().context("cannot start the load")
    }

    /// Waits for it.
    pub(super) fn end_load(child: std::process::Child) -> Result<serde_json::Value> {
        let output = child.wait_with_output()?;
        cargo::succeed("the load", output.status)?;
        Ok(serde_json::from_slice(&output.stdout)?)
    }
}

impl Program {
    /// Resident memory, in MB of a million bytes.
    pub(super) fn memory(&self) -> Result<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.daemon.pid()))?;
        let line =
            status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no VmRSS")?;
        let kib: f64 = line.trim().trim_end_matches(" kB").parse()?;
        Ok(kib * 1_024.0 / 1e6)
    }
}
