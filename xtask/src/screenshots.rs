//! `cargo xtask screenshots`: every page of the web app in `target/screenshots`, and those of the
//! README in `docs/screenshots`.

use anyhow::Result;
use services::install;

use crate::{cargo, platform::Platform, programs, root, stop, web};

pub(crate) fn run() -> Result<()> {
    stop::listen()?;
    install::browser(&|what| println!("{what}"))?;
    web::install()?;
    cargo::build_all()?;
    let directory = root().join("target/screenshots");
    std::fs::create_dir_all(&directory)?;
    let platform = Platform::start()?;
    let mut screenshots = platform.browse("npm", &["run", "--silent", "screenshots"]);
    programs::run(screenshots.env("CURBHOLD_SCREENSHOTS", &directory))?;
    println!("The screenshots are in {}", directory.display());
    Ok(())
}
