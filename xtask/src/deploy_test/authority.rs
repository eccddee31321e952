//! An ACME test authority: pebble from Debian. It validates domain names as Let's Encrypt does.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, ensure};
use serde_json::json;
use services::{Daemon, DataDirectory, free_port};

/// Dropping it stops the server.
pub(super) struct Authority {
    url: String,
    own: PathBuf,
    root: PathBuf,
    daemon: Daemon,
}

impl Authority {
    /// Validates domain names at `http_port`.
    pub(super) fn start(place: &DataDirectory, http_port: u16) -> Result<Self> {
        let home = place.root().join("authority");
        fs::create_dir_all(&home)?;
        let (port, management) = (free_port()?, free_port()?);
        let (own, key) = (home.join("own.pem"), home.join("own-key.pem"));
        let mut openssl = Command::new("openssl");
        openssl.args("req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost".split(' '));
        openssl.args(["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout"]);
        let output = openssl.arg(&key).arg("-out").arg(&own).output();
        let output = output.context("cannot run openssl")?;
        ensure!(output.status.success(), "openssl: {}", String::from_utf8_lossy(&output.stderr));
        let config = home.join("config.json");
        let settings = json!({ "pebble": {
            "listenAddress": format!("127.0.0.1:{port}"),
            "managementListenAddress": format!("127.0.0.1:{management}"),
            "certificate": own, "privateKey": key, "httpPort": http_port, "tlsPort": free_port()?,
            "ocspResponderURL": "", "externalAccountBindingRequired": false,
        } });
        fs::write(&config, settings.to_string())?;
        let mut pebble = Command::new("/usr/bin/pebble");
        pebble.arg("-config").arg(&config);
        pebble.env("PEBBLE_VA_NOSLEEP", "1").env("PEBBLE_WFE_NONCEREJECT", "0");
        let root = home.join("root.pem");
        let download_root = || {
            let mut curl = Command::new("curl");
            curl.args(["-sSf", "--cacert"]).arg(&own).arg("-o").arg(&root);
            curl.arg(format!("https://localhost:{management}/roots/0"));
            curl.output().is_ok_and(|output| output.status.success())
        };
        let log = place.root().join("authority.log");
        let daemon = Daemon::start_ready("pebble", pebble, &log, download_root)?;
        Ok(Self { url: format!("https://localhost:{port}/dir"), own, root, daemon })
    }

    /// URL of the ACME directory.
    pub(super) fn url(&self) -> &str {
        &self.url
    }

    /// The server's own certificate, which certbot must trust.
    pub(super) fn own(&self) -> &Path {
        &self.own
    }

    /// The root certificate of issued certificates.
    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    pub(super) fn stop(&mut self) {
        self.daemon.stop();
    }
}
