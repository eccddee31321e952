//! What `up` has started.

use std::{fs, path::Path, process::Command, thread, time::Duration};

use anyhow::{Context, Result, bail};
use serde_json::Value;
use services::{Daemon, Postgres, RabbitMq, Redis};

use super::{binary, host, text};
use crate::{environment::Variables, stop};

/// What runs; dropping it stops it, the last started first.
pub(crate) struct Running {
    pub(super) daemons: Vec<Daemon>,
    pub(super) redis: Redis,
    pub(super) rabbit: RabbitMq,
    pub(super) postgres: Postgres,
}

impl Running {
    pub(super) fn start_helpers(
        &mut self,
        dev: &Path,
        up: &Value,
        variables: &Variables,
    ) -> Result<()> {
        let (stripe, mail, smtp) =
            (host(up, "stripe_url"), host(up, "mail_url"), host(up, "smtp_url"));
        let webhook = format!("{}/api/v1/webhooks/stripe", text(up, "api_url"));
        if variables.get("STRIPE_API_URL").is_some_and(|url| url.contains("127.0.0.1")) {
            let arguments = ["serve", "--address", &stripe, "--webhook-url", &webhook];
            self.start(dev, "stripe-simulator", &arguments, variables, &stripe)?;
        }
        self.start(
            dev,
            "mail-catcher",
            &["serve", "--smtp", &smtp, "--http", &mail],
            variables,
            &mail,
        )
    }

    pub(super) fn start_own(
        &mut self,
        dev: &Path,
        up: &Value,
        variables: &Variables,
    ) -> Result<()> {
        self.start(dev, "api", &["serve"], variables, &host(up, "api_url"))?;
        let ready = format!("{}/readyz", text(up, "api_url"));
        let log = dev.join("logs/api.log");
        let api = self.daemons.last_mut().context("no api")?;
        api.wait_until(&log, || ureq::get(&ready).call().is_ok())?;
        let mut worker = Command::new(binary("worker"));
        worker.arg("run").env_clear().envs(variables);
        let log = dev.join("logs/worker.log");
        let mut worker = Daemon::start("worker", worker, &log)?;
        worker.wait_until(&log, || {
            fs::read_to_string(&log).is_ok_and(|log| log.contains("Waiting for jobs"))
        })?;
        self.daemons.push(worker);
        Ok(())
    }

    fn start(
        &mut self,
        dev: &Path,
        name: &str,
        arguments: &[&str],
        variables: &Variables,
        address: &str,
    ) -> Result<()> {
        let mut command = Command::new(binary(name));
        command.args(arguments).env_clear().envs(variables);
        let log = dev.join(format!("logs/{name}.log"));
        let mut daemon = Daemon::start(name, command, &log)?;
        daemon.wait_until(&log, || std::net::TcpStream::connect(address).is_ok())?;
        self.daemons.push(daemon);
        Ok(())
    }

    pub(super) fn pids(&self) -> Value {
        let mut pids: serde_json::Map<String, Value> = self
            .daemons
            .iter()
            .map(|daemon| (daemon.name().to_owned(), daemon.pid().into()))
            .collect();
        let services = [
            ("postgres", self.postgres.pid()),
            ("rabbitmq", self.rabbit.pid()),
            ("redis", self.redis.pid()),
        ];
        pids.extend(services.into_iter().map(|(name, pid)| (name.to_owned(), pid.into())));
        Value::Object(pids)
    }

    /// Waits until somebody stops us, or something ends by itself.
    pub(super) fn watch(&mut self, dev: &Path) -> Result<()> {
        while !stop::is_wanted() {
            if let Some(ended) = self
                .daemons
                .iter_mut()
                .find_map(|daemon| daemon.has_ended().then(|| daemon.name().to_owned()))
            {
                let log =
                    fs::read_to_string(dev.join(format!("logs/{ended}.log"))).unwrap_or_default();
                let lines: Vec<&str> = log.lines().rev().take(15).collect();
                bail!(
                    "{ended} has ended:\n{}",
                    lines.into_iter().rev().collect::<Vec<_>>().join("\n")
                );
            }
            thread::sleep(Duration::from_millis(200));
        }
        Ok(())
    }

    pub(super) fn leave(&mut self) {
        self.daemons.iter_mut().for_each(Daemon::leave);
        self.redis.leave();
        self.rabbit.leave();
        self.postgres.leave();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // The api and the worker first: they need the others.
        while let Some(daemon) = self.daemons.pop() {
            drop(daemon);
        }
    }
}
