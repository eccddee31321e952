//! The commands of the api: serve, health, migrate, seed, import, create-admin, price, openapi.

use std::{
    fmt::Display,
    io::IsTerminal,
    process::ExitCode,
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::Context as _;
use api::{
    ApiConfig, AppState, create_admin::Admin, import::ImportArguments, price::PriceArguments,
};
use clap::{Parser, Subcommand};
use diesel::{Connection, PgConnection};
use secrecy::{ExposeSecret, SecretString};
use shared::{
    places::import,
    platform::{
        amqp::Amqp,
        clock::Clock,
        config::{self, Environment},
        db::{
            Db,
            migrate::{self, MigrateError},
        },
        metrics, probe,
        relay::Relay,
        telemetry,
        token::Tokens,
    },
    pricing::operations::create_demo_tariffs,
};

/// The system's allocator keeps the 19 MiB that each password verification needs, for each thread
/// that has run one: 797 MB after a few seconds with 50 concurrent sign-ins, against 123 MB with
/// mimalloc (`cargo xtask bench sign-in`).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Curbhold's api.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the api, and relay due jobs to RabbitMQ.
    Serve,
    /// Check the readiness of the api on this host; fails if it is not ready. For containers and
    /// systemd.
    Health {
        /// Seconds for which to retry.
        #[arg(long, default_value_t = 0)]
        wait: u64,
    },
    /// Migrate the database to the current schema. Waits for a migration that runs in another
    /// process.
    Migrate {
        /// Seconds for which to retry while PostgreSQL is unavailable.
        #[arg(long, default_value_t = 0)]
        wait: u64,
    },
    /// Create the demo city with its tariffs, and the demo accounts with their vehicles, if they
    /// are missing.
    Seed {
        /// Create only the accounts.
        #[arg(long)]
        accounts_only: bool,
    },
    /// Import parking meters or curbs with their tariffs.
    Import(ImportArguments),
    /// Grant a user the role admin; creates the account if it does not exist. The password is read
    /// from the first line of standard input, or generated and printed once.
    CreateAdmin {
        /// Email address of the user.
        email: String,
    },
    /// Price a stay by a tariff document in a file. Needs no database.
    Price(PriceArguments),
    /// Print the OpenAPI document.
    Openapi,
}

/// `EX_CONFIG` of sysexits.h.
const BAD_CONFIGURATION: u8 = 78;
/// Pause between retries.
const RETRY_DELAY: Duration = Duration::from_secs(1);

#[tokio::main]
async fn main() -> ExitCode {
    let command = Arguments::parse().command;
    let _telemetry = match Environment::of_process().settings(config::logging::Settings::from_env) {
        Ok(logging) => telemetry::init(&logging, "curbhold-api"),
        Err(problems) => return fail(&problems.into()),
    };
    match run(command).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(&error),
    }
}

#[expect(clippy::print_stderr, reason = "the last words of a command")]
fn fail(error: &anyhow::Error) -> ExitCode {
    eprintln!("api: {error:#}");
    if error.is::<config::Problems>() {
        ExitCode::from(BAD_CONFIGURATION)
    } else {
        ExitCode::FAILURE
    }
}

async fn run(command: Command) -> anyhow::Result<()> {
    match command {
        Command::Serve => serve().await,
        Command::Health { wait } => {
            let http = Environment::of_process().settings(config::http::Settings::from_env)?;
            let probe = || probe::get(http.address, "/readyz");
            retry_for(Duration::from_secs(wait), probe, |_| true).await.context("API_ADDRESS")
        }
        Command::Migrate { wait } => {
            let url = database()?.url;
            let app_role =
                Environment::of_process().settings(config::database::app_role_from_env)?;
            let migrate = || migrate::migrate_and_grant(url.expose_secret(), app_role.as_deref());
            let is_away = |error: &MigrateError| matches!(error, MigrateError::Connect(_));
            let ran = retry_for(Duration::from_secs(wait), migrate, is_away).await?;
            say(&format!("{ran} migrations ran"));
            Ok(())
        }
        Command::Seed { accounts_only } => seed(accounts_only).await,
        Command::Import(arguments) => {
            let connect = || -> anyhow::Result<PgConnection> {
                Ok(PgConnection::establish(database()?.url.expose_secret())?)
            };
            say(&arguments.run(connect, Clock::system().now())?);
            Ok(())
        }
        Command::CreateAdmin { email } => create_admin(&email).await,
        Command::Price(arguments) => {
            say(&arguments.run()?);
            Ok(())
        }
        Command::Openapi => {
            say(&api::document()?);
            Ok(())
        }
    }
}

#[expect(clippy::print_stdout, reason = "the output of the command")]
fn say(text: &str) {
    println!("{text}");
}

