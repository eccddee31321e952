//! The deployment: services, two apis, two workers and nginx, each started as on a real host.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};
use services::{Daemon, DataDirectory, Durability, Postgres, RabbitMq, Redis, free_port};

use super::{accounts, authority::Authority, roles::Roles};
use crate::{
    cargo,
    environment::{self, Variables},
    programs::{self, Programs, start_listening},
    root, stop,
};

/// Time in which nginx serves another certificate.
const RELOAD_TIMEOUT: Duration = Duration::from_secs(20);
/// Short, because the tests wait until holds expire.
const HOLD_SECONDS: &str = "6";
/// Less than the stays of the load.
const MIN_STAY_SECONDS: &str = "5";

#[derive(Debug)]
pub(super) struct Ports {
    pub(super) http: u16,
    pub(super) https: u16,
    status: u16,
    pub(super) apis: [u16; 2],
    workers: [u16; 2],
    stripe: u16,
    smtp: u16,
    mail: u16,
}

/// A certificate that nginx serves.
#[derive(Debug)]
pub(super) struct Certificate {
    pub(super) serial: String,
    pub(super) issuer: String,
}

/// Dropping it stops all, nginx first.
pub(super) struct Deployment {
    pub(super) url: String,
    pub(super) ports: Ports,
    pub(super) home: PathBuf,
    programs: Programs,
    roles: Roles,
    /// Of nginx and certbot.
    edge: Variables,
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
        let mut variables =
            variables(&ports, &url, web, [roles.app.clone(), rabbit.url(), redis.url()]);
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
        let replicas = |program, ports: [u16; 2]| {
            let all = ports.into_iter().map(|port| start_healthy(&home, &programs, program, port));
            all.collect::<Result<Vec<_>>>()
        };
        let (apis, workers) = (replicas(API, ports.apis)?, replicas(WORKER, ports.workers)?);
        let edge = edge(&home, &ports, &programs.variables);
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

    /// The served certificate; with an authority, an error unless the authority has issued it.
    pub(super) fn certificate(&self, authority: Option<&Authority>) -> Result<Certificate> {
        let verify = authority
            .map(|authority| format!("-verify_return_error -CAfile {}", authority.root.display()));
        let options = verify.unwrap_or_default();
        let text = self.pipe_certificate(&options, "openssl x509 -noout -serial -issuer")?;
        let line =
            |name: &str| text.lines().find_map(|line| line.strip_prefix(name)).map(str::to_owned);
        match (line("serial="), line("issuer=")) {
            (Some(serial), Some(issuer)) => Ok(Certificate { serial, issuer }),
            _ => bail!("no trusted certificate is served"),
        }
    }

    /// Hash of the public key, for a browser's list of trusted keys.
    pub(super) fn key(&self) -> Result<String> {
        let hash = "openssl x509 -noout -pubkey | openssl pkey -pubin -outform der | openssl dgst \
            -sha256 -binary | base64";
        self.pipe_certificate("", hash)
    }

    /// Output of a shell command that reads the certificate. `options` are those of `s_client`.
    fn pipe_certificate(&self, options: &str, command: &str) -> Result<String> {
        let port = self.ports.https;
        let script = format!(
            "openssl s_client -connect localhost:{port} -servername localhost {options} \
             </dev/null 2>/dev/null | {command}"
        );
        programs::output(Command::new("sh").args(["-c", &script]))
    }

    /// Runs certbot and waits until nginx has reloaded: until then its old processes also accept
    /// connections. An error if the certificate `before` is still served.
    pub(super) fn certify(
        &self,
        action: &str,
        before: &Certificate,
        authority: &Authority,
    ) -> Result<Certificate> {
        let reloads = self.reloads();
        self.certbot(authority, action)?;
        retry(|| {
            ensure!(self.reloads() > reloads, "nginx has not reloaded the certificate");
            Ok(())
        })?;
        let served = self.certificate(Some(authority))?;
        ensure!(served.serial != before.serial, "{} is still served", before.serial);
        Ok(served)
    }

    /// The number of times that `nginx/bin/watch` has reloaded nginx for another certificate.
    fn reloads(&self) -> usize {
        self.log("nginx.log").matches("watch: reloaded nginx with the new certificate").count()
    }

    /// Waits until the metrics report a failed renewal and the certificate's health check fails.
    pub(super) fn wait_for_alert(&self) -> Result<()> {
        let metrics = format!("http://127.0.0.1:{}/metrics", self.ports.status);
        retry(|| {
            let metrics = ureq::get(&metrics).call()?.body_mut().read_to_string()?;
            ensure!(metrics.contains("curbhold_certificate_renewal_failed 1"), "{metrics}");
            Ok(())
        })?;
        let mut health = Command::new(root().join("certbot/certificate"));
        health.arg("health").env_clear().envs(&self.edge);
        ensure!(programs::output(&mut health).is_err(), "the certificate is healthy");
        Ok(())
    }

