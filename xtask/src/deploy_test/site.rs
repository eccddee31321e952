//! The site: services, two apis, two workers and nginx, each started as on a real host.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail, ensure};
use serde_json::json;
use services::{Daemon, Durability, Place, Postgres, RabbitMq, Redis, free_port};

use super::{accounts, authority::Authority, roles::Roles};
use crate::{
    cargo,
    environment::{self, Variables},
    root, stop,
};

/// Bounds `wait`, for example for a new certificate.
const WAIT_TIMEOUT: Duration = Duration::from_secs(20);
/// Short, because a test waits until holds expire.
const HOLD_SECONDS: &str = "6";

#[derive(Debug)]
pub(super) struct Ports {
    pub(super) http: u16,
    https: u16,
    status: u16,
    pub(super) apis: [u16; 2],
    workers: [u16; 2],
    stripe: u16,
    smtp: u16,
    mail: u16,
}

/// The certificate that nginx serves.
#[derive(Debug)]
pub(super) struct Served {
    pub(super) serial: String,
    pub(super) issuer: String,
}

/// Dropping it stops every process, nginx first.
pub(super) struct Site {
    pub(super) url: String,
    pub(super) ports: Ports,
    home: PathBuf,
    variables: Variables,
    _nginx: Daemon,
    apis: Vec<Daemon>,
    workers: Vec<Daemon>,
    _helpers: Vec<Daemon>,
    _services: (RabbitMq, Redis, Postgres),
    /// The password of both accounts.
    password: String,
}

impl Site {
    /// Starts everything, with the web app in `web` and without a certificate.
    pub(super) fn start(place: &Place, web: &Path) -> Result<Self> {
        let home = place.root().to_path_buf();
        // Production refuses published secrets and passwords.
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
        let start = |name: &str, log: &str, arguments: &[&str], port: u16| {
            let log = home.join(log);
            let mut daemon = Daemon::start(name, program(&variables, name, arguments), &log)?;
            daemon
                .wait_until(&log, || std::net::TcpStream::connect(("127.0.0.1", port)).is_ok())?;
            anyhow::Ok(daemon)
        };
        let listen = |port: u16| format!("127.0.0.1:{port}");
        let helpers = vec![
            start(
                "stripe-simulator",
                "stripe.log",
                &["serve", "--address", &listen(ports.stripe)],
                ports.stripe,
            )?,
            start(
                "mail-catcher",
                "mail.log",
                &["serve", "--smtp", &listen(ports.smtp), "--http", &listen(ports.mail)],
                ports.mail,
            )?,
        ];
        let password = environment::random()?;
        roles.migrate(&variables)?;
        accounts::create(&variables, &password)?;
        let apis = ports
            .apis
            .map(|port| start_api(&home, &variables, port))
            .into_iter()
            .collect::<Result<_>>()?;
        let workers = ports
            .workers
            .map(|port| start_worker(&home, &variables, port))
            .into_iter()
            .collect::<Result<_>>()?;
        let log = home.join("nginx.log");
        let mut nginx = Command::new(root().join("nginx/bin/entrypoint"));
        nginx.env_clear().envs(edge(&home, &ports, &variables));
        let mut nginx = Daemon::start("nginx", nginx, &log)?;
        nginx.wait_until(&log, || {
            std::net::TcpStream::connect(("127.0.0.1", ports.https)).is_ok()
        })?;
        let services = (rabbit, redis, postgres);
        Ok(Self {
            url,
            ports,
            home,
            variables,
            _nginx: nginx,
            apis,
            workers,
            _helpers: helpers,
            _services: services,
            password,
        })
    }

    /// The served certificate.
    ///
    /// # Errors
    /// When the authority, if there is one, has not issued it.
    pub(super) fn certificate(&self, authority: Option<&Authority>) -> Result<Served> {
        let verify = authority.map(|authority| {
            format!("-verify_return_error -CAfile {}", authority.root().display())
        });
        let text =
            self.served(&verify.unwrap_or_default(), "openssl x509 -noout -serial -issuer")?;
        let line =
            |name: &str| text.lines().find_map(|line| line.strip_prefix(name)).map(str::to_owned);
        match (line("serial="), line("issuer=")) {
            (Some(serial), Some(issuer)) => Ok(Served { serial, issuer }),
            _ => bail!("no certificate is served that can be trusted"),
        }
    }

