//! A load of HTTP requests, for `cargo xtask bench`: as many connections as asked for, each with one request at a time.
#![expect(clippy::print_stdout, clippy::unwrap_used, clippy::indexing_slicing, reason = "a measurement, not a service")]

use std::time::{Duration, Instant};

use rand::RngExt;
use serde_json::Value;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// `load search|hold HOST:PORT CONNECTIONS SECONDS [TOKEN…]`: the tokens of users, who take turns among the connections.
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, what, address, connections, seconds, tokens @ ..] = arguments.as_slice() else {
        panic!("load search|hold HOST:PORT CONNECTIONS SECONDS [TOKEN…]")
    };
    let (connections, seconds): (usize, u64) = (connections.parse().unwrap(), seconds.parse().unwrap());
    let until = Instant::now() + Duration::from_secs(seconds);
    let tasks: Vec<_> = (0..connections)
        .map(|number| {
            let token = tokens.get(number % tokens.len().max(1)).cloned().unwrap_or_default();
            let (address, what) = (address.clone(), what.clone());
            tokio::spawn(async move {
                let mut connection =
                    Connection { stream: TcpStream::connect(&address).await.unwrap(), buffer: Vec::new() };
                connection.stream.set_nodelay(true).unwrap();
                let mut times = Vec::new();
                let mut spots = Vec::new();
                while Instant::now() < until {
                    let start = Instant::now();
                    if what == "search" {
                        connection.search().await;
                    } else if !connection.hold_and_cancel(&mut spots, &token).await {
                        continue;
                    }
                    times.push(start.elapsed());
                }
                times
            })
        })
        .collect();
    let mut times = Vec::new();
    for task in tasks {
        times.extend(task.await.unwrap());
    }
    times.sort();
    let at = |percent: usize| times[(times.len() - 1) * percent / 100].as_secs_f64() * 1_000.0;
    let rate = f64::from(u32::try_from(times.len()).unwrap()) / f64::from(u32::try_from(seconds).unwrap());
    println!("{rate:.1} {:.1} {:.1}", at(50), at(99));
}

struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Connection {
    async fn search(&mut self) -> Vec<u8> {
        let (lat, lng) = (rand::rng().random_range(40.70..40.80), rand::rng().random_range(-74.06..-73.93));
        let request = format!(
            "GET /api/v1/spots?lat={lat:.6}&lng={lng:.6}&radius=1000&limit=100 HTTP/1.1\r\nhost: bench\r\n\r\n"
        );
        let (status, body) = self.call(&request).await;
        assert_eq!(status, 200);
        body
    }

    /// One hold and its cancellation; `false` when somebody else had the spot.
    async fn hold_and_cancel(&mut self, spots: &mut Vec<String>, token: &str) -> bool {
        if spots.is_empty() {
            let found: Value = serde_json::from_slice(&self.search().await).unwrap();
            spots.extend(found["spots"].as_array().unwrap().iter().map(|spot| spot["id"].as_str().unwrap().to_owned()));
            return false;
        }
        let spot = spots.pop().unwrap();
        let starts_at = chrono::DateTime::from_timestamp(now() + 5 * 86_400, 0).unwrap().to_rfc3339();
        let body =
            serde_json::json!({ "spot_id": spot, "starts_at": starts_at, "duration_seconds": 3_600 }).to_string();
        let head = format!("host: bench\r\nauthorization: Bearer {token}\r\n");
        let request = format!(
            "POST /api/v1/reservations HTTP/1.1\r\n{head}content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        let (status, body) = self.call(&request).await;
        if status == 409 {
            return false;
        }
        assert_eq!(status, 201, "{}", String::from_utf8_lossy(&body));
        let held: Value = serde_json::from_slice(&body).unwrap();
        let id = held["reservation"]["id"].as_str().unwrap();
        let request = format!("POST /api/v1/reservations/{id}/cancel HTTP/1.1\r\n{head}content-length: 0\r\n\r\n");
        let (status, body) = self.call(&request).await;
        assert_eq!(status, 200, "{}", String::from_utf8_lossy(&body));
        true
    }

    /// Sends a request and reads the answer: status and body.
    async fn call(&mut self, request: &str) -> (u16, Vec<u8>) {
        self.stream.write_all(request.as_bytes()).await.unwrap();
        self.buffer.clear();
        loop {
            assert!(self.stream.read_buf(&mut self.buffer).await.unwrap() > 0, "the server closed the connection");
            let Some(end) = self.buffer.windows(4).position(|window| window == b"\r\n\r\n") else { continue };
            let head = String::from_utf8_lossy(&self.buffer[..end]).to_lowercase();
            let length =
                head.split("content-length: ").nth(1).unwrap().lines().next().unwrap().trim().parse::<usize>().unwrap();
            if self.buffer.len() >= end + 4 + length {
                return (head[9..12].parse().unwrap(), self.buffer[end + 4..end + 4 + length].to_vec());
            }
        }
    }
}

fn now() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    i64::try_from(since.as_secs()).unwrap()
}
