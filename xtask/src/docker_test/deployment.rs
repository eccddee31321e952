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
use crate::{programs, retry};

const PROJECT: &str = "curbhold-docker-test-deploy";
const FILE: &str = "docker-compose.deploy.yml";
const START_TIMEOUT: Duration = Duration::from_secs(180);

/// Follows the instructions at the head of the compose file in a temporary folder.
pub(super) fn run(engine: &Engine, root: &Path) -> Result<()> {
    let folder = engine.home().join("site");
    fs::create_dir_all(&folder)?;
    let mut copy = Command::new("cp");
    copy.arg("-r").args([root.join(FILE), root.join("deploy"), root.join("certbot")]).arg(&folder);
    programs::run("cp", &mut copy)?;
    let (http, https) = (free_port()?, free_port()?);
    let example = fs::read_to_string(folder.join("deploy/.env.deploy.example"))?;
    let limit = Command::new("sh").args(["-c", "ulimit -Hn"]).output()?;
    let own = [
        ("PUBLIC_URL", format!("https://localhost:{https}/")),
        ("DOMAINS", "localhost".to_owned()),
        ("STRIPE_PUBLISHABLE_KEY", "pk_test_of_nobody".to_owned()),
        // The hard limit of this machine.
        ("OPEN_FILES", String::from_utf8(limit.stdout)?.trim().to_owned()),
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
    programs::run("deploy/init-secrets", &mut Command::new(folder.join("deploy/init-secrets")))?;
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
    let get = |url: String| {
        let output = Command::new("curl")
            .args(["-sk", "-w", "\n%{http_code}", "-H", "Accept: text/html", &url])
            .output()?;
        Ok::<_, anyhow::Error>(String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let site = format!("https://localhost:{https}");
    let health = || {
        let text = get(format!("{site}/api/v1/health"))?;
        ensure!(text.ends_with("\n200"), "{text}");
        Ok(())
    };
    retry::until_ok(START_TIMEOUT, health)
        .context("the api behind nginx, with a self-signed certificate")?;
    ensure!(
        get(format!("{site}/admin"))?.contains("<div id=\"root\""),
        "the console is not the web app"
    );
    ensure!(get(format!("http://localhost:{http}/"))?.ends_with("308"), "without TLS");
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
        let hardening = engine.output(&[
            "inspect",
            "--format",
            "{{.HostConfig.ReadonlyRootfs}} {{.HostConfig.CapDrop}}",
            container,
        ])?;
        ensure!(hardening == "true [ALL]", "{service}: {hardening}");
        let ports = engine.output(&[
            "inspect",
            "--format",
            "{{len .HostConfig.PortBindings}}",
            container,
        ])?;
        ensure!((ports != "0") == (service == "nginx"), "{service} has {ports} ports open");
    }
    Ok(())
}

/// Runs `work` under load, which must not lose a request.
fn without_loss(https: u16, work: impl FnOnce() -> Result<()>) -> Result<()> {
    let is_over = AtomicBool::new(false);
    let url = format!("https://localhost:{https}/api/v1/configuration");
    thread::scope(|scope| {
        let load = scope.spawn(|| {
            let (mut sent, mut lost) = (0_u32, Vec::new());
            while !is_over.load(Ordering::SeqCst) {
                let response = Command::new("curl")
                    .args(["-sk", "-o", "/dev/null", "-w", "%{http_code}", &url])
                    .output()?;
                sent += 1;
                if response.stdout != b"200" {
                    lost.push(String::from_utf8_lossy(&response.stdout).into_owned());
                }
            }
            anyhow::Ok((sent, lost))
        });
        let outcome = work();
        is_over.store(true, Ordering::SeqCst);
        let (sent, lost) = load.join().ok().context("the load has failed")??;
        println!("     {sent} requests while apis were replaced, {} lost", lost.len());
        outcome?;
        ensure!(lost.is_empty() && sent > 20, "{sent} sent, lost: {}", lost.join(" "));
        Ok(())
    })
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
