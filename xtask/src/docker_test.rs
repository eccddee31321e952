//! `cargo xtask docker-test`: builds every image and brings both compose files up, where a Docker
//! engine can be had. Where there is none and none can be started it says so. An engine that this
//! starts pulls nothing: what our images are built on is then made of Debian's packages.

mod deployment;
mod development;
mod engine;
mod images;
mod leftovers;

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use clap::Args;
use engine::Engine;

use crate::{root, stop};

/// How it is tried.
#[derive(Args)]
pub(crate) struct DockerTest {
    /// How the programs are compiled: `release` takes long, and shows how large the images are.
    #[arg(long, default_value = "dev")]
    profile: String,
    /// Where an engine that has to be started keeps its images, for the next time. Without it
    /// nothing is kept.
    #[arg(long, value_name = "DIR")]
    home: Option<PathBuf>,
}

impl DockerTest {
    pub(crate) fn run(&self) -> Result<()> {
        stop::listen()?;
        leftovers::remove_abandoned()?;
        let home = match &self.home {
            Some(home) => home.clone(),
            None => PathBuf::from(format!("{}{}", leftovers::HOMES, std::process::id())),
        };
        leftovers::release(&home)?;
        let engine = match Engine::find(&home) {
            Ok(engine) => engine,
            Err(reason) => {
                self.clean_up(&home)?;
                println!(
                    "SKIPPED: there is no Docker engine, and none can be started: {reason:#}\n\n0 \
                        passed, 0 failed, 1 skipped"
                );
                return Ok(());
            }
        };
        let mut passed = 0;
        let outcome = self.story(&engine, &mut passed);
        drop(engine);
        let cleaned_up = self.clean_up(&home);
        if let Err(error) = &outcome {
            println!("{error:#}");
        }
        println!(
            "\nSKIPPED: the profile `watch`, whose images only their makers have\n\n{passed} \
                passed, {} failed",
            u8::from(outcome.is_err())
        );
        cleaned_up?;
        if outcome.is_err() { bail!("the containers failed") } else { Ok(()) }
    }

    /// Leaves no process and no mount of an engine in `home`, and no data that nobody wants to
    /// keep.
    fn clean_up(&self, home: &Path) -> Result<()> {
        if self.home.is_none() { leftovers::remove(home) } else { leftovers::release(home) }
    }

    fn story(&self, engine: &Engine, passed: &mut u32) -> Result<()> {
        let mut prove = |name: &str, outcome: Result<()>| {
            println!(
                "test docker_test::{name} ... {}",
                if outcome.is_ok() { "ok" } else { "FAILED" }
            );
            *passed += u32::from(outcome.is_ok());
            stop::check()?;
            outcome
        };
        if engine.is_ours() {
            prove("what_others_make_has_stand_ins", images::stand_ins(engine))?;
        }
        prove("every_image_is_built", images::build(engine, &self.profile))?;
        prove("images_hold_no_shell_and_no_secret_and_run_as_nobody", images::inspect(engine))?;
        prove("the_development_site_comes_up", development::try_it(engine, &root()))?;
        prove("the_deployed_site_comes_up_and_scales", deployment::try_it(engine, &root()))
    }
}
