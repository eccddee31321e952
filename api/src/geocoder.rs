//! The geocoder, an external service that finds addresses and landmarks by text.
//!
//! It receives the text and a position rounded to 0.01 degrees, and nothing else about the user.
//! Neither logs nor metrics contain the text.

mod adapter;
mod answers;
mod breaker;
mod geojson;
mod http;
mod nominatim;
mod pelias;
mod photon;
mod place;
mod query;
#[cfg(test)]
mod tests;

use std::{num::NonZeroU32, sync::Arc, time::Duration};

use metrics::{counter, histogram};
use shared::{
    places::domain::position::Position,
    platform::{
        cache::{Bucket, Cache},
        clock::Clock,
        config::{
            geocoder::{GeocoderKind, Settings},
            limits::Rate,
        },
        metrics::{GEOCODER, GEOCODER_QUERIES},
    },
};
use tokio::{
    sync::Semaphore,
    time::{Instant, timeout_at},
};
use tracing::Instrument;
use url::Url;

use adapter::Adapter;
use answers::Answers;
use breaker::Breaker;
use http::HttpClient;
use query::Query;

pub(crate) use place::{GeocodedKind, GeocodedPlace};

/// Time in which a request must be complete.
const REQUEST_TIMEOUT: Duration = Duration::from_millis(800);
/// Maximum number of concurrent requests of one process.
const MAX_REQUESTS: usize = 8;
/// Number of places that are requested, and maximum number of results.
const MAX_PLACES: usize = 20;
/// Interval of requests to Nominatim that its usage policy permits to an application.
const NOMINATIM_INTERVAL: Duration = Duration::from_secs(1);

/// The reason why a query has no result.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum GeocoderError {
    #[error("too many requests are running")]
    Busy,
    #[error("the last request was less than a second ago, or Redis cannot tell")]
    Throttled,
    #[error("it is paused after repeated failures")]
    Paused,
    #[error("no complete response in time")]
    Timeout,
    #[error("{0}")]
    Connection(String),
    #[error("the status of the response is {0}")]
    Status(u16),
    #[error("the response is too large")]
    TooLarge,
    /// Without details, because they may quote the text.
    #[error("the response is not understood")]
    Malformed,
    #[error("the process is stopping")]
    Stopped,
}

impl GeocoderError {
    /// Returns whether the geocoder works but does not accept this text.
    fn is_about_text(&self) -> bool {
        matches!(self, Self::Status(400 | 414 | 422))
    }

    /// The label in metrics.
    fn outcome(&self) -> &'static str {
        match self {
            Self::Busy => "busy",
            Self::Throttled => "throttled",
            Self::Paused => "paused",
            Self::Timeout => "timeout",
            Self::Connection(_) => "connection",
            Self::Status(_) => "status",
            Self::TooLarge => "too_large",
            Self::Malformed => "malformed",
            Self::Stopped => "stopped",
        }
    }
}

/// Finds addresses and landmarks, with a cache of the results.
pub(crate) struct Geocoder {
    attribution: Option<String>,
    requests: Arc<Requests>,
}

/// Shared with running requests, which outlive a caller that disconnects.
struct Requests {
    adapter: Adapter,
    http: HttpClient,
    cache: Cache,
    clock: Clock,
    timeout: Duration,
    permits: Semaphore,
    breaker: Breaker,
    answers: Answers,
}

impl Geocoder {
    /// Prepares the connection without opening it.
    ///
    /// # Errors
    /// When the certificate authorities of the system cannot be read, or `public_url` cannot be
    /// part of a header.
    pub(crate) fn new(
        settings: Settings,
        public_url: &Url,
        cache: &Cache,
        clock: &Clock,
    ) -> anyhow::Result<Self> {
        let requests = Requests {
            http: HttpClient::new(&settings.url, public_url)?,
            adapter: Adapter::new(settings.kind, settings.url, settings.key),
            cache: cache.clone(),
            clock: clock.clone(),
            timeout: REQUEST_TIMEOUT,
            permits: Semaphore::new(MAX_REQUESTS),
            breaker: Breaker::default(),
            answers: Answers::default(),
        };
        Ok(Self { attribution: settings.attribution, requests: Arc::new(requests) })
    }

    /// Attribution of the geocoder's data.
    pub(crate) fn attribution(&self) -> Option<&str> {
        self.attribution.as_deref()
    }

