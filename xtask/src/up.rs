//! `cargo xtask up`: installs, builds, prepares and starts the whole platform.

mod background;
mod equipment;
mod program;
mod running;
mod watch;

use std::{
    fs,
    net::{SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

use anyhow::{Context, Result, bail};
use clap::Args;
use program::Program;
pub(crate) use running::Running;
use serde_json::{Value, json};
use services::{DataDirectory, Durability, Postgres, RabbitMq, Redis, free_port, install};

use crate::{
    cargo, demo, down,
    environment::{self, Variables},
    programs, root, stop, web,
};

/// The password of the demo accounts, which `api seed` creates.
pub(crate) const PASSWORD: &str = "park-at-the-curb";

/// Installs, builds, prepares and starts everything, and prints the addresses.
#[derive(Args, Default)]
pub(crate) struct Up {
    /// Leave everything running; `cargo xtask down` stops it.
    #[arg(long, conflicts_with = "watch")]
    detach: bool,
    /// Rebuild and restart the programs that a change touches. Vite serves the web app and reloads
    /// the browser.
    #[arg(long)]
    watch: bool,
    /// Load New York's file of parking meters instead of the demo city.
    #[arg(long, value_name = "FILE")]
    import: Option<PathBuf>,
    /// Then play one short reservation, from hold to bill, and show each step with its proof.
    #[arg(long, conflicts_with = "watch")]
    demo: bool,
    /// Use no tiles of another server: the web app draws its own ground.
    #[arg(long)]
    no_tiles: bool,
    /// A server of the free tiles, which is asked unless `MAP_STYLE_URL` is set.
    #[arg(long, value_name = "URL", env = "CURBHOLD_TILES", default_value = background::SERVER)]
    #[arg(hide = true)]
    tiles: String,
    /// The folder of the data, the secrets and the logs.
    #[arg(long, value_name = "DIR", hide = true)]
    dev: Option<PathBuf>,
    /// Use the programs of an earlier build.
    #[arg(long, hide = true)]
    built: bool,
    /// Lift the rate limits and quotas.
    #[arg(skip)]
    unlimited: bool,
}

impl Up {
    /// For a test client that sends many requests.
    pub(crate) fn unlimited() -> Self {
        Self { unlimited: true, demo: true, no_tiles: true, ..Self::default() }
    }

    pub(crate) fn run(self) -> Result<()> {
        stop::listen()?;
        let dev = self.dev.clone().unwrap_or_else(|| root().join(".dev"));
        if let Some(up) = down::running(&dev) {
            if self.watch {
                bail!("it is running already: stop it with `cargo xtask down`, or Ctrl-C");
            }
            println!("It is running already (`cargo xtask down` stops it):");
            println!("{}", addresses(&up));
            return if self.demo { demo::play(&up) } else { Ok(()) };
        }
        let import = self
            .import
            .as_ref()
            .map(|file| file.canonicalize().with_context(|| format!("{}", file.display())));
        let import = import.transpose()?;
        let mut running = self.start(&dev, import.as_deref())?;
        fs::write(dev.join("up.json"), serde_json::to_string_pretty(&running.up)?)?;
        println!("\n{}", addresses(&running.up));
        let played = if self.demo { demo::play(&running.up) } else { Ok(()) };
        if self.detach {
            running.leave();
            println!("\nLeft running; `cargo xtask down` stops it.");
            return played;
        }
        if self.demo {
            fs::remove_file(dev.join("up.json"))?;
            return played;
        }
        println!("\nCtrl-C stops all of it. The logs are in {}.", running::logs(&dev).display());
        let ended = if self.watch { watch::run(&mut running) } else { running.wait() };
        fs::remove_file(dev.join("up.json"))?;
        println!("\nStopping.");
        ended
    }

    /// Starts everything with its data in `dev`.
    pub(crate) fn start(&self, dev: &Path, import: Option<&Path>) -> Result<Running> {
        let clock = Instant::now();
        let step = |text: &str| println!("[{:>5.1} s] {text}", clock.elapsed().as_secs_f32());
        step("looking for PostgreSQL, RabbitMQ, Redis");
        install::install(&|text| step(text))?;
        stop::check()?;
        if !self.built {
            step("building (a few minutes the first time)");
            Program::build()?;
        }
        stop::check()?;
        let built = if self.watch {
            step("installing the packages of the web app");
            web::install()?;
            None
        } else {
            step("building the web app");
            Some(web::build()?)
        };
        stop::check()?;

        let place = DataDirectory::new(dev)?;
        fs::create_dir_all(running::logs(dev))?;
        step(&format!("starting PostgreSQL, RabbitMQ, Redis ({})", place.root().display()));
        let postgres = Postgres::start(&place, None, Durability::Real)?;
        let rabbit = RabbitMq::start(&place, None)?;
        let redis = Redis::start(&place, None)?;
        let mut running = Running {
            dev: dev.to_path_buf(),
            up: Value::Null,
            variables: Variables::new(),
            programs: Vec::new(),
            redis,
            rabbit,
            postgres,
        };
        stop::check()?;

        (running.up, running.variables) = self.plan(dev, &running, built)?;
        step("starting the simulators of Stripe and a geocoder, and the mail catcher");
        let stripe = running.variables.get("STRIPE_API_URL");
        if stripe.is_some_and(|url| url.contains("127.0.0.1")) {
            running.start(Program::StripeSimulator)?;
        }
        running.start(Program::MailCatcher)?;
        let geocoder = running.variables.get("GEOCODER_URL");
        if geocoder.is_some_and(|url| url == text(&running.up, "geocoder_url")) {
            running.start(Program::GeocoderSimulator)?;
        }
        step("migrating the database");
        api(&["migrate"], &running.variables)?;
        match import {
            Some(file) => {
                step(&format!("importing {}", file.display()));
                api(&["import", &file.display().to_string()], &running.variables)?;
                api(&["seed", "--accounts-only"], &running.variables)?;
            }
            None => {
                step("creating the demo city");
                api(&["seed"], &running.variables)?;
            }
        }
        stop::check()?;
        step("starting api and worker");
        running.start(Program::Api)?;
        running.start(Program::Worker)?;
        step("starting the simulator of the demo garage's barriers and cameras");
        running.start(Program::SiteSimulator)?;
        equipment::connect(&running.up);
        if self.watch {
            step("starting Vite");
            running.start(Program::Web)?;
        }
        let pids = running.pids();
        running.up.as_object_mut().context("up.json")?.insert("pids".to_owned(), pids);
        step("ready");
        Ok(running)
    }

    /// The content of `up.json`, and the variables of the programs.
    fn plan(
        &self,
        dev: &Path,
        running: &Running,
        web: Option<PathBuf>,
    ) -> Result<(Value, Variables)> {
        let api = address("API_ADDRESS", 8080)?;
        let (stripe, smtp, mail) = (port(12_111)?, port(1_025)?, port(8_025)?);
        let geocoder = format!("http://127.0.0.1:{}/", port(2_322)?);
        let site = format!("http://127.0.0.1:{}", port(2_323)?);
        // Links in mails lead to the pages, and thus to Vite if it serves them.
        let pages = if self.watch { format!("127.0.0.1:{}", port(5173)?) } else { api.to_string() };
        let database_url = running.postgres.url();
        let mut variables: Variables = environment::secrets(dev)?;
        let own = [
            ("DATABASE_URL", database_url),
            ("AMQP_URL", running.rabbit.url()),
            ("REDIS_URL", running.redis.url()),
            ("STRIPE_API_URL", format!("http://127.0.0.1:{stripe}/")),
            ("STRIPE_JS_URL", format!("http://127.0.0.1:{stripe}/v3/")),
            ("SMTP_URL", format!("smtp://127.0.0.1:{smtp}")),
            ("PUBLIC_URL", format!("http://{pages}/")),
            ("GEOCODER_URL", geocoder.clone()),
            ("API_ADDRESS", api.to_string()),
        ];
        variables.extend(own.map(|(name, value)| (name.to_owned(), value)));
        // The stay of a demo is short.
        variables.insert("MIN_STAY_SECONDS".to_owned(), "10".to_owned());
        if let Some(web) = &web {
            variables.insert("WEB_DIR".to_owned(), web.display().to_string());
        }
        if self.unlimited {
            variables.extend(environment::unlimited());
        }
        variables.extend(environment::inherited());
        if self.no_tiles {
            background::remove(&mut variables);
        } else {
            background::add(&mut variables, &environment::dot_env(), &self.tiles);
        }
        let get = |name: &str| variables.get(name).cloned().unwrap_or_default();
        let login = |role: &str| {
            json!({ "role": role, "email": format!("{role}@curbhold.example"),
            "password": PASSWORD })
        };
        let logins = ["driver", "operator", "officer", "technician", "analyst"].map(login);
        let up = json!({
            "api_url": format!("http://{api}"), "web_url": format!("http://{pages}"),
            "stripe_url": get("STRIPE_API_URL").trim_end_matches('/'),
            "stripe_secret_key": get("STRIPE_SECRET_KEY"),
                "stripe_publishable_key": get("STRIPE_PUBLISHABLE_KEY"),
            "stripe_webhook_secret": get("STRIPE_WEBHOOK_SECRET"),
            "mail_url": format!("http://127.0.0.1:{mail}"), "smtp_url": get("SMTP_URL"),
            "geocoder_url": geocoder, "site_url": site,
            "map_style_url": get("MAP_STYLE_URL"),
            "database_url": get("DATABASE_URL"), "amqp_url": get("AMQP_URL"),
                "redis_url": get("REDIS_URL"),
            "amqp_queue": format!("{}.jobs", variables.get("AMQP_PREFIX").map_or("curbhold",
                String::as_str)),
            "logins": logins,
        });
        Ok((up, variables))
    }
}

/// Runs a command of the api until it ends.
fn api(arguments: &[&str], variables: &Variables) -> Result<()> {
    let mut command = Command::new(cargo::binary("api"));
    command.args(arguments).env_clear().envs(variables);
    programs::run(&mut command)
}

/// The address in the variable. The default is a free port of the loopback address.
///
/// # Errors
/// When the address of the variable is in use.
fn address(variable: &str, preferred: u16) -> Result<SocketAddr> {
    let Ok(address) = std::env::var(variable) else {
        return Ok(SocketAddr::from(([127, 0, 0, 1], port(preferred)?)));
    };
    let address: SocketAddr =
        address.parse().with_context(|| format!("{variable}={address} is no address"))?;
    TcpListener::bind(address)
        .with_context(|| format!("{address} is in use: set {variable} to another address"))?;
    Ok(address)
}

fn port(preferred: u16) -> Result<u16> {
    if TcpListener::bind(("127.0.0.1", preferred)).is_ok() { Ok(preferred) } else { free_port() }
}

fn text<'a>(up: &'a Value, name: &str) -> &'a str {
    up.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn host(up: &Value, name: &str) -> String {
    text(up, name).split("://").last().unwrap_or_default().trim_end_matches('/').to_owned()
}

fn addresses(up: &Value) -> String {
    let api = text(up, "api_url");
    let web = text(up, "web_url");
    let map = match text(up, "map_style_url") {
        "" => "drawn by the web app, without tiles",
        style => style,
    };
    format!(
        "  web      {web}   (open it in a browser)\n  \
         api      {api}   (its pages: {api}/api/docs)\n  \
         mails    {}\n  \
         Stripe   {}   (a simulator)\n  \
         garage   {}   (a simulator of barriers and cameras)\n  \
         map      {map}\n  \
         log-ins  driver@, operator@, officer@, technician@ and analyst@curbhold.example; \
         password {PASSWORD}\n\nTry:\n  curl \
         '{api}/readyz'\n  \
         curl '{api}/api/v1/spots?lat=40.7543&lng=-73.9884&radius=300&limit=3'\n  cargo xtask up \
         --demo",
        text(up, "mail_url"),
        text(up, "stripe_url"),
        text(up, "site_url"),
    )
}
