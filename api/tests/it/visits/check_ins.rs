//! Entries: what an account needs, bookings, and several vehicles.

use chrono::TimeDelta;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{add_vehicle, id_of, minor, visits};
use crate::support::{
    Client, Response, TestApp,
    visits::{Garage, visit_path},
};

async fn look_up(client: &Client, code: &str) -> Value {
    client.post("/api/v1/entry-codes/look-up", &json!({ "code": code })).await.ok()
}

/// The path of the invalid field of a refusal.
fn field(refused: Response) -> String {
    let problem = refused.problem("invalid_request");
    problem["errors"][0]["field"].as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn card_is_charged_on_leaving() {
    let app = TestApp::with_worker().await;
    let (ann, garage) = (app.driver_with_card("ann").await, app.garage(3).await);
    let visit = ann.enter(&garage.entrance).await.created();
    assert_eq!(
        (&visit["state"], &visit["entered_by"], &visit["site"]["name"], &visit["level"]),
        (&json!("open"), &json!("code"), &json!("Garage 1"), &json!("1"))
    );
    assert_eq!(
        (&visit["arrived_at"], &visit["bound_at"], &visit["spot_label"]),
        (&json!("2030-06-03T13:00:00Z"), &json!("2030-06-04T13:00:00Z"), &json!("Garage 1 001"))
    );
    assert_eq!((minor(&visit["at_most"]), minor(&visit["cost_so_far"])), (10_800, 0));
    assert_eq!(
        (&visit["barrier"]["lane"], &visit["barrier"]["state"]),
        (&json!("Entrance"), &json!("issued"))
    );
    assert_eq!(visit["reservation"]["status"], "confirmed");
    assert_eq!(ann.get(&garage.path()).await.ok()["free"], 2);

    app.advance(TimeDelta::minutes(40));
    let ann = app.sign_in("ann").await;
    assert_eq!(minor(&ann.visit(&visit).await.ok()["cost_so_far"]), 300);
    let left = ann.leave(&visit, &garage.exit).await.ok();
    assert_eq!(
        (&left["state"], &left["end_reason"], &left["ended_at"], &left["barrier"]["lane"]),
        (&json!("ended"), &json!("exit"), &json!("2030-06-03T13:40:00Z"), &json!("Exit"))
    );
    assert_eq!(ann.get(&garage.path()).await.ok()["free"], 3, "the spot is free");
    app.wait_for_jobs().await;
    let charge = &ann.visit(&visit).await.ok()["reservation"]["charge"];
    assert_eq!(
        (&charge["state"], &charge["seconds"], minor(&charge["amount"])),
        (&json!("paid"), &json!(2_400), 300)
    );
    let charges = app.simulator.successful_charges();
    assert_eq!((charges.len(), &charges[0]["amount"]), (1, &json!(300)));
    let mail = app.mail("ann@example.com", "has ended").await;
    assert!(
        mail.text.contains("We have charged $3.00 to Visa ending in 4242, for 40 min."),
        "{}",
        mail.text
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn entry_without_a_card_is_402() {
    let app = TestApp::new().await;
    let (ann, garage) = (app.driver("ann").await, app.garage(1).await);
    let found = look_up(&ann, &garage.entrance).await;
    assert_eq!((&found["needs"], &found["open_visit"]), (&json!("card"), &Value::Null));
    let refused = ann.enter(&garage.entrance).await;
    assert_eq!(refused.status, 402);
    let refused = refused.problem("payment_source_required");
    assert_eq!(
        (&refused["needs"], &refused["detail"]),
        (&json!("card"), &json!("add a card to your account first"))
    );
    assert_eq!(visits(&app), [""; 0]);

    app.save_card(&ann, "pm_card_visa").await;
    assert_eq!(look_up(&ann, &garage.entrance).await["needs"], Value::Null);
    ann.enter(&garage.entrance).await.created();
    let found = look_up(&ann, &garage.exit).await;
    assert_eq!(
        (&found["kind"], &found["open_visit"]["state"], &found["other_site"]),
        (&json!("exit"), &json!("open"), &json!(false))
    );
    assert_eq!((&found["lane"]["direction"], &found["overdue"]), (&json!("out"), &json!([])));
}

#[tokio::test(flavor = "multi_thread")]
async fn free_garage_needs_no_card() {
    let app = TestApp::with_worker().await;
    let (ann, garage) = (app.driver("ann").await, app.garage(1).await);
    app.query_texts(
        "update spots set rate_minor_per_hour = 0 where $1 is not null returning label as text",
    );
    let visit = ann.enter(&garage.entrance).await.created();
    assert_eq!(
        (&visit["reservation"]["payment_source"], minor(&visit["at_most"])),
        (&json!("none"), 0)
    );
    app.advance(TimeDelta::minutes(10));
    let left = ann.leave(&visit, &garage.exit).await.ok();
    app.wait_for_jobs().await;
    assert_eq!(ann.visit(&left).await.ok()["reservation"]["charge"]["state"], "zero");
}

#[tokio::test(flavor = "multi_thread")]
async fn expired_card_is_none() {
    let app = TestApp::new().await;
    let (ann, garage) = (app.driver_with_card("ann").await, app.garage(1).await);
    app.query_texts(
        "update cards set exp_year = 2030, exp_month = 5 where $1 is not null \
            returning brand as text",
    );
    ann.enter(&garage.entrance).await.problem("payment_source_required");
}

#[tokio::test(flavor = "multi_thread")]
async fn overdue_charge_is_402() {
    let app = TestApp::with_worker().await;
    let (ann, garage) = (app.driver_with_card("ann").await, app.garage(1).await);
    app.park(&ann, app.spot("B14"), 5_400, "pm_card_authenticationRequired").await;
    app.advance(TimeDelta::minutes(90));
    app.wait_for_jobs().await;
    let ann = app.sign_in("ann").await;
    let found = look_up(&ann, &garage.entrance).await;
    assert_eq!((&found["needs"], minor(&found["overdue"][0]["amount"])), (&json!("payment"), 675));
    assert!(found["overdue"][0]["pay_url"].as_str().unwrap().contains("/pay/"));
    let refused = ann.enter(&garage.entrance).await;
    assert_eq!(refused.status, 402);
    let refused = refused.problem("payment_overdue");
    assert_eq!(minor(&refused["overdue"][0]["amount"]), 675);
    assert!(refused["overdue"][0]["pay_url"].as_str().unwrap().contains("/pay/"));
}

/// A guest with a confirmed hour on a spot of a garage.
async fn guest_with_booking(app: &TestApp, garage: &Garage) -> (Client, Value) {
    let held = app.anonymous().hold_as_guest(garage.spots[1], 3_600, "guest@example.com").await;
    let held = held.created();
    let guest = app.bearer(held["manage_token"].as_str().unwrap());
    let booked = app.confirm(&guest, id_of(&held["reservation"]), "pm_card_visa").await;
    (guest, booked)
}

#[tokio::test(flavor = "multi_thread")]
async fn guest_enters_with_a_booking() {
    let app = TestApp::with_worker().await;
    let garage = app.garage(2).await;
    let (guest, booked) = guest_with_booking(&app, &garage).await;
    assert_eq!(look_up(&guest, &garage.entrance).await["needs"], Value::Null);
    let of_booking = format!("/api/v1/reservations/{}/visit", id_of(&booked));
    guest.get(&of_booking).await.problem("not_found");
    let visit = guest.enter(&garage.entrance).await.created();
    assert_eq!(
        (&visit["reservation_id"], &visit["spot_label"]),
        (&booked["id"], &json!("Garage 1 002"))
    );
    assert_eq!(guest.get(&of_booking).await.ok()["id"], visit["id"]);

    app.advance(TimeDelta::minutes(20));
    guest.leave(&visit, &garage.exit).await.ok();
    app.wait_for_jobs().await;
    let ended = guest.show(id_of(&booked)).await.ok();
    assert_eq!(
        (&ended["status"], minor(&ended["charge"]["amount"])),
        (&json!("completed"), 150),
        "the time used"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn guest_without_a_booking_needs_an_account() {
    let app = TestApp::new().await;
    let (garage, other) = (app.garage(2).await, app.garage(2).await);
    let anybody = app.anonymous();
    assert_eq!(look_up(&anybody, &garage.entrance).await["needs"], "sign_in");
    anybody.enter(&garage.entrance).await.problem("unauthenticated");
    let (guest, _) = guest_with_booking(&app, &garage).await;
    assert_eq!(look_up(&guest, &other.entrance).await["needs"], "reservation");
    let refused = guest.enter(&other.entrance).await.problem("other_site");
    assert!(refused["detail"].as_str().unwrap().contains("Garage 2"), "{refused:#}");
}

#[tokio::test(flavor = "multi_thread")]
async fn booking_of_the_account_is_used() {
    let app = TestApp::new().await;
    let (ann, garage) = (app.driver("ann").await, app.garage(2).await);
    let held = ann
        .hold_between(garage.spots[1], "2030-06-03T13:09:00Z", "2030-06-03T14:00:00Z")
        .await
        .created();
    let booked = app.confirm(&ann, id_of(&held["reservation"]), "pm_card_visa").await;
    let visit = ann.enter(&garage.entrance).await.created();
    assert_eq!(visit["reservation_id"], booked["id"], "it begins within ten minutes");
    assert_eq!(minor(&visit["cost_so_far"]), 0, "the time before the start is free");
}

#[tokio::test(flavor = "multi_thread")]
async fn unnumbered_site_names_no_spot() {
    let app = TestApp::new().await;
    let (ann, garage) = (app.driver_with_card("ann").await, app.garage(2).await);
    app.set_rules(garage.site, json!({ "numbering": "unnumbered" })).await;
    let visit = ann.enter(&garage.entrance).await.created();
    assert_eq!(
        (&visit["spot_label"], &visit["level"], &visit["site"]["unnumbered"]),
        (&Value::Null, &json!("1"), &json!(true))
    );
    assert_eq!(ann.get(&garage.path()).await.ok()["unnumbered"], true);
}

#[tokio::test(flavor = "multi_thread")]
async fn several_vehicles_enter() {
    let app = TestApp::new().await;
    let (ann, garage) = (app.driver_with_card("ann").await, app.garage(3).await);
    let vehicles = [add_vehicle(&ann, "AB 1").await, add_vehicle(&ann, "AB 2").await];
    let found = look_up(&ann, &garage.entrance).await;
    assert_eq!(
        (&found["needs"], &found["vehicles"][1]["plate"]),
        (&json!("vehicle"), &json!("AB 2"))
    );
    assert_eq!(field(ann.enter(&garage.entrance).await), "vehicle_id");
    for vehicle in &vehicles {
        let more = json!({ "vehicle_id": vehicle });
        ann.enter_with(&garage.entrance, more).await.created();
    }
    let open = ann.get("/api/v1/visits?state=open").await.ok();
    let plates: Vec<_> =
        open["visits"].as_array().unwrap().iter().map(|visit| &visit["plate"]).collect();
    assert_eq!(plates, [&json!("AB 2"), &json!("AB 1")], "newest first");
    let page = ann.get("/api/v1/visits?limit=1").await.ok();
    let next = format!("/api/v1/visits?limit=1&cursor={}", page["next_cursor"].as_str().unwrap());
    assert_eq!(ann.get(&next).await.ok()["visits"][0]["plate"], "AB 1");
    let ended = ann.get("/api/v1/visits?state=ended").await.ok();
    assert_eq!(ended["visits"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn visit_of_another_is_hidden() {
    let app = TestApp::new().await;
    let (ann, garage) = (app.driver_with_card("ann").await, app.garage(2).await);
    let visit = ann.enter(&garage.entrance).await.created();
    let bob = app.driver_with_card("bob").await;
    bob.visit(&visit).await.problem("not_found");
    bob.leave(&visit, &garage.exit).await.problem("not_found");
    let barrier = format!("{}/barrier", visit_path(&visit));
    bob.post(&barrier, &json!({ "code": garage.entrance })).await.problem("not_found");
    assert_eq!(bob.get("/api/v1/visits").await.ok()["visits"], json!([]));
    assert_eq!(visits(&app), ["code open"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn arrival_names_its_invalid_fields() {
    let app = TestApp::new().await;
    let (ann, garage) = (app.driver_with_card("ann").await, app.garage(1).await);
    let without = json!({ "app_device": Uuid::new_v4() });
    assert_eq!(field(ann.post("/api/v1/visits", &without).await), "code");
    let both = ann.enter_with(&garage.entrance, json!({ "words": "maple river stone" })).await;
    assert_eq!(field(both), "words");
    let nowhere = json!({ "position": { "lat": 91.0, "lng": 0.0 } });
    assert_eq!(field(ann.enter_with(&garage.entrance, nowhere).await), "position");
    let stranger = json!({ "vehicle_id": Uuid::new_v4() });
    assert_eq!(field(ann.enter_with(&garage.entrance, stranger).await), "vehicle_id");
    ann.enter("not-a-code").await.problem("unknown_code");
    let exit = ann.enter(&garage.exit).await.problem("wrong_direction");
    assert_eq!(exit["status"], 409);
}
