//! A revoked reservation gets the offer of another spot nearby, at no higher price.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::support::{Client, TestApp};

async fn revoke(operator: &Client, id: &str) -> Value {
    operator
        .post(
            &format!("/api/v1/admin/reservations/{id}/revoke"),
            &json!({ "note": "water main broken" }),
        )
        .await
        .ok()
}

fn path(id: &str) -> String {
    format!("/api/v1/reservations/{id}/reseat")
}

#[tokio::test(flavor = "multi_thread")]
async fn accepted_offer_uses_the_same_card() {
    let app = TestApp::with_worker().await;
    let (ann, operator, spot) = (app.driver("ann").await, app.operator().await, app.spot("B14"));
    let mut conn = app.connect();
    app.city.spot(&mut conn, "dear", 5.0, 500);
    app.city.spot_with(&mut conn, "for motorcycles", 6.0, 100, &["motorcycle"]);
    let near = app.city.spot(&mut conn, "B15", 10.0, 400);
    app.city.spot(&mut conn, "far", 300.0, 100);
    let parked = app.park(&ann, spot, 7_200, "pm_card_visa").await;
    let id = parked["id"].as_str().unwrap();
    app.advance(TimeDelta::minutes(10));
    assert_eq!(revoke(&operator, id).await["status"], "revoked");
    revoke(&operator, id).await;
    app.wait_for_jobs().await;
    let mail = app.mail("ann@example.com", "had to be taken back").await;
    let text = mail.text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        text.contains("we hold spot B15 for you") && text.contains("at $4.00 an hour"),
        "{text}"
    );

    let offer = ann.get(&path(id)).await.ok()["reservation"].clone();
    assert_eq!(
        (&offer["spot"]["id"], &offer["status"], &offer["reseat_of"]),
        (&json!(near), &json!("held"), &json!(id))
    );
    assert_eq!(
        (&offer["starts_at"], &offer["ends_at"]),
        (&json!("2030-06-03T13:10:00Z"), &json!("2030-06-03T15:00:00Z"))
    );
    assert_eq!(offer["hold_expires_at"], "2030-06-03T13:40:00Z");
    for _ in 0..2 {
        let accepted = ann.post(&path(id), &json!({ "accept": true })).await.ok();
        assert_eq!(accepted["reservation"]["status"], "confirmed");
        assert_eq!(accepted["reservation"]["card"]["last4"], "4242");
    }
    app.wait_for_jobs().await;
    app.advance(TimeDelta::hours(2));
    app.wait_for_jobs().await;
    let stay = app.sign_in("ann").await.show(offer["id"].as_str().unwrap()).await.ok();
    // 110 minutes at $4.00 an hour.
    assert_eq!(
        (&stay["charge"]["state"], &stay["charge"]["amount"]["amount_minor"]),
        (&json!("paid"), &json!(733))
    );
    assert_eq!(app.simulator.payment_intents().len(), 1, "the revoked stay was not charged");
    for finding in shared::analytics::invariants::audit(&mut app.connect(), app.now()).unwrap() {
        assert!(finding.is_clean(), "{}: {:?}", finding.invariant.sentence, finding.violations);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn offer_skips_many_unsuitable_spots() {
    let app = TestApp::new().await;
    let (ann, operator, spot) = (app.driver("ann").await, app.operator().await, app.spot("B14"));
    let mut conn = app.connect();
    for number in 0..60 {
        app.city.spot(&mut conn, &format!("D{number}"), 1.0 + f64::from(number), 451);
        app.city.spot_with(
            &mut conn,
            &format!("M{number}"),
            1.0 + f64::from(number),
            100,
            &["motorcycle"],
        );
    }
    let fits = app.city.spot(&mut conn, "B15", 400.0, 450);
    let parked = app.park(&ann, spot, 7_200, "pm_card_visa").await;
    let id = parked["id"].as_str().unwrap();
    revoke(&operator, id).await;
    assert_eq!(ann.get(&path(id)).await.ok()["reservation"]["spot"]["id"], json!(fits));
}

#[tokio::test(flavor = "multi_thread")]
async fn declined_or_expired_offer_frees_spot_and_card() {
    for declines in [true, false] {
        let app = TestApp::with_worker().await;
        let (ann, operator) = (app.driver("ann").await, app.operator().await);
        let (spot, other) = (app.spot("B14"), app.city.spot(&mut app.connect(), "B15", 10.0, 450));
        let parked = app.park(&ann, spot, 7_200, "pm_card_visa").await;
        let id = parked["id"].as_str().unwrap();
        revoke(&operator, id).await;
        app.wait_for_jobs().await;
        let attached = || {
            app.simulator
                .all("payment_method")
                .iter()
                .filter(|method| !method["customer"].is_null())
                .count()
        };
        assert_eq!(attached(), 1, "the card is kept for the offer");
        if declines {
            for _ in 0..2 {
                let declined = ann.post(&path(id), &json!({ "accept": false })).await.ok();
                assert_eq!(declined["reservation"]["status"], "cancelled");
            }
            ann.post(&path(id), &json!({ "accept": true })).await.problem("invalid_transition");
        } else {
            app.advance(TimeDelta::minutes(31));
        }
        app.wait_for_jobs().await;
        assert_eq!(attached(), 0, "the card is detached");
        app.anonymous().hold_as_guest(other, 3_600, "bob@example.com").await.created();
        if !declines {
            app.sign_in("ann")
                .await
                .post(&path(id), &json!({ "accept": true }))
                .await
                .problem("hold_expired");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn guest_answers_offer_with_the_earlier_link() {
    let app = TestApp::new().await;
    let (operator, spot) = (app.operator().await, app.spot("B14"));
    app.city.spot(&mut app.connect(), "B15", 10.0, 450);
    let held = app.anonymous().hold_as_guest(spot, 7_200, "guest@example.com").await.created();
    let (id, guest) = (
        held["reservation"]["id"].as_str().unwrap(),
        app.bearer(held["manage_token"].as_str().unwrap()),
    );
    guest.get(&path(id)).await.problem("not_found");
    app.confirm(&guest, id, "pm_card_visa").await;
    revoke(&operator, id).await;
    app.driver("ann").await.get(&path(id)).await.problem("not_found");
    app.anonymous().get(&path(id)).await.problem("unauthenticated");
    let accepted = guest.post(&path(id), &json!({ "accept": true })).await.ok();
    let offer = accepted["reservation"]["id"].as_str().unwrap();
    let holder = app.bearer(accepted["manage_token"].as_str().unwrap());
    assert_eq!(holder.show(offer).await.ok()["status"], "confirmed");
    guest.show(offer).await.problem("not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn offer_without_card_is_confirmed_like_a_hold() {
    let app = TestApp::new().await;
    let (ann, operator, spot) = (app.driver("ann").await, app.operator().await, app.spot("B14"));
    let other = app.city.spot(&mut app.connect(), "B15", 10.0, 450);
    let held =
        ann.hold(spot, 3_600).await.created()["reservation"]["id"].as_str().unwrap().to_owned();
    revoke(&operator, &held).await;
    ann.post(&path(&held), &json!({ "accept": true })).await.problem("card_not_ready");
    let offer = ann.get(&path(&held)).await.ok()["reservation"]["id"].as_str().unwrap().to_owned();
    assert_eq!(app.confirm(&ann, &offer, "pm_card_visa").await["status"], "confirmed");

    let bob = app.driver("bob").await;
    let held =
        bob.hold(spot, 3_600).await.created()["reservation"]["id"].as_str().unwrap().to_owned();
    revoke(&operator, &held).await;
    bob.get(&path(&held)).await.problem("not_found");
    assert_eq!(
        ann.get(&format!("/api/v1/reservations/{offer}")).await.ok()["spot"]["id"],
        json!(other)
    );
}
