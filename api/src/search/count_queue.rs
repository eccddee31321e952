//! Limits the counts of free spots: each may visit all spots of a city.

use shared::{Error, Result};
use tokio::sync::{Semaphore, SemaphorePermit};

/// A few counts that run at the same time, and some that wait. Further ones are refused: they would
/// wait for longer than a map shows the same view.
pub(super) struct CountQueue {
    /// One for each count that runs or waits.
    places: Semaphore,
    /// One for each count that runs.
    turns: Semaphore,
}

/// The right to count, released on drop.
#[derive(Debug)]
pub(super) struct Turn<'a> {
    _turn: SemaphorePermit<'a>,
    _place: SemaphorePermit<'a>,
}

impl CountQueue {
    pub(super) fn new(max_concurrent: usize, max_waiting: usize) -> Self {
        Self {
            places: Semaphore::new(max_concurrent.saturating_add(max_waiting)),
            turns: Semaphore::new(max_concurrent),
        }
    }

    /// Waits until the count may run.
    ///
    /// # Errors
    /// `Unavailable` if too many counts wait already.
    pub(super) async fn turn(&self) -> Result<Turn<'_>> {
        let place = self.places.try_acquire();
        let place = place.map_err(|_| Error::Unavailable("the count of free spots"))?;
        let turn = self.turns.acquire().await;
        let turn = turn.map_err(|closed| Error::Internal(closed.to_string()))?;
        Ok(Turn { _turn: turn, _place: place })
    }
}

#[cfg(test)]
mod tests {
    use std::{future::ready, pin::pin};

    use super::*;

    #[tokio::test]
    async fn count_beyond_the_queue_is_refused() {
        let queue = CountQueue::new(1, 1);
        let first = queue.turn().await.unwrap();
        let mut second = pin!(queue.turn());
        tokio::select! {
            biased;
            _ = &mut second => panic!("two counts run"),
            () = ready(()) => {}
        }
        let third = queue.turn().await;
        assert!(matches!(third, Err(Error::Unavailable(_))), "{third:?}");
        drop(first);
        let second = second.await.unwrap();
        drop(second);
        queue.turn().await.unwrap();
    }
}
