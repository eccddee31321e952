//! Many idle clients of the live updates. Measures the time from a change until each client
//! receives it.

use std::{
    net::Ipv4Addr,
    sync::Arc,
    time::{Duration, Instant},
};

use futures_util::{SinkExt, StreamExt, future::join_all};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::{
    net::{TcpSocket, TcpStream},
    sync::{Semaphore, mpsc},
};
use tokio_tungstenite::{
    WebSocketStream, client_async_with_config,
    tungstenite::{Message, client::IntoClientRequest, protocol::WebSocketConfig},
};

use crate::{
    connection::Connection,
    hold::{cancel, hold},
    percentile,
};

/// A source address has about 28,000 ports.
const CLIENTS_PER_ADDRESS: u32 = 5_000;
const MAX_CONCURRENT_CONNECTS: usize = 64;
const DELTA_TIMEOUT: Duration = Duration::from_secs(60);

#[derive(Deserialize)]
pub(crate) struct Scenario {
    address: String,
    clients: u32,
    /// Number of holds; each is cancelled, which is a second change.
    changes: u32,
    token: String,
}

/// Prints the seconds of connecting, waits for a line on stdin, and then measures p50, p99 and
/// maximum since the request and since its response, in milliseconds.
pub(crate) async fn run(scenario: Scenario) -> Value {
    let Scenario { address, clients, changes, token } = scenario;
    let (sender, mut deltas) = mpsc::unbounded_channel();
    let (permits, start) = (Arc::new(Semaphore::new(MAX_CONCURRENT_CONNECTS)), Instant::now());
    let connecting = (0..clients).map(|number| {
        let (address, sender, permits) = (address.clone(), sender.clone(), Arc::clone(&permits));
        tokio::spawn(async move {
            let permit = permits.acquire_owned().await.unwrap();
            let socket = connect(&address, number).await;
            drop(permit);
            tokio::spawn(listen(socket, sender));
        })
    });
    join_all(connecting).await.into_iter().for_each(Result::unwrap);
    println!("{:.1}", start.elapsed().as_secs_f64());
    let read_line = || std::io::stdin().read_line(&mut String::new()).unwrap();
    tokio::task::spawn_blocking(read_line).await.unwrap();

    let mut connection = Connection::open(&address).await;
    let spot = find_spot(&mut connection).await;
    let mut delays = [Vec::new(), Vec::new()];
    for _ in 0..changes {
        let held = hold(&mut connection, &token, &spot, None, None).await.unwrap();
        receive(&mut deltas, clients, connection.last_call, &mut delays).await;
        cancel(&mut connection, &token, &held).await;
        receive(&mut deltas, clients, connection.last_call, &mut delays).await;
    }
    json!(delays.map(|mut delays| {
        delays.sort_unstable();
        [50, 99, 100].map(|percent| percentile(&delays, percent).round())
    }))
}

/// Connects from one of several loopback addresses and subscribes to a part of the map.
async fn connect(address: &str, number: u32) -> WebSocketStream<TcpStream> {
    let source = u32::from(Ipv4Addr::new(127, 0, 0, 2)) + number / CLIENTS_PER_ADDRESS;
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind((Ipv4Addr::from(source), 0).into()).unwrap();
    let stream = socket.connect(address.parse().unwrap()).await.unwrap();
    stream.set_nodelay(true).unwrap();
    let request = format!("ws://{address}/api/v1/live").into_client_request().unwrap();
    let config = WebSocketConfig::default().read_buffer_size(1_024).write_buffer_size(0);
    let (mut socket, _) = client_async_with_config(request, stream, Some(config)).await.unwrap();
    // About fifty spots, as on a screen.
    let area = json!({ "south": 40.7499, "west": -73.9901, "north": 40.7519, "east": -73.9856 });
    let subscribe = json!({ "type": "subscribe", "id": "map", "box": area }).to_string();
    socket.send(Message::text(subscribe)).await.unwrap();
    loop {
        let message = socket.next().await.unwrap().unwrap();
        if message.to_text().is_ok_and(|text| text.contains("\"snapshot\"")) {
            return socket;
        }
    }
}

/// Reports the time of each delta.
async fn listen(mut socket: WebSocketStream<TcpStream>, sender: mpsc::UnboundedSender<Instant>) {
    while let Some(Ok(message)) = socket.next().await {
        if message.to_text().is_ok_and(|text| text.contains("\"delta\"")) {
            sender.send(Instant::now()).unwrap();
        }
    }
    panic!("a connection was closed");
}

/// Waits until every client has received one delta.
async fn receive(
    deltas: &mut mpsc::UnboundedReceiver<Instant>,
    clients: u32,
    (sent_at, responded_at): (Instant, Instant),
    [since_request, since_response]: &mut [Vec<Duration>; 2],
) {
    for _ in 0..clients {
        let at = tokio::time::timeout(DELTA_TIMEOUT, deltas.recv()).await.unwrap().unwrap();
        since_request.push(at - sent_at);
        since_response.push(at.saturating_duration_since(responded_at));
    }
}

/// A spot in the area that all clients watch.
async fn find_spot(connection: &mut Connection) -> String {
    let path = "/api/v1/spots?lat=40.751&lng=-73.988&radius=50&limit=1";
    let (_, found) = connection.get(path).await;
    let found: Value = serde_json::from_slice(found).unwrap();
    found["spots"][0]["id"].as_str().unwrap().to_owned()
}
