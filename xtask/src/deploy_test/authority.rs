//! A certificate authority with ACME for tests: Debian's pebble.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};
use serde_json::json;
use services::{Daemon, Place, free_port};

use crate::cargo;

/// A running authority; dropping it stops it.
pub(super) struct Authority {
    url: String,
    own: PathBuf,
    root: PathBuf,
    daemon: Daemon,
}

impl Authority {
    /// Starts an authority that validates HTTP-01 challenges at `http_port`.
    pub(super) fn start(place: &Place, http_port: u16) -> Result<Self> {
        let home = place.root().join("authority");
        fs::create_dir_all(&home)?;
        let (port, management) = (free_port()?, free_port()?);
        let (own, key) = (home.join("own.pem"), home.join("own-key.pem"));
        let mut openssl = Command::new("openssl");
        openssl.args([
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=localhost",
        ]);
        openssl
            .args(["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout"])
            .arg(&key)
            .arg("-out")
            .arg(&own);
        quietly(&mut openssl)?;
        let config = home.join("config.json");
        let settings = json!({ "pebble": {
            "listenAddress": format!("127.0.0.1:{port}"),
                "managementListenAddress": format!("127.0.0.1:{management}"),
            "certificate": own, "privateKey": key, "httpPort": http_port, "tlsPort": free_port()?,
            "ocspResponderURL": "", "externalAccountBindingRequired": false,
        } });
        fs::write(&config, settings.to_string())?;
        let mut pebble = Command::new("/usr/bin/pebble");
        pebble
            .arg("-config")
            .arg(&config)
            .env("PEBBLE_VA_NOSLEEP", "1")
            .env("PEBBLE_WFE_NONCEREJECT", "0");
        let log = place.root().join("authority.log");
        let mut daemon = Daemon::start("pebble", pebble, &log)?;
        let root = home.join("root.pem");
        let curl = || {
            let mut curl = Command::new("curl");
            curl.args(["-sSf", "--cacert"]).arg(&own).arg("-o").arg(&root);
            curl.arg(format!("https://localhost:{management}/roots/0"));
            curl
        };
        daemon.wait_until(&log, || curl().output().is_ok_and(|output| output.status.success()))?;
        Ok(Self { url: format!("https://localhost:{port}/dir"), own, root, daemon })
    }

    /// The ACME directory.
    pub(super) fn url(&self) -> &str {
        &self.url
    }

    /// The certificate of its own HTTPS server, which certbot must trust.
    pub(super) fn own(&self) -> &Path {
        &self.own
    }

    /// The root of the certificates that it issues.
    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    pub(super) fn stop(&mut self) {
        self.daemon.stop();
    }
}

fn quietly(command: &mut Command) -> Result<()> {
    let output = command.output().context("cannot run openssl")?;
    cargo::succeed("openssl", output.status)
}
