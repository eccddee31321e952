//! Batches small writes: requests that arrive during a write wait, and are written together in the
//! next transaction. Callers use it like a single write.

use std::sync::Arc;

use shared::{Error, Result};
use tokio::sync::{mpsc, oneshot};

/// Maximum number of requests in a batch.
const MAX_BATCH: usize = 100;

/// A write that is batched.
pub(crate) struct Batcher<Q, A> {
    requests: mpsc::UnboundedSender<(Q, oneshot::Sender<A>)>,
}

impl<Q: Send + 'static, A: Send + 'static> Batcher<Q, A> {
    /// Creates a batcher. `write` receives the requests and returns the results in the same order.
    /// The batcher ends when its last handle is dropped.
    pub(crate) fn new<F>(write: impl Fn(Vec<Q>) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Result<Vec<A>>> + Send + 'static,
    {
        let (requests, mut received) = mpsc::unbounded_channel::<(Q, oneshot::Sender<A>)>();
        tokio::spawn(async move {
            let (write, mut batch) = (Arc::new(write), Vec::with_capacity(MAX_BATCH));
            while received.recv_many(&mut batch, MAX_BATCH).await > 0 {
                let (requests, callers): (Vec<_>, Vec<_>) = batch.drain(..).unzip();
                let write = Arc::clone(&write);
                // In a task of its own, so that a panic fails only this batch and not later ones.
                match tokio::spawn(async move { write(requests).await }).await {
                    Ok(Ok(results)) => {
                        callers.into_iter().zip(results).for_each(|(caller, result)| {
                            // A caller that has been dropped does not need the result.
                            drop(caller.send(result));
                        })
                    }
                    Ok(Err(error)) => {
                        tracing::warn!(%error, "Could not store a batch of {} requests",
                            callers.len())
                    }
                    Err(panic) => {
                        tracing::error!(%panic, "Could not store a batch of {} requests",
                            callers.len())
                    }
                }
            }
        });
        Self { requests }
    }

    /// Submits a request and waits until it is written.
    ///
    /// # Errors
    /// When the write failed; the log contains the reason.
    pub(crate) async fn submit(&self, request: Q) -> Result<A> {
        let (caller, result) = oneshot::channel();
        let lost = |_| Error::Unavailable("PostgreSQL");
        self.requests.send((request, caller)).map_err(|_| Error::Unavailable("PostgreSQL"))?;
        result.await.map_err(lost)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use tokio::sync::Notify;

    use super::*;

    #[tokio::test]
    async fn concurrent_requests_share_a_batch() {
        let (batches, begun, go) =
            (Arc::new(Mutex::new(Vec::new())), Arc::new(Notify::new()), Arc::new(Notify::new()));
        let (seen, beginning, going) = (Arc::clone(&batches), Arc::clone(&begun), Arc::clone(&go));
        let batcher = Arc::new(Batcher::new(move |requests: Vec<u32>| {
            seen.lock().unwrap().push(requests.clone());
            let (beginning, going) = (Arc::clone(&beginning), Arc::clone(&going));
            async move {
                beginning.notify_one();
                going.notified().await;
                Ok(requests.iter().map(|request| request * 2).collect())
            }
        }));
        let submit = |request| {
            let batcher = Arc::clone(&batcher);
            tokio::spawn(async move { batcher.submit(request).await })
        };
        let first = submit(1);
        begun.notified().await;
        let (second, third) = (submit(2), submit(3));
        // On a single thread, both have submitted after each was polled once.
        tokio::task::yield_now().await;
        go.notify_one();
        begun.notified().await;
        go.notify_one();
        assert_eq!(first.await.unwrap().unwrap(), 2);
        assert_eq!((second.await.unwrap().unwrap(), third.await.unwrap().unwrap()), (4, 6));
        assert_eq!(*batches.lock().unwrap(), [vec![1], vec![2, 3]]);
    }

    #[tokio::test]
    async fn failed_batch_does_not_stop_the_next() {
        let batcher = Batcher::new(|requests: Vec<u32>| async move {
            assert_ne!(requests, [1], "a panic");
            if requests == [2] { Err(Error::Unavailable("PostgreSQL")) } else { Ok(requests) }
        });
        assert!(batcher.submit(1).await.is_err());
        assert!(batcher.submit(2).await.is_err());
        assert_eq!(batcher.submit(3).await.unwrap(), 3);
    }
}
