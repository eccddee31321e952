//! The connection of one client: reads its requests, sends updates, and closes the connection of a
//! client that is gone, silent or too slow.

use std::time::{Duration, Instant};

use axum::{http::HeaderValue, response::Response};
use futures_util::{SinkExt, StreamExt};
use hyper::upgrade::OnUpgrade;
use metrics::gauge;
use secrecy::ExposeSecret;
use shared::{
    Error, Result,
    identity::domain::principal::Principal,
    platform::{
        config::live::Settings,
        domain::{language::Language, version::Version},
        metrics::LIVE_CLIENTS,
    },
    reservations::models::reservation::Reservation,
};
use tokio::time::{Instant as TokioInstant, sleep_until, timeout};
use tokio_tungstenite::tungstenite::{self, Message, protocol::CloseFrame};

use super::{
    LiveAccess, Seat,
    hub::{Client, InitialState, Subscribe},
    protocol::{LiveMessage, LiveRequest, LiveRequestKind},
    socket::{self, Socket, TooManyFrames, WINDOW},
    watched_stay::WatchedStay,
};
use crate::{
    App,
    extract::{authenticate_live, parse},
    problem::{Problem, ProblemCode},
    search::Pricer,
};

/// Maximum number of messages of a client within a [`WINDOW`].
const MAX_MESSAGES: u32 = 100;
/// Time-out of the close handshake.
const CLOSE_TIMEOUT: Duration = Duration::from_secs(1);

/// The reason for closing a connection.
#[derive(Debug, Clone, Copy)]
enum CloseReason {
    /// The client has disconnected.
    Gone,
    /// The process is shutting down.
    Stopping,
    /// Nothing was received from the client within the time-out.
    Silent,
    /// The client does not read the messages that it is sent.
    Slow,
    /// The client exceeds [`MAX_MESSAGES`].
    Flood,
    /// The client sends too many frames.
    TooManyFrames,
    TooLarge,
    /// A frame or a text message is malformed.
    Malformed,
}

struct Connection {
    socket: Socket,
    app: App,
    client: Client,
    access: Option<LiveAccess>,
    /// Language of `Accept-Language` of the handshake.
    language: Language,
    /// The stay of the latest subscription with a box.
    stay: Option<WatchedStay>,
    /// Prices of that stay, as of the last message.
    pricer: Option<Pricer>,
    settings: Settings,
    last_received_at: Instant,
    /// Start of the current window, and the number of messages in it.
    counted: (Instant, u32),
}

/// Responds to the WebSocket handshake, then serves the client until either side closes the
/// connection. `key` is its `Sec-WebSocket-Key`.
pub(crate) fn serve(
    upgrade: OnUpgrade,
    key: &HeaderValue,
    app: App,
    access: Option<LiveAccess>,
    language: Language,
    seat: Seat,
) -> Response {
    tokio::spawn(async move {
        match upgrade.await {
            Ok(upgraded) => {
                run_connection(socket::open(upgraded).await, app, access, language).await;
            }
            Err(error) => tracing::debug!(%error, "A connection did not become a WebSocket"),
        }
        drop(seat);
    });
    socket::switch_protocols(key)
}

async fn run_connection(socket: Socket, app: App, access: Option<LiveAccess>, language: Language) {
    let client = app.live.hub().join();
    gauge!(LIVE_CLIENTS).increment(1.0);
    let (settings, now) = (app.live.settings().clone(), Instant::now());
    let mut connection = Connection {
        socket,
        app,
        client,
        access,
        language,
        stay: None,
        pricer: None,
        settings,
        last_received_at: now,
        counted: (now, 0),
    };
    let Err(end) = connection.run().await;
    if let Some((code, reason)) = end.frame() {
        let close = Message::Close(Some(CloseFrame { code: code.into(), reason: reason.into() }));
        let closing_handshake = async {
            connection.socket.send(close).await?;
            // Unread data of the client would make its system discard the close frame.
            while connection.socket.next().await.transpose()?.is_some() {}
            if end.stopped_reading() {
                connection.socket.get_mut().discard().await?;
            }
            Ok::<_, tungstenite::Error>(())
        };
        // The client may not receive the close frame.
        drop(timeout(CLOSE_TIMEOUT, closing_handshake).await);
    }
    drop(connection);
    gauge!(LIVE_CLIENTS).decrement(1.0);
}

