//! A Docker engine: the machine's, or a temporary one.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail, ensure};
use services::{Daemon, install};

use crate::{cargo, stop};

/// An engine, with its socket if it is a temporary one.
pub(super) struct Engine {
    home: PathBuf,
    socket: Option<String>,
    compose: Vec<&'static str>,
    _daemon: Option<Daemon>,
}

impl Engine {
    /// The machine's engine if it responds, or a new one with its data in `home`.
    pub(super) fn find(home: &Path) -> Result<Self> {
        if !responds(Command::new("docker").arg("info")) {
            return Self::start(home);
        }
        println!("using the machine's Docker engine, which pulls base images");
        Ok(Self { home: home.to_path_buf(), socket: None, compose: compose()?, _daemon: None })
    }

    fn start(home: &Path) -> Result<Self> {
        install::containers(&|step| println!("{step}"))?;
        fs::create_dir_all(home)?;
        let under = |name: &str| home.join(name).display().to_string();
        let socket = format!("unix://{}", under("docker.sock"));
        let mut dockerd = Command::new("dockerd");
        // No firewall rules and no forwarding: builds use the host's network.
        dockerd.args([
            "--iptables=false",
            "--ip6tables=false",
            "--ip-masq=false",
            "--ip-forward=false",
        ]);
        dockerd.args([
            "--storage-driver",
            "overlay2",
            "--exec-opt",
            "native.cgroupdriver=cgroupfs",
        ]);
        dockerd.args([
            "--data-root",
            &under("data"),
            "--exec-root",
            &under("exec"),
            "--pidfile",
            &under("pid"),
            "-H",
            &socket,
        ]);
        let log = home.join("dockerd.log");
        let mut daemon = Daemon::start("dockerd", dockerd, &log)?;
        daemon
            .wait_until(&log, || responds(Command::new("docker").args(["-H", &socket, "info"])))?;
        println!("a temporary Docker engine is up, with its data in {}", home.display());
        Ok(Self {
            home: home.to_path_buf(),
            socket: Some(socket),
            compose: compose()?,
            _daemon: Some(daemon),
        })
    }

    /// True for a temporary engine, which pulls no images.
    pub(super) fn is_temporary(&self) -> bool {
        self.socket.is_some()
    }

    /// A folder for temporary files.
    pub(super) fn home(&self) -> &Path {
        &self.home
    }

    /// A `docker` command for this engine.
    pub(super) fn docker(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("docker");
        command.args(arguments);
        self.set_variables(&mut command);
        command
    }

    /// Runs a `docker` command and returns its output.
    pub(super) fn output(&self, arguments: &[&str]) -> Result<String> {
        let output = self.docker(arguments).output().context("docker")?;
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
        ensure!(
            output.status.success(),
            "docker {}: {}",
            arguments.join(" "),
            text(&output.stderr)
        );
        Ok(text(&output.stdout))
    }

    /// A Compose command for a file in `folder`.
    pub(super) fn compose(
        &self,
        folder: &Path,
        project: &str,
        file: &str,
        arguments: &[&str],
    ) -> Command {
        let mut words = self.compose.iter();
        let mut command = Command::new(words.next().unwrap_or(&"docker-compose"));
        command.args(words).args(["-p", project, "-f", file]).args(arguments).current_dir(folder);
        self.set_variables(&mut command);
        command
    }

    /// Another program with the variables of this engine.
    pub(super) fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        self.set_variables(&mut command);
        command
    }

    /// Runs a command with its output visible.
    pub(super) fn run(&self, mut command: Command) -> Result<()> {
        stop::check()?;
        let arguments = command
            .get_args()
            .map(|word| word.to_string_lossy().into_owned())
            .collect::<Vec<_>>()
            .join(" ");
        cargo::succeed(&arguments, cargo::status(&mut command)?)
    }

    fn set_variables(&self, command: &mut Command) {
        if let Some(socket) = &self.socket {
            // Debian's engine has only the legacy builder.
            command
                .env("DOCKER_HOST", socket)
                .env("DOCKER_BUILDKIT", "0")
                .env("COMPOSE_DOCKER_CLI_BUILD", "0");
        }
    }
}

/// The command of Compose v2 or v1.
fn compose() -> Result<Vec<&'static str>> {
    if responds(Command::new("docker").args(["compose", "version"])) {
        return Ok(vec!["docker", "compose"]);
    }
    if responds(Command::new("docker-compose").arg("version")) {
        return Ok(vec!["docker-compose"]);
    }
    bail!("neither `docker compose` nor `docker-compose` is installed")
}

fn responds(command: &mut Command) -> bool {
    command.output().is_ok_and(|output| output.status.success())
}

/// Retries until success or the timeout, and returns the last error then.
pub(super) fn wait<T>(timeout: Duration, attempt: impl Fn() -> Result<T>) -> Result<T> {
    let deadline = Instant::now() + timeout;
    loop {
        match attempt() {
            Err(error) if Instant::now() > deadline => return Err(error),
            Err(_) => thread::sleep(Duration::from_millis(500)),
            done => return done,
        }
        stop::check()?;
    }
}
