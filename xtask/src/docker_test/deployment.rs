//! `docker-compose.deploy.yml` with the services of the profile `local`: two apis and two workers
//! behind nginx.

use std::{
    fs,
    path::Path,
    process::Command,
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::Duration,
};

use anyhow::{Context, Result, ensure};
use services::free_port;

use super::{development::finish, engine::Engine};
use crate::{
    deploy_test::client::{Client, read},
    programs, retry,
};

const PROJECT: &str = "curbhold-docker-test-deploy";
const FILE: &str = "docker-compose.deploy.yml";
const START_TIMEOUT: Duration = Duration::from_secs(180);

/// Follows the instructions at the head of the compose file in a temporary folder.
pub(super) fn run(engine: &Engine, root: &Path) -> Result<()> {
    let folder = engine.home.join("site");
    fs::create_dir_all(&folder)?;
    let mut copy = Command::new("cp");
    copy.arg("-r").args([root.join(FILE), root.join("deploy"), root.join("certbot")]).arg(&folder);
    programs::run(&mut copy)?;
    let (http, https) = (free_port()?, free_port()?);
    let example = fs::read_to_string(folder.join("deploy/.env.deploy.example"))?;
    let limit = programs::output(Command::new("sh").args(["-c", "ulimit -Hn"]))?;
    let own = [
        ("PUBLIC_URL", format!("https://localhost:{https}/")),
        ("DOMAINS", "localhost".to_owned()),
        ("STRIPE_PUBLISHABLE_KEY", "pk_test_of_nobody".to_owned()),
        // The hard limit of this machine.
        ("OPEN_FILES", limit),
        ("PUBLISH_HTTP", http.to_string()),
        ("PUBLISH_HTTPS", https.to_string()),
    ];
    let settings = example.lines().map(|line| {
        match own.iter().find(|(name, _)| line.starts_with(&format!("{name}="))) {
            Some((name, value)) => format!("{name}={value}\n"),
            None => format!("{line}\n"),
        }
    });
    fs::write(folder.join(".env"), settings.collect::<String>())?;
    programs::run(&mut Command::new(folder.join("deploy/init-secrets")))?;
    let secrets = [
        ("smtp_url", "smtp://127.0.0.1:25"),
        ("stripe_secret_key", "sk_test_of_nobody"),
        ("stripe_webhook_secret", "whsec_of_nobody"),
    ];
    for (name, value) in secrets {
        fs::write(folder.join("deploy/secrets").join(name), value)?;
    }
    let compose = |arguments: &[&str]| {
        let mut command = engine.compose(&folder, PROJECT, FILE, arguments);
        command.env("COMPOSE_PROFILES", "local");
        command
    };
    let up = compose(&["up", "-d", "--no-build", "--scale", "api=2", "--scale", "worker=2"]);
    let outcome = engine.run(up).and_then(|()| check(engine, https, http));
    let mut roll = engine.command(&folder.join("deploy/roll"));
    roll.arg("api").env("COMPOSE_PROJECT_NAME", PROJECT).env("COMPOSE_PROFILES", "local");
    let outcome = outcome.and_then(|()| without_loss(https, || engine.run(roll)));
    let outcome = outcome.and_then(|()| {
        engine.run(compose(&["exec", "-T", "backup", "/opt/curbhold/backup", "once"]))
    });
    finish(engine, outcome, compose(&["logs", "--tail", "40"]), compose(&["down", "-v", "-t", "5"]))
}

fn check(engine: &Engine, https: u16, http: u16) -> Result<()> {
    let client = site(https);
    let health = || read(client.get("/api/v1/health")?, 200).map(drop);
    retry::until_ok(START_TIMEOUT, health)
        .context("the api behind nginx, with a self-signed certificate")?;
    let page = client.get_with("/admin", [("accept", "text/html")])?.body_mut().read_to_string()?;
    ensure!(page.contains("<div id=\"root\""), "the console is not the web app");
    let plain = Client::insecure(&format!("http://localhost:{http}")).get("/")?;
    ensure!(plain.status() == 308, "without TLS");
    // Two of each are healthy, and nginx knows both apis.
    retry::until_ok(START_TIMEOUT, || {
        for (service, count) in [("api", 2), ("worker", 2), ("nginx", 1)] {
            let healthy = containers(engine, service, "health=healthy")?;
            ensure!(healthy.len() == count, "{} of {service} are healthy", healthy.len());
        }
        Ok(())
    })?;
    let known = || -> Result<usize> {
        let nginx = containers(engine, "nginx", "status=running")?;
        let nginx = nginx.first().context("no nginx")?;
        let list = engine.output(&["exec", nginx, "cat", "/run/curbhold/upstreams.conf"])?;
        Ok(list
            .lines()
            .find_map(|line| line.strip_prefix("# known:"))
            .unwrap_or_default()
            .split_whitespace()
            .count())
    };
    retry::until_ok(START_TIMEOUT, || {
        ensure!(known()? == 2, "nginx does not know two apis");
        Ok(())
    })?;
    // nginx removes a stopped api, and the site stays available.
    let apis = containers(engine, "api", "status=running")?;
    engine.output(&["stop", apis.first().context("no api")?])?;
    health().context("one api is gone")?;
    retry::until_ok(START_TIMEOUT, || {
        health()?;
        ensure!(known()? == 1, "nginx still knows two apis");
        Ok(())
    })?;
    engine.output(&["start", apis.first().context("no api")?])?;
    for service in ["nginx", "certbot", "api", "worker"] {
        let container = containers(engine, service, "status=running")?;
        let container = container.first().with_context(|| format!("{service} does not run"))?;
        let inspect = |format: &str| engine.output(&["inspect", "--format", format, container]);
        let hardening = inspect("{{.HostConfig.ReadonlyRootfs}} {{.HostConfig.CapDrop}}")?;
        ensure!(hardening == "true [ALL]", "{service}: {hardening}");
        let ports = inspect("{{len .HostConfig.PortBindings}}")?;
        ensure!((ports != "0") == (service == "nginx"), "{service} has {ports} ports open");
    }
    Ok(())
}

/// Runs `work` under load, which must not lose a request.
fn without_loss(https: u16, work: impl FnOnce() -> Result<()>) -> Result<()> {
    let (client, is_over) = (site(https), AtomicBool::new(false));
    thread::scope(|scope| {
        let load = scope.spawn(|| {
            let (mut sent, mut lost) = (0_u32, Vec::new());
            while !is_over.load(Ordering::SeqCst) {
                sent += 1;
                let response = client.get("/api/v1/configuration");
                lost.extend(response.and_then(|response| read(response, 200)).err());
            }
            (sent, lost)
        });
        let outcome = work();
        is_over.store(true, Ordering::SeqCst);
        let (sent, lost) = load.join().ok().context("the load has failed")?;
        println!("     {sent} requests while apis were replaced, {} lost", lost.len());
        outcome?;
        ensure!(lost.is_empty() && sent > 20, "{sent} sent, lost: {lost:?}");
        Ok(())
    })
}

fn site(https: u16) -> Client {
    Client::insecure(&format!("https://localhost:{https}"))
}

/// The ids of a service's containers.
fn containers(engine: &Engine, service: &str, filter: &str) -> Result<Vec<String>> {
    let (project, service) = (
        format!("label=com.docker.compose.project={PROJECT}"),
        format!("label=com.docker.compose.service={service}"),
    );
    let ids = engine
        .output(&["ps", "-q", "--filter", &project, "--filter", &service, "--filter", filter])?;
    Ok(ids.lines().map(str::to_owned).collect())
}
