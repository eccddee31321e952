//! The geocoder's limits, against the simulator.

use chrono::{DateTime, TimeDelta, Utc};
use geocoder_simulator::{Fault, Simulator};
use shared::platform::config::redis;

use super::*;

/// Longer than any test waits.
const LONG_TIMEOUT: Duration = Duration::from_secs(600);

fn clock() -> Clock {
    let now: DateTime<Utc> = "2030-06-03T13:00:00Z".parse().unwrap();
    Clock::fixed(now)
}

/// A geocoder without a key. Redis is not used, except with [`GeocoderKind::Nominatim`], which does
/// not reach it.
fn geocoder(url: &str, kind: GeocoderKind, clock: &Clock) -> Geocoder {
    let url = url.parse().unwrap();
    let settings = Settings { url, kind, key: None, attribution: None };
    let redis = redis::Settings {
        url: "redis://127.0.0.1:1/".to_owned().into(),
        prefix: "curbhold".to_owned(),
    };
    let public_url = "https://park.example.org/".parse().unwrap();
    Geocoder::new(settings, &public_url, &Cache::new(&redis).unwrap(), clock).unwrap()
}

async fn simulator() -> Simulator {
    Simulator::start(geocoder_simulator::Settings::default()).await.unwrap()
}

async fn error_of(geocoder: &Geocoder, text: &str) -> GeocoderError {
    geocoder.find(text, None, 8).await.unwrap_err()
}

#[tokio::test]
async fn request_above_the_limit_is_refused_at_once() {
    let (simulator, clock) = (simulator().await, clock());
    let mut geocoder = geocoder(simulator.url(), GeocoderKind::Photon, &clock);
    Arc::get_mut(&mut geocoder.requests).unwrap().timeout = LONG_TIMEOUT;
    let geocoder = Arc::new(geocoder);
    simulator.set_fault(Some(Fault::Hang));
    let running: Vec<_> = (0..MAX_REQUESTS)
        .map(|index| {
            let geocoder = Arc::clone(&geocoder);
            tokio::spawn(async move { geocoder.find(&format!("street {index}"), None, 8).await })
        })
        .collect();
    simulator.wait_for(MAX_REQUESTS).await;
    assert_eq!(error_of(&geocoder, "broadway").await, GeocoderError::Busy);
    assert_eq!(simulator.received().len(), MAX_REQUESTS);
    running.iter().for_each(tokio::task::JoinHandle::abort);
}

#[tokio::test]
async fn each_failure_has_its_reason() {
    let (simulator, clock) = (simulator().await, clock());
    let mut geocoder = geocoder(simulator.url(), GeocoderKind::Photon, &clock);
    Arc::get_mut(&mut geocoder.requests).unwrap().timeout = LONG_TIMEOUT;
    for (fault, expected) in [
        (Fault::Unavailable, GeocoderError::Status(503)),
        (Fault::RateLimited, GeocoderError::Status(429)),
        (Fault::Redirect, GeocoderError::Status(302)),
        (Fault::Malformed, GeocoderError::Malformed),
    ] {
        simulator.set_fault(Some(fault));
        assert_eq!(error_of(&geocoder, "empire").await, expected);
    }
    simulator.set_fault(Some(Fault::Oversized));
    assert_eq!(error_of(&geocoder, "empire").await, GeocoderError::TooLarge);
    assert_eq!(error_of(&geocoder, "empire").await, GeocoderError::Paused);
    clock.advance(TimeDelta::seconds(30));
    simulator.set_fault(Some(Fault::Drop));
    let error = error_of(&geocoder, "empire").await;
    assert!(matches!(error, GeocoderError::Connection(_)), "{error}");
    let paths: Vec<String> = simulator.received().into_iter().map(|one| one.path).collect();
    assert!(paths.iter().all(|path| path == "/api"), "redirects are not followed: {paths:?}");
}

