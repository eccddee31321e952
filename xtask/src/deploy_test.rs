//! `cargo xtask deploy-test`: deploys the platform on this machine without containers and tests it.
//! It has the deployed configuration of nginx, two apis, two workers, and a certificate that
//! certbot gets from a test authority; programs restart and the certificate is renewed under load.

mod accounts;
mod authority;
mod client;
mod deployment;
#[cfg(test)]
mod files;
mod front;
mod limits;
mod load;
mod roles;
mod settled;

use std::{env, fmt::Debug, fs, path::Path};

use anyhow::{Context, Result, bail, ensure};
use authority::Authority;
use client::Client;
use deployment::{Certificate, Deployment};
use load::Load;
use services::{DataDirectory, install};

use crate::{cargo, programs, root, stop, web};

/// Numbers of passed and failed tests.
#[derive(Debug, Default)]
pub(crate) struct Results {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
}

impl Results {
    fn add<T>(&mut self, name: &str, result: Result<T>) -> Result<T> {
        stop::check()?;
        println!("test deploy_test::{name} ... {}", if result.is_ok() { "ok" } else { "FAILED" });
        *(if result.is_ok() { &mut self.passed } else { &mut self.failed }) += 1;
        result
    }
}

pub(crate) fn run() -> Result<()> {
    stop::listen()?;
    install::install(&|what| println!("{what}"))?;
    cargo::build_all()?;
    let results = run_all()?;
    println!("\n{} passed, {} failed", results.passed, results.failed);
    if results.failed > 0 { bail!("the deployment failed") } else { Ok(()) }
}

/// Runs all tests. The programs must have been built.
pub(crate) fn run_all() -> Result<Results> {
    let progress = |what: &str| println!("{what}");
    install::edge(&progress)?;
    install::browser(&progress)?;
    let web = web::build(&web::directory().context("this checkout has no web app")?)?;
    let directory = env::temp_dir().join(format!("curbhold-deploy-{}", std::process::id()));
    let place = DataDirectory::new(&directory)?;
    let mut results = Results::default();
    match run_tests(&place, &web, &mut results) {
        Ok(()) => fs::remove_dir_all(place.root())?,
        Err(error) if results.failed > 0 => {
            println!("{error:#}\nThe logs are in {}", place.root().display());
        }
        Err(error) => {
            return Err(error.context(format!("the logs are in {}", place.root().display())));
        }
    }
    Ok(results)
}

/// Each test depends on those before.
fn run_tests(place: &DataDirectory, web: &Path, results: &mut Results) -> Result<()> {
    let mut deployment = Deployment::start(place, web)?;
    let mut authority = Authority::start(place, deployment.ports.http)?;
    let own = deployment.certificate(None)?;
    results.add(
        "nginx_starts_with_self_signed_certificate",
        expect(own.issuer.contains("localhost"), &own),
    )?;

    let issued = results.add("certbot_gets_certificate_through_nginx", {
        let served = deployment.certify("issue", &own, &authority);
        served.and_then(|served| expect(served.issuer.contains("Pebble"), &served).map(|()| served))
    })?;
    let client = Client::new(&deployment.url, authority.root())?;
    results.add("tls_versions_and_redirects_are_correct", front::tls(&deployment))?;
    results.add("routes_reach_api_or_web_app", front::routes(&client))?;
    results.add("files_are_compressed_and_cached", front::files(&client, web))?;
    results
        .add("pages_have_the_security_headers_of_the_api", front::policy(&client, &deployment))?;
    results.add("request_id_is_in_logs_and_problems", front::request_id(&client, &deployment))?;
    results.add("api_knows_client_addresses", front::client_address(&deployment, &authority))?;

    results.add("nginx_limits_clients", limits::run(&deployment))?;
    results.add(
        "application_role_cannot_change_append_only_tables",
        roles::cannot_change_append_only_tables(deployment.database()),
    )?;

    let load = Load::start(&client);
    let renewed = results.add("renewed_certificate_is_served_after_reload", {
        let served = deployment.certify("renew", &issued, &authority);
        served.and_then(|served| expect(served.serial != own.serial, &served).map(|()| served))
    })?;
    results.add("apis_restart_one_by_one", deployment.restart_apis())?;
    results.add("workers_restart_one_by_one", deployment.restart_workers())?;
    let held = results.add("no_request_is_lost_meanwhile", load.finish())?;
    results.add("no_job_is_lost_meanwhile", settled::jobs(&deployment, &held))?;

    authority.stop();
    results.add(
        "failed_renewal_keeps_certificate_and_alerts",
        failed_renewal(&deployment, &authority, &renewed),
    )?;
    results.add("web_app_works_in_browser", browser(&deployment, &client))
}

/// The authority is stopped.
fn failed_renewal(
    deployment: &Deployment,
    authority: &Authority,
    current: &Certificate,
) -> Result<()> {
    let renewal = deployment.certbot(authority, "renew");
    ensure!(renewal.is_err(), "a renewal without an authority succeeded");
    deployment.wait_for_alert()?;
    let served = deployment.certificate(Some(authority))?;
    expect(served.serial == current.serial, &served)
}

fn expect(condition: bool, value: &dyn Debug) -> Result<()> {
    ensure!(condition, "unexpected: {value:?}");
    Ok(())
}

fn browser(deployment: &Deployment, client: &Client) -> Result<()> {
    let up = deployment.write_up()?;
    client.get("/")?;
    let mut tests = web::run(
        "npx",
        &["--no-install", "playwright", "test", "--project=deploy", "--reporter=list"],
    );
    tests
        .env("CURBHOLD_DEPLOY", deployment.key()?)
        .env("CURBHOLD_UP", up)
        .env("NO_COLOR", "1")
        .env("FORCE_COLOR", "0");
    programs::run("playwright", tests.current_dir(root().join("web")))
}
