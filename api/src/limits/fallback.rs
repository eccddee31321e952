//! The rate limit buckets of one process, used while Redis is unavailable.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use governor::{
    Quota, RateLimiter, clock::Clock as _, middleware::NoOpMiddleware, nanos::Nanos,
    state::keyed::HashMapStateStore,
};
use shared::platform::{cache::Bucket, clock::Clock, config::limits::Rate};

/// Number of buckets above which full ones are removed.
const PURGE_THRESHOLD: usize = 10_000;

/// Adapts our clock to governor.
#[derive(Clone)]
struct Ticks(Clock);

impl governor::clock::Clock for Ticks {
    type Instant = Nanos;

    fn now(&self) -> Nanos {
        let since = self.0.now().timestamp_nanos_opt().and_then(|nanos| u64::try_from(nanos).ok());
        since.unwrap_or_default().into()
    }
}

type Limiter = RateLimiter<String, HashMapStateStore<String>, Ticks, NoOpMiddleware<Nanos>>;

/// Buckets grouped by rate.
pub(super) struct Fallback {
    clock: Ticks,
    limiters: Mutex<HashMap<(u32, Duration), Arc<Limiter>>>,
}

impl Fallback {
    pub(super) fn new(clock: Clock) -> Self {
        Self { clock: Ticks(clock), limiters: Mutex::default() }
    }

    /// Takes one token from each bucket. Returns the wait until the next token if a bucket is
    /// empty.
    pub(super) fn take(&self, buckets: &[Bucket]) -> Option<Duration> {
        buckets
            .iter()
            .filter_map(|Bucket { key, rate }| {
                let limiter = self.limiter(*rate)?;
                if limiter.len() > PURGE_THRESHOLD {
                    limiter.retain_recent();
                    limiter.shrink_to_fit();
                }
                limiter.check_key(key).err().map(|refusal| refusal.wait_time_from(self.clock.now()))
            })
            .max()
    }

    fn limiter(&self, rate: Rate) -> Option<Arc<Limiter>> {
        let mut limiters = self.limiters.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = limiters.get(&(rate.count.get(), rate.per)) {
            return Some(Arc::clone(known));
        }
        let quota = Quota::with_period(rate.per / rate.count.get())?.allow_burst(rate.count);
        let limiter = Arc::new(RateLimiter::hashmap_with_clock(quota, self.clock.clone()));
        limiters.insert((rate.count.get(), rate.per), Arc::clone(&limiter));
        Some(limiter)
    }
}
