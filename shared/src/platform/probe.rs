//! Health check of a process on the same machine, so that the container image needs no HTTP client.

use std::{
    io::{self, BufRead, BufReader, Write},
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream},
    time::Duration,
};

/// Timeout of connecting, and of the response.
const PROBE_TIMEOUT: Duration = Duration::from_secs(4);

/// Requests `path`. If the process listens on every address, connects to the loopback address.
///
/// # Errors
/// When the connection fails, the response times out, or its status is not 200.
pub fn get(address: SocketAddr, path: &str) -> io::Result<()> {
    let address = SocketAddr::new(on_this_machine(address.ip()), address.port());
    let mut stream = TcpStream::connect_timeout(&address, PROBE_TIMEOUT)?;
    stream.set_read_timeout(Some(PROBE_TIMEOUT))?;
    stream.set_write_timeout(Some(PROBE_TIMEOUT))?;
    stream.write_all(
        format!("GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n").as_bytes(),
    )?;
    let mut line = String::new();
    BufReader::new(stream).read_line(&mut line)?;
    match line.split(' ').nth(1) {
        Some("200") => Ok(()),
        _ => Err(io::Error::other(format!("{address}{path} responds {:?}", line.trim_end()))),
    }
}

fn on_this_machine(listening: IpAddr) -> IpAddr {
    match listening {
        IpAddr::V4(address) if address.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(address) if address.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use std::{io::Read, net::TcpListener, thread};

    use super::*;

    /// A server that responds to one request, on every address of the machine.
    fn respond_with(response: &'static str) -> SocketAddr {
        let listener = TcpListener::bind((Ipv4Addr::UNSPECIFIED, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut request = [0_u8; 64];
            let length = stream.read(&mut request).unwrap();
            assert!(request[..length].starts_with(b"GET /readyz HTTP/1.1\r\n"));
            stream.write_all(response.as_bytes()).unwrap();
        });
        address
    }

    #[test]
    fn wildcard_address_is_probed_on_loopback() {
        get(respond_with("HTTP/1.1 200 OK\r\n\r\n{}"), "/readyz").unwrap();
    }

    #[test]
    fn wrong_or_missing_response_is_unhealthy() {
        let refused =
            get(respond_with("HTTP/1.1 503 Service Unavailable\r\n\r\n"), "/readyz").unwrap_err();
        assert!(refused.to_string().contains("503"), "{refused}");
        let nobody = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap();
        assert!(get(nobody, "/readyz").is_err());
    }
}
