//! A private RabbitMQ, with a port mapper of its own.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};

use crate::{
    Daemon, Place,
    place::{command_as, is_root},
    port::free_port,
    process::{descendants, signal},
};

const USER: &str = "rabbitmq";

/// The user that clients connect as.
#[derive(Debug)]
struct Login {
    user: String,
    password: String,
}

/// A running RabbitMQ; it stops when it is dropped.
#[derive(Debug)]
pub struct RabbitMq {
    home: PathBuf,
    log: PathBuf,
    login: Login,
    port: u16,
    dist_port: u16,
    epmd_port: u16,
    daemon: Option<Daemon>,
}

impl RabbitMq {
    /// Starts RabbitMQ on `port`, or a free one, with the queues that `place` has, or none yet.
    ///
    /// # Errors
    /// When it is not installed, or does not start.
    pub fn start(place: &Place, port: Option<u16>) -> Result<Self> {
        Self::start_as(place, port, "guest", "guest")
    }

    /// The same, with a user of this name and password; one that is new to `place`.
    ///
    /// # Errors
    /// When it is not installed, or does not start.
    pub fn start_as(place: &Place, port: Option<u16>, user: &str, password: &str) -> Result<Self> {
        let login = Login { user: user.to_owned(), password: password.to_owned() };
        let home = place.of("rabbitmq", USER)?;
        let port = port.map_or_else(free_port, Ok)?;
        let log = place.root().join("rabbitmq.log");
        let mut rabbit = Self {
            home,
            log,
            login,
            port,
            dist_port: free_port()?,
            epmd_port: free_port()?,
            daemon: None,
        };
        rabbit.write_config()?;
        rabbit.restart()?;
        Ok(rabbit)
    }

    /// Starts it again on the same port with the same queues.
    ///
    /// # Errors
    /// When it does not start.
    pub fn restart(&mut self) -> Result<()> {
        let mut command = command_as(USER, &sbin()?.join("rabbitmq-server"));
        self.set_environment(&mut command);
        let mut daemon = Daemon::start("RabbitMQ", command, &self.log)?;
        let port = self.port;
        daemon.wait_until(&self.log, || greets(port))?;
        self.daemon = Some(daemon);
        Ok(())
    }

    /// Where it is.
    pub fn url(&self) -> String {
        let Login { user, password } = &self.login;
        format!("amqp://{user}:{password}@127.0.0.1:{}/%2f", self.port)
    }

    /// Ends it in order.
    pub fn stop(&mut self) {
        if let Some(mut daemon) = self.daemon.take() {
            // The server is a shell script that waits for the machine below it: end that one.
            descendants(daemon.pid()).into_iter().for_each(|below| signal("TERM", below));
            daemon.stop();
        }
        end_port_mapper(self.epmd_port);
    }

    /// Ends it as a power cut would.
    pub fn kill(&mut self) {
        if let Some(mut daemon) = self.daemon.take() {
            descendants(daemon.pid()).into_iter().for_each(|below| signal("KILL", below));
            daemon.kill();
        }
        end_port_mapper(self.epmd_port);
    }

    /// Ends it, forgets every queue and message, and starts it anew.
    ///
    /// # Errors
    /// When it does not start.
    pub fn wipe(&mut self) -> Result<()> {
        self.kill();
        fs::remove_dir_all(self.home.join("mnesia")).context("cannot forget the queues")?;
        self.restart()
    }

    /// Its process id.
    pub fn pid(&self) -> Option<u32> {
        self.daemon.as_ref().map(Daemon::pid)
    }

    /// Lets it outlive us.
    pub fn leave(&mut self) {
        if let Some(mut daemon) = self.daemon.take() {
            daemon.leave();
        }
    }

    /// Ends the port mapper that an earlier run has left in `place`.
    ///
    /// # Errors
    /// When `place` cannot be entered.
    pub fn clean_up(place: &Place) -> Result<()> {
        let known = fs::read_to_string(place.of("rabbitmq", USER)?.join("epmd_port"));
        if let Some(port) = known.ok().and_then(|port| port.parse().ok()) {
            end_port_mapper(port);
        }
        Ok(())
    }

