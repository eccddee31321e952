//! Installs required packages from Debian's or Ubuntu's repositories.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::Path,
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail, ensure};

use crate::{data_directory::is_root, postgres::binaries, rabbitmq};

type Progress<'a> = &'a dyn Fn(&str);

/// Path of a program and the package that contains it.
type Tool = (&'static str, &'static str);

const TOOLS: &[Tool] = &[
    ("/usr/bin/psql", "postgresql-client"),
    ("/usr/bin/redis-server", "redis-server"),
    ("/usr/bin/cc", "gcc"),
    ("/usr/bin/curl", "curl"),
    ("/usr/bin/jq", "jq"),
];
const BROWSER: &[Tool] = &[("/usr/bin/chromium", "chromium")];
const EDGE: &[Tool] = &[
    ("/usr/sbin/nginx", "nginx"),
    ("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so", "libnginx-mod-http-brotli-static"),
    ("/usr/bin/certbot", "certbot"),
    ("/usr/bin/pebble", "pebble"),
    ("/usr/bin/envsubst", "gettext-base"),
    ("/usr/bin/openssl", "openssl"),
];
const CONTAINERS: &[Tool] = &[
    ("/usr/sbin/dockerd", "docker.io"),
    ("/usr/sbin/iptables", "iptables"),
    ("/usr/bin/docker-compose", "docker-compose"),
    ("/usr/bin/mmdebstrap", "mmdebstrap"),
];

/// Packages of the services that are not installed.
fn missing() -> Vec<String> {
    let postgis = postgis_package();
    let checks = [
        (binaries().is_ok(), "postgresql"),
        (has_postgis(), postgis.as_str()),
        (rabbitmq::is_installed(), "rabbitmq-server"),
        (has_libpq(), "libpq-dev"),
    ];
    let missing = checks.into_iter().filter(|(is_installed, _)| !is_installed);
    let packages = missing.map(|(_, package)| package.to_owned());
    packages.chain(missing_of(TOOLS)).collect()
}

fn missing_of(tools: &[Tool]) -> Vec<String> {
    let missing = tools.iter().filter(|(path, _)| !Path::new(path).exists());
    missing.map(|(_, package)| (*package).to_owned()).collect()
}

/// Installs the packages of the services and returns those that were missing.
pub fn install(progress: Progress<'_>) -> Result<Vec<String>> {
    let packages = missing();
    fetch(&packages, progress)?;
    // The version of PostgreSQL, and so the name of PostGIS's package, is known only now.
    fetch(&missing(), progress)?;
    match missing().as_slice() {
        [] => Ok(packages),
        left => bail!("still missing after the installation: {}", left.join(" ")),
    }
}

/// Installs the browser of the web app's tests.
pub fn browser(progress: Progress<'_>) -> Result<()> {
    fetch(&missing_of(BROWSER), progress)
}

/// Installs nginx, certbot and the ACME server of the tests.
pub fn edge(progress: Progress<'_>) -> Result<()> {
    fetch(&missing_of(EDGE), progress)
}

/// Installs a Docker engine, without starting it, and the builder of base images.
pub fn containers(progress: Progress<'_>) -> Result<()> {
    fetch(&missing_of(CONTAINERS), progress)
}

fn fetch(packages: &[String], progress: Progress<'_>) -> Result<()> {
    if packages.is_empty() {
        return Ok(());
    }
    let list = packages.join(" ");
    if !Path::new("/usr/bin/apt-get").exists() || !is_root() {
        bail!(
            "these packages are missing: {list}\nrun:  sudo apt-get update && sudo apt-get \
                install --no-install-recommends {list}\n\
             or start the services with Docker:  docker compose -f docker-compose.dev.yml up"
        );
    }
    progress(&format!("installing {list}"));
    apt(&["update", "-q"])?;
    // Keeps the packages from starting system services.
    let policy = Path::new("/usr/sbin/policy-rc.d");
    let is_ours = !policy.exists() && fs::write(policy, "#!/bin/sh\nexit 101\n").is_ok();
    if is_ours {
        fs::set_permissions(policy, fs::Permissions::from_mode(0o755))?;
    }
    let mut arguments = vec!["install", "-y", "-q", "--no-install-recommends"];
    arguments.extend(packages.iter().map(String::as_str));
    // A concurrent package manager occasionally makes the first attempt fail.
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
    let (command, errors) = (arguments.join(" "), String::from_utf8_lossy(&output.stderr));
    ensure!(output.status.success(), "apt-get {command} failed:\n{errors}");
    Ok(())
}

fn version() -> Option<String> {
    let binaries = binaries().ok()?;
    Some(binaries.parent()?.file_name()?.to_str()?.to_owned())
}

fn has_postgis() -> bool {
    let path = |version| format!("/usr/share/postgresql/{version}/extension/postgis.control");
    version().is_some_and(|version| Path::new(&path(version)).exists())
}

fn postgis_package() -> String {
    version()
        .map_or_else(|| "postgis".to_owned(), |version| format!("postgresql-{version}-postgis-3"))
}

fn has_libpq() -> bool {
    let directories = fs::read_dir("/usr/lib").into_iter().flatten().flatten();
    directories.map(|entry| entry.path().join("libpq.so")).any(|library| library.exists())
}
