//! Installs what the services need from Debian's, or Ubuntu's, own packages.

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};

use crate::{place::is_root, postgres::binaries, rabbitmq};

/// The browser that the web app's tests drive.
const CHROMIUM: &str = "/usr/bin/chromium";

/// The packages that are missing on this machine.
pub fn missing() -> Vec<String> {
    let mut packages = Vec::new();
    if binaries().is_err() {
        packages.push("postgresql".to_owned());
    }
    if !has_postgis() {
        packages.push(postgis_package());
    }
    let tools = [
        ("/usr/bin/psql", "postgresql-client"),
        ("/usr/bin/redis-server", "redis-server"),
        ("/usr/bin/setpriv", "util-linux"),
        ("/usr/bin/cc", "gcc"),
        ("/usr/bin/curl", "curl"),
        ("/usr/bin/jq", "jq"),
    ];
    packages.extend(
        tools
            .iter()
            .filter(|(path, _)| !Path::new(path).exists())
            .map(|(_, name)| (*name).to_owned()),
    );
    if !rabbitmq::is_installed() {
        packages.push("rabbitmq-server".to_owned());
    }
    if !has_libpq() {
        packages.push("libpq-dev".to_owned());
    }
    packages
}

/// Installs what is missing; answers what was. `say` is told what happens.
///
/// # Errors
/// When something is missing and we may not install it, or the package manager fails.
pub fn install(say: &dyn Fn(&str)) -> Result<Vec<String>> {
    let packages = missing();
    if packages.is_empty() {
        return Ok(packages);
    }
    fetch(&packages, say)?;
    // The version of PostgreSQL, and with it PostGIS's package, is known only now.
    match missing().as_slice() {
        [] => Ok(packages),
        [postgis] if postgis.contains("postgis") => {
            apt(&["install", "-y", "-q", "--no-install-recommends", postgis]).map(|()| packages)
        }
        left => bail!("still missing after the installation: {}", left.join(" ")),
    }
}

/// Installs the browser that the web app's tests drive, unless it is there.
///
/// # Errors
/// When we may not install it, or the package manager fails.
pub fn browser(say: &dyn Fn(&str)) -> Result<()> {
    if Path::new(CHROMIUM).exists() { Ok(()) } else { fetch(&["chromium".to_owned()], say) }
}

/// Installs what a site is deployed with, and an authority that signs its certificate in tests.
///
/// # Errors
/// When we may not install it, or the package manager fails.
pub fn edge(say: &dyn Fn(&str)) -> Result<()> {
    let needed = [
        ("/usr/sbin/nginx", "nginx"),
        (
            "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so",
            "libnginx-mod-http-brotli-static",
        ),
        ("/usr/bin/certbot", "certbot"),
        ("/usr/bin/pebble", "pebble"),
        ("/usr/bin/envsubst", "gettext-base"),
        ("/usr/bin/openssl", "openssl"),
    ];
    let missing = needed.iter().filter(|(path, _)| !Path::new(path).exists());
    let packages: Vec<_> = missing.map(|(_, name)| (*name).to_owned()).collect();
    if packages.is_empty() { Ok(()) } else { fetch(&packages, say) }
}

/// Installs a Docker engine, which is not started, and what makes base images without pulling any.
///
/// # Errors
/// When we may not install it, or the package manager fails.
pub fn containers(say: &dyn Fn(&str)) -> Result<()> {
    let needed = [
        ("/usr/sbin/dockerd", "docker.io"),
        ("/usr/sbin/iptables", "iptables"),
        ("/usr/bin/docker-compose", "docker-compose"),
        ("/usr/bin/mmdebstrap", "mmdebstrap"),
    ];
    let missing = needed.iter().filter(|(path, _)| !Path::new(path).exists());
    let packages: Vec<_> = missing.map(|(_, name)| (*name).to_owned()).collect();
    if packages.is_empty() { Ok(()) } else { fetch(&packages, say) }
}

fn fetch(packages: &[String], say: &dyn Fn(&str)) -> Result<()> {
    let list = packages.join(" ");
    if !Path::new("/usr/bin/apt-get").exists() || !is_root() {
        bail!(
            "these packages are missing: {list}\nrun:  sudo apt-get update && sudo apt-get \
                install --no-install-recommends {list}\n\
             or start the services with Docker:  docker compose -f docker-compose.dev.yml up"
        );
    }
    say(&format!("installing {list}"));
    apt(&["update", "-q"])?;
    // The packages would start services of their own; ours are private.
    let policy = Path::new("/usr/sbin/policy-rc.d");
    let is_ours = !policy.exists() && fs::write(policy, "#!/bin/sh\nexit 101\n").is_ok();
    if is_ours {
        Command::new("chmod").arg("755").arg(policy).status().context("cannot run chmod")?;
    }
    let mut arguments = vec!["install", "-y", "-q", "--no-install-recommends"];
    arguments.extend(packages.iter().map(String::as_str));
    // Another package manager at work makes the first attempt fail now and then.
    let installed = apt(&arguments).or_else(|_| apt(&arguments));
    if is_ours {
        fs::remove_file(policy)?;
    }
    installed
}

fn apt(arguments: &[&str]) -> Result<()> {
    let output = Command::new("apt-get")
        .args(["-o", "DPkg::Lock::Timeout=300"])
        .args(arguments)
        .env("DEBIAN_FRONTEND", "noninteractive")
        .stdin(Stdio::null())
        .output()
        .context("cannot run apt-get")?;
    if !output.status.success() {
        bail!(
            "apt-get {} failed:\n{}",
            arguments.join(" "),
            String::from_utf8_lossy(&output.stderr)
        );
    }
    Ok(())
}

fn version() -> Option<String> {
    let binaries = binaries().ok()?;
    Some(binaries.parent()?.file_name()?.to_str()?.to_owned())
}

fn has_postgis() -> bool {
    version().is_some_and(|version| {
        Path::new(&format!("/usr/share/postgresql/{version}/extension/postgis.control")).exists()
    })
}

fn postgis_package() -> String {
    version()
        .map_or_else(|| "postgis".to_owned(), |version| format!("postgresql-{version}-postgis-3"))
}

fn has_libpq() -> bool {
    let directories = fs::read_dir("/usr/lib").into_iter().flatten().flatten();
    directories.map(|entry| entry.path().join("libpq.so")).any(|library| library.exists())
}
