//! Processes of the api and the worker for tests that kill them.

use std::{
    ffi::OsString,
    fs::File,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
};

/// Dropping it kills the process.
#[derive(Debug)]
pub struct Process {
    command: Command,
    child: Child,
}

impl Process {
    /// Starts `program` with only these environment variables.
    pub fn start(program: &Path, arguments: &[&str], variables: &[(String, String)]) -> Self {
        Self::spawn(command(program, arguments, variables))
    }

    /// The same; output is appended to `log`.
    pub fn start_with_log(
        program: &Path,
        arguments: &[&str],
        variables: &[(String, String)],
        log: &Path,
    ) -> Self {
        let log = File::options().create(true).append(true).open(log).unwrap();
        let mut command = command(program, arguments, variables);
        command.stdout(log.try_clone().unwrap()).stderr(log);
        Self::spawn(command)
    }

    fn spawn(mut command: Command) -> Self {
        let child = spawn(&mut command);
        Self { command, child }
    }

    /// Starts the program again after [`Self::kill`].
    pub fn restart(&mut self) {
        self.child = spawn(&mut self.command);
    }

    /// The exit status when the process has exited.
    pub fn ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().ok().flatten()
    }

    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Sends SIGTERM, waits, and returns whether the process exited with success.
    pub fn terminate(&mut self) -> bool {
        let signal = Command::new("kill").arg(self.child.id().to_string()).status();
        signal.is_ok_and(|status| status.success())
            && self.child.wait().is_ok_and(|status| status.success())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have exited already.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn command(program: &Path, arguments: &[&str], variables: &[(String, String)]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).env_clear().envs(variables.iter().cloned()).envs(coverage());
    command.stdin(Stdio::null());
    command
}

fn spawn(command: &mut Command) -> Child {
    let spawned = command.spawn();
    let program = Path::new(command.get_program()).display();
    spawned.unwrap_or_else(|error| panic!("{program}: {error} (`cargo xtask test` builds it)"))
}

/// The variable by which instrumented processes write their profile beside that of the tests, if
/// `cargo xtask coverage` runs.
pub fn coverage() -> Option<(&'static str, OsString)> {
    std::env::var_os("LLVM_PROFILE_FILE").map(|path| ("LLVM_PROFILE_FILE", path))
}

/// A binary of the workspace in the directory of the current executable.
pub fn binary(name: &str) -> PathBuf {
    let own = std::env::current_exe().unwrap_or_default();
    // Tests are one directory deeper.
    let mut paths = own.ancestors().skip(1).take(2).map(|directory| directory.join(name));
    paths.find(|path| path.exists()).unwrap_or_else(|| PathBuf::from(name))
}
