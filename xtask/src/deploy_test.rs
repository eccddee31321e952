//! `cargo xtask deploy-test`: the platform as it is deployed, on this machine and without
//! containers: the very configuration of nginx, two apis, two workers, and a certificate that
//! certbot gets, through that nginx, from an authority made for tests. All of it is restarted and
//! renewed while people use it.

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

/// What was proved, and what was not.
#[derive(Debug, Default)]
pub(crate) struct Proofs {
    /// What holds.
    pub(crate) passed: u64,
    /// What does not.
    pub(crate) failed: u64,
}

impl Proofs {
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
    install::install(&|what| println!("{what}"))?;
    cargo::build_all()?;
    let proofs = prove()?;
    println!("\n{} passed, {} failed", proofs.passed, proofs.failed);
    if proofs.failed > 0 { bail!("the deployment failed") } else { Ok(()) }
}

/// Tries all of it. The programs must have been built.
pub(crate) fn prove() -> Result<Proofs> {
    let say = |what: &str| println!("{what}");
    install::edge(&say)?;
    install::browser(&say)?;
    let web = web::build(&web::directory().context("this checkout has no web app")?)?;
    let place =
        Place::new(&env::temp_dir().join(format!("curbhold-deploy-{}", std::process::id())))?;
    let mut proofs = Proofs::default();
    let outcome = story(&place, &web, &mut proofs);
    match outcome {
        Ok(()) => fs::remove_dir_all(place.root())?,
        Err(error) if proofs.failed > 0 => {
            println!("{error:#}\nThe logs are in {}", place.root().display())
        }
        Err(error) => {
            return Err(error.context(format!("the logs are in {}", place.root().display())));
        }
    }
    Ok(proofs)
}

/// From a machine with nothing to a site that was renewed and restarted while it was used. Each
/// part needs the one before.
fn story(place: &Place, web: &Path, proofs: &mut Proofs) -> Result<()> {
    let mut site = Site::start(place, web)?;
    let mut authority = Authority::start(place, site.ports.http)?;
    let own = site.certificate(None)?;
    proofs.add(
        "nginx_starts_before_there_is_a_certificate",
        ensure_that(own.issuer.contains("localhost"), &own),
    )?;

    let issued = proofs.add("certbot_gets_a_certificate_through_nginx", {
        let served = site
            .certbot(&authority, "issue")
            .and_then(|()| site.wait_for_certificate_after(&own, &authority));
        served.and_then(|served| {
            ensure_that(served.issuer.contains("Pebble"), &served).map(|()| served)
        })
    })?;
    let client = Client::new(&site.url, authority.root())?;
    proofs.add("tls_is_what_it_should_be", front::tls(&site))?;
    proofs.add("every_address_leads_where_it_should", front::addresses(&client))?;
    proofs.add("files_come_compressed_and_are_kept", front::files(&client, web))?;
    proofs.add("pages_have_the_policy_that_the_api_gives_them", front::policy(&client, &site))?;
    proofs.add(
        "a_request_has_one_id_in_logs_answers_and_problems",
        front::request_id(&client, &site),
    )?;
    proofs.add(
        "the_api_knows_clients_by_their_own_address",
        front::client_address(&site, &authority),
    )?;

    proofs.add("nginx_limits_clients", limits::hold(&site))?;
    proofs.add("append_only_binds_api_and_worker", roles::bind_the_application(&site))?;

    let load = Load::start(&client);
    let renewed = proofs.add("a_renewed_certificate_is_served_after_a_reload", {
        let served = site
            .certbot(&authority, "renew")
            .and_then(|()| site.wait_for_certificate_after(&issued, &authority));
        served.and_then(|served| ensure_that(served.serial != own.serial, &served).map(|()| served))
    })?;
    proofs.add("apis_are_restarted_one_after_the_other", site.restart_apis())?;
    proofs.add("workers_are_restarted_one_after_the_other", site.restart_workers())?;
    let held = proofs.add("no_request_was_lost_meanwhile", load.end())?;
    proofs.add("no_job_was_lost_meanwhile", settled::jobs(&site, &held))?;

    authority.stop();
    proofs.add("a_renewal_that_fails_leaves_the_certificate_and_says_so", {
        ensure!(
            site.certbot(&authority, "renew").is_err(),
            "a renewal without an authority succeeded"
        );
        site.wait_for_alarm().and_then(|()| {
            let served = site.certificate(Some(&authority))?;
            ensure_that(served.serial == renewed.serial, &served)
        })
    })?;
    proofs.add("spa_api_websocket_and_console_work_in_a_browser", browser(&site, &client))
}

fn ensure_that(is_so: bool, what: &dyn std::fmt::Debug) -> Result<()> {
    ensure!(is_so, "unexpected: {what:?}");
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
