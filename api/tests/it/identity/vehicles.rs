//! Saved vehicles: add, change, remove, limits, and encryption of the plates.

use chrono::TimeDelta;
use serde_json::{Value, json};
use shared::{
    Error,
    identity::{
        models::{
            user::User,
            vehicle::{self, Vehicle},
        },
        operations::{SaveVehicle, add_vehicle},
    },
    platform::token::Tokens,
    reservations::operations::reseal_plates,
};

use crate::support::{Client, JWT_SECRET, TestApp};

async fn add(user: &Client, plate: &str) -> Value {
    user.post("/api/v1/vehicles", &json!({ "plate": plate })).await.created()
}

async fn list(user: &Client) -> Vec<Value> {
    user.get("/api/v1/vehicles").await.ok()["vehicles"].as_array().unwrap().clone()
}

fn path(vehicle: &Value) -> String {
    format!("/api/v1/vehicles/{}", vehicle["id"].as_str().unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn vehicles_are_added_changed_and_removed() {
    let app = TestApp::new().await;
    let ann = app.driver("ann").await;
    let body = json!({ "plate": " b-ab 123 ", "jurisdiction": "us-ny", "class": "van",
        "is_electric": true, "disabled_permit_until": "2031-12-31" });
    let added = ann.post("/api/v1/vehicles", &body).await.created();
    assert_eq!(
        added,
        json!({ "id": added["id"], "plate": "b-ab 123", "jurisdiction": "US-NY", "class": "van",
            "is_electric": true, "disabled_permit_until": "2031-12-31" })
    );
    let changed = ann.put(&path(&added), &json!({ "plate": "XYZ 9" })).await.ok();
    assert_eq!(
        changed,
        json!({ "id": added["id"], "plate": "XYZ 9", "jurisdiction": null, "class": "car",
            "is_electric": false, "disabled_permit_until": null })
    );
    assert_eq!(list(&ann).await, [changed]);
    ann.delete(&path(&added)).await.no_content();
    ann.delete(&path(&added)).await.problem("not_found");
    assert!(list(&ann).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn vehicle_is_visible_to_its_owner_only() {
    let app = TestApp::new().await;
    let (ann, bob) = (app.driver("ann").await, app.driver("bob").await);
    let of_ann = add(&ann, "BAB123").await;
    assert!(list(&bob).await.is_empty());
    bob.put(&path(&of_ann), &json!({ "plate": "X" })).await.problem("not_found");
    bob.delete(&path(&of_ann)).await.problem("not_found");
    app.anonymous().get("/api/v1/vehicles").await.problem("unauthenticated");
    let hold = json!({ "spot_id": app.spot("B14"), "duration_seconds": 3_600,
        "vehicle_id": of_ann["id"] });
    let refused = bob.post("/api/v1/reservations", &hold).await.problem("invalid_request");
    assert_eq!(refused["errors"][0]["field"], "vehicle_id");
}

#[tokio::test(flavor = "multi_thread")]
async fn invalid_vehicle_names_every_field() {
    let app = TestApp::new().await;
    let ann = app.driver("ann").await;
    let body = json!({ "plate": "AB/1", "jurisdiction": "Germany", "class": "tank",
        "disabled_permit_until": "1999-12-31" });
    let refused = ann.post("/api/v1/vehicles", &body).await.problem("invalid_request");
    let fields: Vec<_> =
        refused["errors"].as_array().unwrap().iter().map(|error| error["field"].clone()).collect();
    assert_eq!(fields, ["plate", "jurisdiction", "class", "disabled_permit_until"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_vehicle_is_added_after_the_erasure() {
    let app = TestApp::new().await;
    let ann = app.driver("ann").await;
    add(&ann, "BAB123").await;
    let mut conn = app.connect();
    let user = User::by_email(&mut conn, "ann@example.com").unwrap().unwrap();
    let details = Vehicle::of_user(&mut conn, user.id).unwrap().remove(0).details;
    vehicle::erase_all(&mut conn, user.id).unwrap();
    User::erase(&mut conn, user.id, app.now()).unwrap();
    // The request was authenticated before.
    let request = SaveVehicle { user_id: user.id, details, plate_hashes: Vec::new() };
    let added = add_vehicle(&mut conn, &request, app.now());
    assert!(matches!(added, Err(Error::Unauthenticated)), "{added:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn account_has_each_plate_once_and_ten_at_most() {
    let app = TestApp::new().await;
    let ann = app.driver("ann").await;
    let first = add(&ann, "PLATE 0").await;
    for spelling in ["plate-0", "PLATE0"] {
        let again = ann.post("/api/v1/vehicles", &json!({ "plate": spelling })).await;
        assert_eq!(again.problem("invalid_request")["errors"][0]["code"], "taken");
    }
    for number in 1..10 {
        add(&ann, &format!("PLATE {number}")).await;
    }
    let more = ann.post("/api/v1/vehicles", &json!({ "plate": "PLATE 10" })).await;
    more.problem("too_many_vehicles");
    let taken = ann.put(&path(&first), &json!({ "plate": "PLATE 1" })).await;
    assert_eq!(taken.problem("invalid_request")["errors"][0]["code"], "taken");
    ann.put(&path(&first), &json!({ "plate": "plate-0", "class": "van" })).await.ok();
    add(&app.driver("bob").await, "PLATE 0").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn plates_are_encrypted_again_under_a_new_secret() {
    let app = TestApp::new().await;
    let ann = app.driver("ann").await;
    let saved = add(&ann, "BAB123").await;
    let hold = json!({ "spot_id": app.spot("B14"), "duration_seconds": 3_600,
        "vehicle_id": saved["id"] });
    ann.post("/api/v1/reservations", &hold).await.created();
    let stored = || {
        app.query_texts(
            "select encode(plate_hash || plate_secret_id, 'hex') as text from (select plate_hash, \
                plate_secret_id from vehicles union all select plate_hash, plate_secret_id from \
             reservation_vehicles) as plates where $1 is not null",
        )
    };
    let before = stored();
    assert_eq!((before.len(), &before[0]), (2, &before[1]));
    let tokens = Tokens::new(&"another-secret-of-the-tests-of-32-bytes".into());
    let reseal = |tokens: &Tokens| reseal_plates(&mut app.connect(), tokens).unwrap();
    assert_eq!(reseal(&tokens), 0, "the old secret is not known");
    let both = tokens.clone().reading(&[JWT_SECRET.into()]);
    assert_eq!((reseal(&both), reseal(&both)), (2, 0));
    let after = stored();
    assert_eq!((after.len(), &after[0]), (2, &after[1]));
    assert_ne!(before[0], after[0]);
    let old = Tokens::new(&"another-secret-of-the-tests-of-32-bytes".into());
    let back = Tokens::new(&JWT_SECRET.into())
        .reading(&["another-secret-of-the-tests-of-32-bytes".into()]);
    assert_eq!((reseal(&old), reseal(&back)), (0, 2));
    assert_eq!(list(&ann).await[0]["plate"], "BAB123");
}

#[tokio::test(flavor = "multi_thread")]
async fn erasure_removes_every_plate_of_the_driver() {
    let app = TestApp::with_worker().await;
    let (ann, operator) = (app.driver("ann").await, app.operator().await);
    let saved = add(&ann, "BAB123").await;
    for (client, email, label) in
        [(&ann, None, "B14"), (&app.anonymous(), Some("gil@example.com"), "B15")]
    {
        let mut hold = json!({ "spot_id": app.spot(label), "duration_seconds": 600,
            "vehicle_id": email.is_none().then(|| saved["id"].clone()) });
        if let Some(email) = email {
            hold["email"] = json!(email);
            hold["vehicle"] = json!({ "plate": "GIL 1" });
        }
        client.post("/api/v1/reservations", &hold).await.created();
    }
    let plates = || {
        app.query_texts(
            "select 'saved' as text from vehicles where $1 is not null union all select 'chosen' \
                from reservation_vehicles order by 1",
        )
    };
    assert_eq!(plates(), ["chosen", "chosen", "saved"]);
    app.advance(TimeDelta::minutes(14));
    app.wait_for_jobs().await;
    let user = operator.get("/api/v1/admin/users?email=ann").await.ok()["users"][0]["id"].clone();
    let why = json!({ "note": "asked for" });
    let erase = format!("/api/v1/admin/users/{}/erase", user.as_str().unwrap());
    operator.post(&erase, &why).await.ok();
    assert_eq!(plates(), ["chosen"], "that of the guest");
    let guest = json!({ "email": "gil@example.com", "note": "asked for" });
    operator.post("/api/v1/admin/guests/erase", &guest).await.no_content();
    assert!(plates().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn plates_left_by_an_earlier_version_are_purged() {
    let app = TestApp::new().await;
    let ann = app.driver("ann").await;
    add(&ann, "BAB 123").await;
    let body = json!({ "spot_id": app.spot("B14"), "duration_seconds": 3_600,
        "vehicle": { "plate": "BAB 124" } });
    let held = ann.post("/api/v1/reservations", &body).await.created();
    ann.act(held["reservation"]["id"].as_str().unwrap(), "cancel").await.ok();
    app.driver("bob").await;
    let bob = app.sign_in("bob").await;
    add(&bob, "BOB 1").await;
    let erased = "update users set erased_at = $1, disabled_at = $1 where email = \
        'ann@example.com' returning email as text";
    app.query_texts(erased);

    let conn = &mut app.connect();
    shared::identity::models::purge::purge(conn, app.now()).unwrap();
    shared::reservations::models::purge::purge(conn, app.now()).unwrap();
    let plates = "select 'saved'::text as text from vehicles where $1 is not null union all \
        select 'chosen'::text from reservation_vehicles";
    assert_eq!(app.query_texts(plates), ["saved"], "only Bob's");
}