impl Connection {
    async fn run(&mut self) -> Result<std::convert::Infallible, CloseReason> {
        let mut closing = self.app.live.closing();
        let mut next_heartbeat = TokioInstant::now() + self.settings.heartbeat;
        loop {
            tokio::select! {
                incoming = self.socket.next() => match incoming {
                    Some(Ok(message)) => self.receive(message).await?,
                    Some(Err(error)) => return Err(CloseReason::of(&error)),
                    None => return Err(CloseReason::Gone),
                },
                () = self.client.inbox.wake.notified() => self.flush().await?,
                () = sleep_until(next_heartbeat) => {
                    next_heartbeat = TokioInstant::now() + self.settings.heartbeat;
                    self.send_heartbeat().await?;
                }
                () = async { drop(closing.wait_for(|closing| *closing).await) } => {
                    return Err(CloseReason::Stopping);
                }
            }
        }
    }

    async fn receive(&mut self, message: Message) -> Result<(), CloseReason> {
        self.last_received_at = Instant::now();
        let (since, count) = self.counted;
        self.counted =
            if since.elapsed() > WINDOW { (self.last_received_at, 1) } else { (since, count + 1) };
        if self.counted.1 > MAX_MESSAGES {
            return Err(CloseReason::Flood);
        }
        let problem = |problem: Problem| LiveMessage::Problem { id: None, problem };
        match message {
            Message::Text(text) => match parse::<LiveRequest>(text.as_bytes()) {
                Ok(request) => self.handle_command(request).await,
                Err(wrong) => self.send_message(&problem(wrong)).await,
            },
            Message::Binary(_) => {
                self.send_message(&problem(Problem::new(
                    ProblemCode::MalformedRequest,
                    "messages are text: JSON",
                )))
                .await
            }
            Message::Ping(_) | Message::Pong(_) | Message::Frame(_) => Ok(()),
            Message::Close(_) => Err(CloseReason::Gone),
        }
    }

    async fn handle_command(&mut self, request: LiveRequest) -> Result<(), CloseReason> {
        let id = request.id().ok();
        let done = match request.kind {
            LiveRequestKind::Ping => return self.send_heartbeat().await,
            LiveRequestKind::Authenticate => self.authenticate(&request).await,
            LiveRequestKind::Unsubscribe => self.unsubscribe(&request).await,
            LiveRequestKind::Subscribe => match self.subscribe(&request).await {
                Ok(state) => {
                    let mut message = state.message(id.as_deref().unwrap_or_default());
                    self.price(&mut message).await;
                    return self.send_message(&message).await;
                }
                Err(error) => Err(error),
            },
        };
        let id = id.as_deref();
        match done {
            Ok(()) => self.send_message(&LiveMessage::Done { id }).await,
            Err(error) => {
                self.send_message(&LiveMessage::Problem { id, problem: error.into() }).await
            }
        }
    }

    async fn authenticate(&mut self, request: &LiveRequest) -> Result<()> {
        let token = request
            .token
            .as_ref()
            .ok_or_else(|| Error::field("token", "required", "must be given"))?;
        let access = authenticate_live(token.expose_secret(), &self.app).await?;
        self.access = Some(access);
        self.client.renew(access).await
    }

    async fn unsubscribe(&mut self, request: &LiveRequest) -> Result<()> {
        self.client.unsubscribe(request.id()?).await
    }

    async fn subscribe(&mut self, request: &LiveRequest) -> Result<InitialState> {
        let (id, area) = (request.id()?, request.area()?);
        let stay = request.stay(&self.app.terms, self.language, self.app.now())?;
        if area.is_none() && !request.reservations {
            return Err(Error::field("box", "required", "or reservations must be given"));
        }
        // A malformed version is treated like an expired one.
        let version =
            request.version.as_deref().and_then(|version| version.parse::<Version>().ok());
        let access = request.reservations.then_some(self.access).flatten();
        let access = access.filter(|access| access.expires_at > self.app.now());
        if request.reservations && access.is_none() {
            return Err(Error::Unauthenticated);
        }
        if let Some(LiveAccess { principal: principal @ Principal::ReservationLink(id), .. }) =
            access
        {
            let db = &self.app.db;
            db.read(move |conn| Ok::<_, Error>(Reservation::of_principal(conn, id, principal)?))
                .await?;
        }
        let state = self.client.subscribe(Subscribe { id, area, version, access }).await?;
        if area.is_some() {
            self.stay = stay;
        }
        Ok(state)
    }

