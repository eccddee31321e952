//! The deployment: services, two apis, two workers and nginx, each started as on a real host.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use anyhow::{Context, Result};
use serde_json::{Value, json};
use services::{Daemon, DataDirectory, Durability, Postgres, RabbitMq, Redis};

use super::{
    accounts,
    replicas::{API, WORKER, restart, start_all, upstreams},
    roles::Roles,
    settings::{self, Ports},
};
use crate::{
    cargo,
    environment::{self, Variables},
    programs::{Programs, start_listening},
    root, stop,
};

/// Time in which nginx serves another certificate.
const RELOAD_TIMEOUT: Duration = Duration::from_secs(20);

/// Dropping it stops all, nginx first.
pub(super) struct Deployment {
    pub(super) url: String,
    pub(super) ports: Ports,
    pub(super) home: PathBuf,
    programs: Programs,
    roles: Roles,
    /// Of nginx and certbot.
    pub(super) edge: Variables,
    _nginx: Daemon,
    apis: Vec<Daemon>,
    workers: Vec<Daemon>,
    _simulators: [Daemon; 2],
    _services: (RabbitMq, Redis, Postgres),
    /// Of both accounts.
    password: String,
}

impl Deployment {
    /// Starts everything with the web app in `web` and the api and worker in `folder`, without a
    /// certificate.
    pub(super) fn start(place: &DataDirectory, web: &Path, folder: PathBuf) -> Result<Self> {
        let home = place.root().to_path_buf();
        // Production rejects published secrets and passwords.
        let secrets = environment::secrets(&home)?;
        let postgres = Postgres::start(place, None, Durability::ThrowAway)?;
        let rabbit = RabbitMq::start_as(place, None, "curbhold", &environment::random()?)?;
        let redis = Redis::start(place, None)?;
        let roles = Roles::create(&home, &postgres)?;
        stop::check()?;
        let ports = Ports::free()?;
        let url = format!("https://localhost:{}/", ports.https);
        let addresses = [roles.app.clone(), rabbit.url(), redis.url()];
        let mut variables = settings::application(&ports, &url, web, addresses);
        variables.extend(secrets);
        let programs = Programs { folder, variables };
        // Of an earlier commit, only api and worker are built.
        let tools = Programs { folder: cargo::binaries(), ..programs.clone() };
        let listen = |port: u16| format!("127.0.0.1:{port}");
        let start = |name: &str, arguments: &[&str], address: &str| {
            start_listening(name, tools.command(name, arguments), &home, address)
        };
        let (stripe, smtp, mail) = (listen(ports.stripe), listen(ports.smtp), listen(ports.mail));
        let simulators = [
            start("stripe-simulator", &["serve", "--address", &stripe], &stripe)?,
            start("mail-catcher", &["serve", "--smtp", &smtp, "--http", &mail], &mail)?,
        ];
        let password = environment::random()?;
        roles.migrate(&programs)?;
        accounts::create(&programs, &password)?;
        let apis = start_all(&home, &programs, API, ports.apis)?;
        let workers = start_all(&home, &programs, WORKER, ports.workers)?;
        let edge = settings::edge(&home, &ports, &programs.variables);
        let mut nginx = Command::new(root().join("nginx/bin/entrypoint"));
        nginx.env_clear().envs(&edge);
        let nginx = start_listening("nginx", nginx, &home, &listen(ports.https))?;
        Ok(Self {
            url,
            ports,
            home,
            programs,
            roles,
            edge,
            _nginx: nginx,
            apis,
            workers,
            _simulators: simulators,
            _services: (rabbit, redis, postgres),
            password,
        })
    }

    /// Migrates the database with the api of this commit. Programs that are started or restarted
    /// later are those of this commit.
    pub(super) fn migrate(&mut self) -> Result<()> {
        self.programs.folder = cargo::binaries();
        self.roles.migrate(&self.programs)
    }

    /// Removes each api from nginx's upstreams, restarts it and adds it again.
    pub(super) fn restart_apis(&mut self) -> Result<()> {
        for (port, api) in self.ports.apis.into_iter().zip(&mut self.apis) {
            upstreams(&self.home, "remove", port)?;
            restart(api, &self.home, &self.programs, API, port)?;
            upstreams(&self.home, "add", port)?;
        }
        Ok(())
    }

    pub(super) fn restart_workers(&mut self) -> Result<()> {
        for (port, worker) in self.ports.workers.into_iter().zip(&mut self.workers) {
            restart(worker, &self.home, &self.programs, WORKER, port)?;
        }
        Ok(())
    }

    pub(super) fn program(&self, name: &str, arguments: &[&str]) -> Command {
        self.programs.command(name, arguments)
    }

    /// URL of the database for api and worker.
    pub(super) fn database(&self) -> &str {
        self.programs.variables.get("DATABASE_URL").map(String::as_str).unwrap_or_default()
    }

    /// URL of the first api, without nginx.
    pub(super) fn api_url(&self) -> String {
        let [first, _] = self.ports.apis;
        local(first)
    }

    pub(super) fn stripe_url(&self) -> String {
        local(self.ports.stripe)
    }

    /// Email address and password of the account with this role.
    pub(super) fn login(&self, role: &str) -> Value {
        json!({ "role": role, "email": accounts::email(role), "password": self.password })
    }

    /// All logs whose file name begins with `prefix`.
    pub(super) fn log(&self, prefix: &str) -> String {
        let logs = fs::read_dir(&self.home).into_iter().flatten().flatten();
        let logs = logs.filter(|log| log.file_name().to_string_lossy().starts_with(prefix));
        logs.map(|log| fs::read_to_string(log.path()).unwrap_or_default()).collect()
    }

    /// Waits for a line with this text: a response may arrive before it is logged.
    pub(super) fn wait_for_line(&self, prefix: &str, text: &str) -> Result<String> {
        retry(|| {
            let log = self.log(prefix);
            let line = log.lines().find(|line| line.contains(text) && line.ends_with('}'));
            line.map(str::to_owned).with_context(|| format!("{prefix} has no line with {text}"))
        })
    }

    /// Writes the addresses for the browser tests.
    pub(super) fn write_up(&self) -> Result<PathBuf> {
        let up = json!({
            "api_url": self.api_url(), "web_url": self.url.trim_end_matches('/'),
            "stripe_url": self.stripe_url(), "mail_url": local(self.ports.mail),
            "database_url": self.database(),
            "logins": [self.login("driver"), self.login("operator")],
        });
        let path = self.home.join("up.json");
        fs::write(&path, up.to_string())?;
        Ok(path)
    }
}

fn local(port: u16) -> String {
    format!("http://127.0.0.1:{port}")
}

pub(super) fn retry<T>(attempt: impl FnMut() -> Result<T>) -> Result<T> {
    crate::retry::until_ok(RELOAD_TIMEOUT, attempt)
}
