//! The images: base images, builds, contents.

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
};

use anyhow::{Result, ensure};

use super::engine::Engine;
use crate::{programs, root};

/// Name, Dockerfile, target.
const IMAGES: [(&str, &str, &str); 7] = [
    ("curbhold/api", "deploy/Dockerfile", "api"),
    ("curbhold/worker", "deploy/Dockerfile", "worker"),
    ("curbhold/stripe-simulator", "deploy/Dockerfile", "stripe-simulator"),
    ("curbhold/mail-catcher", "deploy/Dockerfile", "mail-catcher"),
    ("curbhold/geocoder-simulator", "deploy/Dockerfile", "geocoder-simulator"),
    ("curbhold/web", "web/Dockerfile", "web"),
    ("curbhold/certbot", "certbot/Dockerfile", ""),
];
/// In bytes, for the api and the worker in release mode.
const MAX_SIZE: u64 = 60_000_000;

/// Builds all images with the names that both compose files use.
pub(super) fn build(engine: &Engine, profile: &str) -> Result<()> {
    for (name, file, target) in IMAGES {
        let mut arguments = vec!["build", "-f", file, "--build-arg"];
        let argument = format!("CARGO_PROFILE={profile}");
        arguments.push(if file.starts_with("deploy") { &argument } else { "BUILT_BY=docker-test" });
        if engine.is_temporary() {
            arguments.extend(["--network", "host"]);
        }
        if !target.is_empty() {
            arguments.extend(["--target", target]);
        }
        let (dev, latest) = (format!("{name}:dev"), format!("{name}:latest"));
        arguments.extend(["-t", &dev, "-t", &latest, "."]);
        let mut docker = engine.docker(&arguments);
        docker.current_dir(root());
        engine.run(docker)?;
        let size = size(engine, &latest)?;
        println!("     {name}: {} MB", size / 1_000_000);
        let is_small =
            size <= MAX_SIZE || profile != "release" || !["api", "worker"].contains(&target);
        ensure!(is_small, "{name} has {size} bytes, more than {MAX_SIZE}");
    }
    Ok(())
}

/// Images of our programs have no shell; no image runs as root or contains a secret.
pub(super) fn inspect(engine: &Engine) -> Result<()> {
    for (name, _, target) in IMAGES {
        let image = format!("{name}:latest");
        let user = engine.output(&["inspect", "--format", "{{.Config.User}}", &image])?;
        ensure!(user.starts_with("10001"), "{name} runs as {user:?}");
        let history = engine.output(&["history", "--no-trunc", &image])?
            + &engine.output(&["inspect", "--format", "{{.Config.Env}}", &image])?;
        ensure!(
            !["sk_live", "sk_test", "whsec_", "JWT_SECRET=", "QUOTE_SIGNING_KEY="]
                .iter()
                .any(|secret| history.contains(secret)),
            "{name} contains a secret"
        );
        if ["api", "worker"].contains(&target) {
            let shell = engine
                .docker(&["run", "--rm", "--entrypoint", "/bin/sh", &image, "-c", "true"])
                .output()?;
            ensure!(!shell.status.success(), "{name} has a shell");
            let run = ["run", "--rm", "--read-only", "--cap-drop", "ALL"];
            let help = engine.output(&[&run[..], &[&image, "--version"]].concat())?;
            ensure!(help.starts_with(target), "{help}");
        }
    }
    Ok(())
}

fn size(engine: &Engine, image: &str) -> Result<u64> {
    Ok(engine.output(&["inspect", "--format", "{{.Size}}", image])?.parse()?)
}

/// Builds stand-ins for the base images from Debian's packages and this machine's Rust and Node.
pub(super) fn stand_ins(engine: &Engine) -> Result<()> {
    let debian = engine.home.join("debian.tar");
    if !debian.exists() {
        println!("building a Debian image");
        let mut mmdebstrap = Command::new("mmdebstrap");
        mmdebstrap.args(["--quiet", "--variant=minbase", "--include=ca-certificates", "bookworm"]);
        programs::run(mmdebstrap.arg(&debian))?;
    }
    let mut rustc = Command::new("rustc");
    let toolchain = programs::output(rustc.args(["--print", "sysroot"]).current_dir(root()))?;
    import(engine, "debian:bookworm-slim", &[])?;
    // Not the targets of symbolic links.
    let local = "--transform=s,^,usr/local/,S";
    import(engine, "rust:1.95-slim-bookworm", &["-C", &toolchain, local, "bin", "lib"])?;
    let node = ["-C", "/", "usr/bin/node", "usr/bin/npm", "usr/bin/npx", "usr/lib/node_modules"];
    import(engine, "node:24-bookworm-slim", &node)?;
    for (target, name) in [
        ("postgres", "postgis/postgis:17-3.6"),
        ("rabbitmq", "rabbitmq:4.3-management"),
        ("redis", "redis:8.8"),
    ] {
        let mut docker =
            engine.docker(&["build", "--network", "host", "--target", target, "-t", name, "."]);
        docker.current_dir(root().join("xtask/docker-stand-ins"));
        engine.run(docker)?;
    }
    Ok(())
}

/// Builds an image of Debian with some of this machine's files, unless it exists. It gets this
/// machine's CA certificates, because builds use this machine's network.
fn import(engine: &Engine, name: &str, files: &[&str]) -> Result<()> {
    if engine.output(&["inspect", name]).is_ok() {
        return Ok(());
    }
    println!("building a stand-in for {name}");
    let image = engine.home.join("image.tar");
    fs::copy(engine.home.join("debian.tar"), &image)?;
    let own = ["usr/local/share/ca-certificates", "etc/ssl/certs/ca-certificates.crt"];
    let own = own.into_iter().filter(|path| Path::new("/").join(path).exists());
    for files in [files.to_vec(), ["-C", "/"].into_iter().chain(own).collect()] {
        if files.len() > 2 {
            programs::run(Command::new("tar").arg("-rf").arg(&image).args(files))?;
        }
    }
    let certificates = "ENV NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt";
    let path = "ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    let mut docker = engine.docker(&["import", "--change", certificates, "--change", path]);
    docker.arg(&image).arg(name).stdout(Stdio::null());
    engine.run(docker)?;
    Ok(fs::remove_file(image)?)
}
