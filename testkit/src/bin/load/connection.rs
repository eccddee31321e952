//! A persistent HTTP/1.1 connection with one request at a time. It does as little work as possible
//! because it shares the machine with the server; an HTTP library would lower the figures.

use std::time::Instant;

use serde_json::Value;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

pub(crate) struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
    /// Time of the last request and of its response.
    pub(crate) last_call: (Instant, Instant),
}

impl Connection {
    pub(crate) async fn open(address: &str) -> Self {
        let stream = TcpStream::connect(address).await.unwrap();
        stream.set_nodelay(true).unwrap();
        let now = Instant::now();
        Self { stream, buffer: Vec::with_capacity(1 << 17), last_call: (now, now) }
    }

    pub(crate) async fn get(&mut self, path: &str) -> (u16, &[u8]) {
        self.call(&format!("GET {path} HTTP/1.1\r\nhost: bench\r\n\r\n")).await
    }

    pub(crate) async fn post(
        &mut self,
        path: &str,
        token: Option<&str>,
        body: Option<&Value>,
    ) -> (u16, Value) {
        let authorization =
            token.map(|token| format!("authorization: Bearer {token}\r\n")).unwrap_or_default();
        let content_type = body.map_or("", |_| "content-type: application/json\r\n");
        let body = body.map(Value::to_string).unwrap_or_default();
        let length = body.len();
        let request = format!(
            "POST {path} HTTP/1.1\r\nhost: bench\r\n{authorization}{content_type}\
             content-length: {length}\r\n\r\n{body}"
        );
        let (status, response) = self.call(&request).await;
        (status, serde_json::from_slice(response).unwrap())
    }

    async fn call(&mut self, request: &str) -> (u16, &[u8]) {
        let sent_at = Instant::now();
        self.stream.write_all(request.as_bytes()).await.unwrap();
        self.buffer.clear();
        let (status, begin, length) = loop {
            self.read().await;
            let Some(end) = self.buffer.windows(4).position(|window| window == b"\r\n\r\n") else {
                continue;
            };
            let head = String::from_utf8_lossy(&self.buffer[..end]).to_lowercase();
            let length =
                head.split("content-length: ").nth(1).unwrap().lines().next().unwrap().trim();
            break (head[9..12].parse().unwrap(), end + 4, length.parse::<usize>().unwrap());
        };
        while self.buffer.len() < begin + length {
            self.read().await;
        }
        self.last_call = (sent_at, Instant::now());
        (status, &self.buffer[begin..begin + length])
    }

    async fn read(&mut self) {
        let length = self.stream.read_buf(&mut self.buffer).await.unwrap();
        assert!(length > 0, "the server closed the connection");
    }
}