/// Database settings of short commands: a pool of one connection. The pool opens further
/// connections in background threads, and a process that exits while such a thread initialises
/// libpq's TLS library crashes (about one run in twelve, in a container).
fn database() -> anyhow::Result<config::database::Settings> {
    let settings = Environment::of_process().settings(config::database::Settings::from_env)?;
    Ok(config::database::Settings { pool_size: 1, ..settings })
}

/// Retries after transient errors until `timeout` has passed.
async fn retry_for<T, E: Display>(
    timeout: Duration,
    attempt: impl Fn() -> Result<T, E>,
    may_pass: impl Fn(&E) -> bool,
) -> Result<T, E> {
    let begin = Instant::now();
    loop {
        match attempt() {
            Err(error) if may_pass(&error) && begin.elapsed() < timeout => {
                tracing::info!(%error, "No response yet");
                tokio::time::sleep(RETRY_DELAY).await;
            }
            done => return done,
        }
    }
}

async fn serve() -> anyhow::Result<()> {
    let config = Environment::of_process().settings(ApiConfig::from_env)?;
    let is_production = Environment::of_process().settings(config::production::check)?;
    config.metrics.into_iter().for_each(metrics::serve);
    let db = Db::new(&config.database);
    let amqp = Amqp::new(config.amqp.clone(), "curbhold api");
    let clock = Clock::system();
    if is_production {
        refuse_published_passwords(&db).await?;
    }
    let (http, settings) = (config.http.clone(), config.jobs.clone());
    let relay = Relay { db: db.clone(), amqp: amqp.clone(), clock: clock.clone(), settings };
    let app = Arc::new(AppState::new(config, db, amqp, clock)?);
    let listener = tokio::net::TcpListener::bind(http.address)
        .await
        .with_context(|| format!("cannot listen on {} (set API_ADDRESS)", http.address))?;
    tracing::info!(address = %listener.local_addr()?, "Listening");
    api::serve::serve(app, relay, listener, &http).await?;
    Ok(())
}

/// Fails if a demo account of `api seed` still has its published password.
async fn refuse_published_passwords(db: &Db) -> anyhow::Result<()> {
    match api::seed::with_published_password(db).await {
        Ok(found) if found.is_empty() => Ok(()),
        Ok(found) => anyhow::bail!(
            "these accounts have the published password of `api seed`: {}: give them another one, \
                or delete them",
            found.join(", ")
        ),
        // A restart while PostgreSQL is unavailable must not fail: `/readyz` reports the database.
        Err(error) => {
            tracing::warn!(%error, "The passwords of the demo accounts could not be checked");
            Ok(())
        }
    }
}

async fn seed(accounts_only: bool) -> anyhow::Result<()> {
    Environment::of_process().settings(config::production::refuse_demo_accounts)?;
    let (settings, clock) = (database()?, Clock::system());
    if !accounts_only {
        let mut conn = PgConnection::establish(settings.url.expose_secret())?;
        let report = import::demo_city(&mut conn, clock.now())?;
        say(&report.to_string());
        let created = create_demo_tariffs(&mut conn, clock.now())?;
        say(&format!("tariffs   {created} added"));
    }
    let db = Db::new(&settings);
    api::seed::accounts(&db, &clock).await?;
    if !accounts_only {
        api::seed::entry(&db, &clock).await?;
    }
    // Only processes with the secret can encrypt plates.
    if let Ok(auth) = Environment::of_process().settings(config::auth::Settings::from_env) {
        let tokens = Tokens::new(&auth.jwt_secret).reading(&auth.older_jwt_secrets);
        api::seed::vehicles(&db, &clock, &tokens).await?;
    }
    Ok(())
}

async fn create_admin(email: &str) -> anyhow::Result<()> {
    let (settings, clock) = (database()?, Clock::system());
    let mut line = String::new();
    if !std::io::stdin().is_terminal() {
        std::io::stdin().read_line(&mut line).context("standard input")?;
    }
    let password = Some(line.trim_end_matches(['\r', '\n']))
        .filter(|line| !line.is_empty())
        .map(SecretString::from);
    let is_published =
        password.as_ref().is_some_and(|password| password.expose_secret() == api::seed::PASSWORD);
    if is_published && Environment::of_process().settings(config::production::is_production)? {
        anyhow::bail!("this password is published with `api seed`: choose another one");
    }
    let done = match api::create_admin::create_admin(&Db::new(&settings), &clock, email, password)
        .await
    {
        Err(shared::Error::Invalid(errors)) => {
            let errors: Vec<_> =
                errors.iter().map(|error| format!("{} {}", error.field, error.message)).collect();
            anyhow::bail!(errors.join("; "))
        }
        done => done?,
    };
    match done {
        Admin::Promoted => {
            say(&format!("{email} is an admin now, with the password that they have"))
        }
        Admin::Created { password: None } => say(&format!("{email} is an admin now")),
        Admin::Created { password: Some(password) } => {
            say(&format!(
                "{email} is an admin now, with this password, which is not shown \
                    again:\n{password}"
            ));
        }
    }
    Ok(())
}
