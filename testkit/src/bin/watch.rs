//! Many clients of the live updates, for `cargo xtask bench live`: they connect, rest, and take the
//! time until a change reaches each.
#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a measurement, not a service"
)]

use std::{
    net::Ipv4Addr,
    sync::Arc,
    time::{Duration, Instant},
};

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpSocket, TcpStream},
    sync::{Semaphore, mpsc},
};
use tokio_tungstenite::{
    WebSocketStream, client_async_with_config,
    tungstenite::{Message, client::IntoClientRequest, protocol::WebSocketConfig},
};

/// Clients of one source address: each address has some 28,000 ports.
const OF_ADDRESS: u32 = 5_000;
/// Clients that connect at the same time.
const AT_ONCE: usize = 64;
/// How long a change may take before the measurement fails.
const PATIENCE: Duration = Duration::from_secs(60);

/// `watch HOST:PORT CLIENTS CHANGES TOKEN`.
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, address, clients, changes, token] = arguments.as_slice() else {
        panic!("watch HOST:PORT CLIENTS CHANGES TOKEN")
    };
    let (clients, changes): (u32, u32) = (clients.parse().unwrap(), changes.parse().unwrap());
    let (told, mut deltas) = mpsc::unbounded_channel();
    let (turns, begin) = (Arc::new(Semaphore::new(AT_ONCE)), Instant::now());
    let mut connecting = Vec::new();
    for number in 0..clients {
        let (address, told, turns) = (address.clone(), told.clone(), Arc::clone(&turns));
        connecting.push(tokio::spawn(async move {
            let turn = turns.acquire_owned().await.unwrap();
            let socket = connect(&address, number).await;
            drop(turn);
            tokio::spawn(listen(socket, told));
        }));
    }
    for one in connecting {
        one.await.unwrap();
    }
    println!("{:.1}", begin.elapsed().as_secs_f64());
    tokio::task::spawn_blocking(|| std::io::stdin().read_line(&mut String::new()).unwrap())
        .await
        .unwrap();

    let spot = find(address).await;
    let (mut since_asked, mut since_answered) = (Vec::new(), Vec::new());
    for _ in 0..changes {
        let body = json!({ "spot_id": spot, "duration_seconds": 3_600 }).to_string();
        let (asked, answered, held) =
            call(address, "POST", "/api/v1/reservations", Some(token), &body).await;
        take(&mut deltas, clients, asked, answered, &mut since_asked, &mut since_answered).await;
        let path =
            format!("/api/v1/reservations/{}/cancel", held["reservation"]["id"].as_str().unwrap());
        let (asked, answered, _) = call(address, "POST", &path, Some(token), "").await;
        take(&mut deltas, clients, asked, answered, &mut since_asked, &mut since_answered).await;
    }
    println!("{}", figures(&mut since_asked));
    println!("{}", figures(&mut since_answered));
}

/// Connects from the address whose turn it is, and watches a part of the map.
async fn connect(address: &str, number: u32) -> WebSocketStream<TcpStream> {
    let source = u32::from(Ipv4Addr::new(127, 0, 0, 2)) + number / OF_ADDRESS;
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind((Ipv4Addr::from(source), 0).into()).unwrap();
    let stream = socket.connect(address.parse().unwrap()).await.unwrap();
    stream.set_nodelay(true).unwrap();
    let request = format!("ws://{address}/api/v1/live").into_client_request().unwrap();
    let config = WebSocketConfig::default().read_buffer_size(1_024).write_buffer_size(0);
    let (mut socket, _) = client_async_with_config(request, stream, Some(config)).await.unwrap();
    // Fifty spots, as on a screen.
    let area = json!({ "south": 40.7499, "west": -73.9901, "north": 40.7519, "east": -73.9856 });
    socket
        .send(Message::text(json!({ "type": "subscribe", "id": "map", "box": area }).to_string()))
        .await
        .unwrap();
    while !socket
        .next()
        .await
        .unwrap()
        .unwrap()
        .to_text()
        .is_ok_and(|text| text.contains("\"snapshot\""))
    {}
    socket
}

/// Tells when each delta comes.
async fn listen(mut socket: WebSocketStream<TcpStream>, told: mpsc::UnboundedSender<Instant>) {
    while let Some(Ok(message)) = socket.next().await {
        if message.to_text().is_ok_and(|text| text.contains("\"delta\"")) {
            told.send(Instant::now()).unwrap();
        }
    }
    panic!("a connection has ended");
}

/// Waits until every client has had one delta.
async fn take(
    deltas: &mut mpsc::UnboundedReceiver<Instant>,
    clients: u32,
    asked: Instant,
    answered: Instant,
    since_asked: &mut Vec<Duration>,
    since_answered: &mut Vec<Duration>,
) {
    for _ in 0..clients {
        let at = tokio::time::timeout(PATIENCE, deltas.recv()).await.unwrap().unwrap();
        since_asked.push(at - asked);
        since_answered.push(at.saturating_duration_since(answered));
    }
}

/// p50, p99 and the longest, in milliseconds.
fn figures(times: &mut [Duration]) -> String {
    times.sort_unstable();
    let at = |percent: usize| times[(times.len() - 1) * percent / 100].as_secs_f64() * 1_000.0;
    format!("{:.0} | {:.0} | {:.0}", at(50), at(99), at(100))
}

/// A spot that all of them watch.
async fn find(address: &str) -> String {
    let (.., found) =
        call(address, "GET", "/api/v1/spots?lat=40.751&lng=-73.988&radius=50&limit=1", None, "")
            .await;
    found["spots"][0]["id"].as_str().unwrap().to_owned()
}

/// A request on a connection of its own: when it was sent, when it was answered, and what.
async fn call(
    address: &str,
    method: &str,
    path: &str,
    token: Option<&str>,
    body: &str,
) -> (Instant, Instant, Value) {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let authorization =
        token.map(|token| format!("authorization: Bearer {token}\r\n")).unwrap_or_default();
    let kind = if body.is_empty() { "" } else { "content-type: application/json\r\n" };
    let request = format!(
        "{method} {path} HTTP/1.1\r\nhost: bench\r\nconnection: \
            close\r\n{authorization}{kind}content-length: {}\r\n\r\n{body}",
        body.len()
    );
    let asked = Instant::now();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    let answered = Instant::now();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 20"), "{answer}");
    (asked, answered, serde_json::from_str(body).unwrap())
}
