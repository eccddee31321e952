//! The WebSocket of a client, with a limit on frames. Fragments without content never become a
//! message: nothing else would count them.

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

/// Largest message that is read, in bytes; also of a frame.
const MAX_MESSAGE: usize = 16 * 1024;
/// Room for what is being read, of each client: their messages are short.
const READ_BUFFER: usize = 1024;
/// Frames of a client within a [`WINDOW`]: twice as many as messages, for those that come in parts,
/// and answers to pings.
const MAX_FRAMES: u32 = 200;
/// Time over which frames, and messages, are counted.
pub(super) const WINDOW: Duration = Duration::from_secs(10);

/// A client's WebSocket.
pub(super) type Socket = WebSocketStream<FrameLimit<TokioIo<Upgraded>>>;

/// The answer that opens a WebSocket, to the client's key.
pub(super) fn switch_protocols<B: Default>(key: &HeaderValue) -> Response<B> {
    let mut response = Response::new(B::default());
    *response.status_mut() = StatusCode::SWITCHING_PROTOCOLS;
    let headers = response.headers_mut();
    headers.insert(CONNECTION, HeaderValue::from_static("upgrade"));
    headers.insert(UPGRADE, HeaderValue::from_static("websocket"));
    // It is base64, so it is a valid value.
    if let Ok(accept) = HeaderValue::from_str(&derive_accept_key(key.as_bytes())) {
        headers.insert(SEC_WEBSOCKET_ACCEPT, accept);
    }
    response
}

/// The WebSocket on a connection that was upgraded.
pub(super) async fn open(upgraded: Upgraded) -> Socket {
    let mut config = WebSocketConfig::default();
    config.max_message_size = Some(MAX_MESSAGE);
    config.max_frame_size = Some(MAX_MESSAGE);
    // A message goes out at once, and at most one waits.
    config.read_buffer_size = READ_BUFFER;
    config.write_buffer_size = 0;
    WebSocketStream::from_raw_socket(
        FrameLimit::new(TokioIo::new(upgraded)),
        Role::Server,
        Some(config),
    )
    .await
}

/// More frames than [`MAX_FRAMES`].
#[derive(Debug, thiserror::Error)]
#[error("too many frames")]
pub(super) struct TooManyFrames;

/// A stream of frames that fails to read when there are too many of them.
pub(super) struct FrameLimit<S> {
    stream: S,
    parser: FrameParser,
    /// Since when frames are counted, and how many there were.
    counted: (Instant, u32),
}

impl<S> FrameLimit<S> {
    fn new(stream: S) -> Self {
        Self { stream, parser: FrameParser::default(), counted: (Instant::now(), 0) }
    }
}

impl<S: AsyncRead + Unpin> FrameLimit<S> {
    /// Reads, and forgets, what the client still sends: unread bytes would make its system discard
    /// our last frame.
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

/// Finds where frames begin (RFC 6455, 5.2).
#[derive(Debug, Default)]
struct FrameParser {
    /// The header that is being read: at most 14 bytes.
    header: Vec<u8>,
    /// Bytes that are left of the frame.
    payload: usize,
}

impl FrameParser {
    /// How many frames have begun in these bytes.
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

/// The length of what follows the header, once the header is complete.
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
