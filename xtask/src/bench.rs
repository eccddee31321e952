//! `cargo xtask bench`: the search, and hold and cancel, through HTTP, beside pgbench with the same SQL in the same run.

use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use services::{Daemon, Durability, Place, Postgres, RabbitMq, Redis, free_port, install};

use crate::{cargo, root, stop};

const CONNECTIONS: &str = "16";
const SECONDS: &str = "20";
const PROFILE: &str = "bench-run";
const SECRET: &str = "a-secret-of-the-benchmark-of-32-bytes";

/// Requests a second, and the times that half and 99 of 100 stay below, in milliseconds.
struct Figures {
    rate: f64,
    p50: f64,
    p99: f64,
}

pub(crate) fn run() -> Result<()> {
    stop::listen()?;
    install::install(&|what| println!("{what}"))?;
    cargo::build(&["--profile", PROFILE, "-p", "api", "-p", "testkit", "--bins"])?;
    let directory = std::env::temp_dir().join(format!("curbhold-bench-{}", std::process::id()));
    let place = Place::new(&directory)?;
    let outcome = measure(&place);
    std::fs::remove_dir_all(place.root())?;
    outcome
}

fn measure(place: &Place) -> Result<()> {
    let postgres = Postgres::start(place, None, Durability::Real)?;
    let rabbit = RabbitMq::start(place, None)?;
    let redis = Redis::start(place, None)?;
    let url = postgres.url();
    let address = format!("127.0.0.1:{}", free_port()?);
    let variables = [
        ("DATABASE_URL", url.clone()),
        ("DATABASE_POOL_SIZE", "8".to_owned()),
        ("AMQP_URL", rabbit.url()),
        ("REDIS_URL", redis.url()),
        ("STRIPE_SECRET_KEY", "sk_test_bench".to_owned()),
        ("STRIPE_PUBLISHABLE_KEY", "pk_test_bench".to_owned()),
        ("STRIPE_WEBHOOK_SECRET", "whsec_bench".to_owned()),
        ("JWT_SECRET", SECRET.to_owned()),
        ("EMAIL_CONFIRMATION", "optional".to_owned()),
        ("API_ADDRESS", address.clone()),
        ("LOG", "warn".to_owned()),
    ];
    let api = |argument: &str| {
        let mut command = Command::new(binary("api"));
        command.arg(argument).env_clear().envs(variables.clone());
        command
    };
    cargo::succeed("api migrate", cargo::status(&mut api("migrate"))?)?;
    println!("seeding 100,000 spots and 1,000,000 reservations");
    let mut seed = Command::new("psql");
    seed.args(["-XqvON_ERROR_STOP=1", "-f"]).arg(root().join("xtask/bench/seed.sql")).arg(&url);
    cargo::succeed("the seed", cargo::status(&mut seed)?)?;
    let log = place.root().join("api.log");
    let mut daemon = Daemon::start("api", api("serve"), &log)?;
    daemon.wait_until(&log, || ureq::get(format!("http://{address}/readyz")).call().is_ok())?;
    let token = sign_up(&address)?;

    println!(
        "\n|  | through HTTP: requests/s | p50 ms | p99 ms | pgbench: transactions/s | ratio |\n|---|---|---|---|---|---|"
    );
    for (name, what, script) in
        [("search, 1 km, 100 results", "search", "search.sql"), ("hold + cancel", "hold", "hold.sql")]
    {
        // Once without counting, so that both find warm caches.
        load(what, &address, "3", &token)?;
        pgbench(script, &url, "3")?;
        stop::check()?;
        let (http, ceiling) = (load(what, &address, SECONDS, &token)?, pgbench(script, &url, SECONDS)?);
        let ratio = http.rate / ceiling;
        println!("| {name} | {:.0} | {:.1} | {:.1} | {ceiling:.0} | {ratio:.2} |", http.rate, http.p50, http.p99);
    }
    let memory = std::fs::read_to_string(format!("/proc/{}/status", daemon.pid()))?;
    let memory = memory.lines().find(|line| line.starts_with("VmRSS")).unwrap_or_default();
    println!("\nmemory of the api: {}", memory.trim_start_matches("VmRSS:").trim());
    Ok(())
}

fn sign_up(address: &str) -> Result<String> {
    let body = serde_json::json!({ "email": "load@example.com", "password": "park-at-the-curb" });
    let session: serde_json::Value =
        ureq::post(format!("http://{address}/api/v1/accounts")).send_json(body)?.body_mut().read_json()?;
    let token = session.get("access_token").and_then(serde_json::Value::as_str);
    Ok(token.context("no token")?.to_owned())
}

fn load(what: &str, address: &str, seconds: &str, token: &str) -> Result<Figures> {
    let output = Command::new(binary("load"))
        .args([what, address, CONNECTIONS, seconds, token])
        .stderr(Stdio::inherit())
        .output()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let numbers: Vec<f64> = text.split_whitespace().filter_map(|number| number.parse().ok()).collect();
    let [rate, p50, p99] = numbers.as_slice() else { bail!("the load failed") };
    Ok(Figures { rate: *rate, p50: *p50, p99: *p99 })
}

/// Transactions a second, with as many connections as the api has.
fn pgbench(script: &str, url: &str, seconds: &str) -> Result<f64> {
    let mut command = Command::new("pgbench");
    command
        .args(["-n", "-M", "prepared", "-c", "8", "-j", "2", "-T", seconds, "-f"])
        .arg(root().join("xtask/bench").join(script));
    let output = command.arg(url).output().context("cannot run pgbench")?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let line = text.lines().find(|line| line.starts_with("tps = "));
    let rate = line.and_then(|line| line.split_whitespace().nth(2)?.parse().ok());
    rate.with_context(|| format!("pgbench failed: {}", String::from_utf8_lossy(&output.stderr)))
}

fn binary(name: &str) -> std::path::PathBuf {
    root().join("target").join(PROFILE).join(name)
}
