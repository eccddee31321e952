//! Holds with an unverified address are short and limited per network.

use chrono::TimeDelta;
use futures_util::future::join_all;
use serde_json::{Value, json};
use shared::{
    places::domain::terms::Terms,
    platform::{
        config::edge,
        domain::{
            ids::SpotId,
            quota::{NetworkCap, Quotas},
        },
    },
};

use crate::support::{Client, Options, Response, TestApp, client::send};

const CONFIRM: &str = "/api/v1/email-confirmations";
const HELD: &str = "is held for you";
const EMAIL: &str = "guest@example.com";

/// An api behind a proxy.
async fn app_with(terms: Terms) -> TestApp {
    let edge = edge::Settings {
        trusted_proxies: vec!["127.0.0.0/8".parse().unwrap()],
        ..edge::Settings::default()
    };
    let mut app = TestApp::with(Options { terms, edge, ..Options::default() }).await;
    app.start_relay();
    app.start_worker();
    app
}

async fn app_with_quotas(quotas: Quotas) -> TestApp {
    app_with(Terms { quotas, ..Terms::default() }).await
}

fn capped(narrow: u32, wide: u32) -> Option<NetworkCap> {
    Some(NetworkCap { narrow, wide })
}

fn spots(app: &TestApp, count: usize) -> Vec<SpotId> {
    (0..count).map(|number| app.spot(&format!("A{number}"))).collect()
}

fn count(responses: &[Response], status: u16) -> usize {
    responses.iter().filter(|response| response.status == status).count()
}

fn id(held: &Value) -> &str {
    held["reservation"]["id"].as_str().unwrap()
}

