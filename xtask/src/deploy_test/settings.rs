//! The ports of a deployment, and the variables of its programs.

use std::path::Path;

use anyhow::Result;
use services::free_port;

use crate::environment::{self, Variables};

/// Short, because the tests wait until holds expire.
const HOLD_SECONDS: &str = "6";
/// Content of Apple Pay's domain association file.
pub(super) const APPLE_PAY_DOMAIN: &str = "7B227073704964";
/// Less than the stays of the load.
const MIN_STAY_SECONDS: &str = "5";

#[derive(Debug)]
pub(super) struct Ports {
    pub(super) http: u16,
    pub(super) https: u16,
    pub(super) status: u16,
    pub(super) apis: [u16; 2],
    pub(super) workers: [u16; 2],
    pub(super) stripe: u16,
    pub(super) smtp: u16,
    pub(super) mail: u16,
}

impl Ports {
    pub(super) fn free() -> Result<Self> {
        Ok(Self {
            http: free_port()?,
            https: free_port()?,
            status: free_port()?,
            apis: [free_port()?, free_port()?],
            workers: [free_port()?, free_port()?],
            stripe: free_port()?,
            smtp: free_port()?,
            mail: free_port()?,
        })
    }
}

/// Variables of api and worker behind TLS.
pub(super) fn application(
    ports: &Ports,
    url: &str,
    web: &Path,
    [database, amqp, redis]: [String; 3],
) -> Variables {
    let mut variables = environment::unlimited();
    let own = [
        ("DATABASE_URL", database),
        ("DATABASE_POOL_SIZE", "6".to_owned()),
        ("AMQP_URL", amqp),
        ("REDIS_URL", redis),
        ("STRIPE_API_URL", format!("http://127.0.0.1:{}/", ports.stripe)),
        ("STRIPE_JS_URL", format!("http://127.0.0.1:{}/v3/", ports.stripe)),
        ("SMTP_URL", format!("smtp://127.0.0.1:{}", ports.smtp)),
        ("PUBLIC_URL", url.to_owned()),
        ("WEB_DIR", web.display().to_string()),
        ("MAP_STYLE_DARK_URL", "https://night.example/style.json".to_owned()),
        ("APPLE_PAY_DOMAIN", APPLE_PAY_DOMAIN.to_owned()),
        ("MAP_ORIGINS", "https://tiles.example/style,https://letters.example".to_owned()),
        ("TRUSTED_PROXIES", "127.0.0.1".to_owned()),
        ("HSTS_SECONDS", "31536000".to_owned()),
        // Off by default behind HTTPS.
        ("LEGACY_ROUTES", "on".to_owned()),
        // Two per address, so that a test can see which address the api assigns to a client.
        ("LIMIT_PASSWORD_RESET", "1000/1,2/3600".to_owned()),
        ("HOLD_SECONDS", HOLD_SECONDS.to_owned()),
        ("MIN_STAY_SECONDS", MIN_STAY_SECONDS.to_owned()),
        ("RECONCILE_SECONDS", "5".to_owned()),
        ("LOG", "info,tower_http=debug".to_owned()),
        ("LOG_FORMAT", "json".to_owned()),
        ("PATH", std::env::var("PATH").unwrap_or_default()),
    ];
    variables.extend(own.map(|(name, value)| (name.to_owned(), value)));
    variables
}

/// Variables of nginx and certbot.
pub(super) fn edge(home: &Path, ports: &Ports, variables: &Variables) -> Variables {
    let under = |name: &str| home.join(name).display().to_string();
    let [first, second] = ports.apis;
    let own = [
        ("RUN_DIR", under("edge/run")),
        ("TLS_DIR", under("edge/tls")),
        ("ACME_DIR", under("edge/acme")),
        ("CERTBOT_DIR", under("edge/certbot")),
        ("ACCESS_LOG", under("access.log")),
        ("HTTP_PORT", ports.http.to_string()),
        ("HTTPS_PORT", ports.https.to_string()),
        ("STATUS_ADDRESS", format!("127.0.0.1:{}", ports.status)),
        ("API_UPSTREAMS", format!("127.0.0.1:{first},127.0.0.1:{second}")),
        ("WORKER_PROCESSES", "2".to_owned()),
        ("WATCH_SECONDS", "1".to_owned()),
        ("STOP_SECONDS", "2".to_owned()),
        ("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin".to_owned()),
    ];
    let shared = [
        "PUBLIC_URL",
        "WEB_DIR",
        "STRIPE_JS_URL",
        "MAP_STYLE_DARK_URL",
        "MAP_ORIGINS",
        "HSTS_SECONDS",
    ];
    let shared =
        shared.iter().filter_map(|name| Some(((*name).to_owned(), variables.get(*name)?.clone())));
    own.into_iter().map(|(name, value)| (name.to_owned(), value)).chain(shared).collect()
}
