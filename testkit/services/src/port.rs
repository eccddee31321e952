//! Free ports.

use std::{
    collections::hash_map::RandomState,
    fs,
    hash::BuildHasher,
    net::{Ipv4Addr, TcpListener, TcpStream},
    sync::{
        LazyLock,
        atomic::{AtomicU16, Ordering},
    },
};

use anyhow::{Context, Result};

/// Where the search begins: ports below are those of well-known services.
const LOWEST: u16 = 10_000;
/// Where the system's own range begins when it does not say.
const EPHEMERAL: u16 = 32_768;

/// A port of the loopback address that nobody uses at the moment, and that no caller in this
/// process was given before. It lies below the range from which the system takes the ports of
/// outgoing connections: one of those cannot take it before a server does.
///
/// # Errors
/// When there is none.
pub fn free_port() -> Result<u16> {
    let count = ephemeral().saturating_sub(LOWEST).max(1);
    let mut candidates = (0..count).map(|_| LOWEST + NEXT.fetch_add(1, Ordering::Relaxed) % count);
    candidates
        .find(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok())
        .context("no free port")
}

/// Processes that look at once begin in different places.
static NEXT: LazyLock<AtomicU16> = LazyLock::new(|| {
    let [low, high, ..] = RandomState::new().hash_one(()).to_le_bytes();
    AtomicU16::new(u16::from_le_bytes([low, high]))
});

/// The lowest port that the system gives to outgoing connections.
fn ephemeral() -> u16 {
    let range = fs::read_to_string("/proc/sys/net/ipv4/ip_local_port_range").unwrap_or_default();
    range.split_whitespace().next().and_then(|lowest| lowest.parse().ok()).unwrap_or(EPHEMERAL)
}

/// Whether somebody answers on a port.
pub(crate) fn answers(port: u16) -> bool {
    TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok()
}