    /// Runs `certbot/certificate` with the action `issue` or `renew`.
    pub(super) fn certbot(&self, authority: &Authority, action: &str) -> Result<()> {
        let mut command = Command::new(root().join("certbot/certificate"));
        command.arg(action).env_clear().envs(&self.edge);
        command.env("DOMAINS", "localhost").env("CERTBOT_SERVER", &authority.url);
        command.env("REQUESTS_CA_BUNDLE", &authority.own).env("RENEW_FORCE", "1");
        let output = command.output().context("cannot run certbot/certificate")?;
        fs::write(self.home.join(format!("certbot-{action}.log")), &output.stderr)?;
        ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        Ok(())
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

impl Ports {
    fn free() -> Result<Self> {
        Ok(Self {
            http: free_port()?,
            https: free_port()?,
            status: free_port()?,
            apis: [free_port()?, free_port()?],
            workers: [free_port()?, free_port()?],
            stripe: free_port()?,
            smtp: free_port()?,
            mail: free_port()?,
        })
    }
}

fn local(port: u16) -> String {
    format!("http://127.0.0.1:{port}")
}

/// Variables of api and worker behind TLS.
fn variables(
    ports: &Ports,
    url: &str,
    web: &Path,
    [database, amqp, redis]: [String; 3],
) -> Variables {
    let mut variables = environment::unlimited();
    let own = [
        ("DATABASE_URL", database),
        ("DATABASE_POOL_SIZE", "6".to_owned()),
        ("AMQP_URL", amqp),
        ("REDIS_URL", redis),
        ("STRIPE_API_URL", format!("http://127.0.0.1:{}/", ports.stripe)),
        ("STRIPE_JS_URL", format!("http://127.0.0.1:{}/v3/", ports.stripe)),
        ("SMTP_URL", format!("smtp://127.0.0.1:{}", ports.smtp)),
        ("PUBLIC_URL", url.to_owned()),
        ("WEB_DIR", web.display().to_string()),
        ("MAP_ORIGINS", "https://tiles.example/style,https://letters.example".to_owned()),
        ("TRUSTED_PROXIES", "127.0.0.1".to_owned()),
        ("HSTS_SECONDS", "31536000".to_owned()),
        // Off by default behind HTTPS.
        ("LEGACY_ROUTES", "on".to_owned()),
        // Two per address, so that a test can see which address the api assigns to a client.
        ("LIMIT_PASSWORD_RESET", "1000/1,2/3600".to_owned()),
        ("HOLD_SECONDS", HOLD_SECONDS.to_owned()),
        ("MIN_STAY_SECONDS", MIN_STAY_SECONDS.to_owned()),
        ("RECONCILE_SECONDS", "5".to_owned()),
        ("LOG", "info,tower_http=debug".to_owned()),
        ("LOG_FORMAT", "json".to_owned()),
        ("PATH", std::env::var("PATH").unwrap_or_default()),
    ];
    variables.extend(own.map(|(name, value)| (name.to_owned(), value)));
    variables
}

/// Variables of nginx and certbot.
fn edge(home: &Path, ports: &Ports, variables: &Variables) -> Variables {
    let under = |name: &str| home.join(name).display().to_string();
    let [first, second] = ports.apis;
    let own = [
        ("RUN_DIR", under("edge/run")),
        ("TLS_DIR", under("edge/tls")),
        ("ACME_DIR", under("edge/acme")),
        ("CERTBOT_DIR", under("edge/certbot")),
        ("ACCESS_LOG", under("access.log")),
        ("HTTP_PORT", ports.http.to_string()),
        ("HTTPS_PORT", ports.https.to_string()),
        ("STATUS_ADDRESS", format!("127.0.0.1:{}", ports.status)),
        ("API_UPSTREAMS", format!("127.0.0.1:{first},127.0.0.1:{second}")),
        ("WORKER_PROCESSES", "2".to_owned()),
        ("WATCH_SECONDS", "1".to_owned()),
        ("STOP_SECONDS", "2".to_owned()),
        ("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin".to_owned()),
    ];
    let shared = ["PUBLIC_URL", "WEB_DIR", "STRIPE_JS_URL", "MAP_ORIGINS", "HSTS_SECONDS"];
    let shared =
        shared.iter().filter_map(|name| Some(((*name).to_owned(), variables.get(*name)?.clone())));
    own.into_iter().map(|(name, value)| (name.to_owned(), value)).chain(shared).collect()
}

const API: [&str; 3] = ["api", "serve", "API_ADDRESS"];
const WORKER: [&str; 3] = ["worker", "run", "METRICS_ADDRESS"];

/// Starts a program and waits until its health check succeeds.
fn start_healthy(
    home: &Path,
    programs: &Programs,
    [name, verb, address]: [&str; 3],
    port: u16,
) -> Result<Daemon> {
    let started = fs::read_dir(home)?.count();
    let log = home.join(format!("{name}-{port}-{started}.log"));
    let with_address = |arguments: &[&str]| {
        let mut command = programs.command(name, arguments);
        // Two processes cannot serve metrics at one address.
        command.env("METRICS_ADDRESS", "").env(address, format!("127.0.0.1:{port}"));
        command
    };
    let is_healthy = || programs::output(&mut with_address(&["health"])).is_ok();
    Daemon::start_ready(name, with_address(&[verb]), &log, is_healthy)
}

/// An error when the process has exited by itself.
fn restart(
    process: &mut Daemon,
    home: &Path,
    programs: &Programs,
    program: [&str; 3],
    port: u16,
) -> Result<()> {
    ensure!(!process.has_ended(), "{} at port {port} has exited", process.name());
    process.stop();
    *process = start_healthy(home, programs, program, port)?;
    stop::check()
}

/// Adds or removes an api of nginx's upstreams.
fn upstreams(home: &Path, action: &str, port: u16) -> Result<()> {
    let mut command = Command::new(root().join("nginx/bin/upstreams"));
    command.args([action, &format!("127.0.0.1:{port}")]).env("RUN_DIR", home.join("edge/run"));
    programs::output(&mut command).map(drop)
}

pub(super) fn retry<T>(attempt: impl FnMut() -> Result<T>) -> Result<T> {
    crate::retry::until_ok(RELOAD_TIMEOUT, attempt)
}
