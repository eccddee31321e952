//! An api or worker process that can be killed and restarted.

use std::path::PathBuf;

use anyhow::{Result, bail};
use testkit::processes::{Process, binary};

pub(crate) struct ManagedProcess {
    pub(crate) program: &'static str,
    /// Output is appended to it.
    pub(crate) log: PathBuf,
    pub(crate) process: Process,
}

impl ManagedProcess {
    pub(crate) fn start(
        program: &'static str,
        argument: &str,
        variables: &[(String, String)],
        log: PathBuf,
    ) -> Self {
        let process = Process::start_with_log(&binary(program), &[argument], variables, &log);
        Self { program, log, process }
    }

    /// Sends SIGKILL; an error when the process has exited before.
    pub(crate) fn kill(&mut self) -> Result<()> {
        if let Some(failure) = self.failure() {
            bail!(failure);
        }
        self.process.kill();
        Ok(())
    }

    /// A message when the process has exited by itself.
    pub(crate) fn failure(&mut self) -> Option<String> {
        let (status, log) = (self.process.ended()?, self.log.display());
        Some(format!("{} exited unexpectedly ({status}); see {log}", self.program))
    }
}
