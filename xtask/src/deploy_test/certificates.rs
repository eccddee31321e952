//! The certificate that nginx serves, and its renewal by certbot.

use std::{fs, process::Command};

use anyhow::{Context, Result, bail, ensure};

use super::{
    authority::Authority,
    deployment::{Deployment, retry},
};
use crate::{programs, root};

/// A certificate that nginx serves.
#[derive(Debug)]
pub(super) struct Certificate {
    pub(super) serial: String,
    pub(super) issuer: String,
}

impl Deployment {
    /// The served certificate; with an authority, an error unless the authority has issued it.
    pub(super) fn certificate(&self, authority: Option<&Authority>) -> Result<Certificate> {
        let verify = authority
            .map(|authority| format!("-verify_return_error -CAfile {}", authority.root.display()));
        let options = verify.unwrap_or_default();
        let text = self.pipe_certificate(&options, "openssl x509 -noout -serial -issuer")?;
        let line =
            |name: &str| text.lines().find_map(|line| line.strip_prefix(name)).map(str::to_owned);
        match (line("serial="), line("issuer=")) {
            (Some(serial), Some(issuer)) => Ok(Certificate { serial, issuer }),
            _ => bail!("no trusted certificate is served"),
        }
    }

    /// Hash of the public key, for a browser's list of trusted keys.
    pub(super) fn key(&self) -> Result<String> {
        let hash = "openssl x509 -noout -pubkey | openssl pkey -pubin -outform der | openssl dgst \
            -sha256 -binary | base64";
        self.pipe_certificate("", hash)
    }

    /// Output of a shell command that reads the certificate. `options` are those of `s_client`.
    fn pipe_certificate(&self, options: &str, command: &str) -> Result<String> {
        let port = self.ports.https;
        let script = format!(
            "openssl s_client -connect localhost:{port} -servername localhost {options} \
             </dev/null 2>/dev/null | {command}"
        );
        programs::output(Command::new("sh").args(["-c", &script]))
    }

    /// Runs certbot and waits until nginx has reloaded: until then its old processes also accept
    /// connections. An error if the certificate `before` is still served.
    pub(super) fn certify(
        &self,
        action: &str,
        before: &Certificate,
        authority: &Authority,
    ) -> Result<Certificate> {
        let reloads = self.reloads();
        self.certbot(authority, action)?;
        retry(|| {
            ensure!(self.reloads() > reloads, "nginx has not reloaded the certificate");
            Ok(())
        })?;
        let served = self.certificate(Some(authority))?;
        ensure!(served.serial != before.serial, "{} is still served", before.serial);
        Ok(served)
    }

    /// The number of times that `nginx/bin/watch` has reloaded nginx for another certificate.
    fn reloads(&self) -> usize {
        self.log("nginx.log").matches("watch: reloaded nginx with the new certificate").count()
    }

    /// Waits until the metrics report a failed renewal and the certificate's health check fails.
    pub(super) fn wait_for_alert(&self) -> Result<()> {
        let metrics = format!("http://127.0.0.1:{}/metrics", self.ports.status);
        retry(|| {
            let metrics = ureq::get(&metrics).call()?.body_mut().read_to_string()?;
            ensure!(metrics.contains("curbhold_certificate_renewal_failed 1"), "{metrics}");
            Ok(())
        })?;
        let mut health = Command::new(root().join("certbot/certificate"));
        health.arg("health").env_clear().envs(&self.edge);
        ensure!(programs::output(&mut health).is_err(), "the certificate is healthy");
        Ok(())
    }

    /// Runs `certbot/certificate` with the action `issue` or `renew`.
    pub(super) fn certbot(&self, authority: &Authority, action: &str) -> Result<()> {
        let mut command = Command::new(root().join("certbot/certificate"));
        command.arg(action).env_clear().envs(&self.edge);
        command.env("DOMAINS", "localhost").env("CERTBOT_SERVER", &authority.url);
        command.env("REQUESTS_CA_BUNDLE", &authority.own).env("RENEW_FORCE", "1");
        let output = command.output().context("cannot run certbot/certificate")?;
        fs::write(self.home.join(format!("certbot-{action}.log")), &output.stderr)?;
        ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        Ok(())
    }
}
