//! Real processes of the api and the worker, for tests that kill them.

use std::{
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

/// A running process; killed when it is dropped.
#[derive(Debug)]
pub struct Process(Child);

impl Process {
    /// Starts `program` with nothing but these variables.
    pub fn start(program: &Path, arguments: &[&str], variables: &[(String, String)]) -> Self {
        let mut command = Command::new(program);
        command.args(arguments).env_clear().envs(variables.iter().cloned()).stdin(Stdio::null());
        match command.spawn() {
            Ok(child) => Self(child),
            Err(error) => panic!("{}: {error} (`cargo xtask test` builds it)", program.display()),
        }
    }

    /// SIGKILL: no line more is run.
    pub fn kill(&mut self) {
        let killed = self.0.kill().and_then(|()| self.0.wait());
        if let Err(error) = killed {
            panic!("cannot kill: {error}");
        }
    }

    /// SIGTERM; waits until the process has ended and answers whether it did so in order.
    pub fn terminate(&mut self) -> bool {
        let told = Command::new("kill").arg(self.0.id().to_string()).status();
        told.is_ok_and(|told| told.success()) && self.0.wait().is_ok_and(|status| status.success())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended by itself.
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// A binary of the workspace, beside the test that runs.
pub fn binary(name: &str) -> PathBuf {
    let test = std::env::current_exe().unwrap_or_default();
    test.ancestors().nth(2).map(|directory| directory.join(name)).unwrap_or_default()
}