    fn write_config(&self) -> Result<()> {
        let Login { user, password } = &self.login;
        let login = format!("default_user = {user}\ndefault_pass = {password}\n");
        let config = "disk_free_limit.absolute = 50MB\nvm_memory_high_watermark.absolute = \
            512MB\nlog.file = false\nlog.console = true\n\
                      log.console.level = warning\n";
        let config = format!("{config}{login}");
        let epmd_port = self.epmd_port.to_string();
        for (name, text) in
            [("rabbitmq.conf", &*config), ("enabled_plugins", "[].\n"), ("epmd_port", &epmd_port)]
        {
            let path = self.home.join(name);
            fs::write(&path, text)?;
            if is_root() {
                let status =
                    Command::new("chown").arg(format!("{USER}:{USER}")).arg(&path).status()?;
                if !status.success() {
                    bail!("cannot give {} to {USER}", path.display());
                }
            }
        }
        Ok(())
    }

    fn set_environment(&self, command: &mut Command) {
        let under = |name: &str| self.home.join(name);
        command
            .env("HOME", &self.home)
            .env("ERL_EPMD_PORT", self.epmd_port.to_string())
            .env("ERL_EPMD_ADDRESS", "127.0.0.1")
            .env("RABBITMQ_NODENAME", format!("curbhold{}@localhost", self.port))
            .env("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1")
            .env("RABBITMQ_NODE_PORT", self.port.to_string())
            .env("RABBITMQ_DIST_PORT", self.dist_port.to_string())
            .env("RABBITMQ_MNESIA_BASE", under("mnesia"))
            .env("RABBITMQ_LOG_BASE", under("log"))
            .env("RABBITMQ_CONFIG_FILE", under("rabbitmq.conf"))
            .env("RABBITMQ_ENABLED_PLUGINS_FILE", under("enabled_plugins"))
            .env("RABBITMQ_CONF_ENV_FILE", "/dev/null")
            .env("RABBITMQ_PID_FILE", under("pid"))
            .env(
                "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS",
                "-kernel inet_dist_use_interface {127,0,0,1} +S 1:1 +sbwt none +sbwtdcpu none \
                    +sbwtdio none",
            );
    }
}

/// Erlang leaves its port mapper behind.
fn end_port_mapper(port: u16) {
    let mut epmd = Command::new("epmd");
    epmd.arg("-kill")
        .env("ERL_EPMD_PORT", port.to_string())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    drop(epmd.status());
}

impl Drop for RabbitMq {
    fn drop(&mut self) {
        if self.daemon.is_some() {
            self.stop();
        }
    }
}

/// Whether RabbitMQ answers a wrong greeting, as AMQP 0-9-1 demands, with the right one.
fn greets(port: u16) -> bool {
    use std::{
        io::{Read, Write},
        net::{Ipv4Addr, TcpStream},
        time::Duration,
    };
    let Ok(mut stream) = TcpStream::connect((Ipv4Addr::LOCALHOST, port)) else { return false };
    let mut answer = [0_u8; 4];
    stream.set_read_timeout(Some(Duration::from_secs(1))).is_ok()
        && stream.write_all(b"HELLO\0\0\0").is_ok()
        && stream.read_exact(&mut answer).is_ok()
        && &answer == b"AMQP"
}

fn sbin() -> Result<PathBuf> {
    let versions = fs::read_dir("/usr/lib/rabbitmq/lib").into_iter().flatten().flatten();
    let found = versions
        .map(|entry| entry.path().join("sbin"))
        .find(|sbin| sbin.join("rabbitmq-server").exists());
    found.context("RabbitMQ is not installed")
}

/// Whether RabbitMQ is installed.
pub(crate) fn is_installed() -> bool {
    sbin().is_ok() && Path::new("/usr/bin/epmd").exists()
}
