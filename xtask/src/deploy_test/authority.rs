//! An ACME test authority: pebble from Debian. It validates domain names as Let's Encrypt does.

use std::{fs, path::PathBuf, process::Command};

use anyhow::Result;
use serde_json::json;
use services::{Daemon, DataDirectory, free_port};

use crate::programs;

/// Dropping it stops the server.
pub(super) struct Authority {
    /// Of the ACME directory.
    pub(super) url: String,
    /// The server's own certificate, which certbot must trust.
    pub(super) own: PathBuf,
    /// The root certificate of issued certificates.
    pub(super) root: PathBuf,
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
        programs::output(openssl.arg(&key).arg("-out").arg(&own))?;
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
            programs::output(&mut curl).is_ok()
        };
        let log = place.root().join("authority.log");
        let daemon = Daemon::start_ready("pebble", pebble, &log, download_root)?;
        Ok(Self { url: format!("https://localhost:{port}/dir"), own, root, daemon })
    }

    pub(super) fn stop(&mut self) {
        self.daemon.stop();
    }
}
