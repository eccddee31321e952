//! The vehicle of a reservation, and the right to spots with restricting attributes.

use chrono::TimeDelta;
use serde_json::{Value, json};
use shared::platform::domain::ids::SpotId;

use crate::support::{Client, Response, TestApp};

async fn hold_with(client: &Client, spot: SpotId, more: Value) -> Response {
    let mut body = json!({ "spot_id": spot, "duration_seconds": 3_600 });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    client.post("/api/v1/reservations", &body).await
}

async fn save(user: &Client, body: Value) -> Value {
    user.post("/api/v1/vehicles", &body).await.created()
}

fn path(id: &str) -> String {
    format!("/api/v1/reservations/{id}/vehicle")
}

fn id_of(held: &Value) -> &str {
    held["reservation"]["id"].as_str().unwrap()
}

fn restricted(app: &TestApp, attributes: &[&str]) -> SpotId {
    app.city.spot_with(&mut app.connect(), &attributes.join("+"), 0.0, 450, attributes)
}

#[tokio::test(flavor = "multi_thread")]
async fn vehicle_is_chosen_with_the_hold_and_changed() {
    let app = TestApp::new().await;
    let ann = app.driver("ann").await;
    let saved = save(&ann, json!({ "plate": "BAB 123" })).await;
    let more = json!({ "vehicle_id": saved["id"] });
    let held = hold_with(&ann, app.spot("B14"), more.clone()).await.created();
    let id = id_of(&held);
    let state = ann.get(&path(id)).await.ok();
    assert_eq!(
        (&state["vehicle"]["plate"], &state["vehicle"]["vehicle_id"]),
        (&json!("BAB 123"), &saved["id"])
    );
    assert_eq!(state["changeable_until"], "2030-06-03T13:05:00Z");
    let other = json!({ "vehicle": { "plate": "RENTAL 1", "class": "van" } });
    let changed = ann.put(&path(id), &other).await.ok();
    assert_eq!(
        (&changed["vehicle"]["plate"], &changed["vehicle"]["vehicle_id"]),
        (&json!("RENTAL 1"), &Value::Null)
    );
    ann.put(&path(id), &other).await.ok();
    let operator = app.operator().await;
    let file = operator.get(&format!("/api/v1/admin/reservations/{id}")).await.ok();
    let plates: Vec<_> =
        file["vehicles"].as_array().unwrap().iter().map(|one| one["plate"].clone()).collect();
    assert_eq!(plates, ["RENTAL 1", "BAB 123"], "an unchanged choice adds no row");
    let both = json!({ "vehicle_id": saved["id"], "vehicle": { "plate": "X" } });
    for body in [json!({}), both] {
        ann.put(&path(id), &body).await.problem("invalid_request");
    }
    app.driver("bob").await.put(&path(id), &more).await.problem("not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn vehicle_is_fixed_five_minutes_after_start() {
    let app = TestApp::new().await;
    let ann = app.driver("ann").await;
    let parked = app.park(&ann, app.spot("B14"), 3_600, "pm_card_visa").await;
    let id = parked["id"].as_str().unwrap();
    let choice = |plate: &str| json!({ "vehicle": { "plate": plate } });
    app.advance(TimeDelta::seconds(299));
    ann.put(&path(id), &choice("BAB 123")).await.ok();
    app.advance(TimeDelta::seconds(1));
    ann.put(&path(id), &choice("BAB 124")).await.problem("vehicle_change_closed");
    ann.put(&path(id), &choice("bab-123")).await.ok();
    let state = ann.get(&path(id)).await.ok();
    assert_eq!(
        (&state["vehicle"]["plate"], &state["changeable_until"]),
        (&json!("BAB 123"), &Value::Null)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn vehicle_of_an_ended_reservation_is_fixed() {
    let app = TestApp::new().await;
    let ann = app.driver("ann").await;
    let held = ann.hold(app.spot("B14"), 3_600).await.created();
    ann.act(id_of(&held), "cancel").await.ok();
    let choice = json!({ "vehicle": { "plate": "BAB 123" } });
    ann.put(&path(id_of(&held)), &choice).await.problem("invalid_transition");
    let held = ann.hold(app.spot("B15"), 3_600).await.created();
    app.advance(TimeDelta::minutes(10));
    ann.put(&path(id_of(&held)), &choice).await.problem("hold_expired");
}

#[tokio::test(flavor = "multi_thread")]
async fn guest_gives_and_corrects_a_plate() {
    let app = TestApp::new().await;
    let more = json!({ "email": "gil@example.com", "vehicle": { "plate": "GIL 1" } });
    let held = hold_with(&app.anonymous(), app.spot("B14"), more).await.created();
    let guest = app.bearer(held["manage_token"].as_str().unwrap());
    let id = id_of(&held);
    assert_eq!(guest.get(&path(id)).await.ok()["vehicle"]["plate"], "GIL 1");
    let corrected = guest.put(&path(id), &json!({ "vehicle": { "plate": "GIL 7" } })).await.ok();
    assert_eq!(corrected["vehicle"]["plate"], "GIL 7");
    let saved = json!({ "vehicle_id": "00000000-0000-7000-8000-000000000000" });
    guest.put(&path(id), &saved).await.problem("invalid_request");
    app.anonymous().get(&path(id)).await.problem("unauthenticated");
}

#[tokio::test(flavor = "multi_thread")]
async fn reservations_follow_a_changed_vehicle() {
    let app = TestApp::new().await;
    let ann = app.driver("ann").await;
    let saved = save(&ann, json!({ "plate": "BAB 123", "is_electric": true })).await;
    let more = json!({ "vehicle_id": saved["id"] });
    let held = hold_with(&ann, restricted(&app, &["charger"]), more).await.created();
    let vehicle = format!("/api/v1/vehicles/{}", saved["id"].as_str().unwrap());
    let body = json!({ "plate": "BAB 124", "is_electric": true });
    ann.put(&vehicle, &body).await.ok();
    assert_eq!(ann.get(&path(id_of(&held))).await.ok()["vehicle"]["plate"], "BAB 124");
    ann.put(&vehicle, &json!({ "plate": "BAB 124" })).await.problem("not_eligible");
    let unchanged = ann.get("/api/v1/vehicles").await.ok();
    assert_eq!(unchanged["vehicles"][0]["is_electric"], true);
    ann.delete(&vehicle).await.no_content();
    let kept = ann.get(&path(id_of(&held))).await.ok();
    assert_eq!(
        (&kept["vehicle"]["plate"], &kept["vehicle"]["vehicle_id"]),
        (&json!("BAB 124"), &Value::Null)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn given_vehicle_must_have_the_right() {
    let app = TestApp::new().await;
    for (attribute, right) in [
        ("motorcycle", json!({ "class": "scooter" })),
        ("scooter", json!({ "class": "scooter" })),
        ("charger", json!({ "is_electric": true })),
        ("accessible", json!({ "disabled_permit_until": "2030-06-03" })),
    ] {
        let spot = restricted(&app, &[attribute]);
        let email = format!("{attribute}@example.com");
        let mut vehicle = json!({ "plate": "BAB 123" });
        let more = json!({ "email": email, "vehicle": vehicle });
        hold_with(&app.anonymous(), spot, more).await.problem("not_eligible");
        vehicle.as_object_mut().unwrap().extend(right.as_object().unwrap().clone());
        let more = json!({ "email": email, "vehicle": vehicle });
        let held = hold_with(&app.anonymous(), spot, more).await.created();
        let guest = app.bearer(held["manage_token"].as_str().unwrap());
        let other = json!({ "vehicle": { "plate": "BAB 124" } });
        guest.put(&path(id_of(&held)), &other).await.problem("not_eligible");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn restricted_spot_requires_a_vehicle() {
    let app = TestApp::new().await;
    let ann = app.driver("ann").await;
    let (first, second) = (restricted(&app, &["accessible"]), restricted(&app, &["motorcycle"]));
    ann.hold(first, 3_600).await.problem("not_eligible");
    let guest = app.anonymous().hold_as_guest(second, 3_600, "gil@example.com").await;
    guest.problem("not_eligible");

    let car = save(&ann, json!({ "plate": "CAR 1" })).await;
    ann.hold(first, 3_600).await.problem("not_eligible");
    ann.hold(app.spot("B14"), 3_600).await.created();
    let permit = json!({ "plate": "CAR 1", "disabled_permit_until": "2030-12-31" });
    ann.put(&format!("/api/v1/vehicles/{}", car["id"].as_str().unwrap()), &permit).await.ok();
    save(&ann, json!({ "plate": "CAR 2" })).await;
    let held = ann.hold(first, 3_600).await.created();
    let recorded = ann.get(&path(id_of(&held))).await.ok();
    assert_eq!(recorded["vehicle"]["plate"], "CAR 1", "{recorded:#}");
}

#[tokio::test(flavor = "multi_thread")]
async fn disabled_permit_covers_an_extended_stay() {
    let app = TestApp::new().await;
    let ann = app.driver("ann").await;
    let spot = restricted(&app, &["accessible"]);
    // The last day ends at 4:00 UTC in New York.
    let vehicle = json!({ "plate": "BAB 123", "disabled_permit_until": "2030-06-03" });
    let held = hold_with(&ann, spot, json!({ "vehicle": vehicle })).await.created();
    let amend = |ends_at: &str| json!({ "ends_at": ends_at });
    ann.amend(id_of(&held), &amend("2030-06-04T04:00:00Z")).await.ok();
    ann.amend(id_of(&held), &amend("2030-06-04T04:00:01Z")).await.problem("not_eligible");
    let quote =
        format!("/api/v1/reservations/{}/extension?ends_at=2030-06-04T05:00:00Z", id_of(&held));
    ann.get(&quote).await.problem("not_eligible");
}

#[tokio::test(flavor = "multi_thread")]
async fn permit_only_spot_admits_operators_only() {
    let app = TestApp::new().await;
    let (ann, operator) = (app.driver("ann").await, app.operator().await);
    let spot = restricted(&app, &["permit_only"]);
    ann.hold(spot, 3_600).await.problem("not_eligible");
    app.anonymous().hold_as_guest(spot, 3_600, "gil@example.com").await.problem("not_eligible");
    let around = "lat=40.7543&lng=-73.9884&radius=300";
    assert_eq!(ann.search(around).await.ok()["spots"], json!([]));
    let found = ann.search(&format!("{around}&attributes=permit_only")).await.ok();
    assert_eq!(found["spots"][0]["id"], json!(spot));
    operator.hold(spot, 3_600).await.created();
}

#[tokio::test(flavor = "multi_thread")]
async fn offered_spot_fits_the_vehicle() {
    let app = TestApp::new().await;
    let (ann, operator, spot) = (app.driver("ann").await, app.operator().await, app.spot("B14"));
    let mut conn = app.connect();
    app.city.spot_with(&mut conn, "near", 5.0, 450, &["charger"]);
    let fits = app.city.spot(&mut conn, "B15", 50.0, 450);
    let vehicle = json!({ "vehicle": { "plate": "BAB 123" } });
    let held = hold_with(&ann, spot, vehicle).await.created();
    let id = id_of(&held);
    app.confirm(&ann, id, "pm_card_visa").await;
    let why = json!({ "note": "water main broken" });
    operator.post(&format!("/api/v1/admin/reservations/{id}/revoke"), &why).await.ok();
    let offer = ann.get(&format!("/api/v1/reservations/{id}/reseat")).await.ok();
    assert_eq!(offer["reservation"]["spot"]["id"], json!(fits));
    let offered = offer["reservation"]["id"].as_str().unwrap();
    assert_eq!(ann.get(&path(offered)).await.ok()["vehicle"]["plate"], "BAB 123");
}

#[tokio::test(flavor = "multi_thread")]
async fn operator_finds_reservations_by_plate() {
    let app = TestApp::new().await;
    let (ann, operator) = (app.driver("ann").await, app.operator().await);
    let vehicle = json!({ "vehicle": { "plate": "X-YZ 123" } });
    let held = hold_with(&ann, app.spot("B14"), vehicle).await.created();
    ann.put(&path(id_of(&held)), &json!({ "vehicle": { "plate": "X-YZ 124" } })).await.ok();
    let search = |plate: &str| {
        let body = json!({ "plate": plate, "note": "blocks a driveway" });
        let operator = operator.clone();
        async move { operator.post("/api/v1/admin/plate-searches", &body).await.ok() }
    };
    for plate in ["xyz123", "XYZ 124"] {
        let found = search(plate).await;
        assert_eq!(found["reservations"][0]["id"], held["reservation"]["id"], "{plate}");
    }
    assert_eq!(search("XYZ 125").await["reservations"], json!([]));
    let wrong = json!({ "plate": "/", "note": "x" });
    operator.post("/api/v1/admin/plate-searches", &wrong).await.problem("invalid_request");
    let entries = operator.get("/api/v1/admin/audit?action=plate.search").await.ok();
    let entries = entries["entries"].as_array().unwrap();
    assert_eq!((entries.len(), &entries[0]["note"]), (3, &json!("blocks a driveway")));
    let logged = app.query_texts(
        "select id::text as text from audit_entries e where e::text ~* 'x-?yz.?12' and $1 is not \
            null",
    );
    assert_eq!(logged, Vec::<String>::new(), "the log has no plate");
}
