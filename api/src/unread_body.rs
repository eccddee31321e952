//! Drains large request bodies after an early refusal. If the connection is closed while the client
//! is still sending, the client (such as nginx) gets a broken pipe and not the response. The rest
//! of the body is therefore read and discarded.

use std::{
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};

use axum::{
    Error,
    body::{Body, BodyDataStream, Bytes, HttpBody},
    extract::Request,
    middleware::Next,
    response::Response,
};
use futures_util::{Stream, StreamExt};
use tokio::time::timeout;

/// Bodies up to this size, in bytes, fit into the socket's buffers and need no draining.
const SMALL: u64 = 64 * 1024;
/// Maximum number of bytes that are drained: the largest body that nginx accepts.
const MAX_DRAINED_BYTES: usize = 65 * 1024 * 1024;
/// Maximum time for draining.
const DRAIN_TIMEOUT: Duration = Duration::from_secs(10);

/// Runs the request, then drains the unread rest of its body.
pub(crate) async fn drain_unread_body(request: Request, next: Next) -> Response {
    let is_small = request.body().size_hint().upper().is_some_and(|most| most <= SMALL);
    if is_small {
        return next.run(request).await;
    }
    next.run(request.map(|body| Body::from_stream(Unread(Some(body.into_data_stream()))))).await
}

/// A body that is drained on drop.
struct Unread(Option<BodyDataStream>);

impl Stream for Unread {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(body) = &mut self.0 else { return Poll::Ready(None) };
        let next = ready!(body.poll_next_unpin(cx));
        if !matches!(next, Some(Ok(_))) {
            self.0 = None;
        }
        Poll::Ready(next)
    }
}

impl Drop for Unread {
    fn drop(&mut self) {
        if let Some(body) = self.0.take() {
            tokio::spawn(async move { drop(timeout(DRAIN_TIMEOUT, drain(body)).await) });
        }
    }
}

async fn drain(mut body: BodyDataStream) {
    let mut remaining = MAX_DRAINED_BYTES;
    while let Some(Ok(bytes)) = body.next().await {
        remaining = remaining.saturating_sub(bytes.len());
        if remaining == 0 {
            return;
        }
    }
}
