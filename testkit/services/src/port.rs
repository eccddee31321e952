//! Free ports.

use std::net::{Ipv4Addr, TcpListener, TcpStream};

use anyhow::{Context, Result};

/// A port of the loopback address that nobody uses at the moment.
///
/// # Errors
/// When there is none.
pub fn free_port() -> Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("no free port")?;
    Ok(listener.local_addr()?.port())
}

/// Whether somebody answers on a port.
pub(crate) fn answers(port: u16) -> bool {
    TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok()
}
