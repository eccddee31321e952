//! `AUDIT_SECONDS` (interval of the worker's check of all invariants, default 300; 0 disables it).

use std::time::Duration;

use super::Environment;

/// Reads the interval of the invariant check; `Some(None)` when it is disabled.
pub fn from_env(env: &mut Environment) -> Option<Option<Duration>> {
    let interval = env.seconds("AUDIT_SECONDS", 300)?;
    Some(Some(interval).filter(|interval| !interval.is_zero()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::config::metrics;

    #[test]
    fn audit_and_metrics_can_be_disabled() {
        let both = |env: &mut Environment| {
            Some((from_env(env)?, metrics::from_env(env, metrics::WORKER_PORT)?))
        };
        let off = |name: &str| {
            if name == "AUDIT_SECONDS" { Some("0".to_owned()) } else { Some(String::new()) }
        };
        assert_eq!(Environment::new(off).settings(both).unwrap(), (None, None));
        let (interval, address) = Environment::new(|_| None).settings(both).unwrap();
        assert_eq!(interval, Some(Duration::from_secs(300)));
        assert_eq!(address, Some(([127, 0, 0, 1], 9464).into()));
    }
}
