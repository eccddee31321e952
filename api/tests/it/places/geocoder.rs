//! Addresses and landmarks of a geocoder in the search for places.

use std::fs;

use chrono::TimeDelta;
use geocoder_simulator::{Fault, Settings, Simulator};
use serde_json::{Value, json};
use shared::platform::config::{
    edge, geocoder,
    geocoder::GeocoderKind,
    limits::{self, allowance},
    live,
};
use testkit::{
    processes::{Process, binary},
    servers,
};

use crate::support::{Client, Options, TestApp, site::Site};

const KEY: &str = "ge-0123456789abcdef";
const INTERFACES: [GeocoderKind; 3] =
    [GeocoderKind::Photon, GeocoderKind::Pelias, GeocoderKind::Nominatim];

/// An api with a simulated geocoder.
struct Geocoded {
    app: TestApp,
    simulator: Simulator,
}

impl Geocoded {
    async fn new(kind: GeocoderKind) -> Self {
        Self::limited(kind, Options::default().limits).await
    }

    async fn limited(kind: GeocoderKind, limits: limits::Settings) -> Self {
        let key = (kind == GeocoderKind::Pelias).then(|| KEY.to_owned());
        let settings = Settings { key: key.clone(), ..Settings::default() };
        let simulator = Simulator::start(settings).await.unwrap();
        let geocoder = geocoder::Settings {
            url: simulator.url().parse().unwrap(),
            kind,
            key: key.map(Into::into),
            attribution: Some("© OpenStreetMap contributors".to_owned()),
        };
        let edge = edge::Settings {
            trusted_proxies: vec!["127.0.0.0/8".parse().unwrap()],
            ..edge::Settings::default()
        };
        let options = Options { geocoder: Some(geocoder), limits, edge, ..Options::default() };
        let app = TestApp::with(options).await;
        // A city is found at the centre of its spots.
        app.spot("B14");
        Self { app, simulator }
    }

    async fn search(&self, text: &str) -> Value {
        search(&self.app.anonymous(), text).await
    }
}

/// Searches near the demo city's centre.
async fn search(client: &Client, text: &str) -> Value {
    let text = text.replace(' ', "%20");
    client.get(&format!("/api/v1/places?q={text}&near=40.75431,-73.98842")).await.ok()
}

