//! Sites without numbers: a reservation may have any spot of its kind and price.

use serde_json::{Value, json};
use shared::{
    places::{domain::terms::Terms, models::spot::Spot},
    platform::{
        domain::ids::{ReservationId, SpotId},
        error::violates,
    },
    reservations::{models::reservation::Reservation, operations::rebind_next},
};

use crate::support::{Client, TestApp, tariffs::working_days};

const FROM: &str = "2030-06-03T15:00:00Z";
const UNTIL: &str = "2030-06-03T16:00:00Z";

/// Moves the spots of the city to a lot with or without numbers.
async fn lot(app: &TestApp, numbering: &str) {
    let mut conn = app.connect();
    let site = app.city.site(&mut conn, "Lot");
    app.city.move_zone(&mut conn, site);
    app.set_rules(site, json!({ "numbering": numbering })).await;
}

async fn book(driver: &Client, spot: SpotId) -> Value {
    driver.hold_between(spot, FROM, UNTIL).await.created()["reservation"].clone()
}

fn is_at(held: &Value, spot: SpotId) -> bool {
    held["spot"]["id"] == json!(spot)
}

fn id_of(held: &Value) -> ReservationId {
    ReservationId(held["id"].as_str().unwrap().parse().unwrap())
}

/// Inserts a spot of the zone with a rate in cents per hour and attributes.
fn other_spot(app: &TestApp, label: &str, rate: i32, attributes: &[&str]) -> SpotId {
    app.city.spot_with(&mut app.connect(), label, 0.0, rate, attributes)
}

#[tokio::test(flavor = "multi_thread")]
async fn taken_unnumbered_spot_is_replaced() {
    let app = TestApp::new().await;
    lot(&app, "unnumbered").await;
    let [first, second, third] = ["A1", "A2", "A3"].map(|label| app.spot(label));
    other_spot(&app, "A4", 450, &["wide"]);
    let closed = app.spot("A5");
    let closure = json!({ "spot_id": closed, "starts_at": FROM, "ends_at": UNTIL,
        "reason": "painting" });
    app.operator().await.post("/api/v1/admin/closures", &closure).await.created();
    let (ann, bob) = (app.driver("ann").await, app.driver("bob").await);
    let (cat, dan) = (app.driver("cat").await, app.driver("dan").await);
    assert!(is_at(&book(&ann, first).await, first), "a free spot is kept");
    assert!(is_at(&book(&bob, first).await, second));
    assert!(is_at(&book(&cat, first).await, third));
    dan.hold_between(first, FROM, UNTIL).await.problem("spot_taken");
    let later = dan.hold_between(first, UNTIL, "2030-06-03T17:00:00Z").await.created();
    assert!(is_at(&later["reservation"], first), "at another time it is free");
}

#[tokio::test(flavor = "multi_thread")]
async fn numbered_spot_is_refused() {
    let app = TestApp::new().await;
    lot(&app, "numbered").await;
    let [first, _] = ["A1", "A2"].map(|label| app.spot(label));
    let (ann, bob) = (app.driver("ann").await, app.driver("bob").await);
    book(&ann, first).await;
    bob.hold_between(first, FROM, UNTIL).await.problem("spot_taken");
}

#[tokio::test(flavor = "multi_thread")]
async fn twin_has_the_same_price() {
    let app = TestApp::new().await;
    lot(&app, "unnumbered").await;
    let (first, dearer, twin) = (app.spot("A1"), other_spot(&app, "A2", 460, &[]), app.spot("A3"));
    let own_tariff = app.spot("A4");
    app.post_tariff(&working_days(2), json!({ "spot_id": own_tariff })).await;
    let (ann, bob, cat) =
        (app.driver("ann").await, app.driver("bob").await, app.driver("cat").await);
    let body = json!({ "spot_id": first, "starts_at": FROM, "ends_at": UNTIL });
    let quote = bob.post("/api/v1/quotes", &body).await.created();
    assert!(is_at(&book(&ann, first).await, first));
    let accepted = json!({ "spot_id": first, "quote_id": quote["id"] });
    let held = bob.post("/api/v1/reservations", &accepted).await.created();
    let held = &held["reservation"];
    assert!(is_at(held, twin), "{held}");
    assert_eq!(held["estimate"], quote["total"]);
    cat.hold_between(first, FROM, UNTIL).await.problem("spot_taken");
    assert!(is_at(&book(&cat, dearer).await, dearer));
}

#[tokio::test(flavor = "multi_thread")]
async fn next_booking_moves_to_a_twin() {
    let app = TestApp::new().await;
    lot(&app, "unnumbered").await;
    let [first, second] = ["A1", "A2"].map(|label| app.spot(label));
    let ann = app.driver("ann").await;
    let booked = book(&ann, first).await;
    let (mut conn, now) = (app.connect(), app.now());
    let spot = Spot::find(&mut conn, first).unwrap();
    let moved = rebind_next(&mut conn, &spot, &Terms::default(), now).unwrap();
    let after = Reservation::find(&mut conn, id_of(&booked)).unwrap();
    assert_eq!((moved, after.spot_id, after.revision), (true, second, 1));
    let noted = format!(
        "select distinct spot_id::text as text from live_changes \
         where $1 is not null and spot_id in ('{first}', '{second}') order by 1"
    );
    let mut both = [first.to_string(), second.to_string()];
    both.sort();
    app.query_texts("delete from live_changes where $1 is not null returning '' as text");
    let other = Spot::find(&mut conn, second).unwrap();
    assert!(rebind_next(&mut conn, &other, &Terms::default(), now).unwrap(), "back again");
    assert_eq!(app.query_texts(&noted), both, "the map shows both spots anew");
    assert!(!rebind_next(&mut conn, &other, &Terms::default(), now).unwrap(), "no booking");
    // The other spot is taken now.
    ann.hold_between(second, FROM, UNTIL).await.created();
    assert!(!rebind_next(&mut conn, &spot, &Terms::default(), now).unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn moved_booking_keeps_its_extension_quote() {
    let app = TestApp::new().await;
    lot(&app, "unnumbered").await;
    let [first, second] = ["A1", "A2"].map(|label| app.spot(label));
    let ann = app.driver("ann").await;
    let id = id_of(&book(&ann, first).await);
    let body = json!({ "ends_at": "2030-06-03T17:00:00Z" });
    let quote = ann.post(&format!("/api/v1/reservations/{id}/quotes"), &body).await.created();
    let (mut conn, now) = (app.connect(), app.now());
    let spot = Spot::find(&mut conn, first).unwrap();
    assert!(rebind_next(&mut conn, &spot, &Terms::default(), now).unwrap());
    let longer = json!({ "ends_at": "2030-06-03T17:00:00Z", "quote_id": quote["id"] });
    let amended = ann.amend(&id.to_string(), &longer).await.ok();
    assert!(is_at(&amended, second) && amended["ends_at"] == "2030-06-03T17:00:00Z");
}

#[tokio::test(flavor = "multi_thread")]
async fn spot_of_a_booking_cannot_be_taken_twice() {
    let app = TestApp::new().await;
    let [first, second] = ["A1", "A2"].map(|label| app.spot(label));
    let (ann, bob) = (app.driver("ann").await, app.driver("bob").await);
    let booked = id_of(&book(&ann, first).await);
    book(&bob, second).await;
    let mut conn = app.connect();
    let reservation = Reservation::find(&mut conn, booked).unwrap();
    let refused = reservation.set_spot(&mut conn, second).unwrap_err();
    assert!(violates(&refused, "reservations_no_overlap"), "{refused}");
}
