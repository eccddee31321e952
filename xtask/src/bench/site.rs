//! An api with services of its own, to be measured.

use std::{path::PathBuf, process::Command};

use anyhow::{Context, Result};
use services::{Daemon, Durability, Place, Postgres, RabbitMq, Redis, free_port, install};

use crate::{cargo, root, stop};

/// More often than anybody can ask.
const UNLIMITED: &str = "1000000/1,1000000/1";
const SECRET: &str = "a-secret-of-the-benchmark-of-32-bytes";

/// How it is compiled.
pub(super) struct Build {
    profile: String,
}

/// Everything that runs; stopped when it is dropped.
pub(super) struct Site {
    pub(super) address: String,
    pub(super) database: String,
    api: Daemon,
    _services: (Postgres, RabbitMq, Redis),
}

impl Build {
    /// Installs what is missing and compiles what is measured.
    pub(super) fn prepare(profile: &str) -> Result<Self> {
        stop::listen()?;
        install::install(&|what| println!("{what}"))?;
        cargo::build(&["--profile", profile, "-p", "api", "-p", "testkit", "--bins"])?;
        Ok(Self { profile: profile.to_owned() })
    }

    /// Runs a measurement in a place that is removed afterwards.
    pub(super) fn measure(&self, work: impl FnOnce(&Place) -> Result<()>) -> Result<()> {
        let directory = std::env::temp_dir().join(format!("curbhold-bench-{}", std::process::id()));
        let place = Place::new(&directory)?;
        let outcome = work(&place);
        std::fs::remove_dir_all(place.root())?;
        outcome
    }

    /// A binary of it.
    pub(super) fn binary(&self, name: &str) -> PathBuf {
        let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
        let folder = if self.profile == "dev" { "debug" } else { &self.profile };
        target.join(folder).join(name)
    }

    /// A binary of it that may open as many files as the system lets it.
    pub(super) fn with_many_files(&self, name: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", "ulimit -n \"$(ulimit -Hn)\"; exec \"$0\" \"$@\""]).arg(self.binary(name));
        command
    }
}

impl Site {
    /// Starts services and api, with what the SQL of `xtask/bench` of this name inserts.
    pub(super) fn start(build: &Build, place: &Place, seed: &str) -> Result<Self> {
        let postgres = Postgres::start(place, None, Durability::Real)?;
        let rabbit = RabbitMq::start(place, None)?;
        let redis = Redis::start(place, None)?;
        let database = postgres.url();
        let address = format!("127.0.0.1:{}", free_port()?);
        let variables = [
            ("DATABASE_URL", database.clone()),
            ("DATABASE_POOL_SIZE", "8".to_owned()),
            ("AMQP_URL", rabbit.url()),
            ("REDIS_URL", redis.url()),
            ("STRIPE_SECRET_KEY", "sk_test_bench".to_owned()),
            ("STRIPE_PUBLISHABLE_KEY", "pk_test_bench".to_owned()),
            ("STRIPE_WEBHOOK_SECRET", "whsec_bench".to_owned()),
            ("JWT_SECRET", SECRET.to_owned()),
            ("EMAIL_CONFIRMATION", "optional".to_owned()),
            ("API_ADDRESS", address.clone()),
            ("PUBLIC_URL", format!("http://{address}/")),
            ("LIMIT_SIGN_UP", UNLIMITED.to_owned()),
            ("LIMIT_HOLD", UNLIMITED.to_owned()),
            ("LOG", "warn".to_owned()),
            ("METRICS_ADDRESS", String::new()),
            // There is none.
            ("WORKER_MISSING_SECONDS", "0".to_owned()),
            ("PATH", std::env::var("PATH").unwrap_or_default()),
        ];
        let api = |argument: &str| {
            let mut command = build.with_many_files("api");
            command.arg(argument).env_clear().envs(variables.clone());
            command
        };
        cargo::succeed("api migrate", cargo::status(&mut api("migrate"))?)?;
        let mut sql = Command::new("psql");
        sql.args(["-XqvON_ERROR_STOP=1", "-f"]).arg(root().join("xtask/bench").join(seed)).arg(&database);
        cargo::succeed("the seed", cargo::status(&mut sql)?)?;
        let log = place.root().join("api.log");
        let mut daemon = Daemon::start("api", api("serve"), &log)?;
        daemon.wait_until(&log, || ureq::get(format!("http://{address}/readyz")).call().is_ok())?;
        Ok(Self { address, database, api: daemon, _services: (postgres, rabbit, redis) })
    }

    /// The token of somebody who has just signed up.
    pub(super) fn sign_up(&self, number: usize) -> Result<String> {
        let body = serde_json::json!({ "email": format!("load-{number}@example.com"), "password": "park-at-the-curb" });
        let session: serde_json::Value =
            ureq::post(format!("http://{}/api/v1/accounts", self.address)).send_json(body)?.body_mut().read_json()?;
        let token = session.get("access_token").and_then(serde_json::Value::as_str);
        Ok(token.context("no token")?.to_owned())
    }

    /// Resident memory of the api, in kB.
    pub(super) fn memory(&self) -> Result<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.api.pid()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no VmRSS")?;
        Ok(line.trim().trim_end_matches(" kB").parse()?)
    }
}
