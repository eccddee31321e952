//! A WebSocket client of the live updates.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::{
    net::TcpStream,
    time::{Instant, timeout_at},
};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{self, Message, client::IntoClientRequest},
};

use super::WAIT_TIMEOUT;

/// A box around the test city.
pub fn whole_city() -> Value {
    json!({ "south": 40.70, "west": -74.05, "north": 40.80, "east": -73.95 })
}

pub struct Watcher {
    pub socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
}

impl Watcher {
    /// Connects, with a token if there is one.
    pub async fn try_connect(url: &str, token: Option<&str>) -> Result<Self, tungstenite::Error> {
        let bearer = token.map(|token| ("authorization", format!("Bearer {token}")));
        Self::try_connect_with(url, bearer).await
    }

    pub async fn try_connect_with(
        url: &str,
        headers: impl IntoIterator<Item = (&'static str, String)>,
    ) -> Result<Self, tungstenite::Error> {
        let address = format!("{}/api/v1/live", url.replacen("http", "ws", 1));
        let mut request = address.into_client_request().unwrap();
        for (name, value) in headers {
            request.headers_mut().insert(name, value.parse().unwrap());
        }
        let (socket, _) = connect_async(request).await?;
        Ok(Self { socket })
    }

    pub async fn connect(url: &str, token: Option<&str>) -> Self {
        Self::try_connect(url, token).await.unwrap()
    }

    pub async fn send(&mut self, message: &Value) {
        self.socket.send(Message::text(message.to_string())).await.unwrap();
    }

    /// The next message that is not a heartbeat.
    pub async fn receive(&mut self) -> Value {
        loop {
            let message = self.receive_any().await;
            if message["type"] != "heartbeat" {
                return message;
            }
        }
    }

    pub async fn receive_any(&mut self) -> Value {
        match self.next().await {
            Ok(message) => message,
            Err(end) => panic!("the connection has ended: {end:?}"),
        }
    }

    /// The next message, or the close code of the connection.
    pub async fn next(&mut self) -> Result<Value, Option<u16>> {
        let deadline = Instant::now() + WAIT_TIMEOUT;
        loop {
            let message = timeout_at(deadline, self.socket.next()).await.unwrap();
            match message {
                Some(Ok(Message::Text(text))) => return Ok(serde_json::from_str(&text).unwrap()),
                Some(Ok(Message::Close(frame))) => return Err(frame.map(|frame| frame.code.into())),
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return Err(None),
            }
        }
    }

    /// Receives messages until a spot has this state.
    pub async fn wait_for_spot(&mut self, id: &str, state: &str) -> Value {
        let deadline = Instant::now() + WAIT_TIMEOUT;
        loop {
            let message = self.receive().await;
            let spots = message["spots"].as_array().cloned().unwrap_or_default();
            if let Some(spot) =
                spots.into_iter().find(|spot| spot["id"] == id && spot["state"] == state)
            {
                return spot;
            }
            assert!(Instant::now() < deadline, "{id} is not {state}");
        }
    }

    /// Receives messages until a reservation has this status.
    pub async fn wait_for_reservation(&mut self, id: &str, status: &str) -> Value {
        let deadline = Instant::now() + WAIT_TIMEOUT;
        loop {
            let message = self.receive().await;
            let all = message["reservations"].as_array().cloned().unwrap_or_default();
            if let Some(one) =
                all.into_iter().find(|one| one["id"] == id && one["status"] == status)
            {
                return one;
            }
            assert!(Instant::now() < deadline, "{id} is not {status}");
        }
    }

    /// Subscribes to the whole city. Returns the snapshot.
    pub async fn watch_city(&mut self) -> Value {
        self.send(&json!({ "type": "subscribe", "id": "map", "box": whole_city() })).await;
        self.receive().await
    }

    /// Asserts that only heartbeats arrive before the response to a ping.
    pub async fn assert_quiet(&mut self) {
        self.send(&json!({ "type": "ping" })).await;
        let deadline = Instant::now() + Duration::from_secs(5);
        let message = timeout_at(deadline, self.receive_any()).await.unwrap();
        assert_eq!(message["type"], "heartbeat", "{message:#}");
    }
}
