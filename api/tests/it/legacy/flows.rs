//! Every flow of the original's client, call by call in its order.

use chrono::TimeDelta;
use serde_json::json;

use super::{
    Original, change_password, digest, email, end_at, id, intent, not_found, sign_in, sign_up,
};
use crate::support::TestApp;

#[tokio::test(flavor = "multi_thread")]
async fn guest_reserves_pays_changes_and_ends() {
    let app = TestApp::with_worker().await;
    let (guest, spot) = (Original::guest(&app), app.spot("B14"));
    // The map, and the summary: polls.
    let spots = guest.get("/available-parking-spots").await.ok();
    assert_eq!(spots.as_array().unwrap().len(), 1);
    assert_eq!((&spots[0]["id"], &spots[0]["rate"]), (&json!(spot), &json!("4.50")));
    // Payment: the reservation, then the form for the card.
    let reserved = guest.reserve_as_guest(spot, 60, "Guest@example.com").await.created();
    let id = id(&reserved);
    let expected = json!({ "id": id, "user": null, "email": "Guest@example.com",
        "parking_spot": spot, "rate": "4.50",
        "start_time": "2030-06-03T13:00:00Z", "end_time": "2030-06-03T14:00:00Z", "paid": false,
            "stripe_setup_intent_id": "" });
    assert_eq!(reserved, expected);
    assert!(guest.map().await.is_empty(), "the spot is not offered to others");
    let setup = guest
        .post_empty(&format!("/create-payment-intent-unauth/{id}/Guest@example.com/"))
        .await
        .created();
    assert_eq!(setup.as_object().unwrap().len(), 1);
    let intent = intent(&setup);
    app.simulator.give_card(&intent, "pm_card_visa").unwrap();
    // Stripe has redirected the browser back.
    let confirm = format!("/confirm-successful-setup-intent-unauth/{id}/Guest@example.com/");
    guest.get(&confirm).await.no_content();
    app.mail("Guest@example.com", "is reserved").await;
    // My Reservations, looked up by address and id on another device.
    let path = format!("/reservation-unauth/{id}/guest@example.com/");
    let found = guest.get(&path).await.ok();
    assert_eq!((&found["stripe_setup_intent_id"], &found["paid"]), (&json!(intent), &json!(false)));
    // Change Time.
    let update = format!("/update-reservation-unauth/{id}/Guest@example.com/");
    let changed = guest.patch(&update, &end_at("2030-06-03T14:30:00.000Z")).await.ok();
    assert_eq!(changed["end_time"], "2030-06-03T14:30:00Z");
    app.mail("Guest@example.com", "now ends Mon, Jun 3, 2030, 10:30 AM EDT").await;
    // End Reservation, twenty minutes later, twice.
    app.advance(TimeDelta::minutes(20));
    let ended = guest.patch(&update, &end_at("2030-06-03T13:20:00.412Z")).await.ok();
    assert_eq!(ended["end_time"], "2030-06-03T13:20:00Z");
    assert_eq!(
        guest.patch(&update, &end_at("2030-06-03T13:20:00.412Z")).await.ok()["end_time"],
        ended["end_time"]
    );
    app.wait_for_jobs().await;
    app.mail("Guest@example.com", "has ended").await;
    assert_eq!(guest.get(&path).await.ok()["paid"], true);
    let charges = app.simulator.successful_charges();
    assert_eq!((charges.len(), &charges[0]["amount"]), (1, &json!(150)));
    assert_eq!(guest.map().await, [spot.to_string()]);
}

#[tokio::test(flavor = "multi_thread")]
async fn user_signs_up_reserves_and_is_billed() {
    let app = TestApp::with_worker().await;
    let spot = app.spot("B14");
    let signed_up = Original::guest(&app)
        .post("/sign-up/", &sign_up("ann@example.com", "1", "1"))
        .await
        .created();
    assert_eq!(signed_up["email"], "ann@example.com");
    let token = signed_up["token"].as_str().unwrap();
    assert!(token.len() == 40 && token.chars().all(|c| c.is_ascii_hexdigit()), "{token}");
    let ann = Original::with_token(&app, token);
    assert_eq!(ann.map().await, [spot.to_string()]);
    let reserved = ann.reserve(spot, 60).await.created();
    let id = id(&reserved);
    assert_eq!(
        (&reserved["email"], reserved["user"].is_string()),
        (&json!("ann@example.com"), true)
    );
    let intent =
        intent(&ann.post_empty(&format!("/create-payment-intent-auth/{id}/")).await.created());
    app.simulator.give_card(&intent, "pm_card_visa").unwrap();
    ann.get(&format!("/confirm-successful-setup-intent-auth/{id}/")).await.no_content();
    // My Active Reservations, and the expired ones.
    let active = ann.get("/reservation-auth/").await.ok();
    assert_eq!((&active[0]["id"], active.as_array().unwrap().len()), (&json!(id), 1));
    assert_eq!(ann.get("/expired-reservations-auth/").await.ok(), json!([]));
    let update = format!("/update-reservation-auth/{id}/");
    let changed = ann.patch(&update, &end_at("2030-06-03T13:50:00.000Z")).await.ok();
    assert_eq!(changed["end_time"], "2030-06-03T13:50:00Z");
    assert_eq!(ann.get("/reservation-auth/").await.ok(), json!([changed]));
    // The page's timer, and the reservation's own end.
    app.advance(TimeDelta::minutes(50));
    app.wait_for_jobs().await;
    assert_eq!(ann.get("/reservation-auth/").await.ok(), json!([]));
    let expired = ann.get("/expired-reservations-auth/").await.ok();
    assert_eq!((&expired[0]["id"], &expired[0]["paid"]), (&json!(id), &json!(true)));
    app.mail("ann@example.com", "has ended").await;
    assert_eq!(app.simulator.successful_charges()[0]["amount"], 375);
}

