//! Ports that a server finds free again after it was killed.

use std::{fs, net::TcpListener, ops::Range};

use anyhow::{Context, Result};
use rand::RngExt;

/// Where to look when the kernel does not tell which ports it gives away.
const USUAL: Range<u16> = 20_000..32_768;

/// A port that nobody uses, below those that the kernel gives to outgoing connections: one of them
/// could take it while its server is down.
///
/// # Errors
/// When there is none.
pub(crate) fn lasting() -> Result<u16> {
    let range = fs::read_to_string("/proc/sys/net/ipv4/ip_local_port_range").unwrap_or_default();
    let lowest =
        range.split_whitespace().next().and_then(|lowest| lowest.parse().ok()).unwrap_or(USUAL.end);
    let candidates =
        if lowest > USUAL.start { USUAL.start..lowest.min(USUAL.end) } else { lowest..u16::MAX };
    let mut chance = rand::rng();
    let mut found = (0..1_000).map(|_| chance.random_range(candidates.clone()));
    found.find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok()).context("no free port")
}
