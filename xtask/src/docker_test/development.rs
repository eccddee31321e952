//! `docker-compose.dev.yml`: the site starts, is seeded, and sends mail.

use std::{path::Path, process::Command, time::Duration};

use anyhow::{Context, Result, ensure};
use serde_json::json;
use services::free_port;

use super::engine::Engine;
use crate::{
    deploy_test::client::{Client, read},
    retry,
};

const PROJECT: &str = "curbhold-docker-test-dev";
const FILE: &str = "docker-compose.dev.yml";
/// The first start creates the database and seeds the city.
const START_TIMEOUT: Duration = Duration::from_secs(180);

/// Starts the site on free ports, checks it, and removes it with its data.
pub(super) fn run(engine: &Engine, folder: &Path) -> Result<()> {
    let ports = [
        "WEB_PORT",
        "MAIL_PORT",
        "STRIPE_PORT",
        "POSTGRES_PORT",
        "AMQP_PORT",
        "RABBITMQ_PAGES_PORT",
        "REDIS_PORT",
    ];
    let ports: Vec<(&str, u16)> =
        ports.into_iter().map(|name| Ok((name, free_port()?))).collect::<Result<_>>()?;
    let compose = |arguments: &[&str]| {
        let mut command = engine.compose(folder, PROJECT, FILE, arguments);
        command.envs(ports.iter().map(|(name, port)| (*name, port.to_string())));
        command
    };
    let outcome = engine.run(compose(&["up", "-d", "--no-build"])).and_then(|()| check(&ports));
    finish(engine, outcome, compose(&["logs", "--tail", "40"]), compose(&["down", "-v", "-t", "5"]))
}

fn check(ports: &[(&str, u16)]) -> Result<()> {
    let port = |expected: &str| {
        ports.iter().find(|(name, _)| *name == expected).map_or(0, |(_, port)| *port)
    };
    let client = |name: &str| Client::insecure(&format!("http://localhost:{}", port(name)));
    let get = |client: &Client, path: &str| {
        let mut page = client.get_with(path, [("accept", "text/html,*/*")])?;
        anyhow::Ok(page.body_mut().read_to_string()?)
    };
    let web = client("WEB_PORT");
    retry::until_ok(START_TIMEOUT, || read(web.get("/api/v1/health")?, 200))
        .context("the api behind nginx")?;
    for path in ["/", "/admin"] {
        ensure!(get(&web, path)?.contains("<div id=\"root\""), "{path} is not the web app");
    }
    let path = "/api/v1/spots?lat=40.7543&lng=-73.9884&radius=300&limit=1";
    let found = read(web.get(path)?, 200)?;
    let spot = found.pointer("/spots/0/id").context("no spot: the city was not seeded")?;
    let body =
        json!({ "spot_id": spot, "duration_seconds": 3600, "email": "guest@drivers.example" });
    read(web.post("/api/v1/reservations", &body)?, 201).context("the hold")?;
    // The mail passes the relay, RabbitMQ and the worker.
    retry::until_ok(START_TIMEOUT, || {
        let mails = get(&client("MAIL_PORT"), "/email")?;
        ensure!(mails.contains("guest@drivers.example"), "there is no mail yet");
        Ok(())
    })?;
    let pages = get(&client("RABBITMQ_PAGES_PORT"), "/")?;
    ensure!(pages.contains("RabbitMQ Management"), "RabbitMQ's pages");
    let stripe = get(&client("STRIPE_PORT"), "/v3/")?;
    ensure!(stripe.contains("Stripe"), "the simulator's Stripe.js");
    Ok(())
}

/// Prints the logs after a failure, and removes the site.
pub(super) fn finish(
    engine: &Engine,
    outcome: Result<()>,
    mut logs: Command,
    down: Command,
) -> Result<()> {
    if outcome.is_err() {
        println!("{}", String::from_utf8_lossy(&logs.output()?.stdout));
    }
    engine.run(down)?;
    outcome
}
