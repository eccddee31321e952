//! Whose plate it is: issuers that use the same plates, and accounts that an operator names.

use serde_json::json;

use super::{book, camera, decide, outcome, reviews};
use crate::support::TestApp;

#[tokio::test(flavor = "multi_thread")]
async fn plate_of_another_state_waits_for_review() {
    let app = TestApp::new().await;
    let garage = app.garage(2).await;
    // The webhooks of these tests are sure of New York.
    for (name, plate, jurisdiction) in [("ann", "ABC 123", "US-NJ"), ("bob", "NYC 1", "US-NY")] {
        let driver = app.driver_with_card(name).await;
        let vehicle = json!({ "plate": plate, "jurisdiction": jurisdiction });
        driver.post("/api/v1/vehicles", &vehicle).await.created();
    }
    let entrance = camera(&app, &garage, garage.lane_in, "plate_recognizer").await;
    assert_eq!(outcome(&app, &entrance, "abc123").await, "review");
    assert_eq!(outcome(&app, &entrance, "nyc1").await, "entered");
}

#[tokio::test(flavor = "multi_thread")]
async fn account_pays_only_for_its_own_plate() {
    let app = TestApp::new().await;
    let garage = app.garage(1).await;
    let (ann, eve) = (app.driver("ann").await, app.driver_with_card("eve").await);
    eve.post("/api/v1/vehicles", &json!({ "plate": "EVE 1" })).await.created();
    let entrance = camera(&app, &garage, garage.lane_in, "plate_recognizer").await;
    book(&app, &ann, &garage, "AB 0100").await;
    assert_eq!(outcome(&app, &entrance, "ABO1OO").await, "review");
    let waiting = reviews(&app, &garage).await.remove(0);
    let of_eve = json!({ "decision": "admit", "email": "eve@example.com" });
    let refused = decide(&app, &waiting, of_eve).await.problem("invalid_request");
    assert_eq!(
        (&refused["errors"][0]["field"], &refused["errors"][0]["code"]),
        (&json!("email"), &json!("no_vehicle"))
    );
    assert_eq!(
        decide(&app, &waiting, json!({ "decision": "admit" })).await.ok()["outcome"],
        "admitted"
    );
    let mails =
        "select kind as text from jobs where kind = 'mail.visit_running' and $1 is not null";
    assert_eq!(app.query_texts(mails), ["mail.visit_running"], "the driver is told");
}