/// The first place of a kind.
fn first(found: &Value, kind: &str) -> Value {
    let places = found["places"].as_array().unwrap();
    let place = places.iter().find(|place| place["kind"] == kind);
    place.unwrap_or_else(|| panic!("no {kind}: {found:#}")).clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_interface_finds_landmarks_and_addresses() {
    for kind in INTERFACES {
        let geocoded = Geocoded::new(kind).await;
        let found = geocoded.search("Empire State").await;
        assert_eq!(found["addresses"], "on", "{kind:?}");
        let tower = first(&found, "landmark");
        assert_eq!(tower["name"], "Empire State Building", "{kind:?}");
        let detail = tower["detail"].as_str().unwrap();
        assert!(detail.starts_with("350 5th Avenue, Manhattan, New York"), "{kind:?}: {detail}");
        assert_eq!((&tower["lat"], &tower["lng"]), (&json!(40.748_44), &json!(-73.985_66)));
        for id in ["city_id", "site_id", "zone_id", "spot_id"] {
            assert_eq!(tower[id], Value::Null, "{kind:?}: {id}");
        }
        // Nominatim is requested once a second.
        geocoded.app.advance(TimeDelta::seconds(1));
        let house = first(&geocoded.search("260 w 39th").await, "address");
        assert_eq!(house["name"], "260 West 39th Street", "{kind:?}");
        assert_ne!(house["id"], tower["id"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn search_without_geocoder_says_so() {
    let app = TestApp::new().await;
    app.spot("B14");
    let found = search(&app.anonymous(), "New York").await;
    assert_eq!(
        (&found["addresses"], &first(&found, "city")["name"]),
        (&json!("off"), &json!("New York"))
    );
    let configuration = app.anonymous().get("/api/v1/configuration").await.ok();
    assert_eq!(configuration["geocoder_attribution"], Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn configuration_has_attribution_of_geocoder() {
    let geocoded = Geocoded::new(GeocoderKind::Photon).await;
    let configuration = geocoded.app.anonymous().get("/api/v1/configuration").await.ok();
    assert_eq!(configuration["geocoder_attribution"], "© OpenStreetMap contributors");
}

#[tokio::test(flavor = "multi_thread")]
async fn own_places_are_found_when_geocoder_fails() {
    let geocoded = Geocoded::new(GeocoderKind::Photon).await;
    for fault in [
        Fault::Unavailable,
        Fault::Hang,
        Fault::Drop,
        Fault::Redirect,
        Fault::Malformed,
        Fault::Oversized,
    ] {
        geocoded.simulator.set_fault(Some(fault));
        // The pause after five failures is over.
        geocoded.app.advance(TimeDelta::minutes(1));
        let found = geocoded.search("New York").await;
        assert_eq!(found["addresses"], "unavailable", "{fault:?}");
        assert_eq!(first(&found, "city")["name"], "New York", "{fault:?}");
    }
    geocoded.simulator.set_fault(None);
    geocoded.app.advance(TimeDelta::minutes(1));
    assert_eq!(geocoded.search("New York").await["addresses"], "on");
}

#[tokio::test(flavor = "multi_thread")]
async fn five_failures_pause_the_geocoder() {
    let geocoded = Geocoded::new(GeocoderKind::Photon).await;
    geocoded.simulator.set_fault(Some(Fault::Unavailable));
    for text in ["empire", "macy", "madison", "library", "terminal", "broadway", "garden"] {
        assert_eq!(geocoded.search(text).await["addresses"], "unavailable");
    }
    assert_eq!(geocoded.simulator.received().len(), 5);
    geocoded.simulator.set_fault(None);
    geocoded.app.advance(TimeDelta::seconds(29));
    assert_eq!(geocoded.search("empire").await["addresses"], "unavailable");
    geocoded.app.advance(TimeDelta::seconds(1));
    assert_eq!(geocoded.search("empire").await["addresses"], "on");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_network_cannot_use_up_the_geocoder() {
    let limits =
        limits::Settings { geocoder: allowance((100, 60), (2, 60)), ..Options::default().limits };
    let geocoded = Geocoded::limited(GeocoderKind::Photon, limits).await;
    let anyone = geocoded.app.anonymous().at("203.0.113.7");
    for text in ["empire", "madison"] {
        assert_eq!(search(&anyone, text).await["addresses"], "on", "{text}");
    }
    let limited = search(&anyone, "New York").await;
    assert_eq!(limited["addresses"], "unavailable");
    assert_eq!(first(&limited, "city")["name"], "New York");
    for text in ["empire", "em"] {
        assert_eq!(search(&anyone, text).await["addresses"], "on", "no request: {text}");
    }
    let other = geocoded.app.anonymous().at("203.0.114.7");
    assert_eq!(search(&other, "New York").await["addresses"], "on");
    assert_eq!(geocoded.simulator.received().len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn results_are_cached_for_ten_minutes() {
    let geocoded = Geocoded::new(GeocoderKind::Photon).await;
    for text in ["empire state", "Empire  State", "empire state "] {
        first(&geocoded.search(text).await, "landmark");
    }
    assert_eq!(geocoded.simulator.received().len(), 1);
    geocoded.app.advance(TimeDelta::minutes(10));
    first(&geocoded.search("empire state").await, "landmark");
    assert_eq!(geocoded.simulator.received().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn geocoder_learns_only_text_and_rounded_position() {
    for kind in INTERFACES {
        let geocoded = Geocoded::new(kind).await;
        let driver = geocoded.app.driver("ann").await.at("203.0.113.7");
        search(&driver, "Empire State").await;
        let [received] = geocoded.simulator.received().try_into().unwrap();
        let mut names: Vec<&str> = received.headers.keys().map(|name| name.as_str()).collect();
        names.sort_unstable();
        assert_eq!(names, ["accept", "host", "user-agent"], "{kind:?}");
        let agent = received.headers["user-agent"].to_str().unwrap();
        assert!(agent.starts_with("Curbhold/") && agent.contains("http://curbhold.example/"));
        let sent: String =
            received.query.iter().map(|(name, value)| format!("{name}={value} ")).collect();
        assert!(sent.contains("=empire state "), "{sent}");
        let position = match kind {
            GeocoderKind::Photon => "lat=40.75 lon=-73.99 ",
            GeocoderKind::Pelias => "focus.point.lat=40.75 focus.point.lon=-73.99 ",
            GeocoderKind::Nominatim => "viewbox=-74.24,40.50,-73.74,41.00 ",
        };
        assert!(sent.contains(position), "{sent}");
        assert!(!sent.contains("40.754") && !sent.contains("203.0"), "{sent}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn short_text_is_not_sent() {
    let geocoded = Geocoded::new(GeocoderKind::Photon).await;
    for text in ["e", "em", "e m"] {
        assert_eq!(geocoded.search(text).await["addresses"], "on", "{text}");
    }
    assert!(geocoded.simulator.received().is_empty());
}

/// Records in Redis that a process requests Nominatim now.
async fn record_request(app: &TestApp) {
    let prefix = app.database.url().rsplit('/').next().unwrap();
    let full_at = (app.now() + TimeDelta::seconds(1)).timestamp_millis();
    let client = redis::Client::open(servers::redis_url()).unwrap();
    let mut redis = client.get_multiplexed_async_connection().await.unwrap();
    let key = format!("{prefix}:limit:geocoder");
    let _: () = redis::cmd("SET").arg(key).arg(full_at).query_async(&mut redis).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn all_processes_share_nominatim_requests() {
    let mut geocoded = Geocoded::new(GeocoderKind::Nominatim).await;
    let other = geocoded.app.another_api(live::Settings::default()).await;
    let other = Client::new(&other, None);
    assert_eq!(geocoded.search("empire").await["addresses"], "on");
    geocoded.app.advance(TimeDelta::minutes(1));
    record_request(&geocoded.app).await;
    assert_eq!(search(&other, "madison").await["addresses"], "unavailable");
    assert_eq!(geocoded.search("macys").await["addresses"], "unavailable");
    assert_eq!(geocoded.search("empire").await["addresses"], "on", "cached results do not count");
    assert_eq!(geocoded.simulator.received().len(), 1);
    geocoded.app.advance(TimeDelta::seconds(1));
    first(&search(&other, "madison").await, "landmark");
    assert_eq!(geocoded.simulator.received().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn log_has_neither_text_nor_key() {
    let site = Site::new().await;
    let settings = Settings { key: Some(KEY.to_owned()), ..Settings::default() };
    let simulator = Simulator::start(settings).await.unwrap();
    let log = std::env::temp_dir().join(format!("{}-api.log", uuid::Uuid::new_v4()));
    let mut variables = site.variables();
    variables.retain(|(name, _)| name != "LOG");
    for (name, value) in [
        ("LOG", "trace"),
        ("GEOCODER_URL", simulator.url()),
        ("GEOCODER_KIND", "pelias"),
        ("GEOCODER_KEY", KEY),
    ] {
        variables.push((name.to_owned(), value.to_owned()));
    }
    let mut api = Process::start_with_log(&binary("api"), &["serve"], &variables, &log);
    site.wait_for_api().await;
    let anyone = Client::new(&site.url(), None);
    first(&search(&anyone, "Empire State").await, "landmark");
    simulator.set_fault(Some(Fault::Malformed));
    assert_eq!(search(&anyone, "Madison Square").await["addresses"], "unavailable");
    let stopped = tokio::task::spawn_blocking(move || api.terminate()).await.unwrap();
    assert!(stopped, "it shuts down gracefully");
    let text = fs::read_to_string(&log).unwrap().to_lowercase();
    assert!(text.contains("a request to the geocoder failed"), "the failure is logged");
    for secret in [KEY, "empire", "madison"] {
        let line = text.lines().find(|line| line.contains(secret));
        assert_eq!(line, None, "{secret}");
    }
    fs::remove_file(log).unwrap();
}
