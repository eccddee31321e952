//! Child processes: start, readiness, shutdown.

use std::{
    fs,
    os::unix::process::CommandExt,
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

use anyhow::{Context, Result, bail};
use backon::{BlockingRetryable, ConstantBuilder};
use nix::{
    sys::signal::{Signal, kill},
    unistd::Pid,
};

/// Polls for a minute, which a daemon may take to start or stop.
const POLL: ConstantBuilder =
    ConstantBuilder::new().with_delay(Duration::from_millis(20)).with_max_times(3_000);
/// Time that a process of an earlier run gets before SIGKILL: 25 s.
const TERMINATION: ConstantBuilder = POLL.with_max_times(1_250);

/// Lines of a log in error messages.
const TAIL_LINES: usize = 15;

/// A child process. Dropping it stops it, unless it was detached by [`Daemon::leave`].
#[derive(Debug)]
pub struct Daemon {
    name: String,
    child: Child,
    is_left: bool,
}

impl Daemon {
    /// Starts `command` in its own process group, so that Ctrl-C does not reach it. Its output goes
    /// to `log`.
    pub fn start(name: &str, mut command: Command, log: &Path) -> Result<Self> {
        let out =
            fs::File::create(log).with_context(|| format!("cannot write {}", log.display()))?;
        command.stdin(Stdio::null()).stdout(out.try_clone()?).stderr(out).process_group(0);
        let child = command.spawn().with_context(|| format!("cannot start {name}"))?;
        Ok(Self { name: name.to_owned(), child, is_left: false })
    }

    /// Starts `command` and waits until `is_ready`.
    pub fn start_ready(
        name: &str,
        command: Command,
        log: &Path,
        is_ready: impl Fn() -> bool,
    ) -> Result<Self> {
        let mut daemon = Self::start(name, command, log)?;
        daemon.wait_until(log, is_ready)?;
        Ok(daemon)
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    /// An error, with the end of the log, when the process exits or a minute passes.
    pub fn wait_until(&mut self, log: &Path, is_ready: impl Fn() -> bool) -> Result<()> {
        let attempt = || match (is_ready(), self.child.try_wait()) {
            (true, _) => Ok(()),
            (false, Ok(status)) => Err(status),
            (false, Err(_)) => Err(None),
        };
        let result = attempt.retry(POLL).when(Option::is_none).call();
        result.or_else(|status| match status {
            Some(status) => bail!("{} exited with {status}:\n{}", self.name, tail(log)),
            None => bail!("{} is not ready after a minute:\n{}", self.name, tail(log)),
        })
    }

    pub fn has_ended(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(Some(_)))
    }

    /// Sends SIGTERM and waits for the exit.
    pub fn stop(&mut self) {
        self.stop_by(Signal::SIGTERM);
    }

    /// Sends a signal and waits for the exit; after a minute it sends SIGKILL.
    pub(crate) fn stop_by(&mut self, by: Signal) {
        if self.has_ended() {
            return;
        }
        signal(by, self.pid());
        retry_until(POLL, || self.has_ended());
        self.kill();
    }

    pub fn kill(&mut self) {
        if !self.has_ended() {
            signal(Signal::SIGKILL, self.pid());
            if let Err(error) = self.child.wait() {
                panic!("cannot wait for {}: {error}", self.name);
            }
        }
    }

    /// Lets the process outlive this value.
    pub fn leave(&mut self) {
        self.is_left = true;
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        if !self.is_left {
            self.stop();
        }
    }
}

/// A process with this id runs, and `word` is part of its command line.
pub fn alive(pid: u32, word: &str) -> bool {
    let line = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
    let is_zombie =
        fs::read_to_string(format!("/proc/{pid}/stat")).is_ok_and(|stat| stat.contains(") Z "));
    !is_zombie && String::from_utf8_lossy(&line).contains(word)
}

/// Stops a process of an earlier run and its descendants by SIGTERM, then SIGKILL.
pub fn terminate(pid: u32, word: &str) {
    // RabbitMQ is a shell script that waits for the Erlang VM.
    descendants(pid).into_iter().for_each(|child| signal(Signal::SIGTERM, child));
    signal(Signal::SIGTERM, pid);
    if !retry_until(TERMINATION, || !alive(pid, word)) {
        signal(Signal::SIGKILL, pid);
    }
}

fn retry_until(interval: ConstantBuilder, mut is_done: impl FnMut() -> bool) -> bool {
    (|| if is_done() { Ok(()) } else { Err(()) }).retry(interval).call().is_ok()
}

pub(crate) fn descendants(pid: u32) -> Vec<u32> {
    let children =
        fs::read_to_string(format!("/proc/{pid}/task/{pid}/children")).unwrap_or_default();
    let children = children.split_whitespace().filter_map(|child| child.parse().ok());
    children.flat_map(|child: u32| [descendants(child), vec![child]].concat()).collect()
}

/// The process may have exited.
pub(crate) fn signal(signal: Signal, pid: u32) {
    kill(Pid::from_raw(pid.cast_signed()), signal).ok();
}

fn tail(log: &Path) -> String {
    let text = fs::read_to_string(log).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    lines.split_at(lines.len().saturating_sub(TAIL_LINES)).1.join("\n")
}

/// Methods of a service with a field `daemon: Option<Daemon>`.
macro_rules! impl_service {
    ($service:ty) => {
        impl $service {
            pub fn pid(&self) -> Option<u32> {
                self.daemon.as_ref().map(crate::Daemon::pid)
            }

            /// Lets the process outlive this value.
            pub fn leave(&mut self) {
                if let Some(mut daemon) = self.daemon.take() {
                    daemon.leave();
                }
            }
        }
    };
}
pub(crate) use impl_service;
