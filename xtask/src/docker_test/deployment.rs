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

use super::{
    development::finish,
    engine::{Engine, wait},
};
use crate::cargo;

const PROJECT: &str = "curbhold-docker-test-deploy";
const FILE: &str = "docker-compose.deploy.yml";
const PATIENCE: Duration = Duration::from_secs(180);

/// Follows the head of the file in a folder of its own, and takes all away again.
pub(super) fn try_it(engine: &Engine, root: &Path) -> Result<()> {
    let folder = engine.home().join("site");
    fs::create_dir_all(&folder)?;
    let mut copy = Command::new("cp");
    copy.arg("-r").args([root.join(FILE), root.join("deploy"), root.join("certbot")]).arg(&folder);
    cargo::succeed("cp", cargo::status(&mut copy)?)?;
    let (http, https) = (free_port()?, free_port()?);
    let example = fs::read_to_string(folder.join("deploy/.env.deploy.example"))?;
    let limit = Command::new("sh").args(["-c", "ulimit -Hn"]).output()?;
    let own = [
        ("PUBLIC_URL", format!("https://localhost:{https}/")),
        ("DOMAINS", "localhost".to_owned()),
        ("STRIPE_PUBLISHABLE_KEY", "pk_test_of_nobody".to_owned()),
        // As many as this machine lets anybody have.
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
    cargo::succeed(
        "deploy/init-secrets",
        cargo::status(&mut Command::new(folder.join("deploy/init-secrets")))?,
    )?;
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
    let outcome = engine.run(up).and_then(|()| use_it(engine, https, http));
    let mut roll = engine.aimed(&folder.join("deploy/roll"));
    roll.arg("api").env("COMPOSE_PROJECT_NAME", PROJECT).env("COMPOSE_PROFILES", "local");
    let outcome = outcome.and_then(|()| unnoticed(https, || engine.run(roll)));
    let outcome = outcome.and_then(|()| {
        engine.run(compose(&["exec", "-T", "backup", "/opt/curbhold/backup", "once"]))
    });
    finish(engine, outcome, compose(&["logs", "--tail", "40"]), compose(&["down", "-v", "-t", "5"]))
}

fn use_it(engine: &Engine, https: u16, http: u16) -> Result<()> {
    let ask = |url: String| {
        let output = Command::new("curl")
            .args(["-sk", "-w", "\n%{http_code}", "-H", "Accept: text/html", &url])
            .output()?;
        Ok::<_, anyhow::Error>(String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let site = format!("https://localhost:{https}");
    let health = || {
        let told = ask(format!("{site}/api/v1/health"))?;
        ensure!(told.ends_with("\n200"), "{told}");
        Ok(())
    };
    wait(PATIENCE, health)
        .context("the api behind nginx, whose certificate nobody has signed yet")?;
    ensure!(
        ask(format!("{site}/admin"))?.contains("<div id=\"root\""),
        "the console is not the web app"
    );
    ensure!(ask(format!("http://localhost:{http}/"))?.ends_with("308"), "without TLS");
    // Two of each are well, and nginx knows both apis.
    wait(PATIENCE, || {
        for (service, count) in [("api", 2), ("worker", 2), ("nginx", 1)] {
            let well = containers(engine, service, "health=healthy")?;
            ensure!(well.len() == count, "{} of {service} are well", well.len());
        }
        Ok(())
    })?;
    let known = || -> Result<usize> {
        let nginx = containers(engine, "nginx", "status=running")?;
        let nginx = nginx.first().context("no nginx")?;
        let list = engine.told(&["exec", nginx, "cat", "/run/curbhold/upstreams.conf"])?;
        Ok(list
            .lines()
            .find_map(|line| line.strip_prefix("# known:"))
            .unwrap_or_default()
            .split_whitespace()
            .count())
    };
    wait(PATIENCE, || {
        ensure!(known()? == 2, "nginx does not know two apis");
        Ok(())
    })?;
    // One goes: the site stays, and nginx forgets it.
    let apis = containers(engine, "api", "status=running")?;
    engine.told(&["stop", apis.first().context("no api")?])?;
    health().context("one api is gone")?;
    wait(PATIENCE, || {
        health()?;
        ensure!(known()? == 1, "nginx still knows two apis");
        Ok(())
    })?;
    engine.told(&["start", apis.first().context("no api")?])?;
    for service in ["nginx", "certbot", "api", "worker"] {
        let container = containers(engine, service, "status=running")?;
        let container = container.first().with_context(|| format!("{service} does not run"))?;
        let told = engine.told(&[
            "inspect",
            "--format",
            "{{.HostConfig.ReadonlyRootfs}} {{.HostConfig.CapDrop}}",
            container,
        ])?;
        ensure!(told == "true [ALL]", "{service}: {told}");
        let ports =
            engine.told(&["inspect", "--format", "{{len .HostConfig.PortBindings}}", container])?;
        ensure!((ports != "0") == (service == "nginx"), "{service} has {ports} ports open");
    }
    Ok(())
}

/// Does something while somebody asks the api again and again, and is answered each time.
fn unnoticed(https: u16, work: impl FnOnce() -> Result<()>) -> Result<()> {
    let is_over = AtomicBool::new(false);
    let url = format!("https://localhost:{https}/api/v1/configuration");
    thread::scope(|scope| {
        let asking = scope.spawn(|| {
            let (mut asked, mut lost) = (0_u32, Vec::new());
            while !is_over.load(Ordering::SeqCst) {
                let answer = Command::new("curl")
                    .args(["-sk", "-o", "/dev/null", "-w", "%{http_code}", &url])
                    .output()?;
                asked += 1;
                if answer.stdout != b"200" {
                    lost.push(String::from_utf8_lossy(&answer.stdout).into_owned());
                }
            }
            anyhow::Ok((asked, lost))
        });
        let outcome = work();
        is_over.store(true, Ordering::SeqCst);
        let (asked, lost) = asking.join().ok().context("the one who asks has failed")??;
        println!("     {asked} requests while apis were replaced, {} lost", lost.len());
        outcome?;
        ensure!(lost.is_empty() && asked > 20, "{asked} asked, lost: {}", lost.join(" "));
        Ok(())
    })
}

/// The containers of a service, as they are filtered.
fn containers(engine: &Engine, service: &str, filter: &str) -> Result<Vec<String>> {
    let (project, service) = (
        format!("label=com.docker.compose.project={PROJECT}"),
        format!("label=com.docker.compose.service={service}"),
    );
    let ids = engine
        .told(&["ps", "-q", "--filter", &project, "--filter", &service, "--filter", filter])?;
    Ok(ids.lines().map(str::to_owned).collect())
}
