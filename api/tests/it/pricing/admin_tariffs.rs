//! Tariffs of the console: create, rename, publish, assign, end and preview.

use chrono::TimeDelta;
use serde_json::{Value, json};
use shared::identity::domain::{role::Role, scope::GrantPlace};
use testkit::builders::City;
use uuid::Uuid;

use crate::support::{Client, Response, TestApp};

const TARIFFS: &str = "/api/v1/admin/tariffs";

/// A document with these bands, which is free outside of them.
fn document(bands: Value) -> Value {
    json!({
        "currency": "USD", "bands": bands, "outside": "free",
        "transitions": { "overpayment": "refunded", "follow_through": "split",
            "prepay": "allowed" },
    })
}

/// $4.50 an hour from 8 AM to 7 PM on weekdays, two hours at most.
fn weekdays() -> Value {
    document(json!([{ "days": ["mon", "tue", "wed", "thu", "fri"], "from": "08:00", "to": "19:00",
        "rate_minor_per_hour": 450, "max_stay_minutes": 120 }]))
}

/// The document with another member.
fn with(mut document: Value, name: &str, member: Value) -> Value {
    document[name] = member;
    document
}

async fn create(operator: &Client, app: &TestApp, name: &str) -> Value {
    operator.post(TARIFFS, &json!({ "city_id": app.city.id, "name": name })).await.created()
}

fn path(tariff: &Value) -> String {
    format!("{TARIFFS}/{}", tariff["id"].as_str().unwrap())
}

async fn publish(operator: &Client, tariff: &Value, body: &Value) -> Response {
    operator.post(&format!("{}/versions", path(tariff)), body).await
}

async fn assign(operator: &Client, tariff: &Value, body: &Value) -> Response {
    operator.post(&format!("{}/assignments", path(tariff)), body).await
}

async fn list(operator: &Client, app: &TestApp, query: &str) -> Value {
    operator.get(&format!("{TARIFFS}?city_id={}{query}", app.city.id)).await.ok()
}

/// The pointers of the errors of a refused request.
#[track_caller]
fn pointers(response: Response) -> Vec<String> {
    let problem = response.problem("invalid_request");
    let errors = problem["errors"].as_array().unwrap().iter();
    errors.map(|error| error["pointer"].as_str().unwrap().to_owned()).collect()
}