    /// Returns whether [`Self::find`] requests the geocoder: the text is not too short, and its
    /// result is not cached.
    pub(crate) fn is_request(&self, text: &str, near: Option<Position>) -> bool {
        let Requests { answers, clock, .. } = &*self.requests;
        Query::new(text, near).is_some_and(|query| answers.get(&query.key(), clock.now()).is_none())
    }

    /// Returns at most `limit` and at most 20 places, best match first. A text with fewer than
    /// three letters and digits has none.
    ///
    /// # Errors
    /// [`GeocoderError`] when the geocoder does not respond in 800 ms, or is not requested.
    pub(crate) async fn find(
        &self,
        text: &str,
        near: Option<Position>,
        limit: usize,
    ) -> Result<Vec<GeocodedPlace>, GeocoderError> {
        let Some(query) = Query::new(text, near) else { return Ok(Vec::new()) };
        let requests = &self.requests;
        let found = match requests.answers.get(&query.key(), requests.clock.now()) {
            Some(places) => {
                counter!(GEOCODER_QUERIES, "outcome" => "cached").increment(1);
                places
            }
            None => {
                let requests = Arc::clone(requests);
                // A task of its own: a client that types on disconnects, but the result is cached
                // and a failure is counted.
                let asking = async move { requests.answer(query).await }.in_current_span();
                tokio::spawn(asking).await.unwrap_or(Err(GeocoderError::Stopped))?
            }
        };
        Ok(found.iter().take(limit).cloned().collect())
    }
}

impl Requests {
    /// Requests the places of a query and caches them.
    async fn answer(&self, query: Query) -> Result<Arc<[GeocodedPlace]>, GeocoderError> {
        let answer = self.request(&query).await;
        let outcome = answer.as_ref().map_or_else(GeocoderError::outcome, |_| "found");
        counter!(GEOCODER_QUERIES, "outcome" => outcome).increment(1);
        let places: Arc<[GeocodedPlace]> = answer?.into();
        self.answers.put(query.key(), Arc::clone(&places), self.clock.now());
        Ok(places)
    }

    async fn request(&self, query: &Query) -> Result<Vec<GeocodedPlace>, GeocoderError> {
        if self.breaker.is_paused(self.clock.now()) {
            return Err(GeocoderError::Paused);
        }
        let _permit = self.permits.try_acquire().map_err(|_| GeocoderError::Busy)?;
        let begin = Instant::now();
        let deadline = begin + self.timeout;
        if self.adapter.kind() == GeocoderKind::Nominatim {
            self.throttle(deadline).await?;
        }
        let url = self.adapter.url(query);
        let received = timeout_at(deadline, self.http.get(&url)).await;
        let places = received
            .unwrap_or(Err(GeocoderError::Timeout))
            .and_then(|body| self.adapter.read(&body).map_err(|_| GeocoderError::Malformed));
        let outcome = if places.is_ok() { "ok" } else { "failed" };
        histogram!(GEOCODER, "outcome" => outcome).record(begin.elapsed());
        self.record(places.as_ref().err());
        places
    }

    /// Takes the one request that all api processes together may send in a second.
    async fn throttle(&self, deadline: Instant) -> Result<(), GeocoderError> {
        let rate = Rate { count: NonZeroU32::MIN, per: NOMINATIM_INTERVAL };
        let bucket = Bucket { key: "geocoder".to_owned(), rate };
        let taken = timeout_at(deadline, self.cache.take(&[bucket], self.clock.now())).await;
        match taken {
            Ok(Ok(None)) => Ok(()),
            Ok(Ok(Some(_))) => Err(GeocoderError::Throttled),
            Ok(Err(error)) => {
                tracing::warn!(%error, "Redis does not count: the geocoder is not requested");
                Err(GeocoderError::Throttled)
            }
            Err(_) => Err(GeocoderError::Throttled),
        }
    }

    fn record(&self, failure: Option<&GeocoderError>) {
        let Some(error) = failure else { return self.breaker.succeed() };
        tracing::debug!(%error, "A request to the geocoder failed");
        // Nobody may pause the geocoder for all by texts that it refuses.
        if error.is_about_text() {
            return;
        }
        if self.breaker.fail(self.clock.now()) {
            tracing::warn!(%error, "The geocoder is paused: only our own places are found");
        }
    }
}
