//! A bounded queue for expensive reads: a few run at the same time, some wait, the rest is refused.

use shared::{Error, Result};
use tokio::sync::{Semaphore, SemaphorePermit};

/// Requests that run and requests that wait. Further ones are refused: they would wait for longer
/// than their clients need the result.
pub(crate) struct TurnQueue {
    /// Name of the work that is unavailable while the queue is full.
    name: &'static str,
    /// One for each request that runs or waits.
    places: Semaphore,
    /// One for each request that runs.
    turns: Semaphore,
}

/// The right to run, released on drop.
#[derive(Debug)]
pub(crate) struct Turn<'a> {
    _turn: SemaphorePermit<'a>,
    _place: SemaphorePermit<'a>,
}

impl TurnQueue {
    pub(crate) fn new(name: &'static str, max_concurrent: usize, max_waiting: usize) -> Self {
        Self {
            name,
            places: Semaphore::new(max_concurrent.saturating_add(max_waiting)),
            turns: Semaphore::new(max_concurrent),
        }
    }

    /// Waits until the request may run.
    ///
    /// # Errors
    /// `Unavailable` if too many requests wait already.
    pub(crate) async fn turn(&self) -> Result<Turn<'_>> {
        let place = self.places.try_acquire().map_err(|_| Error::Unavailable(self.name))?;
        let turn = self.turns.acquire().await;
        let turn = turn.map_err(|closed| Error::Internal(closed.to_string()))?;
        Ok(Turn { _turn: turn, _place: place })
    }

    /// Returns `None` if the request would have to wait.
    pub(crate) fn turn_now(&self) -> Option<Turn<'_>> {
        let place = self.places.try_acquire().ok()?;
        let turn = self.turns.try_acquire().ok()?;
        Some(Turn { _turn: turn, _place: place })
    }
}

#[cfg(test)]
mod tests {
    use std::{future::ready, pin::pin};

    use super::*;

    #[tokio::test]
    async fn request_beyond_the_queue_is_refused() {
        let queue = TurnQueue::new("the streets", 1, 1);
        let first = queue.turn().await.unwrap();
        let mut second = pin!(queue.turn());
        tokio::select! {
            biased;
            _ = &mut second => panic!("two requests run"),
            () = ready(()) => {}
        }
        let third = queue.turn().await;
        assert!(matches!(third, Err(Error::Unavailable("the streets"))), "{third:?}");
        drop(first);
        let second = second.await.unwrap();
        drop(second);
        queue.turn().await.unwrap();
    }

    #[tokio::test]
    async fn turn_now_does_not_wait() {
        let queue = TurnQueue::new("the streets", 1, 1);
        let first = queue.turn_now().unwrap();
        assert!(queue.turn_now().is_none());
        assert_eq!(queue.places.available_permits(), 1, "a refused request leaves its place");
        drop(first);
        assert!(queue.turn_now().is_some());
    }
}
