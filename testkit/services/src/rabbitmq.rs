//! A private RabbitMQ with its own Erlang port mapper.

use std::{
    fs,
    io::{Read, Write},
    net::{Ipv4Addr, TcpStream},
    os::unix::fs::{MetadataExt, chown},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Duration,
};

use anyhow::{Context, Result};
use nix::sys::signal::Signal;

use crate::{
    Daemon, DataDirectory,
    data_directory::command_as,
    port::free_port,
    process::{descendants, impl_service, signal},
};

const USER: &str = "rabbitmq";

/// Dropping it stops the server.
#[derive(Debug)]
pub struct RabbitMq {
    home: PathBuf,
    log: PathBuf,
    user: String,
    password: String,
    port: u16,
    dist_port: u16,
    epmd_port: u16,
    daemon: Option<Daemon>,
}

impl_service!(RabbitMq);

impl RabbitMq {
    /// Starts RabbitMQ on `port`, or on a free one, with the queues in `place`.
    pub fn start(place: &DataDirectory, port: Option<u16>) -> Result<Self> {
        Self::start_as(place, port, "guest", "guest")
    }

    /// The user must not exist in `place` with another password.
    pub fn start_as(
        place: &DataDirectory,
        port: Option<u16>,
        user: &str,
        password: &str,
    ) -> Result<Self> {
        let mut rabbit = Self {
            home: place.of("rabbitmq", USER)?,
            log: place.root().join("rabbitmq.log"),
            user: user.to_owned(),
            password: password.to_owned(),
            port: port.map_or_else(free_port, Ok)?,
            dist_port: free_port()?,
            epmd_port: free_port()?,
            daemon: None,
        };
        rabbit.write_config()?;
        rabbit.restart()?;
        Ok(rabbit)
    }

    /// Starts again on the same port with the same queues.
    pub fn restart(&mut self) -> Result<()> {
        let mut command = command_as(USER, &sbin()?.join("rabbitmq-server"))?;
        self.set_environment(&mut command);
        let port = self.port;
        let is_ready = || is_amqp(port).unwrap_or_default();
        self.daemon = Some(Daemon::start_ready("RabbitMQ", command, &self.log, is_ready)?);
        Ok(())
    }

    pub fn url(&self) -> String {
        let Self { user, password, .. } = self;
        format!("amqp://{user}:{password}@127.0.0.1:{}/%2f", self.port)
    }

    pub fn stop(&mut self) {
        self.stop_by(Signal::SIGTERM);
    }

    pub fn kill(&mut self) {
        self.stop_by(Signal::SIGKILL);
    }

    fn stop_by(&mut self, by: Signal) {
        if let Some(mut daemon) = self.daemon.take() {
            // The server is a shell script that waits for the Erlang VM: stop the VM.
            descendants(daemon.pid()).into_iter().for_each(|child| signal(by, child));
            daemon.stop_by(by);
        }
        stop_port_mapper(self.epmd_port);
    }

    /// Kills the server, deletes all queues and messages and starts again.
    pub fn wipe(&mut self) -> Result<()> {
        self.kill();
        fs::remove_dir_all(self.home.join("mnesia")).context("cannot delete the queues")?;
        self.restart()
    }

    /// Stops the port mapper that an earlier run has left in `place`.
    pub fn clean_up(place: &DataDirectory) -> Result<()> {
        let port = fs::read_to_string(place.of("rabbitmq", USER)?.join("epmd_port"));
        if let Some(port) = port.ok().and_then(|port| port.parse().ok()) {
            stop_port_mapper(port);
        }
        Ok(())
    }

    fn write_config(&self) -> Result<()> {
        let Self { user, password, .. } = self;
        let config = format!(
            "disk_free_limit.absolute = 50MB\nvm_memory_high_watermark.absolute = 512MB\n\
             log.file = false\nlog.console = true\nlog.console.level = warning\n\
             default_user = {user}\ndefault_pass = {password}\n"
        );
        let epmd_port = self.epmd_port.to_string();
        let owner = fs::metadata(&self.home)?;
        for (name, text) in
            [("rabbitmq.conf", &*config), ("enabled_plugins", "[].\n"), ("epmd_port", &epmd_port)]
        {
            let path = self.home.join(name);
            fs::write(&path, text)?;
            chown(&path, Some(owner.uid()), Some(owner.gid()))?;
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

/// Erlang leaves its port mapper running.
fn stop_port_mapper(port: u16) {
    let mut epmd = Command::new("epmd");
    epmd.arg("-kill").env("ERL_EPMD_PORT", port.to_string());
    drop(epmd.stdout(Stdio::null()).stderr(Stdio::null()).status());
}

impl Drop for RabbitMq {
    fn drop(&mut self) {
        if self.daemon.is_some() {
            self.stop();
        }
    }
}

/// AMQP 0-9-1 requires a server to reply to an invalid protocol header with a valid one.
fn is_amqp(port: u16) -> std::io::Result<bool> {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
    stream.set_read_timeout(Some(Duration::from_secs(1)))?;
    stream.write_all(b"HELLO\0\0\0")?;
    let mut header = [0_u8; 4];
    stream.read_exact(&mut header)?;
    Ok(&header == b"AMQP")
}

fn sbin() -> Result<PathBuf> {
    let versions = fs::read_dir("/usr/lib/rabbitmq/lib").into_iter().flatten().flatten();
    let mut directories = versions.map(|entry| entry.path().join("sbin"));
    let found = directories.find(|sbin| sbin.join("rabbitmq-server").exists());
    found.context("RabbitMQ is not installed")
}

pub(crate) fn is_installed() -> bool {
    sbin().is_ok() && Path::new("/usr/bin/epmd").exists()
}