fn guest_of(app: &TestApp, held: &Value) -> Client {
    app.bearer(held["manage_token"].as_str().unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn concurrent_holds_never_exceed_the_cap() {
    let app = app_with_quotas(Quotas { live_holds: capped(5, 8), ..Quotas::default() }).await;
    let spots = spots(&app, 20);
    let hold = |number: usize, address: &'static str| {
        let (client, spot) = (app.anonymous().at(address), spots[number]);
        async move { client.hold_as_guest(spot, 600, &format!("guest-{number}@example.com")).await }
    };
    let first = join_all((0..12).map(|number| hold(number, "198.51.100.7"))).await;
    assert_eq!((count(&first, 201), count(&first, 429)), (5, 7));
    let refused = first.iter().find(|response| response.status == 429).unwrap();
    assert_eq!(refused.headers["retry-after"], "600", "when the first hold ends");
    let next = join_all((12..18).map(|number| hold(number, "198.51.100.200"))).await;
    assert_eq!((count(&next, 201), count(&next, 429)), (3, 3), "the /24 has a separate cap");
    hold(18, "198.51.101.1").await.created();
    let live = "select count(*)::text as text from reservations where status = 'held' and \
        hold_expires_at > $1";
    assert_eq!(app.query_texts(live), ["9"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn ipv6_networks_are_capped_by_64_and_48() {
    let app = app_with_quotas(Quotas { live_holds: capped(1, 2), ..Quotas::default() }).await;
    let spots = spots(&app, 5);
    let addresses = [
        "2001:db8:1:1::1",
        "2001:db8:1:1::2",
        "2001:db8:1:2::1",
        "2001:db8:1:3::1",
        "2001:db8:2:1::1",
    ];
    for (number, (address, expected)) in
        addresses.into_iter().zip([201, 429, 201, 429, 201]).enumerate()
    {
        let email = format!("guest-{number}@example.com");
        assert_eq!(
            app.anonymous().at(address).hold_as_guest(spots[number], 600, &email).await.status,
            expected
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn cap_counts_holds_until_they_are_reservations() {
    let app = app_with_quotas(Quotas { live_holds: capped(1, 9), ..Quotas::default() }).await;
    let (client, spots) = (app.anonymous().at("198.51.100.7"), spots(&app, 5));
    let held = client.hold_as_guest(spots[0], 3_600, EMAIL).await.created();
    client.hold_as_guest(spots[1], 3_600, "b@example.com").await.problem("rate_limited");
    app.confirm(&guest_of(&app, &held), id(&held), "pm_card_visa").await;
    let held = client.hold_as_guest(spots[1], 3_600, "b@example.com").await.created();
    guest_of(&app, &held).act(id(&held), "cancel").await.ok();
    client.hold_as_guest(spots[2], 3_600, "c@example.com").await.created();
    // A user with an unverified address counts like a guest.
    let ann = app.driver("ann").await;
    ann.at("198.51.100.7").hold(spots[3], 3_600).await.problem("rate_limited");
    app.query_texts("update users set email_confirmed_at = $1 returning email as text");
    ann.at("198.51.100.7").hold(spots[3], 3_600).await.created();
    app.advance(TimeDelta::minutes(10));
    client.hold_as_guest(spots[4], 3_600, "d@example.com").await.created();
}

#[tokio::test(flavor = "multi_thread")]
async fn daily_quotas_count_cancelled_holds() {
    let quotas =
        Quotas { daily_holds: capped(3, 4), daily_holds_per_email: Some(2), ..Quotas::default() };
    let app = app_with_quotas(quotas).await;
    let spot = app.spot("A1");
    let hold = async |address: &str, email: &str| {
        let response = app.anonymous().at(address).hold_as_guest(spot, 3_600, email).await;
        if response.status == 201 {
            guest_of(&app, &response.body).act(id(&response.body), "cancel").await.ok();
        }
        response
    };
    hold("198.51.100.7", EMAIL).await.created();
    app.advance(TimeDelta::hours(1));
    hold("198.51.100.7", EMAIL).await.created();
    let refused = hold("198.51.100.8", EMAIL).await;
    assert_eq!(refused.headers["retry-after"], (23 * 3_600).to_string());
    refused.problem("rate_limited");
    hold("203.0.113.1", EMAIL).await.created();
    hold("198.51.100.7", "b@example.com").await.created();
    hold("198.51.100.7", "c@example.com").await.problem("rate_limited");
    hold("198.51.100.8", "c@example.com").await.created();
    hold("198.51.100.9", "d@example.com").await.problem("rate_limited");
    app.advance(TimeDelta::hours(23));
    hold("198.51.100.9", "d@example.com").await.created();
}

#[tokio::test(flavor = "multi_thread")]
async fn unverified_hold_is_short_until_verified() {
    let unverified_hold = TimeDelta::minutes(2);
    let app = app_with(Terms { verify_emails: true, unverified_hold, ..Terms::default() }).await;
    let held = app.anonymous().hold_as_guest(app.spot("A1"), 3_600, EMAIL).await.created();
    assert_eq!(held["reservation"]["hold_expires_at"], "2030-06-03T13:02:00Z");
    let other =
        app.anonymous().hold_as_guest(app.spot("A2"), 3_600, "other@example.com").await.created();
    app.advance(TimeDelta::seconds(90));
    let guest = guest_of(&app, &held);
    let code = app.code(EMAIL, HELD).await;
    let proved = guest.post(CONFIRM, &json!({ "code": code })).await.ok();
    assert_eq!(
        proved["reservation"]["hold_expires_at"], "2030-06-03T13:10:00Z",
        "counted from the creation of the hold"
    );
    app.advance(TimeDelta::seconds(30));
    app.wait_for_jobs().await;
    assert_eq!(guest_of(&app, &other).show(id(&other)).await.ok()["status"], "expired");
    assert_eq!(
        guest.show(id(&held)).await.ok()["status"],
        "held",
        "the expiry job was rescheduled"
    );
    app.advance(TimeDelta::minutes(8));
    app.wait_for_jobs().await;
    assert_eq!(guest.show(id(&held)).await.ok()["status"], "expired");
}

#[tokio::test(flavor = "multi_thread")]
async fn unverified_stay_is_short_until_verified() {
    let unverified_max_stay = TimeDelta::hours(4);
    let app =
        app_with(Terms { verify_emails: true, unverified_max_stay, ..Terms::default() }).await;
    let spot = app.spot("A1");
    let refused =
        app.anonymous().hold_as_guest(spot, 4 * 3_600 + 1, EMAIL).await.problem("invalid_request");
    assert_eq!(
        (&refused["errors"][0]["field"], &refused["errors"][0]["code"]),
        (&json!("duration_seconds"), &json!("too_long"))
    );
    let held = app.anonymous().hold_as_guest(spot, 4 * 3_600, EMAIL).await.created();
    let (guest, longer) = (guest_of(&app, &held), json!({ "ends_at": "2030-06-03T18:00:00Z" }));
    guest.amend(id(&held), &longer).await.problem("invalid_request");
    let code = app.code(EMAIL, HELD).await;
    guest.post(CONFIRM, &json!({ "code": code })).await.ok();
    guest.amend(id(&held), &longer).await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn foreign_hold_neither_blocks_nor_shows() {
    let app = app_with(Terms { verify_emails: true, ..Terms::default() }).await;
    let spots = spots(&app, 4);
    app.anonymous().at("203.0.113.66").hold_as_guest(spots[0], 3_600, EMAIL).await.created();
    app.wait_for_jobs().await;
    let owner = app.anonymous().at("198.51.100.7");
    let held = owner.hold_as_guest(spots[1], 3_600, EMAIL).await.created();
    owner.hold_as_guest(spots[2], 3_600, EMAIL).await.problem("too_many_holds");
    let code = app.code(EMAIL, HELD).await;
    guest_of(&app, &held).post(CONFIRM, &json!({ "code": code })).await.ok();
    // Verified holds are counted separately, after verification: another client learns nothing
    // about them.
    let second = owner.hold_as_guest(spots[3], 3_600, EMAIL).await.created();
    let code = app.code(EMAIL, HELD).await;
    guest_of(&app, &second)
        .post(CONFIRM, &json!({ "code": &code }))
        .await
        .problem("too_many_holds");
    guest_of(&app, &held).act(id(&held), "cancel").await.ok();
    guest_of(&app, &second).post(CONFIRM, &json!({ "code": code })).await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn foreign_requests_do_not_use_up_a_rate_limit() {
    use shared::platform::config::limits::{Settings, allowance};
    let limits = Settings { hold: allowance((2, 60), (1_000, 60)), ..Options::default().limits };
    let edge = edge::Settings {
        trusted_proxies: vec!["127.0.0.0/8".parse().unwrap()],
        ..edge::Settings::default()
    };
    let app = TestApp::with(Options { limits, edge, ..Options::default() }).await;
    let (spot, free) = (app.spot("A1"), app.spot("A2"));
    let stranger = app.anonymous().at("203.0.113.66");
    for expected in [201, 409, 429] {
        assert_eq!(stranger.hold_as_guest(spot, 3_600, EMAIL).await.status, expected);
    }
    app.anonymous().at("198.51.100.7").hold_as_guest(free, 3_600, EMAIL).await.created();
}

#[tokio::test(flavor = "multi_thread")]
async fn origins_are_hashed_and_removed() {
    let app = app_with_quotas(Quotas::default()).await;
    let held = app
        .anonymous()
        .at("198.51.100.7")
        .hold_as_guest(app.spot("A1"), 3_600, EMAIL)
        .await
        .created();
    guest_of(&app, &held).act(id(&held), "cancel").await.ok();
    let origins = "select t::text as text from hold_origins t where $1 is not null";
    let kept = app.query_texts(origins);
    assert!(
        kept.len() == 1 && !kept[0].contains("198.51") && !kept[0].contains("guest@"),
        "{kept:?}"
    );
    let operator = app.operator().await;
    operator
        .post("/api/v1/admin/guests/erase", &json!({ "email": EMAIL, "note": "asked for" }))
        .await
        .no_content();
    assert!(app.query_texts(origins).is_empty(), "erased with the driver");

    app.anonymous().hold_as_guest(app.spot("A2"), 3_600, "b@example.com").await.created();
    app.advance(TimeDelta::hours(49));
    shared::reservations::models::purge::purge(&mut app.connect(), app.now()).unwrap();
    assert!(app.query_texts(origins).is_empty(), "purged after two days");
}

/// Holds a spot with this `X-Human-Check`.
async fn hold_with(app: &TestApp, header: &str, key: &str, email: &str, spot: SpotId) -> Response {
    let request = app.anonymous().request(reqwest::Method::POST, "/api/v1/reservations");
    let body = json!({ "spot_id": spot, "duration_seconds": 3_600, "email": email });
    send(request.header("X-Human-Check", header).header("Idempotency-Key", key).json(&body)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn proof_of_work_is_required_once_for_each_hold() {
    let off = app_with_quotas(Quotas::default()).await;
    assert_eq!(off.anonymous().get("/api/v1/configuration").await.ok()["human_check"], "off");
    off.anonymous().get("/api/v1/human-check").await.problem("not_found");

    let app = app_with_quotas(Quotas { human_check_bits: Some(8), ..Quotas::default() }).await;
    assert_eq!(
        app.anonymous().get("/api/v1/configuration").await.ok()["human_check"],
        "proof_of_work"
    );
    let spots = spots(&app, 3);
    app.anonymous().hold_as_guest(spots[0], 3_600, EMAIL).await.problem("human_check_required");
    let challenge = app.anonymous().get("/api/v1/human-check").await.ok();
    let text = challenge["challenge"].as_str().unwrap();
    let solves = |number: &u64| {
        shared::identity::domain::human_check::is_solved(text, &number.to_string(), 8)
    };
    let (right, wrong) =
        ((0_u64..).find(solves).unwrap(), (0_u64..).find(|number| !solves(number)).unwrap());
    let key = "a-key-of-the-client-0123456789";
    hold_with(&app, &format!("{text}:{wrong}"), key, EMAIL, spots[0])
        .await
        .problem("human_check_required");
    let solved = format!("{text}:{right}");
    let held = hold_with(&app, &solved, key, EMAIL, spots[0]).await.created();
    let repeated = hold_with(&app, &solved, key, EMAIL, spots[0]).await.created();
    assert_eq!(id(&repeated), id(&held), "a repeat returns the same reservation");
    hold_with(&app, &solved, "another-key-0123456789", "b@example.com", spots[1])
        .await
        .problem("human_check_required");
    let other = app.anonymous().get("/api/v1/human-check").await.ok()["challenge"]
        .as_str()
        .unwrap()
        .to_owned();
    let expired = (0_u64..).find(|number: &u64| {
        shared::identity::domain::human_check::is_solved(&other, &number.to_string(), 8)
    });
    app.advance(TimeDelta::minutes(10));
    let late = format!("{other}:{}", expired.unwrap());
    hold_with(&app, &late, "a-third-key-0123456789", "c@example.com", spots[1])
        .await
        .problem("human_check_required");
    let legacy = json!({ "reservation": { "email": EMAIL, "reservation_length": 60 } });
    let refused =
        app.anonymous().post(&format!("/reservation-unauth/{}/", spots[2]), &legacy).await;
    assert_ne!(refused.status, 201, "{:?}", refused.body);
}
