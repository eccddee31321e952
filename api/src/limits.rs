//! How often the same may be asked for, by one account, one email address, one network address.
//! Counted in Redis for all api processes together; while Redis is away, each process counts for
//! itself.

mod fallback;

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use chrono::TimeDelta;
use sha2::{Digest, Sha256};
use shared::{
    Error, Result,
    platform::{
        cache::{Bucket, Cache},
        clock::Clock,
        config::limits::{Allowance, Limit, Settings},
        domain::{
            email::comparison_form,
            ids::{ChargeId, ReservationId, UserId},
        },
    },
    reservations::models::reservation::Actor,
};
use tokio::time::timeout;

use crate::extract::ClientAddress;
use fallback::Fallback;

/// How long Redis may take before we count for ourselves.
const REDIS_TIMEOUT: Duration = Duration::from_millis(250);
/// How long Redis is left alone after it did not answer.
const PAUSE: Duration = Duration::from_secs(2);

/// Who is limited.
#[derive(Debug, Clone, Copy)]
pub(crate) enum By<'a> {
    /// Whoever shares a network address.
    Address(ClientAddress),
    /// A user.
    Account(UserId),
    /// Whoever names an email address.
    Email(&'a str),
    /// Whoever names an email address from one network, device or session, so that a stranger
    /// elsewhere does not use up the owner's attempts.
    EmailFrom(&'a str, &'a str),
    /// Whoever has the link to a reservation.
    Reservation(ReservationId),
    /// Whoever has the link to pay a charge.
    Charge(ChargeId),
}

/// Counts.
#[derive(Clone)]
pub(crate) struct Limits {
    settings: Arc<Settings>,
    cache: Cache,
    clock: Clock,
    fallback: Arc<Fallback>,
    /// Until when Redis is left alone.
    paused_until: Arc<Mutex<Option<Instant>>>,
}

impl Limits {
    pub(crate) fn new(settings: Settings, cache: Cache, clock: Clock) -> Self {
        let fallback = Arc::new(Fallback::new(clock.clone()));
        Self { settings: Arc::new(settings), cache, clock, fallback, paused_until: Arc::default() }
    }

    /// Counts one for each of `who`, or refuses when one of them has asked too often:
    /// `RateLimited`. Never fails for another reason.
    pub(crate) async fn check(&self, limit: Limit, who: &[By<'_>]) -> Result<()> {
        let allowance = self.settings.allowance(limit);
        let buckets: Vec<_> = who.iter().map(|who| who.bucket(limit, allowance)).collect();
        let wait = match self.shared(&buckets).await {
            Some(answer) => answer,
            None => self.fallback.take(&buckets),
        };
        match wait {
            None => Ok(()),
            Some(wait) => Err(Error::RateLimited {
                wait: TimeDelta::from_std(wait).unwrap_or(TimeDelta::MAX),
            }),
        }
    }

    /// What Redis says; `None` when it says nothing.
    async fn shared(&self, buckets: &[Bucket]) -> Option<Option<Duration>> {
        if self.paused_until().is_some_and(|until| Instant::now() < until) {
            return None;
        }
        let error = match timeout(REDIS_TIMEOUT, self.cache.take(buckets, self.clock.now())).await {
            Ok(Ok(answer)) => return Some(answer),
            Ok(Err(error)) => error.to_string(),
            Err(late) => late.to_string(),
        };
        tracing::warn!(error, "Redis does not count: limits are those of this process");
        *self.paused_until() = Some(Instant::now() + PAUSE);
        None
    }

    fn paused_until(&self) -> std::sync::MutexGuard<'_, Option<Instant>> {
        self.paused_until.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl From<Actor> for By<'_> {
    fn from(actor: Actor) -> Self {
        match actor {
            Actor::User(id) | Actor::Operator(id) => Self::Account(id),
            Actor::Link(id) => Self::Reservation(id),
        }
    }
}

impl By<'_> {
    /// Hashed, so that neither Redis nor its log learns who asks.
    fn bucket(self, limit: Limit, allowance: Allowance) -> Bucket {
        let (who, rate) = match self {
            Self::Address(address) => (format!("address:{}", address.network()), allowance.address),
            Self::Account(id) => (format!("account:{id}"), allowance.driver),
            Self::Email(email) => (format!("email:{}", comparison_form(email)), allowance.driver),
            Self::EmailFrom(email, origin) => {
                (format!("email:{}:{origin}", comparison_form(email)), allowance.driver)
            }
            Self::Reservation(id) => (format!("reservation:{id}"), allowance.driver),
            Self::Charge(id) => (format!("charge:{id}"), allowance.driver),
        };
        let hash = Sha256::digest(format!("{limit:?}:{who}").as_bytes());
        let half = hash.iter().take(16).map(|byte| format!("{byte:02x}"));
        Bucket { key: half.collect(), rate }
    }
}
