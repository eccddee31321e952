//! Reservations: errors, and the limits of a guest's access.

use chrono::TimeDelta;
use reqwest::Method;
use serde_json::{Value, json};
use shared::platform::config::limits::allowance;

use super::{NOTHING, Original, end_at, id, intent, not_found, reserve, reserve_as_guest};
use crate::support::{Options, TestApp, client::send};

const NOT_LATER: &str = "The end_time must be strictly greater / later than the start_time";

#[tokio::test(flavor = "multi_thread")]
async fn user_errors_keep_the_original_format() {
    let app = TestApp::new().await;
    let (ann, spot) = (Original::user(&app, "ann").await, app.spot("B14"));
    let path = format!("/reservation-auth/{spot}/");
    let length = |value: Value| json!({ "reservation": { "reservation_length": value } });
    let no_number = json!({ "reservation_length": ["A valid integer is required."] });
    for (body, refusal) in [
        (length(json!(0)), json!({ "non_field_errors": [NOT_LATER] })),
        (length(json!(-5)), json!({ "non_field_errors": [NOT_LATER] })),
        (
            length(json!(4)),
            json!({ "reservation_length": ["The stay must last at least 5 minutes."] }),
        ),
        (
            length(json!(2_628_000)),
            json!({ "reservation_length": ["The stay must last at most 24 hours."] }),
        ),
        (length(json!(1_000_000_000_000_i64)), no_number.clone()),
        (length(json!("soon")), no_number.clone()),
        (length(json!([5])), no_number),
        (
            json!({ "reservation": {} }),
            json!({ "reservation_length": ["This field is required."] }),
        ),
        (
            json!({ "reservation_length": 60 }),
            json!({ "reservation": ["This field is required."] }),
        ),
    ] {
        ann.post(&path, &body).await.refused(400, &refusal);
    }
    for missing in [NOTHING, "1", "not-an-id"] {
        ann.post(&format!("/reservation-auth/{missing}/"), &reserve(60))
            .await
            .refused(404, &not_found());
    }
    app.query_texts("update spots set retired_at = $1 returning id::text as text");
    let retired =
        json!({ "parking_spot": ["This parking spot is currently not commercially available"] });
    ann.reserve(spot, 60).await.refused(400, &retired);
}

