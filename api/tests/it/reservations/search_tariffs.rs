//! Search where tariffs are posted: prices, rules and refused spots. Every search runs in memory
//! and in the database.

use diesel::{RunQueryDsl, sql_query};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use shared::platform::config::live;
use testkit::builders::City;

use crate::support::{
    Client, TestApp,
    client::send,
    tariffs::{deliveries, flat_with, working_days},
};

const NEARBY: &str = "lat=40.7543&lng=-73.9884&radius=600";
/// Monday from 12:00 to 12:30 in New York.
const NOON: &str = "from=2030-06-03T16:00:00Z&to=2030-06-03T16:30:00Z";
/// Monday from 12:00 to 13:00 in New York.
const NOON_HOUR: &str = "from=2030-06-03T16:00:00Z&to=2030-06-03T17:00:00Z";

struct Searches {
    memory: Client,
    database: Client,
}

impl Searches {
    async fn of(app: &mut TestApp) -> Self {
        let database = Client::new(&app.another_api(live::Settings::default()).await, None);
        Self { memory: app.anonymous(), database }
    }

    /// The response, which is the same from memory and from the database.
    async fn find(&self, query: &str) -> Value {
        let path = format!("{NEARBY}&{query}");
        let mut found = self.memory.search(&path).await.ok();
        let mut other = self.database.search(&path).await.ok();
        for response in [&mut found, &mut other] {
            response.as_object_mut().unwrap().remove("age_ms");
        }
        assert_eq!(found, other, "{query}");
        found
    }

    async fn price(&self, query: &str) -> i64 {
        let found = self.find(query).await;
        assert_eq!(found["spots"].as_array().unwrap().len(), 1, "{found:#}");
        found["spots"][0]["price"]["amount_minor"].as_i64().unwrap()
    }
}

fn labels(spots: &Value) -> Vec<&str> {
    spots.as_array().unwrap().iter().map(|spot| spot["label"].as_str().unwrap()).collect()
}

fn refused_labels(found: &Value) -> Vec<&str> {
    let refused = found["refused"].as_array().unwrap().iter();
    refused.map(|refused| refused["spot"]["label"].as_str().unwrap()).collect()
}

/// Moves the spots whose label begins with `open` to another zone.
fn move_open_spots(app: &TestApp) {
    let zone = "insert into zones (id, city_id, source_ref, street, from_street, to_street, side, \
        line) \
                select gen_random_uuid(), city_id, 'other', 'Other', '1', '2', 'S', line \
                from zones";
    let moved = "update spots s set zone_id = z.id from zones z where z.source_ref = 'other' and \
        s.label like 'open%'";
    for sql in [zone, moved] {
        sql_query(sql).execute(&mut app.connect()).unwrap();
    }
}