/// Actions of the audit log about tariffs, the oldest first.
fn audit(app: &TestApp) -> Vec<String> {
    app.query_texts(
        "select action as text from audit_entries where $1 is not null and action like 'tariff%' \
            order by id",
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn tariff_is_created_renamed_and_listed() {
    let app = TestApp::new().await;
    let operator = app.operator().await;
    let tariff = create(&operator, &app, " Kerb ").await;
    assert_eq!(
        (&tariff["name"], &tariff["time_zone"], &tariff["currency"], &tariff["versions"]),
        (&json!("Kerb"), &json!("America/New_York"), &json!("USD"), &json!([]))
    );
    let again = json!({ "city_id": app.city.id, "name": "KERB" });
    assert_eq!(pointers(operator.post(TARIFFS, &again).await), ["/name"]);
    let unknown = json!({ "city_id": Uuid::now_v7(), "name": "Kerb" });
    assert_eq!(pointers(operator.post(TARIFFS, &unknown).await), ["/city_id"]);
    let rename = json!({ "name": "Kerbs of Midtown" });
    let renamed = operator.patch(&path(&tariff), &rename).await.ok();
    assert_eq!(renamed["name"], "Kerbs of Midtown");
    assert_eq!(pointers(operator.patch(&path(&tariff), &json!({ "name": " " })).await), ["/name"]);
    assert_eq!(operator.get(&path(&tariff)).await.ok(), renamed);

    let other = create(&operator, &app, "Lots").await;
    assert_eq!(pointers(operator.patch(&path(&other), &rename).await), ["/name"]);
    let first = list(&operator, &app, "&limit=1").await;
    assert_eq!(
        (&first["tariffs"][0]["id"], &first["tariffs"][0]["current_version"]),
        (&other["id"], &Value::Null)
    );
    let next = format!("&limit=1&cursor={}", first["next_cursor"].as_str().unwrap());
    let second = list(&operator, &app, &next).await;
    assert_eq!(
        (&second["tariffs"][0]["name"], &second["next_cursor"]),
        (&json!("Kerbs of Midtown"), &Value::Null)
    );
    assert_eq!(audit(&app), ["tariff.create", "tariff.rename", "tariff.create"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn later_version_replaces_the_one_in_force() {
    let app = TestApp::new().await;
    let operator = app.operator().await;
    let tariff = create(&operator, &app, "Kerb").await;
    let first = publish(&operator, &tariff, &json!({ "document": weekdays() })).await.created();
    let version = &first["versions"][0];
    assert_eq!(
        (&version["number"], &version["in_force"], &version["effective_from"]),
        (&json!(1), &json!(true), &json!("2030-06-03T13:00:00Z"))
    );
    assert_eq!(version["document"], weekdays());
    assert_eq!(version["rules"], "Mon–Fri 8 AM–7 PM: $4.50 / h, 2 h at most. Free at other times.");
    assert!(version["published_by"].is_string(), "{version}");
    let later = json!({ "document": document(json!([])),
        "effective_from": "2030-06-03T13:10:00Z" });
    let second = publish(&operator, &tariff, &later).await.created();
    let in_force = |tariff: &Value| {
        let versions = tariff["versions"].as_array().unwrap().clone();
        let version = |version: Value| json!([version["number"], version["in_force"]]);
        json!(versions.into_iter().map(version).collect::<Vec<_>>())
    };
    assert_eq!(in_force(&second), json!([[2, false], [1, true]]));
    let rows = list(&operator, &app, "").await;
    assert_eq!(rows["tariffs"][0]["current_version"], 1);
    assert_eq!(rows["tariffs"][0]["rules"], version["rules"]);
    app.advance(TimeDelta::minutes(10));
    assert_eq!(in_force(&operator.get(&path(&tariff)).await.ok()), json!([[2, true], [1, false]]));
    let rows = list(&operator, &app, "").await;
    assert_eq!(
        (&rows["tariffs"][0]["current_version"], &rows["tariffs"][0]["rules"]),
        (&json!(2), &json!("Free at all times."))
    );
    assert_eq!(audit(&app), ["tariff.create", "tariff.publish_version", "tariff.publish_version"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_document_is_refused_with_its_place() {
    let app = TestApp::new().await;
    let operator = app.operator().await;
    let tariff = create(&operator, &app, "Kerb").await;
    let band = |rate: i64| json!({ "from": "08:00", "to": "19:00", "rate_minor_per_hour": rate });
    let capped = with(weekdays(), "minimum_minor", json!(500));
    let covered = with(weekdays(), "outside", json!("covered"));
    let dates = json!({ "St. John": ["1999-06-24"] });
    for (document, pointer) in [
        (document(json!([band(450), band(200)])), "/document/bands/1"),
        (document(json!([band(-1)])), "/document/bands/0/rate_minor_per_hour"),
        (with(capped, "caps", json!({ "per_stay_minor": 499 })), "/document/caps/per_stay_minor"),
        (covered, "/document/outside"),
        (with(weekdays(), "colour", json!("red")), "/document/colour"),
        (document(json!([{ "from": "08:00" }])), "/document/bands/0/to"),
        (with(weekdays(), "currency", json!("EUR")), "/document/currency"),
        (with(weekdays(), "holidays", dates), "/document/holidays/St. John"),
    ] {
        let body = json!({ "document": document });
        assert_eq!(pointers(publish(&operator, &tariff, &body).await), [pointer], "{document}");
        let body = json!({ "city_id": app.city.id, "document": document });
        let preview = operator.post(&format!("{TARIFFS}/preview"), &body).await;
        assert_eq!(pointers(preview), [pointer], "{document}");
    }
    assert_eq!(operator.get(&path(&tariff)).await.ok()["versions"], json!([]));
    assert_eq!(audit(&app), ["tariff.create"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn version_begins_now_or_later() {
    let app = TestApp::new().await;
    let operator = app.operator().await;
    let tariff = create(&operator, &app, "Kerb").await;
    let from = |at: &str| json!({ "document": weekdays(), "effective_from": at });
    for wrong in ["2030-06-03T12:58:00Z", "2033-06-03T13:00:00Z"] {
        let refused = publish(&operator, &tariff, &from(wrong)).await;
        assert_eq!(pointers(refused), ["/effective_from"], "{wrong}");
    }
    publish(&operator, &tariff, &from("2030-06-04T00:00:00Z")).await.created();
    let earlier = publish(&operator, &tariff, &from("2030-06-03T23:59:59Z")).await;
    assert_eq!(pointers(earlier), ["/effective_from"], "before the newest version");
}

#[tokio::test(flavor = "multi_thread")]
async fn assignment_has_a_place_and_a_time() {
    let app = TestApp::new().await;
    let (operator, spot) = (app.operator().await, app.spot("B14"));
    let site = app.city.site(&mut app.connect(), "Lot 1");
    let tariff = create(&operator, &app, "Kerb").await;
    for (body, kind, name) in [
        (json!({}), "city", "New York"),
        (json!({ "site_id": site }), "site", "Lot 1"),
        (json!({ "zone_id": app.city.zone_id }), "zone", "West 43 Street"),
        (json!({ "spot_id": spot, "vehicle_class": "truck" }), "spot", "B14"),
    ] {
        let made = assign(&operator, &tariff, &body).await.created();
        assert_eq!((&made["place"]["kind"], &made["place"]["name"]), (&json!(kind), &json!(name)));
        assert_eq!(
            (&made["starts_at"], &made["ends_at"], &made["in_force"]),
            (&json!("2030-06-03T13:00:00Z"), &Value::Null, &json!(true))
        );
    }
    let again = json!({ "spot_id": spot, "vehicle_class": "truck",
        "starts_at": "2031-01-01T00:00:00Z" });
    let refused = assign(&operator, &tariff, &again).await.problem("invalid_request");
    assert_eq!(
        (&refused["errors"][0]["pointer"], &refused["errors"][0]["code"]),
        (&json!("/starts_at"), &json!("overlapping"))
    );
    for (body, pointer) in [
        (json!({ "site_id": site, "spot_id": spot }), "/spot_id"),
        (json!({ "spot_id": spot, "vehicle_class": "bus" }), "/vehicle_class"),
        (json!({ "spot_id": Uuid::now_v7() }), "/spot_id"),
    ] {
        assert_eq!(pointers(assign(&operator, &tariff, &body).await), [pointer], "{body}");
    }
    let shown = operator.get(&path(&tariff)).await.ok();
    assert_eq!(shown["assignments"].as_array().unwrap().len(), 4);
    assert_eq!(list(&operator, &app, "").await["tariffs"][0]["assignments"], 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn ended_assignment_makes_room_for_another() {
    let app = TestApp::new().await;
    let operator = app.operator().await;
    let (first, second) = (create(&operator, &app, "A").await, create(&operator, &app, "B").await);
    let made = assign(&operator, &first, &json!({})).await.created();
    let end = format!("/api/v1/admin/tariff-assignments/{}/end", made["id"].as_str().unwrap());
    assert_eq!(pointers(assign(&operator, &second, &json!({})).await), ["/starts_at"]);
    app.advance(TimeDelta::minutes(1));
    for _ in 0..2 {
        let ended = operator.post(&end, &json!({})).await.ok();
        assert_eq!(
            (&ended["ends_at"], &ended["in_force"]),
            (&json!("2030-06-03T13:01:00Z"), &json!(false))
        );
    }
    assign(&operator, &second, &json!({})).await.created();
    let unknown = format!("/api/v1/admin/tariff-assignments/{}/end", Uuid::now_v7());
    operator.post(&unknown, &json!({})).await.problem("not_found");
    assert_eq!(
        audit(&app),
        [
            "tariff.create",
            "tariff.create",
            "tariff.assign",
            "tariff.end_assignment",
            "tariff.assign"
        ]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn tariffs_need_a_role_in_their_city() {
    let app = TestApp::new().await;
    let boston = City::insert_named(&mut app.connect(), "boston");
    let site = app.city.site(&mut app.connect(), "Lot 1");
    let boston_site = boston.site(&mut app.connect(), "Lot 2");
    let operator = app.operator().await;
    let tariff = create(&operator, &app, "Kerb").await;
    publish(&operator, &tariff, &json!({ "document": weekdays() })).await.created();
    let made = assign(&operator, &tariff, &json!({})).await.created();
    let end = format!("/api/v1/admin/tariff-assignments/{}/end", made["id"].as_str().unwrap());
    let version = json!({ "document": weekdays() });
    let new = json!({ "city_id": app.city.id, "name": "New" });
    for (name, role, place, may_view) in [
        ("viewer", Role::Analyst, GrantPlace::City(app.city.id), true),
        ("foreign", Role::Operator, GrantPlace::City(boston.id), false),
        ("at-site", Role::Operator, GrantPlace::Site(app.city.id, site), false),
    ] {
        let client = app.with_role(name, role, place).await;
        let shown = client.get(&path(&tariff)).await;
        assert_eq!(shown.status == 200, may_view, "{name}: {:#}", shown.body);
        let rows = list(&client, &app, "").await["tariffs"].as_array().unwrap().len();
        assert_eq!(rows, usize::from(may_view), "{name}");
        client.post(TARIFFS, &new).await.problem("not_found");
        client.patch(&path(&tariff), &json!({ "name": "X" })).await.problem("not_found");
        publish(&client, &tariff, &version).await.problem("not_found");
        assign(&client, &tariff, &json!({ "site_id": site })).await.problem("not_found");
        client.post(&end, &json!({})).await.problem("not_found");
        let preview = json!({ "city_id": app.city.id, "document": weekdays() });
        client.post(&format!("{TARIFFS}/preview"), &preview).await.problem("not_found");
    }
    let own = app.with_role("own", Role::Operator, GrantPlace::City(app.city.id)).await;
    publish(&own, &tariff, &version).await.created();
    let elsewhere = json!({ "site_id": boston_site });
    assert_eq!(pointers(assign(&own, &tariff, &elsewhere).await), ["/site_id"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn preview_prices_ten_typical_stays() {
    let app = TestApp::new().await;
    let operator = app.operator().await;
    let body = json!({ "city_id": app.city.id,
        "document": with(weekdays(), "classes", json!([{ "class": "truck", "refused": true }])) });
    let preview = operator.post(&format!("{TARIFFS}/preview"), &body).await.ok();
    assert_eq!(
        preview["rules"],
        "Mon–Fri 8 AM–7 PM: $4.50 / h, 2 h at most. Free at other times. No trucks."
    );
    let stays = preview["stays"].as_array().unwrap();
    let prices: Vec<_> = stays.iter().map(|stay| stay["price"]["amount_minor"].as_i64()).collect();
    assert_eq!(
        prices,
        [Some(450), None, Some(225), Some(0), Some(0), Some(0), Some(38), None, None, Some(0)]
    );
    assert_eq!(
        (&stays[0]["starts_at"], &stays[0]["ends_at"], &stays[0]["lines"][0]["kind"]),
        (&json!("2030-06-03T14:00:00Z"), &json!("2030-06-03T15:00:00Z"), &json!("band"))
    );
    for stay in stays {
        let amounts = stay["lines"].as_array().unwrap().iter();
        let sum: i64 = amounts.map(|line| line["amount"]["amount_minor"].as_i64().unwrap()).sum();
        assert_eq!(sum, stay["price"]["amount_minor"].as_i64().unwrap_or_default(), "{stay}");
        assert_eq!(stay["price"].is_null(), stay["refusal"].is_object(), "{stay}");
    }
    assert_eq!(
        (&stays[1]["refusal"]["code"], &stays[1]["refusal"]["text"]),
        (&json!("max_stay"), &json!("The longest stay is 2 h."))
    );
    assert_eq!(stays[1]["refusal"]["allowed_until"], "2030-06-04T14:00:00Z");
    assert_eq!(
        (&stays[8]["refusal"]["code"], &stays[8]["refusal"]["allowed_until"]),
        (&json!("class_not_admitted"), &Value::Null)
    );
    assert_eq!(audit(&app), Vec::<String>::new());
    assert_eq!(list(&operator, &app, "").await["tariffs"], json!([]));
}
