//! The processes that `up` has started.

use std::{
    fs,
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use anyhow::{Result, bail};
use serde_json::Value;
use services::{Daemon, Postgres, RabbitMq, Redis};

use super::program::Program;
use crate::{environment::Variables, stop};

/// Stops everything when dropped: the programs in the reverse order of their start, then the
/// services.
pub(crate) struct Running {
    pub(super) dev: PathBuf,
    /// The content of `up.json`.
    pub(crate) up: Value,
    pub(super) variables: Variables,
    /// Sorted by program.
    pub(super) programs: Vec<(Program, Daemon)>,
    pub(super) redis: Redis,
    pub(super) rabbit: RabbitMq,
    pub(super) postgres: Postgres,
}

impl Running {
    /// Starts a program and waits until it is ready.
    pub(super) fn start(&mut self, program: Program) -> Result<()> {
        let log = self.log(program);
        let command = program.command(&self.up, &self.variables);
        let mut daemon = Daemon::start(program.name(), command, &log)?;
        daemon.wait_until(&log, || program.is_ready(&self.up, &log))?;
        self.programs.push((program, daemon));
        self.programs.sort_by_key(|(program, _)| *program);
        Ok(())
    }

    pub(super) fn stop(&mut self, program: Program) {
        self.programs.retain(|(running, _)| *running != program);
    }

    pub(super) fn programs(&self) -> Vec<Program> {
        self.programs.iter().map(|(program, _)| *program).collect()
    }

    pub(super) fn is_running(&self, program: Program) -> bool {
        self.programs.iter().any(|(running, _)| *running == program)
    }

    pub(super) fn pids(&self) -> Value {
        let programs =
            self.programs.iter().map(|(program, daemon)| (program.name(), Some(daemon.pid())));
        let services = [
            ("postgres", self.postgres.pid()),
            ("rabbitmq", self.rabbit.pid()),
            ("redis", self.redis.pid()),
        ];
        programs.chain(services).map(|(name, pid)| (name.to_owned(), Value::from(pid))).collect()
    }

    /// Waits for Ctrl-C.
    ///
    /// # Errors
    /// When a program ends by itself.
    pub(super) fn wait(&mut self) -> Result<()> {
        while !stop::is_requested() {
            if let Some(message) = self.remove_ended() {
                bail!("{message}");
            }
            thread::sleep(Duration::from_millis(200));
        }
        Ok(())
    }

    /// Removes a program that has ended by itself, and returns the end of its log.
    pub(super) fn remove_ended(&mut self) -> Option<String> {
        let index = self.programs.iter_mut().position(|(_, daemon)| daemon.has_ended())?;
        let (program, _) = self.programs.remove(index);
        let log = fs::read_to_string(self.log(program)).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        let tail = lines.get(lines.len().saturating_sub(15)..).unwrap_or_default();
        Some(format!("{} has ended:\n{}", program.name(), tail.join("\n")))
    }

    fn log(&self, program: Program) -> PathBuf {
        logs(&self.dev).join(format!("{}.log", program.name()))
    }

    /// Leaves every process running.
    pub(super) fn leave(&mut self) {
        self.programs.iter_mut().for_each(|(_, daemon)| daemon.leave());
        self.redis.leave();
        self.rabbit.leave();
        self.postgres.leave();
    }
}

pub(super) fn logs(dev: &Path) -> PathBuf {
    dev.join("logs")
}

impl Drop for Running {
    fn drop(&mut self) {
        while let Some((_, daemon)) = self.programs.pop() {
            drop(daemon);
        }
    }
}
