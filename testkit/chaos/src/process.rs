//! An api or worker process that can be killed and restarted.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use testkit::processes::{Process, binary};

pub(crate) struct ManagedProcess {
    program: &'static str,
    argument: &'static str,
    variables: Vec<(String, String)>,
    log: PathBuf,
    process: Process,
}

impl ManagedProcess {
    /// Appends output to `log`.
    pub(crate) fn start(
        program: &'static str,
        argument: &'static str,
        variables: Vec<(String, String)>,
        log: PathBuf,
    ) -> Self {
        let process = spawn(program, argument, &variables, &log);
        Self { program, argument, variables, log, process }
    }

    /// Sends SIGKILL; an error when the process has exited before.
    pub(crate) fn kill(&mut self) -> Result<()> {
        if let Some(failure) = self.failure() {
            bail!(failure);
        }
        self.process.kill();
        Ok(())
    }

    pub(crate) fn restart(&mut self) {
        self.process = spawn(self.program, self.argument, &self.variables, &self.log);
    }

    /// A message when the process has exited by itself.
    pub(crate) fn failure(&mut self) -> Option<String> {
        let (status, log) = (self.process.ended()?, self.log.display());
        Some(format!("{} exited unexpectedly ({status}); see {log}", self.program))
    }

    pub(crate) fn log(&self) -> &Path {
        &self.log
    }

    pub(crate) fn program(&self) -> &'static str {
        self.program
    }

    /// Sends SIGTERM; returns whether the process exited with success.
    pub(crate) fn terminate(&mut self) -> bool {
        self.process.terminate()
    }
}

fn spawn(program: &str, argument: &str, variables: &[(String, String)], log: &Path) -> Process {
    Process::start_with_log(&binary(program), &[argument], variables, log)
}