    /// Adds prices to the spots of a message, if the client watches a stay.
    async fn price(&mut self, message: &mut LiveMessage<'_>) {
        let Some(stay) = self.stay else { return };
        let (pricer, tariffs) = (self.pricer.take(), self.client.tariffs());
        let (terms, now) = (&self.app.terms, self.app.now());
        self.pricer = stay.price(message, pricer, tariffs, terms, now).await;
    }

    /// Sends the pending updates.
    async fn flush(&mut self) -> Result<(), CloseReason> {
        let updates = self.client.inbox.take();
        if let Some(mut delta) = updates.delta() {
            self.price(&mut delta).await;
            self.send_message(&delta).await?;
        }
        match &updates.ended {
            Some(id) => {
                self.send_message(&LiveMessage::Problem {
                    id: Some(id),
                    problem: Error::Unauthenticated.into(),
                })
                .await
            }
            None => Ok(()),
        }
    }

    async fn send_heartbeat(&mut self) -> Result<(), CloseReason> {
        if self.last_received_at.elapsed() > self.settings.heartbeat * 5 / 2 {
            return Err(CloseReason::Silent);
        }
        // Read the version before the inbox: the inbox already contains all changes up to this
        // version.
        let version = self.client.version();
        self.flush().await?;
        self.send_message(&LiveMessage::Heartbeat {
            version: version.as_deref(),
            at: self.app.now(),
        })
        .await?;
        self.send(Message::Ping(Vec::new().into())).await
    }

    async fn send_message(&mut self, message: &LiveMessage<'_>) -> Result<(), CloseReason> {
        match serde_json::to_string(message) {
            Ok(text) => self.send(Message::Text(text.into())).await,
            Err(error) => {
                tracing::error!(%error, "A message cannot be written");
                Ok(())
            }
        }
    }

    async fn send(&mut self, message: Message) -> Result<(), CloseReason> {
        match timeout(self.settings.heartbeat, self.socket.send(message)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(CloseReason::Gone),
            Err(_) => Err(CloseReason::Slow),
        }
    }
}

impl CloseReason {
    /// Maps a read error to the reason for closing.
    fn of(error: &tungstenite::Error) -> Self {
        match error {
            tungstenite::Error::Io(error)
                if error.get_ref().is_some_and(|inner| inner.is::<TooManyFrames>()) =>
            {
                Self::TooManyFrames
            }
            tungstenite::Error::Capacity(_) => Self::TooLarge,
            tungstenite::Error::Protocol(
                tungstenite::error::ProtocolError::ResetWithoutClosingHandshake,
            ) => Self::Gone,
            tungstenite::Error::Protocol(_) | tungstenite::Error::Utf8(_) => Self::Malformed,
            _ => Self::Gone,
        }
    }

    /// Returns whether the server has stopped reading while the client may still send.
    fn stopped_reading(self) -> bool {
        matches!(self, Self::TooManyFrames | Self::TooLarge | Self::Malformed)
    }

    /// Returns the close code and the reason text; `None` if no close frame is sent.
    fn frame(self) -> Option<(u16, &'static str)> {
        match self {
            Self::Gone => None,
            Self::Stopping => Some((1001, "the server restarts: come back")),
            Self::Silent => Some((4001, "no sign of life")),
            Self::Slow => Some((4002, "too slow")),
            Self::Flood => Some((4003, "too many messages")),
            Self::TooManyFrames => Some((4003, "too many frames")),
            Self::TooLarge => Some((1009, "a message is too large")),
            Self::Malformed => Some((1002, "a frame is malformed")),
        }
    }
}
