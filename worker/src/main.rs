//! Command line of the worker.

use std::{net::SocketAddr, process::ExitCode, sync::Arc, time::Duration};

use anyhow::Context as _;
use chrono::{DateTime, Utc};
use clap::{Parser, Subcommand};
use secrecy::ExposeSecret;
use shared::{
    billing::{self, gateway::Gateway, stripe_alarms::keep_alarms},
    places,
    platform::{
        amqp::Amqp,
        cache::Cache,
        clock::Clock,
        config::{self, Environment},
        db::Db,
        metrics, probe,
        relay::Relay,
        telemetry,
        token::Tokens,
    },
    reservations::links::Links,
};
use tokio::signal::unix;
use worker::{
    Context, Difference, audit::audit_forever, consume, email::Mailer, heartbeat::beat_forever,
    reconcile_forever, watch::watch_jobs_forever,
};

/// Worker of Curbhold.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Processes jobs from RabbitMQ until it is stopped.
    Run,
    /// Checks the health of the running worker; fails when it does not respond. For containers.
    Health,
    /// Compares Stripe's records with the ledger and prints the differences; enqueues missed work.
    Reconcile {
        /// Start of the compared period, for example 2026-11-20T00:00:00Z.
        #[arg(long)]
        since: DateTime<Utc>,
    },
    /// Checks every invariant of the database; fails when one is violated.
    Audit {
        /// Prints all findings as JSON.
        #[arg(long)]
        json: bool,
    },
}

/// `EX_CONFIG` of sysexits.h.
const BAD_CONFIGURATION: u8 = 78;
/// Statement timeout; longer than that of the API, because no driver waits for the worker.
const STATEMENT_TIMEOUT_S: u32 = 60;

#[tokio::main]
async fn main() -> ExitCode {
    let command = Arguments::parse().command;
    let _telemetry = match Environment::of_process().settings(config::logging::Settings::from_env) {
        Ok(logging) => telemetry::init(&logging, "curbhold-worker"),
        Err(problems) => return fail(&problems.into()),
    };
    let outcome = match command {
        Command::Run => run().await.map(|()| true),
        Command::Health => health().map(|()| true),
        Command::Reconcile { since } => reconcile(since).await,
        Command::Audit { json } => audit(json),
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => fail(&error),
    }
}

fn health() -> anyhow::Result<()> {
    let ours = |env: &mut Environment| config::metrics::from_env(env, config::metrics::WORKER_PORT);
    let address = Environment::of_process()
        .settings(ours)?
        .context("METRICS_ADDRESS is empty: the worker serves no metrics")?;
    probe::get(address, "/metrics").context("METRICS_ADDRESS")
}

fn audit(json: bool) -> anyhow::Result<bool> {
    let database = Environment::of_process().settings(config::database::Settings::from_env)?;
    worker::audit::print(database.url.expose_secret(), Clock::system().now(), json)
}

#[expect(clippy::print_stderr, reason = "the last words of a command")]
fn fail(error: &anyhow::Error) -> ExitCode {
    eprintln!("worker: {error:#}");
    if error.is::<config::Problems>() {
        ExitCode::from(BAD_CONFIGURATION)
    } else {
        ExitCode::FAILURE
    }
}

/// Monitoring settings.
struct Watched {
    /// Interval between audits; `None` disables them.
    audit: Option<Duration>,
    /// Address of the metrics endpoint; `None` disables it.
    metrics: Option<SocketAddr>,
}

/// Builds the context of the processes from the environment. A command that ends by itself has one
/// connection: a pool opens further ones in the background, and a process that exits while another
/// thread initializes libpq's TLS library crashes.
fn context(
    ends_by_itself: bool,
) -> anyhow::Result<(Context, config::amqp::Settings, Duration, Watched)> {
    let settings = Environment::of_process().settings(|env| {
        let database = config::database::Settings::from_env(env);
        let amqp = config::amqp::Settings::from_env(env);
        let redis = config::redis::Settings::from_env(env);
        let gateway = billing::config::gateway_from_env(env);
        let mail = config::mail::Settings::from_env(env);
        let auth = config::auth::Settings::from_env(env);
        let http = config::http::Settings::from_env(env);
        let jobs = config::jobs::Settings::from_env(env);
        let terms = places::config::from_env(env);
        let audit = config::audit::from_env(env);
        let metrics = config::metrics::from_env(env, config::metrics::WORKER_PORT);
        let watched = Watched { audit: audit?, metrics: metrics? };
        Some((database?, amqp?, redis?, gateway?, mail?, auth?, http?, jobs?, terms?, watched))
    })?;
    let (mut database, amqp, redis, gateway, mail, auth, http, jobs, terms, watched) = settings;
    Environment::of_process().settings(config::production::check)?;
    database.statement_timeout_s = STATEMENT_TIMEOUT_S;
    if ends_by_itself {
        database.pool_size = 1;
    }
    let (db, clock) = (Db::new(&database), Clock::system());
    let publisher = Amqp::new(amqp.clone(), "curbhold worker, overdue jobs");
    let context = Context {
        db: db.clone(),
        cache: Cache::new(&redis).context("REDIS_URL")?,
        gateway: keep_alarms(Gateway::new(&gateway)?, &db, &clock),
        mailer: Mailer::new(&mail)?,
        links: Links {
            tokens: Tokens::new(&auth.jwt_secret).reading(&auth.older_jwt_secrets),
            public_url: mail.public_url,
        },
        clock: clock.clone(),
        terms: Arc::new(terms),
        relay: Relay { db, amqp: publisher, clock, settings: jobs.clone() },
        jobs,
    };
    Ok((context, amqp, http.shutdown, watched))
}

/// Prints every difference. Returns whether there is none.
#[expect(clippy::print_stdout, reason = "the output of the command")]
async fn reconcile(since: DateTime<Utc>) -> anyhow::Result<bool> {
    let (context, ..) = context(true)?;
    let comparison = worker::reconcile_since(&context, since).await?;
    for Difference { kind, reference, detail } in &comparison.differences {
        println!("{kind}  {reference}  {detail}");
    }
    println!("{} compared, {} differ", comparison.compared, comparison.differences.len());
    Ok(comparison.differences.is_empty())
}

async fn run() -> anyhow::Result<()> {
    let (context, amqp, grace, watched) = context(false)?;
    if let Some(address) = watched.metrics {
        metrics::serve(address);
        tokio::spawn(watch_jobs_forever(context.db.clone(), context.clock.clone()));
    }
    if let Some(interval) = watched.audit {
        tokio::spawn(audit_forever(context.db.clone(), context.clock.clone(), interval));
    }
    tokio::spawn(context.cache.clone().publish_map_changes(context.db.commits()));
    tokio::spawn(beat_forever(context.db.clone(), context.clock.clone(), context.jobs.heartbeat));
    let (stop, stopping) = tokio::sync::watch::channel(false);
    let reconciling = tokio::spawn(reconcile_forever(context.clone()));
    let consuming = tokio::spawn(consume(context, amqp, stopping, grace));
    let mut terminate = unix::signal(unix::SignalKind::terminate())?;
    tokio::select! {
        _ = terminate.recv() => {}
        ctrl_c = tokio::signal::ctrl_c() => ctrl_c?,
    }
    tracing::info!("Stopping: finishing the jobs under way");
    reconciling.abort();
    stop.send_replace(true);
    consuming.await?;
    Ok(())
}
