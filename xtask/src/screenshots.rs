//! `cargo xtask screenshots`: every page of the web app in `target/screenshots`, and those of the
//! README in `docs/screenshots`.

use anyhow::{Context, Result};
use services::install;

use crate::{cargo, platform::Platform, root, stop, web};

pub(crate) fn run() -> Result<()> {
    stop::listen()?;
    let web = web::directory().context("this checkout has no web app")?;
    install::browser(&|what| println!("{what}"))?;
    web::install(&web)?;
    cargo::build_all()?;
    let directory = root().join("target/screenshots");
    std::fs::create_dir_all(&directory)?;
    let platform = Platform::start()?;
    let mut screenshots = platform.browse("npm", &["run", "--silent", "screenshots"]);
    cargo::succeed(
        "npm run screenshots",
        cargo::status(screenshots.env("CURBHOLD_SCREENSHOTS", &directory))?,
    )?;
    println!("The screenshots are in {}", directory.display());
    Ok(())
}
