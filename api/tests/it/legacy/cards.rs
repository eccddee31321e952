//! Cards: repeated requests, repeated confirmation, missing set-up, expired holds.

use chrono::TimeDelta;
use serde_json::json;

use super::{Original, id, intent};
use crate::support::TestApp;

#[tokio::test(flavor = "multi_thread")]
async fn confirming_twice_sends_one_mail() {
    let app = TestApp::with_worker().await;
    let (ann, spot) = (Original::user(&app, "ann").await, app.spot("B14"));
    let id = id(&ann.reserve(spot, 60).await.created());
    let path = format!("/create-payment-intent-auth/{id}/");
    let intent_id = intent(&ann.post_empty(&path).await.created());
    assert_eq!(
        intent(&ann.post_empty(&path).await.created()),
        intent_id,
        "a repeated request returns the same"
    );
    app.simulator.give_card(&intent_id, "pm_card_visa").unwrap();
    for _ in 0..3 {
        ann.get(&format!("/confirm-successful-setup-intent-auth/{id}")).await.no_content();
    }
    app.wait_for_jobs().await;
    let mails = app.mails.mails_to("ann@example.com");
    assert_eq!(mails.iter().filter(|mail| mail.subject.contains("is reserved")).count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn confirmation_requires_a_card_set_up_at_stripe() {
    let app = TestApp::new().await;
    let (ann, guest) = (Original::user(&app, "ann").await, Original::guest(&app));
    let of_ann = id(&ann.reserve(app.spot("B14"), 60).await.created());
    let of_guest =
        id(&guest.reserve_as_guest(app.spot("B15"), 60, "guest@example.com").await.created());
    let routes = [
        (&ann, "auth", format!("{of_ann}/")),
        (&guest, "unauth", format!("{of_guest}/guest@example.com/")),
    ];
    for (client, kind, rest) in &routes {
        let confirm = format!("/confirm-successful-setup-intent-{kind}/{rest}");
        let none = json!({
            "detail": "The card is not set up yet: Stripe says no card has been entered."
        });
        client.get(&confirm).await.refused(400, &none);
        let intent = intent(
            &client.post_empty(&format!("/create-payment-intent-{kind}/{rest}")).await.created(),
        );
        let waiting =
            json!({ "detail": "The card is not set up yet: Stripe says requires_payment_method." });
        client.get(&confirm).await.refused(400, &waiting);
        app.simulator.give_card(&intent, "pm_card_visa").unwrap();
    }
    let statuses = "select status as text from reservations where created_at <= $1";
    assert_eq!(app.query_texts(statuses), ["held", "held"]);
    app.advance(TimeDelta::minutes(10));
    let over = json!({ "detail": "The hold has run out." });
    for (client, kind, rest) in &routes {
        client
            .get(&format!("/confirm-successful-setup-intent-{kind}/{rest}"))
            .await
            .refused(400, &over);
        client
            .post_empty(&format!("/create-payment-intent-{kind}/{rest}"))
            .await
            .refused(400, &over);
    }
}
