//! Large bodies that nobody reads, because the request is refused before. A connection that is
//! closed in the middle of a body takes the answer with it: the sender, be it nginx, finds a broken
//! pipe and not the reason. So the rest is read, and thrown away.

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

/// Bodies of at most so many bytes are in the socket's buffers by then.
const SMALL: u64 = 64 * 1024;
/// More is not read of what nobody wants: the largest that nginx lets through.
const MOST: usize = 65 * 1024 * 1024;
/// Nor for longer.
const DRAIN_TIMEOUT: Duration = Duration::from_secs(10);

/// Lets the rest of the request read what it wants, and reads what is left.
pub(crate) async fn drain_unread_body(request: Request, next: Next) -> Response {
    let is_small = request.body().size_hint().upper().is_some_and(|most| most <= SMALL);
    if is_small {
        return next.run(request).await;
    }
    next.run(request.map(|body| Body::from_stream(Unread(Some(body.into_data_stream()))))).await
}

/// A body that is read to its end, whoever drops it.
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
            tokio::spawn(async move { drop(timeout(DRAIN_TIMEOUT, throw_away(body)).await) });
        }
    }
}

async fn throw_away(mut body: BodyDataStream) {
    let mut left = MOST;
    while let Some(Ok(bytes)) = body.next().await {
        left = left.saturating_sub(bytes.len());
        if left == 0 {
            return;
        }
    }
}
