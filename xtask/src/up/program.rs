//! The programs that `up` starts: their arguments, and the sign that each is ready.

use std::{fs, net::TcpStream, path::Path, process::Command};

use anyhow::Result;
use serde_json::Value;

use super::{host, text};
use crate::{cargo, environment::Variables, web};

/// In the order in which they are started; they are stopped in the reverse order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Program {
    StripeSimulator,
    MailCatcher,
    GeocoderSimulator,
    Api,
    Worker,
    /// The equipment of the demo garage.
    SiteSimulator,
    /// Vite's dev server, which reloads the browser when a file of the web app changes.
    Web,
}

impl Program {
    /// Those that cargo builds. The name of each is that of its package.
    const BUILT: [Self; 6] = [
        Self::StripeSimulator,
        Self::MailCatcher,
        Self::GeocoderSimulator,
        Self::Api,
        Self::Worker,
        Self::SiteSimulator,
    ];

    pub(super) fn build() -> Result<()> {
        let packages = Self::BUILT.iter().flat_map(|program| ["-p", program.name()]);
        cargo::build(&packages.chain(["--bins"]).collect::<Vec<_>>())
    }

    /// The program's name in the logs and in `up.json`; its command line contains it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::StripeSimulator => "stripe-simulator",
            Self::MailCatcher => "mail-catcher",
            Self::GeocoderSimulator => "geocoder-simulator",
            Self::Api => "api",
            Self::Worker => "worker",
            Self::SiteSimulator => "site-simulator",
            Self::Web => "vite",
        }
    }

    pub(super) fn command(self, up: &Value, variables: &Variables) -> Command {
        if self == Self::Web {
            return dev_server(up);
        }
        let (smtp, mail) = (host(up, "smtp_url"), host(up, "mail_url"));
        let webhook = format!("{}/api/v1/webhooks/stripe", text(up, "api_url"));
        let (stripe, geocoder) = (host(up, "stripe_url"), host(up, "geocoder_url"));
        let (site, api) = (host(up, "site_url"), text(up, "api_url"));
        let arguments: &[&str] = match self {
            Self::StripeSimulator => &["serve", "--address", &stripe, "--webhook-url", &webhook],
            Self::MailCatcher => &["serve", "--smtp", &smtp, "--http", &mail],
            Self::GeocoderSimulator => &["serve", "--address", &geocoder],
            Self::SiteSimulator => &["serve", "--address", &site, "--api", api],
            Self::Api => &["serve"],
            Self::Worker | Self::Web => &["run"],
        };
        let mut command = Command::new(cargo::binary(self.name()));
        command.args(arguments).env_clear().envs(variables);
        command
    }

    pub(super) fn is_ready(self, up: &Value, log: &Path) -> bool {
        let accepts = |name: &str| TcpStream::connect(host(up, name)).is_ok();
        match self {
            Self::StripeSimulator => accepts("stripe_url"),
            Self::MailCatcher => accepts("mail_url"),
            Self::GeocoderSimulator => accepts("geocoder_url"),
            Self::SiteSimulator => accepts("site_url"),
            Self::Api => ureq::get(format!("{}/readyz", text(up, "api_url"))).call().is_ok(),
            Self::Worker => {
                fs::read_to_string(log).is_ok_and(|log| log.contains("Waiting for jobs"))
            }
            Self::Web => accepts("web_url"),
        }
    }
}

/// Node runs Vite itself: `npx` would leave it running when it is stopped.
fn dev_server(up: &Value) -> Command {
    let address = host(up, "web_url");
    let (host, port) = address.rsplit_once(':').unwrap_or((&address, ""));
    let arguments =
        ["node_modules/vite/bin/vite.js", "--host", host, "--port", port, "--strictPort"];
    let mut command = web::run("node", &arguments);
    command.env("CURBHOLD_API", text(up, "api_url"));
    command
}
