//! One connection that is kept, with one request at a time: as little work as can be, for it is
//! done on the same machine.

use serde_json::Value;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// A connection to the api.
pub(crate) struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Connection {
    /// Connects.
    pub(crate) async fn open(address: &str) -> Self {
        let stream = TcpStream::connect(address).await.unwrap();
        stream.set_nodelay(true).unwrap();
        Self { stream, buffer: Vec::with_capacity(1 << 17) }
    }

    /// The status of the answer to a GET.
    pub(crate) async fn get(&mut self, path: &str) -> u16 {
        self.call(&format!("GET {path} HTTP/1.1\r\nhost: bench\r\n\r\n")).await.0
    }

    /// Status and body of the answer to a POST.
    pub(crate) async fn post(
        &mut self,
        path: &str,
        token: Option<&str>,
        body: Option<&Value>,
    ) -> (u16, Value) {
        let authorization =
            token.map(|token| format!("authorization: Bearer {token}\r\n")).unwrap_or_default();
        let kind = body.map_or("", |_| "content-type: application/json\r\n");
        let body = body.map(Value::to_string).unwrap_or_default();
        let length = body.len();
        let request = format!(
            "POST {path} HTTP/1.1\r\nhost: bench\r\n{authorization}{kind}content-length: \
                {length}\r\n\r\n{body}"
        );
        let (status, answer) = self.call(&request).await;
        (status, serde_json::from_slice(answer).unwrap())
    }

    /// Sends a request and reads the answer: status and body.
    async fn call(&mut self, request: &str) -> (u16, &[u8]) {
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
        (status, &self.buffer[begin..begin + length])
    }

    async fn read(&mut self) {
        assert!(
            self.stream.read_buf(&mut self.buffer).await.unwrap() > 0,
            "the server closed the connection"
        );
    }
}