#[tokio::test]
async fn refused_texts_do_not_pause_the_geocoder() {
    let (simulator, clock) = (simulator().await, clock());
    let mut geocoder = geocoder(simulator.url(), GeocoderKind::Photon, &clock);
    Arc::get_mut(&mut geocoder.requests).unwrap().timeout = LONG_TIMEOUT;
    simulator.set_fault(Some(Fault::BadRequest));
    for _ in 0..6 {
        assert_eq!(error_of(&geocoder, "empire").await, GeocoderError::Status(400));
    }
    simulator.set_fault(None);
    assert_eq!(geocoder.find("empire", None, 8).await.unwrap().len(), 1);
}

#[tokio::test]
async fn hanging_geocoder_is_given_up() {
    let (simulator, clock) = (simulator().await, clock());
    let geocoder = geocoder(simulator.url(), GeocoderKind::Photon, &clock);
    simulator.set_fault(Some(Fault::Hang));
    assert_eq!(error_of(&geocoder, "empire").await, GeocoderError::Timeout);
}

#[tokio::test]
async fn abandoned_query_is_answered_from_the_cache() {
    let (simulator, clock) = (simulator().await, clock());
    let mut geocoder = geocoder(simulator.url(), GeocoderKind::Photon, &clock);
    Arc::get_mut(&mut geocoder.requests).unwrap().timeout = LONG_TIMEOUT;
    tokio::select! {
        biased;
        _ = geocoder.find("empire", None, 8) => panic!("it is polled once"),
        () = std::future::ready(()) => {}
    }
    simulator.wait_for(1).await;
    while geocoder.requests.permits.available_permits() < MAX_REQUESTS
        || geocoder.requests.answers.get("empire", clock.now()).is_none()
    {
        tokio::task::yield_now().await;
    }
    assert_eq!(geocoder.find("Empire", None, 8).await.unwrap().len(), 1);
    assert_eq!(simulator.received().len(), 1);
}

#[tokio::test]
async fn nominatim_is_not_requested_without_a_count() {
    let (simulator, clock) = (simulator().await, clock());
    let geocoder = geocoder(simulator.url(), GeocoderKind::Nominatim, &clock);
    assert_eq!(error_of(&geocoder, "empire").await, GeocoderError::Throttled);
    assert!(simulator.received().is_empty());
}

#[tokio::test]
async fn encrypted_connection_is_required_with_https() {
    let (simulator, clock) = (simulator().await, clock());
    let url = simulator.url().replace("http://", "https://");
    let geocoder = geocoder(&url, GeocoderKind::Photon, &clock);
    let error = error_of(&geocoder, "empire").await;
    assert!(matches!(error, GeocoderError::Connection(_)), "{error}");
    assert!(simulator.received().is_empty());
}

#[test]
fn metrics_count_outcomes_without_the_text() {
    use axum_prometheus::metrics_exporter_prometheus::PrometheusBuilder;
    let recorder = PrometheusBuilder::new().build_recorder();
    let rendered = recorder.handle();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    metrics::with_local_recorder(&recorder, || {
        runtime.block_on(async {
            let (simulator, clock) = (simulator().await, clock());
            let geocoder = geocoder(simulator.url(), GeocoderKind::Photon, &clock);
            geocoder.find("empire", None, 8).await.unwrap();
            geocoder.find("Empire", None, 8).await.unwrap();
            simulator.set_fault(Some(Fault::Unavailable));
            error_of(&geocoder, "macy's").await;
        });
    });
    let rendered = rendered.render();
    for line in [
        "curbhold_geocoder_queries_total{outcome=\"found\"} 1\n",
        "curbhold_geocoder_queries_total{outcome=\"cached\"} 1\n",
        "curbhold_geocoder_queries_total{outcome=\"status\"} 1\n",
        "curbhold_geocoder_seconds_count{outcome=\"ok\"} 1\n",
        "curbhold_geocoder_seconds_count{outcome=\"failed\"} 1\n",
    ] {
        assert!(rendered.contains(line), "{line}{rendered}");
    }
    assert!(!rendered.contains("empire") && !rendered.contains("macy"), "{rendered}");
}
