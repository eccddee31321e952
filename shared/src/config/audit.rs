//! `AUDIT_SECONDS` (how often the worker asks whether every invariant holds, default 300; 0 is never) and `METRICS_ADDRESS` (where it
//! tells Prometheus, default `127.0.0.1:9464`; nowhere when it is empty).

use std::{net::SocketAddr, time::Duration};

use super::Environment;

/// How the worker is watched.
#[derive(Debug, Clone)]
pub struct Settings {
    /// How often the invariants are audited, if ever.
    pub interval: Option<Duration>,
    /// Where metrics are told, if anywhere.
    pub metrics_address: Option<SocketAddr>,
}

impl Settings {
    /// Reads the variables.
    pub fn from_env(env: &mut Environment) -> Option<Self> {
        let interval = env.seconds("AUDIT_SECONDS", 300);
        let metrics_address = env.optional_or("METRICS_ADDRESS", SocketAddr::from(([127, 0, 0, 1], 9464)));
        Some(Self {
            interval: interval.map(|every| Some(every).filter(|every| !every.is_zero()))?,
            metrics_address: metrics_address?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_can_be_switched_off() {
        let off = |name: &str| if name == "AUDIT_SECONDS" { Some("0".to_owned()) } else { Some(String::new()) };
        let settings = Environment::new(off).settings(Settings::from_env).unwrap();
        assert!(settings.interval.is_none() && settings.metrics_address.is_none());
        let settings = Environment::new(|_| None).settings(Settings::from_env).unwrap();
        assert_eq!(settings.interval, Some(Duration::from_secs(300)));
        assert_eq!(settings.metrics_address, Some(SocketAddr::from(([127, 0, 0, 1], 9464))));
    }
}