#[tokio::test(flavor = "multi_thread")]
async fn user_ends_a_stay() {
    let app = TestApp::with_worker().await;
    let (ann, spot) = (Original::user(&app, "ann").await, app.spot("B14"));
    let id = id(&ann.reserve(spot, 60).await.created());
    let intent =
        intent(&ann.post_empty(&format!("/create-payment-intent-auth/{id}/")).await.created());
    app.simulator.give_card(&intent, "pm_card_visa").unwrap();
    ann.get(&format!("/confirm-successful-setup-intent-auth/{id}/")).await.no_content();
    app.advance(TimeDelta::seconds(1_230));
    // The client's clock is ahead; seconds are cut off, as in the original.
    let ended = ann
        .patch(&format!("/update-reservation-auth/{id}/"), &end_at("2030-06-03T13:20:45.001Z"))
        .await
        .ok();
    assert_eq!(ended["end_time"], "2030-06-03T13:20:30Z");
    app.wait_for_jobs().await;
    assert_eq!(ann.get("/expired-reservations-auth/").await.ok()[0]["id"], id);
    assert_eq!(ann.map().await, [spot.to_string()]);
}

#[tokio::test(flavor = "multi_thread")]
async fn leaving_the_payment_page_frees_the_spot() {
    let app = TestApp::with_worker().await;
    let (ann, guest, spot) =
        (Original::user(&app, "ann").await, Original::guest(&app), app.spot("B14"));
    let of_ann = id(&ann.reserve(spot, 60).await.created());
    ann.post_empty(&format!("/create-payment-intent-auth/{of_ann}/")).await.created();
    ann.delete(&format!("/delete-reservation-auth/{of_ann}/")).await.no_content();
    assert_eq!(ann.map().await, [spot.to_string()]);
    assert_eq!(ann.get("/reservation-auth/").await.ok(), json!([]));
    ann.delete(&format!("/delete-reservation-auth/{of_ann}/")).await.refused(404, &not_found());

    let of_guest = id(&guest.reserve_as_guest(spot, 60, "guest@example.com").await.created());
    guest
        .delete(&format!("/delete-reservation-unauth/{of_guest}/guest@example.com/"))
        .await
        .no_content();
    guest
        .get(&format!("/reservation-unauth/{of_guest}/guest@example.com/"))
        .await
        .refused(404, &not_found());
    assert_eq!(guest.map().await, [spot.to_string()]);
    app.wait_for_jobs().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn user_finds_the_spot_taken() {
    let app = TestApp::new().await;
    let (ann, bob, spot) =
        (Original::user(&app, "ann").await, Original::user(&app, "bob").await, app.spot("B14"));
    assert_eq!(bob.map().await, [spot.to_string()]);
    ann.reserve(spot, 60).await.created();
    assert!(bob.map().await.is_empty(), "the next poll shows it");
    bob.reserve(spot, 60)
        .await
        .refused(400, &json!({ "parking_spot": ["This parking spot is already reserved"] }));
    // The driver does not return from the card form: the hold expires.
    app.advance(TimeDelta::minutes(10));
    assert_eq!(ann.get("/reservation-auth/").await.ok(), json!([]));
    bob.reserve(spot, 60).await.created();
}

#[tokio::test(flavor = "multi_thread")]
async fn user_signs_in_and_out_and_changes_password() {
    let app = TestApp::new().await;
    let ann = Original::user(&app, "ann").await;
    ann.patch("/change-pw/", &change_password(&email("ann"), "1", "2", "2")).await.no_content();
    ann.get("/reservation-auth/").await.ok();
    ann.delete("/sign-out/").await.no_content();
    ann.get("/reservation-auth/").await.refused(401, &json!({ "detail": "Invalid token." }));
    let wrong = json!({ "non_field_errors": ["Unable to log in with provided credentials."] });
    let guest = Original::guest(&app);
    guest.post("/sign-in/", &sign_in(&email("ann"), "1")).await.refused(400, &wrong);
    let signed_in = guest.post("/sign-in/", &sign_in(&email("ann"), "2")).await.ok();
    assert_eq!(signed_in["email"], email("ann"));
    Original::with_token(&app, signed_in["token"].as_str().unwrap())
        .get("/reservation-auth/")
        .await
        .ok();
    // The same account on the current api: its password is the client's digest.
    let body = json!({ "email": email("ann"), "password": digest("2") });
    app.anonymous().post("/api/v1/sessions", &body).await.created();
}
