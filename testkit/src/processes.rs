//! Real processes of the api and the worker, for tests that kill them.

use std::{
    ffi::OsString,
    fs::File,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
};

/// A running process; killed when it is dropped.
#[derive(Debug)]
pub struct Process(Child);

impl Process {
    /// Starts `program` with nothing but these variables.
    pub fn start(program: &Path, arguments: &[&str], variables: &[(String, String)]) -> Self {
        Self::spawn(&mut Self::command(program, arguments, variables))
    }

    /// The same; what it says is added to the file `log`.
    pub fn start_with_log(
        program: &Path,
        arguments: &[&str],
        variables: &[(String, String)],
        log: &Path,
    ) -> Self {
        let opened = File::options().create(true).append(true).open(log);
        let (out, err) = match opened.and_then(|file| Ok((file.try_clone()?, file))) {
            Ok(both) => both,
            Err(error) => panic!("{}: {error}", log.display()),
        };
        Self::spawn(Self::command(program, arguments, variables).stdout(out).stderr(err))
    }

    fn command(program: &Path, arguments: &[&str], variables: &[(String, String)]) -> Command {
        let mut command = Command::new(program);
        command.args(arguments).env_clear().envs(variables.iter().cloned()).envs(coverage());
        command.stdin(Stdio::null());
        command
    }

    fn spawn(command: &mut Command) -> Self {
        match command.spawn() {
            Ok(child) => Self(child),
            Err(error) => {
                let program = Path::new(command.get_program()).display();
                panic!("{program}: {error} (`cargo xtask test` builds it)")
            }
        }
    }

    /// How it has ended, if it has: by itself, when nobody has told it to.
    pub fn ended(&mut self) -> Option<ExitStatus> {
        self.0.try_wait().ok().flatten()
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

/// The variable by which instrumented processes write their profile beside that of the tests, if
/// `cargo xtask coverage` runs.
pub fn coverage() -> Option<(&'static str, OsString)> {
    std::env::var_os("LLVM_PROFILE_FILE").map(|path| ("LLVM_PROFILE_FILE", path))
}

/// A binary of the workspace, beside the test or the program that runs.
pub fn binary(name: &str) -> PathBuf {
    let own = std::env::current_exe().unwrap_or_default();
    // Tests are a directory deeper.
    let mut places = own.ancestors().skip(1).take(2).map(|directory| directory.join(name));
    places.find(|place| place.exists()).unwrap_or_else(|| PathBuf::from(name))
}