    /// The hash of the certificate's key, which an option of Chromium trusts.
    pub(super) fn key(&self) -> Result<String> {
        let hash = "openssl x509 -noout -pubkey | openssl pkey -pubin -outform der | openssl dgst \
            -sha256 -binary | base64";
        Ok(self.served("", hash)?.trim().to_owned())
    }

    /// The output of the shell command `then` for the served certificate.
    fn served(&self, options: &str, then: &str) -> Result<String> {
        let port = self.ports.https;
        let fetch = format!(
            "openssl s_client -connect localhost:{port} -servername localhost {options} </dev/null \
                2>/dev/null"
        );
        let output = Command::new("sh")
            .args(["-c", &format!("{fetch} | {then}")])
            .stderr(Stdio::null())
            .output()?;
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Waits until nginx serves another certificate than `before`.
    pub(super) fn wait_for_certificate_after(
        &self,
        before: &Served,
        authority: &Authority,
    ) -> Result<Served> {
        wait(|| {
            let served = self.certificate(Some(authority))?;
            ensure!(served.serial != before.serial, "{} is still served", before.serial);
            Ok(served)
        })
    }

    /// Waits until the metrics report a failed renewal, and checks that the health check fails.
    pub(super) fn wait_for_alarm(&self) -> Result<()> {
        let metrics = format!("http://127.0.0.1:{}/metrics", self.ports.status);
        wait(|| {
            let text = ureq::get(&metrics).call()?.body_mut().read_to_string()?;
            ensure!(text.contains("curbhold_certificate_renewal_failed 1"), "{text}");
            Ok(())
        })?;
        let mut health = Command::new(root().join("certbot/certificate"));
        health
            .arg("health")
            .env_clear()
            .envs(edge(&self.home, &self.ports, &self.variables))
            .stderr(Stdio::null());
        ensure!(!health.status()?.success(), "the certificate counts as healthy");
        Ok(())
    }

    /// Runs `certbot/certificate` with `issue` or `renew`.
    pub(super) fn certbot(&self, authority: &Authority, verb: &str) -> Result<()> {
        let mut command = Command::new(root().join("certbot/certificate"));
        command.arg(verb).env_clear().envs(edge(&self.home, &self.ports, &self.variables));
        command.env("DOMAINS", "localhost").env("CERTBOT_SERVER", authority.url());
        command.env("REQUESTS_CA_BUNDLE", authority.own()).env("RENEW_FORCE", "1");
        let output = command.output().context("cannot run certbot/certificate")?;
        fs::write(self.home.join(format!("certbot-{verb}.log")), &output.stderr)?;
        ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        Ok(())
    }

    /// Takes each api out of nginx's list, restarts it and puts it back.
    pub(super) fn restart_apis(&mut self) -> Result<()> {
        for (port, api) in self.ports.apis.into_iter().zip(&mut self.apis) {
            upstreams(&self.home, "remove", port)?;
            api.stop();
            *api = start_api(&self.home, &self.variables, port)?;
            upstreams(&self.home, "add", port)?;
            stop::check()?;
        }
        Ok(())
    }

    pub(super) fn restart_workers(&mut self) -> Result<()> {
        for (port, worker) in self.ports.workers.into_iter().zip(&mut self.workers) {
            worker.stop();
            *worker = start_worker(&self.home, &self.variables, port)?;
            stop::check()?;
        }
        Ok(())
    }

    /// A program with the site's variables.
    pub(super) fn program(&self, name: &str, arguments: &[&str]) -> Command {
        program(&self.variables, name, arguments)
    }

    /// A folder for temporary files.
    pub(super) fn home(&self) -> &Path {
        &self.home
    }

    /// The connection string of the role of api and worker.
    pub(super) fn database(&self) -> &str {
        self.variables.get("DATABASE_URL").map(String::as_str).unwrap_or_default()
    }

    pub(super) fn https_port(&self) -> u16 {
        self.ports.https
    }

    /// The address of the first api, without nginx.
    pub(super) fn api_url(&self) -> String {
        let [first, _] = self.ports.apis;
        format!("http://127.0.0.1:{first}")
    }

    /// The content of the logs whose names begin with `prefix`.
    pub(super) fn log(&self, prefix: &str) -> String {
        let logs = fs::read_dir(&self.home).into_iter().flatten().flatten();
        let logs = logs.filter(|log| log.file_name().to_string_lossy().starts_with(prefix));
        logs.map(|log| fs::read_to_string(log.path()).unwrap_or_default()).collect()
    }

    /// Waits for a line with this text: a request is logged after its response.
    pub(super) fn wait_for_line(&self, log: &str, text: &str) -> Result<String> {
        wait(|| {
            let logged = self.log(log);
            let line = logged.lines().find(|line| line.contains(text) && line.ends_with('}'));
            line.map(str::to_owned).with_context(|| format!("{log} has no line with {text}"))
        })
    }

    /// Writes the addresses for the browser tests.
    pub(super) fn write_up(&self) -> Result<PathBuf> {
        let login = |role: &str| {
            json!({ "role": role, "email": accounts::email(role),
            "password": self.password })
        };
        let local = |port: u16| format!("http://127.0.0.1:{port}");
        let up = json!({
            "api_url": self.api_url(), "web_url": self.url.trim_end_matches('/'),
                "stripe_url": local(self.ports.stripe),
            "mail_url": local(self.ports.mail), "database_url": self.database(),
                "logins": [login("driver"), login("operator")],
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

/// The environment of api and worker on a site with TLS.
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
        // The default behind https is off.
        ("LEGACY_ROUTES", "on".to_owned()),
        // Two requests per network address: a test finds the address that the api counts.
        ("LIMIT_PASSWORD_RESET", "1000/1,2/3600".to_owned()),
        ("HOLD_SECONDS", HOLD_SECONDS.to_owned()),
        ("RECONCILE_SECONDS", "5".to_owned()),
        ("LOG", "info,tower_http=debug".to_owned()),
        ("LOG_FORMAT", "json".to_owned()),
        ("PATH", std::env::var("PATH").unwrap_or_default()),
    ];
    variables.extend(own.map(|(name, value)| (name.to_owned(), value)));
    variables
}

/// The environment of nginx and certbot.
fn edge(home: &Path, ports: &Ports, variables: &Variables) -> BTreeMap<String, String> {
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

pub(super) fn program(variables: &Variables, name: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(cargo::binary(name));
    command.args(arguments).env_clear().envs(variables);
    command
}

/// Starts an api and waits until its health check succeeds.
fn start_api(home: &Path, variables: &Variables, port: u16) -> Result<Daemon> {
    start_watched(home, variables, ["api", "serve", "API_ADDRESS"], port)
}

fn start_worker(home: &Path, variables: &Variables, port: u16) -> Result<Daemon> {
    start_watched(home, variables, ["worker", "run", "METRICS_ADDRESS"], port)
}

fn start_watched(
    home: &Path,
    variables: &Variables,
    [name, verb, address]: [&str; 3],
    port: u16,
) -> Result<Daemon> {
    let started = fs::read_dir(home)?.count();
    let log = home.join(format!("{name}-{port}-{started}.log"));
    let with_address = |mut command: Command| {
        // Two processes cannot listen on one address for metrics.
        command.env("METRICS_ADDRESS", "").env(address, format!("127.0.0.1:{port}"));
        command
    };
    let mut daemon = Daemon::start(name, with_address(program(variables, name, &[verb])), &log)?;
    daemon.wait_until(&log, || {
        let mut health = with_address(program(variables, name, &["health"]));
        health.stderr(Stdio::null()).status().is_ok_and(|status| status.success())
    })?;
    Ok(daemon)
}

/// Adds an api to nginx's list or removes it.
fn upstreams(home: &Path, verb: &str, port: u16) -> Result<()> {
    let mut command = Command::new(root().join("nginx/bin/upstreams"));
    command
        .args([verb, &format!("127.0.0.1:{port}")])
        .env("RUN_DIR", home.join("edge/run"))
        .stderr(Stdio::null());
    cargo::succeed("nginx/bin/upstreams", cargo::status(&mut command)?)
}

/// Retries until success or the timeout, and returns the last error then.
pub(super) fn wait<T>(mut attempt: impl FnMut() -> Result<T>) -> Result<T> {
    let deadline = Instant::now() + WAIT_TIMEOUT;
    loop {
        match attempt() {
            Err(error) if Instant::now() > deadline => return Err(error),
            Err(_) => thread::sleep(Duration::from_millis(100)),
            done => return done,
        }
        stop::check()?;
    }
}
