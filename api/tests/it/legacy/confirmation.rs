//! Where addresses are to be proved: the original's client knows nothing of it, and gets around none of it.

use serde_json::json;

use super::{Original, email, id, intent};
use crate::support::TestApp;

#[tokio::test(flavor = "multi_thread")]
async fn an_account_of_the_original_looks_but_does_not_reserve_until_its_address_is_confirmed() {
    let app = TestApp::confirming().await;
    let (ann, spot) = (Original::user(&app, "ann").await, app.spot("B14"));
    let first = json!({ "detail": "Confirm your email address first: the link and the code are in your mail." });
    ann.reserve(spot, 60).await.refused(403, &first);
    assert_eq!(ann.get("/reservation-auth/").await.ok(), json!([]));
    let (_, token) = app.link(&email("ann"), "is your code").await;
    app.anonymous().post("/api/v1/email-confirmations", &json!({ "token": token })).await.ok();
    ann.reserve(spot, 60).await.created();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guest_of_the_original_has_no_reservation_until_the_address_is_confirmed() {
    let app = TestApp::confirming().await;
    let guest = Original::guest(&app);
    let held = id(&guest.reserve_as_guest(app.spot("B14"), 60, &email("gil")).await.created());
    let rest = format!("{held}/{}/", email("gil"));
    let intent = intent(&guest.ask(&format!("/create-payment-intent-unauth/{rest}")).await.created());
    app.simulator.give_card(&intent, "pm_card_visa").unwrap();
    let confirm = format!("/confirm-successful-setup-intent-unauth/{rest}");
    let first = json!({ "detail": "Confirm your email address first: the link and the code are in your mail." });
    guest.get(&confirm).await.refused(403, &first);
    let (_, token) = app.link(&email("gil"), "is held for you").await;
    app.anonymous().post("/api/v1/email-confirmations", &json!({ "token": token })).await.ok();
    guest.get(&confirm).await.no_content();
}
