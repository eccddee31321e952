//! `cargo xtask deploy-test`: deploys the platform on this machine without containers and tests it.
//! It has the deployed configuration of nginx, two apis, two workers, and a certificate that
//! certbot gets from a test authority; programs restart and the certificate is renewed under load.

mod accounts;
mod authority;
mod certificates;
pub(crate) mod client;
mod deployment;
#[cfg(test)]
mod files;
mod front;
mod limits;
mod load;
mod replicas;
mod roles;
mod settings;
mod settled;
mod upgrade;

use std::{env, fmt::Debug, fs, path::Path};

use anyhow::{Result, ensure};
use authority::Authority;
use certificates::Certificate;
use client::Client;
use deployment::Deployment;
use load::Load;
use services::{DataDirectory, install};

use crate::{cargo, programs, stop, test::Count, web};

/// Deploys the platform without containers and tests it: nginx, certificates, restarts.
#[derive(clap::Args)]
pub(crate) struct DeployTest {
    /// Test only the upgrade from this commit.
    ///
    /// Builds its api and worker, migrates the database while they run under load, and replaces
    /// them one by one.
    #[arg(long, value_name = "COMMIT")]
    from: Option<String>,
}

impl DeployTest {
    pub(crate) fn run(&self) -> Result<()> {
        stop::listen()?;
        install::install(&progress)?;
        let mut count = Count::default();
        match &self.from {
            Some(commit) => upgrade::run(commit, &mut count)?,
            None => {
                cargo::build_all()?;
                run_all(&mut count)?;
            }
        }
        count.finish()
    }
}

/// Runs all tests except the upgrade. The programs must have been built.
pub(crate) fn run_all(count: &mut Count) -> Result<()> {
    install::browser(&progress)?;
    keep_logs_of_failure(count, run_tests)
}

fn progress(step: &str) {
    println!("{step}");
}

/// Runs tests with the web app and a directory that is removed if all have passed.
fn keep_logs_of_failure(
    count: &mut Count,
    run: impl FnOnce(&DataDirectory, &Path, &mut Count) -> Result<()>,
) -> Result<()> {
    install::edge(&progress)?;
    let web = web::build()?;
    let directory = env::temp_dir().join(format!("curbhold-deploy-{}", std::process::id()));
    let place = DataDirectory::new(&directory)?;
    let failed_before = count.failed;
    match run(&place, &web, count) {
        Ok(()) => fs::remove_dir_all(place.root())?,
        Err(error) if count.failed > failed_before => {
            println!("{error:#}\nThe logs are in {}", place.root().display());
        }
        Err(error) => {
            return Err(error.context(format!("the logs are in {}", place.root().display())));
        }
    }
    Ok(())
}

/// Each test depends on those before.
fn run_tests(place: &DataDirectory, web: &Path, count: &mut Count) -> Result<()> {
    let mut deployment = Deployment::start(place, web, cargo::binaries())?;
    let mut authority = Authority::start(place, deployment.ports.http)?;
    let own = deployment.certificate(None)?;
    count.test(
        "deploy_test::nginx_starts_with_self_signed_certificate",
        expect(own.issuer.contains("localhost"), &own),
    )?;

    let issued = count.test("deploy_test::certbot_gets_certificate_through_nginx", {
        let served = deployment.certify("issue", &own, &authority);
        served.and_then(|served| expect(served.issuer.contains("Pebble"), &served).map(|()| served))
    })?;
    let client = Client::new(&deployment.url, &authority.root)?;
    count.test("deploy_test::tls_versions_and_redirects_are_correct", front::tls(&deployment))?;
    count.test("deploy_test::routes_reach_api_or_web_app", front::routes(&client))?;
    count.test("deploy_test::files_are_compressed_and_cached", front::files(&client, web))?;
    count.test(
        "deploy_test::pages_have_the_security_headers_of_the_api",
        front::policy(&client, &deployment),
    )?;
    count.test(
        "deploy_test::policies_allow_stripe_and_map",
        front::rendered_policies(&deployment),
    )?;
    count.test(
        "deploy_test::request_id_is_in_logs_and_problems",
        front::request_id(&client, &deployment),
    )?;
    count.test(
        "deploy_test::api_knows_client_addresses",
        front::client_address(&deployment, &authority),
    )?;

    count.test("deploy_test::nginx_limits_clients", limits::run(&deployment))?;
    count.test(
        "deploy_test::application_role_cannot_change_append_only_tables",
        roles::cannot_change_append_only_tables(deployment.database()),
    )?;

    let load = Load::start(&client, &deployment)?;
    let renewed = count.test("deploy_test::renewed_certificate_is_served_after_reload", {
        let served = deployment.certify("renew", &issued, &authority);
        served.and_then(|served| expect(served.serial != own.serial, &served).map(|()| served))
    })?;
    count.test("deploy_test::apis_restart_one_by_one", deployment.restart_apis())?;
    count.test("deploy_test::workers_restart_one_by_one", deployment.restart_workers())?;
    let reserved = count.test("deploy_test::no_request_is_lost_meanwhile", load.finish())?;
    count.test("deploy_test::no_job_is_lost_meanwhile", settled::jobs(&deployment, &reserved))?;

    authority.stop();
    count.test(
        "deploy_test::failed_renewal_keeps_certificate_and_alerts",
        failed_renewal(&deployment, &authority, &renewed),
    )?;
    count.test("deploy_test::web_app_works_in_browser", browser(&deployment, &client))
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
    programs::run(&mut tests)
}
