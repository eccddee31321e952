//! A Docker engine: the machine's, or a temporary one.
//!
//! A temporary one has namespaces of its own, which end with it or with this process: no process
//! and no mount is left, even after SIGKILL.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail};
use services::{Daemon, alive, install};

use crate::{programs, stop};

/// The prefix of temporary engines' folders; the id of the process that started them follows.
pub(super) const HOMES: &str = "/var/tmp/curbhold-docker-";

/// An engine, with its socket if it is a temporary one.
pub(super) struct Engine {
    /// A folder for temporary files.
    pub(super) home: PathBuf,
    socket: Option<String>,
    compose: Vec<&'static str>,
    daemon: Option<Daemon>,
}

impl Engine {
    /// The machine's engine if it responds, or a new one with its data in `home`.
    pub(super) fn find(home: &Path) -> Result<Self> {
        if !responds(Command::new("docker").arg("info")) {
            return Self::start(home);
        }
        println!("using the machine's Docker engine, which pulls base images");
        Ok(Self { home: home.to_path_buf(), socket: None, compose: compose()?, daemon: None })
    }

    fn start(home: &Path) -> Result<Self> {
        install::containers(&|step| println!("{step}"))?;
        fs::create_dir_all(home)?;
        let under = |name: &str| home.join(name).display().to_string();
        let socket = format!("unix://{}", under("docker.sock"));
        let mut dockerd = isolated(&[], "dockerd");
        // No firewall rules and no forwarding: builds use the host's network.
        dockerd.args(
            "--iptables=false --ip6tables=false --ip-masq=false --ip-forward=false".split(' '),
        );
        dockerd
            .args("--storage-driver overlay2 --exec-opt native.cgroupdriver=cgroupfs".split(' '));
        dockerd.args(["--data-root", &under("data"), "--exec-root", &under("exec")]);
        dockerd.args(["--pidfile", &under("pid"), "-H", &socket]);
        let is_ready = || responds(Command::new("docker").args(["-H", &socket, "info"]));
        let daemon = Daemon::start_ready("dockerd", dockerd, &home.join("dockerd.log"), is_ready)?;
        println!("a temporary Docker engine is up, with its data in {}", home.display());
        Ok(Self {
            home: home.to_path_buf(),
            socket: Some(socket),
            compose: compose()?,
            daemon: Some(daemon),
        })
    }

    /// True for a temporary engine, which pulls no images.
    pub(super) fn is_temporary(&self) -> bool {
        self.socket.is_some()
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
        programs::output(&mut self.docker(arguments)).with_context(|| arguments.join(" "))
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
        programs::run(&mut command)
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

impl Drop for Engine {
    fn drop(&mut self) {
        // unshare ignores SIGTERM until its child has ended.
        if let Some(daemon) = &self.daemon {
            drop(Command::new("pkill").args(["-TERM", "-P", &daemon.pid().to_string()]).status());
        }
    }
}

/// Runs a program in new namespaces; `options` are those of unshare.
fn isolated(options: &[&str], program: &str) -> Command {
    let mut command = Command::new("setpriv");
    command.args(["--pdeathsig", "KILL", "unshare"]).args(options);
    command.args(["--mount", "--pid", "--fork", "--kill-child", "--mount-proc", program]);
    command
}

/// Removes the homes of processes that no longer run.
pub(super) fn remove_abandoned() -> Result<()> {
    let parent = Path::new(HOMES).parent().context("no folder")?;
    for home in fs::read_dir(parent)?.flatten().map(|entry| entry.path()) {
        let pid = home.to_str().and_then(|home| home.strip_prefix(HOMES)?.parse().ok());
        if pid.is_some_and(|pid| !alive(pid, "xtask")) {
            println!("removing {}, left by an earlier run", home.display());
            fs::remove_dir_all(&home)?;
        }
    }
    Ok(())
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

#[cfg(test)]
mod tests {
    use anyhow::ensure;

    use super::*;

    #[test]
    fn mounts_and_processes_end_with_the_engine() {
        let id = Command::new("id").arg("-u").output().unwrap();
        let options: &[&str] =
            if id.stdout == b"0\n" { &[] } else { &["--user", "--map-root-user"] };
        let home = std::env::temp_dir().join(format!("curbhold-engine-{}", std::process::id()));
        fs::create_dir_all(home.join("mount")).unwrap();
        let script = "mount -t tmpfs none \"$0/mount\" && touch \"$0/ready\" && sleep 600 & wait";
        let mut engine = isolated(options, "sh");
        engine.args(["-c", script]).arg(&home);
        let is_ready = || home.join("ready").exists();
        let mut engine =
            Daemon::start_ready("unshare", engine, &home.join("log"), is_ready).unwrap();
        let children = format!("/proc/{0}/task/{0}/children", engine.pid());
        let child = fs::read_to_string(children).unwrap().trim().parse().unwrap();
        assert!(alive(child, "sleep"));
        engine.kill();
        // The home could not be removed while something is mounted in this namespace.
        fs::remove_dir_all(&home).unwrap();
        crate::retry::until_ok(std::time::Duration::from_secs(10), || {
            ensure!(!alive(child, "sleep"), "a process is left");
            Ok(())
        })
        .unwrap();
    }
}