async fn poll(client: &Client, query: &str, etag: &str) -> (StatusCode, String) {
    let path = format!("/api/v1/spots?{NEARBY}&{query}");
    let response = send(client.request(Method::GET, &path).header("if-none-match", etag)).await;
    (response.status, response.headers["etag"].to_str().unwrap().to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn price_covers_both_sides_of_a_boundary() {
    let mut app = TestApp::new().await;
    let spot = app.spot("B14");
    app.city.spot(&mut app.connect(), "flat", 50.0, 600);
    app.post_tariff(&working_days(1), json!({ "spot_id": spot })).await;
    let searches = Searches::of(&mut app).await;
    // From 18:30 to 19:30: half an hour at $4.50 and half an hour at $2.00.
    let found = searches.find("from=2030-06-03T22:30:00Z&to=2030-06-03T23:30:00Z").await;
    assert_eq!(labels(&found["spots"]), ["B14", "flat"]);
    let [by_tariff, flat] = [&found["spots"][0], &found["spots"][1]];
    assert_eq!(by_tariff["price"], json!({ "amount_minor": 325, "currency": "USD" }));
    assert!(by_tariff["rules"].as_str().unwrap().contains("$4.50 / h"), "{by_tariff:#}");
    assert_eq!(
        (&flat["price"]["amount_minor"], &flat["rules"], &flat["latest_end"]),
        (&json!(600), &json!("$6.00 / h at all times."), &Value::Null)
    );
    assert_eq!(found["refused"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn truck_kerb_is_refused_to_a_car_with_reason() {
    let mut app = TestApp::new().await;
    let spot = app.city.spot_with(&mut app.connect(), "B14", 0.0, 450, &["wide"]);
    app.post_tariff(&deliveries(), json!({ "spot_id": spot })).await;
    let searches = Searches::of(&mut app).await;
    let found = searches.find(NOON).await;
    assert_eq!((labels(&found["spots"]), refused_labels(&found)), (vec![], vec!["B14"]));
    let refused = &found["refused"][0];
    assert_eq!(
        (&refused["code"], &refused["allowed_until"], &refused["allowed_from"]),
        (&json!("class_not_admitted"), &Value::Null, &json!("2030-06-03T22:00:00Z")),
        "from 18:00 on"
    );
    assert!(refused["text"].as_str().unwrap().starts_with("Only trucks"), "{refused:#}");
    assert!(refused["spot"]["rules"].as_str().unwrap().contains("rucks only"), "{refused:#}");
    let found = searches.find(&format!("{NOON}&vehicle_class=truck")).await;
    assert_eq!((labels(&found["spots"]), refused_labels(&found)), (vec!["B14"], vec![]));
    assert_eq!(found["spots"][0]["price"]["amount_minor"], 225);
}

#[tokio::test(flavor = "multi_thread")]
async fn narrow_spots_are_not_offered_to_trucks() {
    let mut app = TestApp::new().await;
    app.spot("narrow");
    app.city.spot_with(&mut app.connect(), "wide", 10.0, 450, &["wide"]);
    let searches = Searches::of(&mut app).await;
    for (class, expected) in [("van", vec!["narrow", "wide"]), ("truck", vec!["wide"])] {
        let found = searches.find(&format!("{NOON}&vehicle_class={class}")).await;
        assert_eq!((labels(&found["spots"]), refused_labels(&found)), (expected, vec![]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn unknown_vehicle_class_is_refused() {
    let app = TestApp::new().await;
    let problem = app.anonymous().search(&format!("{NEARBY}&vehicle_class=tank")).await;
    let problem = problem.problem("invalid_request");
    let error = (&problem["errors"][0]["field"], &problem["errors"][0]["code"]);
    assert_eq!(error, (&json!("vehicle_class"), &json!("unknown")));
}

#[tokio::test(flavor = "multi_thread")]
async fn latest_end_follows_from_a_two_hour_limit() {
    let mut app = TestApp::new().await;
    let spot = app.spot("B14");
    let limited = flat_with(450, json!({ "max_stay_minutes": 120 }));
    app.post_tariff(&limited, json!({ "spot_id": spot })).await;
    let searches = Searches::of(&mut app).await;
    let found = searches.find(NOON).await;
    assert_eq!(found["spots"][0]["latest_end"], "2030-06-03T18:00:00Z");
    let found = searches.find("from=2030-06-03T16:00:00Z&to=2030-06-03T19:00:00Z").await;
    let refused = &found["refused"][0];
    assert_eq!(
        (&refused["code"], &refused["allowed_until"], &refused["allowed_from"]),
        (&json!("max_stay"), &json!("2030-06-03T18:00:00Z"), &Value::Null)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn nearest_assignment_wins() {
    let mut app = TestApp::new().await;
    let spot = app.spot("B14");
    let site = {
        let mut conn = app.connect();
        let site = app.city.site(&mut conn, "Lot");
        app.city.move_zone(&mut conn, site);
        site
    };
    let searches = Searches::of(&mut app).await;
    assert_eq!(searches.price(NOON_HOUR).await, 450, "flat");
    let City { zone_id, .. } = app.city;
    for (rate, place) in [
        (100, json!({})),
        (200, json!({ "site_id": site })),
        (300, json!({ "zone_id": zone_id })),
        (400, json!({ "spot_id": spot })),
    ] {
        app.post_tariff(&flat_with(rate, json!({})), place).await;
        assert_eq!(searches.price(NOON_HOUR).await, rate);
    }
    let for_vans = json!({ "spot_id": spot, "vehicle_class": "van" });
    app.post_tariff(&flat_with(500, json!({})), for_vans).await;
    assert_eq!(searches.price(NOON_HOUR).await, 400);
    assert_eq!(searches.price(&format!("{NOON_HOUR}&vehicle_class=van")).await, 500);
}

#[tokio::test(flavor = "multi_thread")]
async fn next_search_sees_changed_and_ended_tariffs() {
    let mut app = TestApp::new().await;
    let spot = app.spot("B14");
    let searches = Searches::of(&mut app).await;
    let (_, mut etag) = poll(&searches.memory, NOON_HOUR, "W/\"none\"").await;
    let tariff = app.post_tariff(&flat_with(100, json!({})), json!({ "spot_id": spot })).await;
    assert_eq!(searches.price(NOON_HOUR).await, 100);
    let mut status;
    (status, etag) = poll(&searches.memory, NOON_HOUR, &etag).await;
    assert_eq!(status, StatusCode::OK, "assigned");
    (status, etag) = poll(&searches.memory, NOON_HOUR, &etag).await;
    assert_eq!(status, StatusCode::NOT_MODIFIED, "the period does not move with the clock");
    app.publish_version(&tariff, &flat_with(200, json!({})), None).await;
    assert_eq!(searches.price(NOON_HOUR).await, 200);
    (status, etag) = poll(&searches.memory, NOON_HOUR, &etag).await;
    assert_eq!(status, StatusCode::OK, "published");
    let operator = app.operator().await;
    let view = operator.get(&format!("/api/v1/admin/tariffs/{tariff}")).await.ok();
    let assignment = view["assignments"][0]["id"].as_str().unwrap();
    let end = format!("/api/v1/admin/tariff-assignments/{assignment}/end");
    operator.post(&end, &json!({})).await.ok();
    assert_eq!(searches.price(NOON_HOUR).await, 450);
    assert_eq!(poll(&searches.memory, NOON_HOUR, &etag).await.0, StatusCode::OK, "ended");
}

#[tokio::test(flavor = "multi_thread")]
async fn zone_that_moves_to_a_site_has_its_tariff() {
    let mut app = TestApp::new().await;
    app.spot("B14");
    let site = app.city.site(&mut app.connect(), "Lot");
    let searches = Searches::of(&mut app).await;
    app.post_tariff(&flat_with(100, json!({})), json!({ "site_id": site })).await;
    assert_eq!(searches.price(NOON_HOUR).await, 450);
    app.city.move_zone(&mut app.connect(), site);
    assert_eq!(searches.price(NOON_HOUR).await, 100);
}

#[tokio::test(flavor = "multi_thread")]
async fn moving_search_is_not_cached_with_tariffs() {
    let mut app = TestApp::new().await;
    let spot = app.spot("B14");
    let searches = Searches::of(&mut app).await;
    let (_, etag) = poll(&searches.memory, "limit=10", "W/\"none\"").await;
    let (status, etag) = poll(&searches.memory, "limit=10", &etag).await;
    assert_eq!(status, StatusCode::NOT_MODIFIED, "no tariff is posted");
    app.post_tariff(&working_days(1), json!({ "spot_id": spot })).await;
    let (_, etag) = poll(&searches.memory, "limit=10", &etag).await;
    assert_eq!(poll(&searches.memory, "limit=10", &etag).await.0, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_are_full_in_spite_of_refused_spots() {
    let mut app = TestApp::new().await;
    let mut conn = app.connect();
    let mut open = Vec::new();
    for number in 0..12 {
        let metres = f64::from(number) * 20.0;
        app.city.spot(&mut conn, &format!("trucks {number}"), metres + 1.0, 450);
        app.city.spot(&mut conn, &format!("more trucks {number}"), metres + 2.0, 450);
        open.push(format!("open {number}"));
        app.city.spot(&mut conn, &format!("open {number}"), metres + 3.0, 450);
    }
    move_open_spots(&app);
    app.post_tariff(&deliveries(), json!({ "zone_id": app.city.zone_id })).await;
    let searches = Searches::of(&mut app).await;
    let (mut cursor, mut paged, mut pages) = (String::new(), Vec::new(), 0);
    loop {
        let page = searches.find(&format!("{NOON}&limit=5&cursor={cursor}")).await;
        let refused = refused_labels(&page);
        if pages == 0 {
            assert_eq!((refused.len(), refused[0], refused[9]), (10, "trucks 0", "more trucks 4"));
        } else {
            assert!(refused.is_empty(), "only on the first page");
        }
        paged.extend(labels(&page["spots"]).into_iter().map(str::to_owned));
        pages += 1;
        match page["next_cursor"].as_str() {
            Some(next) => cursor = next.to_owned(),
            None => break,
        }
        assert_eq!(paged.len(), 5 * pages, "a full page");
    }
    assert_eq!((paged, pages), (open, 3));
    let one = searches.find(&format!("{NOON}&limit=1")).await;
    let nearer = ["trucks 0", "more trucks 0", "trucks 1", "more trucks 1"];
    assert_eq!(refused_labels(&one), nearer, "none farther than the next page's first spot");
}

#[tokio::test(flavor = "multi_thread")]
async fn long_search_stops_and_continues_by_cursor() {
    let mut app = TestApp::new().await;
    let many = "insert into spots (id, city_id, zone_id, source_ref, label, lat, lng, \
        rate_minor_per_hour, attributes) \
                select gen_random_uuid(), city_id, id, n::text, 'trucks ' || n, 40.7543 + n * \
                0.000001, -73.9884, 450, '{}' from zones, generate_series(1, 900) n";
    sql_query(many).execute(&mut app.connect()).unwrap();
    app.city.spot(&mut app.connect(), "open", 400.0, 450);
    move_open_spots(&app);
    app.post_tariff(&deliveries(), json!({ "zone_id": app.city.zone_id })).await;
    let Searches { memory, database } = Searches::of(&mut app).await;
    let query = format!("{NEARBY}&{NOON}&limit=1");
    assert_eq!(labels(&memory.search(&query).await.ok()["spots"]), ["open"]);
    let first = database.search(&query).await.ok();
    assert_eq!((labels(&first["spots"]), refused_labels(&first).len()), (vec![], 10));
    let cursor = first["next_cursor"].as_str().unwrap();
    let second = database.search(&format!("{query}&cursor={cursor}")).await.ok();
    assert_eq!((labels(&second["spots"]), &second["next_cursor"]), (vec!["open"], &Value::Null));
}

#[tokio::test(flavor = "multi_thread")]
async fn alternatives_obey_their_tariffs() {
    let app = TestApp::new().await;
    let (ann, bob) = (app.driver("ann").await, app.driver("bob").await);
    let (taken, kerb) = (app.spot("open"), app.spot("kerb"));
    app.city.spot(&mut app.connect(), "far", 100.0, 600);
    app.post_tariff(&deliveries(), json!({ "spot_id": kerb })).await;
    ann.hold(taken, 3_600).await.created();
    let problem = bob.hold(taken, 3_600).await.problem("spot_taken");
    assert_eq!(labels(&problem["alternatives"]), ["far"]);
    assert_eq!(problem["alternatives"][0]["price"]["amount_minor"], 600);
}

#[tokio::test(flavor = "multi_thread")]
async fn legacy_list_omits_refused_spots() {
    let mut app = TestApp::new().await;
    let (open, kerb) = (app.spot("open"), app.spot("kerb"));
    app.post_tariff(&deliveries(), json!({ "spot_id": kerb })).await;
    let Searches { memory, database } = Searches::of(&mut app).await;
    for client in [memory, database] {
        let list = client.get("/available-parking-spots/").await.ok();
        let ids: Vec<_> = list.as_array().unwrap().iter().map(|spot| spot["id"].clone()).collect();
        assert_eq!(ids, [json!(open)]);
    }
}
