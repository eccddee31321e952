//! The worker's command.

use std::{process::ExitCode, sync::Arc};

use anyhow::Context as _;
use clap::{Parser, Subcommand};
use shared::{
    amqp::Amqp,
    cache::Cache,
    clock::Clock,
    config::{self, Environment},
    db::Db,
    gateway::Gateway,
    relay::Relay,
    telemetry,
    token::Tokens,
};
use tokio::signal::unix;
use worker::{Context, consume, email::Mailer, reconcile_forever};

/// Curbhold's worker.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Takes jobs from RabbitMQ until it is stopped.
    Run,
}

/// What sysexits.h calls `EX_CONFIG`.
const BAD_CONFIGURATION: u8 = 78;
/// A statement of the worker may take longer than one that a driver waits for.
const STATEMENT_TIMEOUT_S: u32 = 60;

#[tokio::main]
async fn main() -> ExitCode {
    let Command::Run = Arguments::parse().command;
    match Environment::of_process().settings(config::logging::Settings::from_env) {
        Ok(logging) => telemetry::init(&logging),
        Err(problems) => return refuse(&problems.into()),
    }
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => refuse(&error),
    }
}

#[expect(clippy::print_stderr, reason = "the last words of a command")]
fn refuse(error: &anyhow::Error) -> ExitCode {
    eprintln!("worker: {error:#}");
    if error.is::<config::Problems>() { ExitCode::from(BAD_CONFIGURATION) } else { ExitCode::FAILURE }
}

async fn run() -> anyhow::Result<()> {
    let settings = Environment::of_process().settings(|env| {
        let database = config::database::Settings::from_env(env);
        let amqp = config::amqp::Settings::from_env(env);
        let redis = config::redis::Settings::from_env(env);
        let gateway = config::stripe::gateway_from_env(env);
        let mail = config::mail::Settings::from_env(env);
        let auth = config::auth::Settings::from_env(env);
        let http = config::http::Settings::from_env(env);
        let jobs = config::jobs::Settings::from_env(env);
        let terms = config::terms::from_env(env);
        Some((database?, amqp?, redis?, gateway?, mail?, auth?, http?, jobs?, terms?))
    })?;
    let (mut database, amqp, redis, gateway, mail, auth, http, jobs, terms) = settings;
    database.statement_timeout_s = STATEMENT_TIMEOUT_S;
    let (db, clock) = (Db::new(&database), Clock::system());
    let publisher = Amqp::new(amqp.clone(), "curbhold worker, overdue jobs");
    let context = Context {
        db: db.clone(),
        cache: Cache::new(&redis).context("REDIS_URL")?,
        gateway: Gateway::new(&gateway)?,
        mailer: Mailer::new(&mail)?,
        tokens: Tokens::new(&auth.jwt_secret),
        clock: clock.clone(),
        terms: Arc::new(terms),
        relay: Relay { db, amqp: publisher, clock, settings: jobs.clone() },
        jobs,
        public_url: mail.public_url,
    };
    let (stop, stopping) = tokio::sync::watch::channel(false);
    let reconciling = tokio::spawn(reconcile_forever(context.clone()));
    let consuming = tokio::spawn(consume(context, amqp, stopping, http.shutdown));
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
