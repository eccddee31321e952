//! A Docker engine: the one that runs, or one of our own that is ended and forgotten afterwards.

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

/// An engine, and how it is talked to.
pub(super) struct Engine {
    home: PathBuf,
    socket: Option<String>,
    compose: Vec<&'static str>,
    _daemon: Option<Daemon>,
}

impl Engine {
    /// The engine that answers, or else one that is started with its data in `home`.
    pub(super) fn find(home: &Path) -> Result<Self> {
        if is_silent(Command::new("docker").arg("info")) {
            return Self::start(home);
        }
        println!("the Docker engine that runs is used, and pulls what it needs");
        Ok(Self { home: home.to_path_buf(), socket: None, compose: compose()?, _daemon: None })
    }

    fn start(home: &Path) -> Result<Self> {
        install::containers(&|what| println!("{what}"))?;
        fs::create_dir_all(home)?;
        let under = |name: &str| home.join(name).display().to_string();
        let socket = format!("unix://{}", under("docker.sock"));
        let mut dockerd = Command::new("dockerd");
        // It changes nothing on this machine: no rules, no forwarding. Builds use the machine's own
        // network.
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
        daemon.wait_until(&log, || {
            !is_silent(Command::new("docker").args(["-H", &socket, "info"]))
        })?;
        println!("a Docker engine of our own is up, with its data in {}", home.display());
        Ok(Self {
            home: home.to_path_buf(),
            socket: Some(socket),
            compose: compose()?,
            _daemon: Some(daemon),
        })
    }

    /// Whether it is one that pulls nothing.
    pub(super) fn is_ours(&self) -> bool {
        self.socket.is_some()
    }

    /// A folder for what is made on the way.
    pub(super) fn home(&self) -> &Path {
        &self.home
    }

    /// `docker`, talking to this engine.
    pub(super) fn docker(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("docker");
        command.args(arguments);
        self.aim(&mut command);
        command
    }

    /// The same to its end; answers with what it says.
    pub(super) fn told(&self, arguments: &[&str]) -> Result<String> {
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

    /// Compose, for a file in a folder.
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
        self.aim(&mut command);
        command
    }

    /// Another program that talks to this engine.
    pub(super) fn aimed(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        self.aim(&mut command);
        command
    }

    /// Runs it, shows what it says, and fails with it.
    pub(super) fn run(&self, mut command: Command) -> Result<()> {
        stop::check()?;
        let said = command
            .get_args()
            .map(|word| word.to_string_lossy().into_owned())
            .collect::<Vec<_>>()
            .join(" ");
        cargo::succeed(&said, cargo::status(&mut command)?)
    }

    fn aim(&self, command: &mut Command) {
        if let Some(socket) = &self.socket {
            // Debian's engine has the builder of before only.
            command
                .env("DOCKER_HOST", socket)
                .env("DOCKER_BUILDKIT", "0")
                .env("COMPOSE_DOCKER_CLI_BUILD", "0");
        }
    }
}

/// Compose of today, or of before.
fn compose() -> Result<Vec<&'static str>> {
    if !is_silent(Command::new("docker").args(["compose", "version"])) {
        return Ok(vec!["docker", "compose"]);
    }
    if !is_silent(Command::new("docker-compose").arg("version")) {
        return Ok(vec!["docker-compose"]);
    }
    bail!("neither `docker compose` nor `docker-compose` is installed")
}

fn is_silent(command: &mut Command) -> bool {
    !command.output().is_ok_and(|output| output.status.success())
}

/// Tries until it succeeds, or says why it did not.
pub(super) fn wait<T>(patience: Duration, attempt: impl Fn() -> Result<T>) -> Result<T> {
    let deadline = Instant::now() + patience;
    loop {
        match attempt() {
            Err(error) if Instant::now() > deadline => return Err(error),
            Err(_) => thread::sleep(Duration::from_millis(500)),
            done => return done,
        }
        stop::check()?;
    }
}
