//! `cargo xtask deploy-test`: the deployed platform on this machine, without containers: nginx with
//! its real configuration, two apis, two workers, and certbot with a test authority. Restarts and
//! renewals happen under load.

mod accounts;
mod authority;
mod client;
#[cfg(test)]
mod files;
mod front;
mod limits;
mod load;
mod roles;
mod settled;
mod site;

use std::{env, fs, path::Path};

use anyhow::{Context, Result, bail, ensure};
use authority::Authority;
use client::Client;
use load::Load;
use services::{Place, install};
use site::Site;

use crate::{cargo, root, stop, web};

/// Counts of the tests.
#[derive(Debug, Default)]
pub(crate) struct Results {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
}

impl Results {
    fn add<T>(&mut self, name: &str, outcome: Result<T>) -> Result<T> {
        stop::check()?;
        println!("test deploy_test::{name} ... {}", if outcome.is_ok() { "ok" } else { "FAILED" });
        let counted = if outcome.is_ok() { &mut self.passed } else { &mut self.failed };
        *counted += 1;
        outcome
    }
}

pub(crate) fn run() -> Result<()> {
    stop::listen()?;
    install::install(&|step| println!("{step}"))?;
    cargo::build_all()?;
    let results = run_all()?;
    println!("\n{} passed, {} failed", results.passed, results.failed);
    if results.failed > 0 { bail!("the deployment failed") } else { Ok(()) }
}

/// Runs all tests. The programs must have been built.
pub(crate) fn run_all() -> Result<Results> {
    let say = |step: &str| println!("{step}");
    install::edge(&say)?;
    install::browser(&say)?;
    let web = web::build(&web::directory().context("this checkout has no web app")?)?;
    let place =
        Place::new(&env::temp_dir().join(format!("curbhold-deploy-{}", std::process::id())))?;
    let mut results = Results::default();
    let outcome = run_tests(&place, &web, &mut results);
    match outcome {
        Ok(()) => fs::remove_dir_all(place.root())?,
        Err(error) if results.failed > 0 => {
            println!("{error:#}\nThe logs are in {}", place.root().display())
        }
        Err(error) => {
            return Err(error.context(format!("the logs are in {}", place.root().display())));
        }
    }
    Ok(results)
}

/// Each test depends on the state that the one before has left.
fn run_tests(place: &Place, web: &Path, results: &mut Results) -> Result<()> {
    let mut site = Site::start(place, web)?;
    let mut authority = Authority::start(place, site.ports.http)?;
    let own = site.certificate(None)?;
    results.add(
        "nginx_starts_without_certificate",
        ensure_that(own.issuer.contains("localhost"), &own),
    )?;

    let issued = results.add("certbot_obtains_certificate", {
        let served = site
            .certbot(&authority, "issue")
            .and_then(|()| site.wait_for_certificate_after(&own, &authority));
        served.and_then(|served| {
            ensure_that(served.issuer.contains("Pebble"), &served).map(|()| served)
        })
    })?;
    let client = Client::new(&site.url, authority.root())?;
    results.add("tls_is_modern", front::tls(&site))?;
    results.add("routes_reach_their_targets", front::addresses(&client))?;
    results.add("files_are_compressed_and_cached", front::files(&client, web))?;
    results.add("pages_have_content_security_policy", front::policy(&client, &site))?;
    results.add("request_id_is_the_same_everywhere", front::request_id(&client, &site))?;
    results.add("api_sees_client_address", front::client_address(&site, &authority))?;

    results.add("nginx_limits_clients", limits::hold(&site))?;
    results.add("append_only_tables_resist_application_role", roles::append_only(&site))?;

    let load = Load::start(&client);
    let renewed = results.add("renewed_certificate_is_served", {
        let served = site
            .certbot(&authority, "renew")
            .and_then(|()| site.wait_for_certificate_after(&issued, &authority));
        served.and_then(|served| ensure_that(served.serial != own.serial, &served).map(|()| served))
    })?;
    results.add("apis_restart_in_turn", site.restart_apis())?;
    results.add("workers_restart_in_turn", site.restart_workers())?;
    let held = results.add("no_request_is_lost", load.end())?;
    results.add("no_job_is_lost", settled::jobs(&site, &held))?;

    authority.stop();
    results.add("failed_renewal_keeps_certificate_and_alerts", {
        ensure!(
            site.certbot(&authority, "renew").is_err(),
            "a renewal without an authority succeeded"
        );
        site.wait_for_alarm().and_then(|()| {
            let served = site.certificate(Some(&authority))?;
            ensure_that(served.serial == renewed.serial, &served)
        })
    })?;
    results.add("browser_uses_app_websocket_and_console", browser(&site, &client))
}

fn ensure_that(holds: bool, value: &dyn std::fmt::Debug) -> Result<()> {
    ensure!(holds, "unexpected: {value:?}");
    Ok(())
}

fn browser(site: &Site, client: &Client) -> Result<()> {
    let up = site.write_up()?;
    client.get("/")?;
    let mut tests = web::run(
        "npx",
        &["--no-install", "playwright", "test", "--project=deploy", "--reporter=list"],
    );
    tests
        .env("CURBHOLD_DEPLOY", site.key()?)
        .env("CURBHOLD_UP", up)
        .env("NO_COLOR", "1")
        .env("FORCE_COLOR", "0");
    cargo::succeed("playwright", cargo::status(tests.current_dir(root().join("web")))?)
}
