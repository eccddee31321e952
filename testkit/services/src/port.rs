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

/// Below are the ports of well-known services.
const MIN_PORT: u16 = 10_000;
/// The lowest ephemeral port when the kernel does not report it.
const DEFAULT_EPHEMERAL: u16 = 32_768;

/// A free port of the loopback address that this process has not returned before. It is below the
/// ephemeral range, so that no outgoing connection takes it before the server binds it or while the
/// server is down.
pub fn free_port() -> Result<u16> {
    let count = lowest_ephemeral().saturating_sub(MIN_PORT).max(1);
    let mut candidates =
        (0..count).map(|_| MIN_PORT + NEXT.fetch_add(1, Ordering::Relaxed) % count);
    candidates
        .find(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok())
        .context("no free port")
}

/// Random, so that concurrent processes begin at different ports.
static NEXT: LazyLock<AtomicU16> = LazyLock::new(|| {
    let [low, high, ..] = RandomState::new().hash_one(()).to_le_bytes();
    AtomicU16::new(u16::from_le_bytes([low, high]))
});

fn lowest_ephemeral() -> u16 {
    let range = fs::read_to_string("/proc/sys/net/ipv4/ip_local_port_range").unwrap_or_default();
    let lowest = range.split_whitespace().next().and_then(|lowest| lowest.parse().ok());
    lowest.unwrap_or(DEFAULT_EPHEMERAL)
}

pub(crate) fn accepts_connections(port: u16) -> bool {
    TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok()
}
