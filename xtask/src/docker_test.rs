//! `cargo xtask docker-test`: builds every image and starts both compose files. Without a Docker
//! engine it starts one, which pulls nothing: base images are then built from Debian's packages.

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

/// Builds every image and starts both compose files, if a Docker engine is available.
#[derive(Args)]
pub(crate) struct DockerTest {
    /// The cargo profile; `release` takes long and checks the size of the images.
    #[arg(long, default_value = "dev")]
    profile: String,
    /// The folder in which a started engine keeps its images for the next run.
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
        let outcome = self.run_tests(&engine, &mut passed);
        drop(engine);
        let cleaned_up = self.clean_up(&home);
        if let Err(error) = &outcome {
            println!("{error:#}");
        }
        println!(
            "\nSKIPPED: the profile `watch`, whose images are not built here\n\n{passed} \
                passed, {} failed",
            u8::from(outcome.is_err())
        );
        cleaned_up?;
        if outcome.is_err() { bail!("the containers failed") } else { Ok(()) }
    }

    /// Ends the engine's processes and mounts in `home`; removes the data unless `--home` is given.
    fn clean_up(&self, home: &Path) -> Result<()> {
        if self.home.is_none() { leftovers::remove(home) } else { leftovers::release(home) }
    }

    fn run_tests(&self, engine: &Engine, passed: &mut u32) -> Result<()> {
        let mut test = |name: &str, outcome: Result<()>| {
            println!(
                "test docker_test::{name} ... {}",
                if outcome.is_ok() { "ok" } else { "FAILED" }
            );
            *passed += u32::from(outcome.is_ok());
            stop::check()?;
            outcome
        };
        if engine.is_temporary() {
            test("base_images_have_stand_ins", images::stand_ins(engine))?;
        }
        test("images_are_built", images::build(engine, &self.profile))?;
        test("images_have_no_shell_secret_or_root", images::inspect(engine))?;
        test("development_site_starts", development::run(engine, &root()))?;
        test("deployed_site_starts_and_scales", deployment::run(engine, &root()))
    }
}
