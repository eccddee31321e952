//! An api or a worker, as a real process.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use testkit::processes::{Process, binary};

/// A process that is started again when it was killed.
pub(crate) struct Part {
    arguments: &'static str,
    program: &'static str,
    variables: Vec<(String, String)>,
    log: PathBuf,
    process: Process,
}

impl Part {
    /// Starts it; what it says is added to `log`.
    pub(crate) fn start(
        program: &'static str,
        argument: &'static str,
        variables: Vec<(String, String)>,
        log: PathBuf,
    ) -> Self {
        let process = Process::start_with_log(&binary(program), &[argument], &variables, &log);
        Self { arguments: argument, program, variables, log, process }
    }

    /// SIGKILL.
    ///
    /// # Errors
    /// When it had ended by itself before, which it never should.
    pub(crate) fn kill(&mut self) -> Result<()> {
        if let Some(failure) = self.failure() {
            bail!(failure);
        }
        self.process.kill();
        Ok(())
    }

    /// Starts it anew.
    pub(crate) fn restart(&mut self) {
        self.process = Process::start_with_log(
            &binary(self.program),
            &[self.arguments],
            &self.variables,
            &self.log,
        );
    }

    /// What went wrong, if it has ended by itself, which it never should.
    pub(crate) fn failure(&mut self) -> Option<String> {
        let status = self.process.ended()?;
        Some(format!(
            "{} ended by itself ({status}); its log is {}",
            self.program,
            self.log.display()
        ))
    }

    /// Where it writes what happens.
    pub(crate) fn log(&self) -> &Path {
        &self.log
    }

    /// What it is.
    pub(crate) fn name(&self) -> &'static str {
        self.program
    }

    /// SIGTERM; whether it ended in order.
    pub(crate) fn terminate(&mut self) -> bool {
        self.process.terminate()
    }
}
