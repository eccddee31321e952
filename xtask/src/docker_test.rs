//! `cargo xtask docker-test`: builds every image and starts both compose files. Without a Docker
//! engine it starts one, which pulls nothing: base images are then built from Debian's packages.

mod deployment;
mod development;
mod engine;
mod images;

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use clap::Args;
use engine::Engine;

use crate::{root, stop, test::Count};

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
        engine::remove_abandoned()?;
        let home = match &self.home {
            Some(home) => home.clone(),
            None => PathBuf::from(format!("{}{}", engine::HOMES, std::process::id())),
        };
        let mut count = Count::default();
        let engine = match Engine::find(&home) {
            Ok(engine) => engine,
            Err(reason) => {
                self.clean_up(&home)?;
                println!("SKIPPED: no Docker engine can be started: {reason:#}");
                println!("\n0 passed, 0 failed, 1 skipped");
                return Ok(());
            }
        };
        let outcome = self.run_tests(&engine, &mut count);
        drop(engine);
        let cleaned_up = self.clean_up(&home);
        if let Err(error) = &outcome {
            println!("{error:#}");
        }
        println!("\nSKIPPED: the profile `watch`, whose images are not built here");
        count.finish()?;
        outcome.and(cleaned_up)
    }

    /// Removes the data unless `--home` is given.
    fn clean_up(&self, home: &Path) -> Result<()> {
        if self.home.is_none() && home.exists() {
            fs::remove_dir_all(home)
                .with_context(|| format!("cannot remove {}", home.display()))?;
        }
        Ok(())
    }

    fn run_tests(&self, engine: &Engine, count: &mut Count) -> Result<()> {
        if engine.is_temporary() {
            count.test("docker_test::base_images_have_stand_ins", images::stand_ins(engine))?;
        }
        count.test("docker_test::images_are_built", images::build(engine, &self.profile))?;
        count.test("docker_test::images_have_no_shell_secret_or_root", images::inspect(engine))?;
        count.test("docker_test::development_site_starts", development::run(engine, &root()))?;
        let deployed = deployment::run(engine, &root());
        count.test("docker_test::deployed_site_starts_and_scales", deployed)
    }
}