#[tokio::test(flavor = "multi_thread")]
async fn length_may_be_a_string_or_a_fraction() {
    let app = TestApp::new().await;
    let (guest, spots) = (Original::guest(&app), [app.spot("B14"), app.spot("B15")]);
    for (spot, length) in spots.iter().zip([json!("7"), json!(7.9)]) {
        let body = json!({ "reservation": { "email": "guest@example.com",
            "reservation_length": length } });
        let reserved = guest.post(&format!("/reservation-unauth/{spot}"), &body).await.created();
        assert_eq!(reserved["end_time"], "2030-06-03T13:07:00Z");
        guest
            .delete(&format!("/delete-reservation-unauth/{}/guest@example.com", id(&reserved)))
            .await
            .no_content();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn guest_errors_do_not_reveal_accounts() {
    let app = TestApp::new().await;
    let (guest, spot) = (Original::guest(&app), app.spot("B14"));
    let path = format!("/reservation-unauth/{spot}/");
    let wrong = json!({ "email": ["Enter a valid email address."] });
    guest.post(&path, &reserve_as_guest(60, "guest")).await.refused(400, &wrong);
    guest
        .post(&path, &reserve(60))
        .await
        .refused(400, &json!({ "email": ["This field is required."] }));
    let body = reserve_as_guest(60, "guest@example.com");
    guest.post(&format!("/reservation-unauth/{NOTHING}/"), &body).await.refused(404, &not_found());
    Original::user(&app, "ann").await;
    let reserved = guest.reserve_as_guest(spot, 60, "ann@example.com").await.created();
    assert_eq!(reserved["user"], Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn guest_routes_do_not_reveal_reservations() {
    let app = TestApp::new().await;
    let (ann, guest) = (Original::user(&app, "ann").await, Original::guest(&app));
    let of_ann = id(&ann.reserve(app.spot("B14"), 60).await.created());
    let of_guest =
        id(&guest.reserve_as_guest(app.spot("B15"), 60, "guest@example.com").await.created());
    let before = app.snapshot();
    let cases = [
        (NOTHING, "guest@example.com"),
        ("1", "guest@example.com"),
        (of_guest.as_str(), "another@example.com"),
        (of_guest.as_str(), "no-address"),
        (of_guest.as_str(), "%00"),
        (of_guest.as_str(), "%ff"),
        (of_ann.as_str(), "ann@example.com"),
        (of_ann.as_str(), "guest@example.com"),
    ];
    for (id, email) in cases {
        for (method, first) in [
            (Method::GET, "reservation-unauth"),
            (Method::PATCH, "update-reservation-unauth"),
            (Method::DELETE, "delete-reservation-unauth"),
            (Method::POST, "create-payment-intent-unauth"),
            (Method::GET, "confirm-successful-setup-intent-unauth"),
        ] {
            let request = guest.request(method, &format!("/{first}/{id}/{email}/"));
            send(request.json(&end_at("2030-06-03T15:00:00.000Z")))
                .await
                .refused(404, &not_found());
        }
    }
    assert_eq!(app.snapshot(), before, "nothing was changed");
}

#[tokio::test(flavor = "multi_thread")]
async fn guest_look_ups_are_limited() {
    let mut options = Options::default();
    options.limits.look_up = allowance((2, 60), (1_000, 60));
    let app = TestApp::with(options).await;
    let (guest, path) =
        (Original::guest(&app), format!("/reservation-unauth/{NOTHING}/guest@example.com/"));
    for _ in 0..2 {
        guest.get(&path).await.refused(404, &not_found());
    }
    let refused = guest.get(&path).await;
    assert!(refused.headers.contains_key("retry-after"));
    refused.refused(429, &json!({ "detail": "Request was throttled." }));
}

#[tokio::test(flavor = "multi_thread")]
async fn user_cannot_change_a_foreign_reservation() {
    let app = TestApp::new().await;
    let (ann, bob) = (Original::user(&app, "ann").await, Original::user(&app, "bob").await);
    let of_ann = id(&ann.reserve(app.spot("B14"), 60).await.created());
    let of_guest = Original::guest(&app)
        .reserve_as_guest(app.spot("B15"), 60, "bob@example.com")
        .await
        .created();
    for id in [of_ann.as_str(), &id(&of_guest), NOTHING, "1"] {
        for (method, first) in [
            (Method::PATCH, "update-reservation-auth"),
            (Method::DELETE, "delete-reservation-auth"),
            (Method::POST, "create-payment-intent-auth"),
            (Method::GET, "confirm-successful-setup-intent-auth"),
        ] {
            let request = bob.request(method, &format!("/{first}/{id}/"));
            send(request.json(&end_at("2030-06-03T15:00:00.000Z")))
                .await
                .refused(404, &not_found());
        }
    }
    assert_eq!(bob.get("/reservation-auth/").await.ok(), json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn end_accepts_any_offset_and_names_errors() {
    let app = TestApp::new().await;
    let (ann, bob, spot) =
        (Original::user(&app, "ann").await, app.driver("bob").await, app.spot("B14"));
    let path = format!("/update-reservation-auth/{}", id(&ann.reserve(spot, 60).await.created()));
    bob.hold_between(spot, "2030-06-03T16:00:00Z", "2030-06-03T17:00:00Z").await.created();
    let taken =
        "The spot is reserved or closed then: it is yours until 2030-06-03T16:00:00Z at the latest";
    for (body, refusal) in [
        (end_at("2030-06-03T12:00:00.000Z"), json!({ "non_field_errors": [NOT_LATER] })),
        (end_at("2030-06-03T13:00:00.000Z"), json!({ "non_field_errors": [NOT_LATER] })),
        (
            end_at("2035-06-03T13:00:00.000Z"),
            json!({ "end_time": ["The stay must last at most 24 hours."] }),
        ),
        (end_at("2030-06-03T16:01:00.000Z"), json!({ "end_time": [taken] })),
        (json!({ "reservation": {} }), json!({ "end_time": ["This field is required."] })),
        (json!({}), json!({ "reservation": ["This field is required."] })),
    ] {
        ann.patch(&path, &body).await.refused(400, &refusal);
    }
    let malformed = ann.patch(&path, &end_at("tomorrow")).await;
    assert_eq!((malformed.status.as_u16(), malformed.body["end_time"].is_array()), (400, true));
    for end in ["2030-06-03T15:00:59.9Z", "2030-06-03T15:00:00Z", "2030-06-03T11:00:00-04:00"] {
        assert_eq!(ann.patch(&path, &end_at(end)).await.ok()["end_time"], "2030-06-03T15:00:00Z");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn stay_ends_in_the_requested_second() {
    let app = TestApp::new().await;
    let guest = Original::guest(&app);
    // In the second before the start, and in the second of the start.
    for (label, begun) in [("B14", 0), ("B15", 1_300)] {
        app.advance(TimeDelta::milliseconds(40));
        let reserved =
            guest.reserve_as_guest(app.spot(label), 60, "guest@example.com").await.created();
        let rest = format!("{}/guest@example.com/", id(&reserved));
        let intent = intent(
            &guest.post_empty(&format!("/create-payment-intent-unauth/{rest}")).await.created(),
        );
        app.simulator.give_card(&intent, "pm_card_visa").unwrap();
        guest.get(&format!("/confirm-successful-setup-intent-unauth/{rest}")).await.no_content();
        app.advance(TimeDelta::milliseconds(begun));
        guest
            .patch(
                &format!("/update-reservation-unauth/{rest}"),
                &end_at("2030-06-03T13:00:00.412Z"),
            )
            .await
            .ok();
    }
    let outcomes = app.query_texts(
        "select r.status || ' ' || c.state as text from reservations r join charges c on \
            c.reservation_id = r.id \
         where $1 is not null order by r.id",
    );
    assert_eq!(outcomes, ["cancelled zero", "completed zero"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn begun_stay_cannot_be_abandoned() {
    let app = TestApp::new().await;
    let (guest, spot) = (Original::guest(&app), app.spot("B14"));
    let reserved = guest.reserve_as_guest(spot, 60, "guest@example.com").await.created();
    let rest = format!("{}/guest@example.com/", id(&reserved));
    let intent =
        intent(&guest.post_empty(&format!("/create-payment-intent-unauth/{rest}")).await.created());
    app.simulator.give_card(&intent, "pm_card_visa").unwrap();
    guest.get(&format!("/confirm-successful-setup-intent-unauth/{rest}")).await.no_content();
    app.advance(TimeDelta::minutes(10));
    let begun = json!({ "detail": "The stay has begun: it can be ended, not deleted." });
    guest.delete(&format!("/delete-reservation-unauth/{rest}")).await.refused(400, &begun);
    let update = format!("/update-reservation-unauth/{rest}");
    guest.patch(&update, &end_at("2030-06-03T13:10:00.000Z")).await.ok();
    let over = guest.patch(&update, &end_at("2030-06-03T15:00:00.000Z")).await;
    assert_eq!(
        (over.status.as_u16(), over.body["detail"].is_string()),
        (400, true),
        "{:?}",
        over.body
    );
    guest.delete(&format!("/delete-reservation-unauth/{rest}")).await.refused(400, &begun);
}

#[tokio::test(flavor = "multi_thread")]
async fn reservations_are_listed_by_payment_latest_first() {
    let app = TestApp::new().await;
    let body = json!({ "email": "ann@example.com", "password": "park-at-the-curb" });
    let ann = app.driver("ann").await;
    let credentials = json!({ "credentials": body });
    let signed_in = Original::guest(&app).post("/sign-in/", &credentials).await.ok();
    let original = Original::with_token(&app, signed_in["token"].as_str().unwrap());
    let parked = app.park(&ann, app.spot("B14"), 3_600, "pm_card_visa").await;
    let later = ann
        .hold_between(app.spot("B15"), "2030-06-03T15:00:00Z", "2030-06-03T16:00:00Z")
        .await
        .created();
    let later = id(&later["reservation"]);
    app.advance(TimeDelta::minutes(5));
    ann.act(&id(&parked), "end").await.ok();
    let listed = |list: Value| list.as_array().unwrap().iter().map(id).collect::<Vec<_>>();
    // 38 cents: carried over.
    assert_eq!(listed(original.get("/expired-reservations-auth/").await.ok()), [id(&parked)]);
    assert_eq!(listed(original.get("/reservation-auth/").await.ok()), std::slice::from_ref(&later));
    let owed = app.park(&ann, app.spot("B16"), 3_600, "pm_card_visa").await;
    app.advance(TimeDelta::minutes(4));
    assert_eq!(listed(original.get("/reservation-auth/").await.ok()), [later.clone(), id(&owed)]);
    app.advance(TimeDelta::minutes(5));
    let ann = app.sign_in("ann").await;
    ann.act(&id(&owed), "end").await.ok();
    // 106 cents are owed, and no worker runs; the hold has expired.
    assert_eq!(listed(original.get("/reservation-auth/").await.ok()), [id(&owed)]);
}
