//! A client's WebSocket with a limit on frames. Empty fragments never complete a message, so the
//! limit on messages does not count them.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll, ready},
    time::{Duration, Instant},
};

use axum::http::{
    HeaderValue, Response, StatusCode,
    header::{CONNECTION, SEC_WEBSOCKET_ACCEPT, UPGRADE},
};
use hyper::upgrade::Upgraded;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, ReadBuf};
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{
        handshake::derive_accept_key,
        protocol::{Role, WebSocketConfig},
    },
};

/// Maximum size of a received message or frame, in bytes.
const MAX_MESSAGE: usize = 16 * 1024;
/// Size of the read buffer of each client, in bytes. Clients send short messages.
const READ_BUFFER: usize = 1024;
/// Maximum number of frames of a client within a [`WINDOW`]: twice the number of messages, to allow
/// for fragments and pongs.
const MAX_FRAMES: u32 = 200;
/// Period over which frames and messages are counted.
pub(super) const WINDOW: Duration = Duration::from_secs(10);

pub(super) type Socket = WebSocketStream<FrameLimit<TokioIo<Upgraded>>>;

/// Returns the 101 response for the client's key.
pub(super) fn switch_protocols<B: Default>(key: &HeaderValue) -> Response<B> {
    let mut response = Response::new(B::default());
    *response.status_mut() = StatusCode::SWITCHING_PROTOCOLS;
    let headers = response.headers_mut();
    headers.insert(CONNECTION, HeaderValue::from_static("upgrade"));
    headers.insert(UPGRADE, HeaderValue::from_static("websocket"));
    // The accept key is base64 and therefore a valid header value.
    if let Ok(accept) = HeaderValue::from_str(&derive_accept_key(key.as_bytes())) {
        headers.insert(SEC_WEBSOCKET_ACCEPT, accept);
    }
    response
}

/// Opens the WebSocket on an upgraded connection.
pub(super) async fn open(upgraded: Upgraded) -> Socket {
    let mut config = WebSocketConfig::default();
    config.max_message_size = Some(MAX_MESSAGE);
    config.max_frame_size = Some(MAX_MESSAGE);
    // Each message is flushed at once, so the write buffer holds at most one.
    config.read_buffer_size = READ_BUFFER;
    config.write_buffer_size = 0;
    WebSocketStream::from_raw_socket(
        FrameLimit::new(TokioIo::new(upgraded)),
        Role::Server,
        Some(config),
    )
    .await
}

/// The client has exceeded [`MAX_FRAMES`].
#[derive(Debug, thiserror::Error)]
#[error("too many frames")]
pub(super) struct TooManyFrames;

/// A stream that fails to read after too many frames.
pub(super) struct FrameLimit<S> {
    stream: S,
    parser: FrameParser,
    /// Start of the current window, and the number of frames in it.
    counted: (Instant, u32),
}

impl<S> FrameLimit<S> {
    fn new(stream: S) -> Self {
        Self { stream, parser: FrameParser::default(), counted: (Instant::now(), 0) }
    }
}

impl<S: AsyncRead + Unpin> FrameLimit<S> {
    /// Reads and discards the remaining data of the client: unread data would make its system
    /// discard the close frame.
    pub(super) async fn discard(&mut self) -> io::Result<()> {
        let mut buffer = [0; READ_BUFFER];
        while self.stream.read(&mut buffer).await? > 0 {}
        Ok(())
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for FrameLimit<S> {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let before = buf.filled().len();
        ready!(Pin::new(&mut this.stream).poll_read(cx, buf))?;
        let frames = this.parser.parse(buf.filled().get(before..).unwrap_or_default());
        let (since, count) = this.counted;
        this.counted = if since.elapsed() > WINDOW {
            (Instant::now(), frames)
        } else {
            (since, count.saturating_add(frames))
        };
        if this.counted.1 > MAX_FRAMES {
            buf.set_filled(before);
            return Poll::Ready(Err(io::Error::other(TooManyFrames)));
        }
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for FrameLimit<S> {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.get_mut().stream).poll_write(cx, buf)
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(cx)
    }
}

/// Detects the beginnings of frames (RFC 6455, section 5.2).
#[derive(Debug, Default)]
struct FrameParser {
    /// The header that is being read, at most 14 bytes.
    header: Vec<u8>,
    /// Remaining bytes of the current frame.
    payload: usize,
}

impl FrameParser {
    /// Returns the number of frames that begin in these bytes.
    fn parse(&mut self, mut bytes: &[u8]) -> u32 {
        let mut frames = 0_u32;
        while let Some((first, rest)) = bytes.split_first() {
            if self.payload > 0 {
                let skipped = self.payload.min(bytes.len());
                self.payload -= skipped;
                bytes = bytes.get(skipped..).unwrap_or_default();
                continue;
            }
            self.header.push(*first);
            bytes = rest;
            if let Some(payload) = payload_length(&self.header) {
                self.header.clear();
                self.payload = payload;
                frames = frames.saturating_add(1);
            }
        }
        frames
    }
}

/// Returns the number of bytes after the header; `None` while the header is incomplete.
fn payload_length(header: &[u8]) -> Option<usize> {
    let second = *header.get(1)?;
    let mask = if second & 0x80 == 0 { 0 } else { 4 };
    let extended = match second & 0x7f {
        126 => 2,
        127 => 8,
        _ => 0,
    };
    if header.len() < 2 + extended + mask {
        return None;
    }
    let length = match extended {
        0 => u64::from(second & 0x7f),
        _ => header
            .get(2..2 + extended)?
            .iter()
            .fold(0, |length, byte| length << 8 | u64::from(*byte)),
    };
    Some(usize::try_from(length).unwrap_or(usize::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_are_counted_byte_by_byte() {
        let empty = [0x00, 0x80, 1, 2, 3, 4];
        let short = [0x81, 0x03, b'a', b'b', b'c'];
        let mut medium = vec![0x81, 0xfe, 0x01, 0x00, 1, 2, 3, 4];
        medium.extend([0; 256]);
        let mut long = vec![0x82, 0x7f, 0, 0, 0, 0, 0, 1, 0, 0];
        long.extend([0; 65_536]);
        let all = [&empty[..], &short, &medium, &long, &empty].concat();
        assert_eq!(FrameParser::default().parse(&all), 5);
        for size in [1, 7, 1_000] {
            let mut parser = FrameParser::default();
            assert_eq!(all.chunks(size).map(|chunk| parser.parse(chunk)).sum::<u32>(), 5, "{size}");
            assert_eq!((parser.header.len(), parser.payload), (0, 0));
        }
    }
}
