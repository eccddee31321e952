//! Rate limits per account, email address and network address. They are counted in Redis for all
//! api processes; while Redis is unavailable, each process counts separately.

mod fallback;

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use chrono::TimeDelta;
use sha2::{Digest, Sha256};
use shared::{
    Error, Result,
    identity::domain::principal::Principal,
    platform::{
        cache::{Bucket, Cache},
        clock::Clock,
        config::limits::{Allowance, Limit, Settings},
        domain::{
            email::comparison_form,
            ids::{ChargeId, ReservationId, UserId},
        },
    },
};
use tokio::time::timeout;
use uuid::Uuid;

use crate::client_address::ClientAddress;
use fallback::Fallback;

/// Time-out of Redis, after which this process counts for itself.
const REDIS_TIMEOUT: Duration = Duration::from_millis(250);
/// Pause before Redis is used again after a failure.
const REDIS_RETRY_DELAY: Duration = Duration::from_secs(2);

/// The scope in which a rate limit counts requests.
#[derive(Debug, Clone, Copy)]
pub(crate) enum RateLimitScope<'a> {
    /// All clients that share a network address.
    Address(ClientAddress),
    Account(UserId),
    /// All requests that name an email address.
    Email(&'a str),
    /// Requests that name an email address from one network, device or session, so that a stranger
    /// elsewhere cannot use up the owner's attempts.
    EmailFrom(&'a str, &'a str),
    /// Requests with the link to a reservation.
    Reservation(ReservationId),
    /// Requests with the link to pay a charge.
    Charge(ChargeId),
    /// Requests with the token of a pending sign-up.
    SignUp(Uuid),
    /// Requests of a device or a camera.
    Device(Uuid),
}

/// Counts requests in Redis, or in memory while Redis is unavailable.
#[derive(Clone)]
pub(crate) struct Limits {
    settings: Arc<Settings>,
    cache: Cache,
    clock: Clock,
    fallback: Arc<Fallback>,
    /// End of the pause after a failure of Redis.
    paused_until: Arc<Mutex<Option<Instant>>>,
}

impl Limits {
    pub(crate) fn new(settings: Settings, cache: Cache, clock: Clock) -> Self {
        let fallback = Arc::new(Fallback::new(clock.clone()));
        Self { settings: Arc::new(settings), cache, clock, fallback, paused_until: Arc::default() }
    }

    /// Counts one request in each of the scopes.
    ///
    /// # Errors
    /// `RateLimited` if one of the limits is exceeded; no other errors.
    pub(crate) async fn check(&self, limit: Limit, scopes: &[RateLimitScope<'_>]) -> Result<()> {
        let allowance = self.settings.allowance(limit);
        let buckets: Vec<_> = scopes.iter().map(|scope| scope.bucket(limit, allowance)).collect();
        let wait = match self.shared(&buckets).await {
            Some(result) => result,
            None => self.fallback.take(&buckets),
        };
        match wait {
            None => Ok(()),
            Some(wait) => Err(Error::RateLimited {
                wait: TimeDelta::from_std(wait).unwrap_or(TimeDelta::MAX),
            }),
        }
    }

    /// Counts in Redis; `None` if Redis is unavailable.
    async fn shared(&self, buckets: &[Bucket]) -> Option<Option<Duration>> {
        if self.paused_until().is_some_and(|until| Instant::now() < until) {
            return None;
        }
        let error = match timeout(REDIS_TIMEOUT, self.cache.take(buckets, self.clock.now())).await {
            Ok(Ok(result)) => return Some(result),
            Ok(Err(error)) => error.to_string(),
            Err(late) => late.to_string(),
        };
        tracing::warn!(error, "Redis does not count: limits are those of this process");
        *self.paused_until() = Some(Instant::now() + REDIS_RETRY_DELAY);
        None
    }

    fn paused_until(&self) -> std::sync::MutexGuard<'_, Option<Instant>> {
        self.paused_until.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl From<Principal> for RateLimitScope<'_> {
    fn from(principal: Principal) -> Self {
        match principal {
            Principal::User(id) | Principal::Operator(id) => Self::Account(id),
            Principal::ReservationLink(id) => Self::Reservation(id),
            Principal::PaymentLink(id) => Self::Charge(id),
            Principal::SignUp(id) => Self::SignUp(id),
        }
    }
}

impl RateLimitScope<'_> {
    /// Returns the bucket of this scope. Its key is hashed, so that neither Redis nor its log
    /// contains addresses.
    fn bucket(self, limit: Limit, allowance: Allowance) -> Bucket {
        let (key, rate) = match self {
            Self::Address(address) => (format!("address:{}", address.network()), allowance.address),
            Self::Account(id) => (format!("account:{id}"), allowance.driver),
            Self::Email(email) => (format!("email:{}", comparison_form(email)), allowance.driver),
            Self::EmailFrom(email, origin) => {
                (format!("email:{}:{origin}", comparison_form(email)), allowance.driver)
            }
            Self::Reservation(id) => (format!("reservation:{id}"), allowance.driver),
            Self::Charge(id) => (format!("charge:{id}"), allowance.driver),
            Self::SignUp(id) => (format!("sign_up:{id}"), allowance.driver),
            Self::Device(id) => (format!("device:{id}"), allowance.driver),
        };
        let hash = Sha256::digest(format!("{limit:?}:{key}").as_bytes());
        let half = hash.iter().take(16).map(|byte| format!("{byte:02x}"));
        Bucket { key: half.collect(), rate }
    }
}
