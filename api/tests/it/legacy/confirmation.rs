//! With required verification the legacy routes cannot bypass it, though the original's client does
//! not know it.

use serde_json::json;

use super::{Original, email, id, intent, sign_in, sign_up};
use crate::support::TestApp;

#[tokio::test(flavor = "multi_thread")]
async fn sign_up_creates_no_account_before_verification() {
    let app = TestApp::with_verification().await;
    let client = Original::guest(&app);
    let begun = client.post("/sign-up/", &sign_up(&email("ann"), "1", "1")).await.accepted();
    assert_eq!(
        begun["detail"],
        "Confirm your email address first: the link and the code are in your mail."
    );
    assert_eq!(begun.get("token"), None);
    assert_eq!(
        app.query_texts("select email as text from users where $1 is not null"),
        Vec::<String>::new()
    );
    let first = json!({ "detail": "Confirm your email address first: the link and the code are in \
        your mail." });
    client.post("/sign-in/", &sign_in(&email("ann"), "1")).await.refused(403, &first);

    let (_, link) = app.link(&email("ann"), "is your code").await;
    let confirm = "/api/v1/email-confirmations";
    app.anonymous().post(confirm, &json!({ "token": link })).await.problem("password_required");
    let own = app.bearer(begun["sign_up_token"].as_str().unwrap());
    own.post(confirm, &json!({ "token": link })).await.ok();
    let signed_in = client.post("/sign-in/", &sign_in(&email("ann"), "1")).await.ok();
    let ann = Original::with_token(&app, signed_in["token"].as_str().unwrap());
    ann.reserve(app.spot("B14"), 60).await.created();
}

#[tokio::test(flavor = "multi_thread")]
async fn sign_up_does_not_reveal_accounts() {
    let app = TestApp::with_verification().await;
    let client = Original::guest(&app);
    let begun = client.post("/sign-up/", &sign_up(&email("ann"), "1", "1")).await.accepted();
    let (_, link) = app.link(&email("ann"), "is your code").await;
    let own = app.bearer(begun["sign_up_token"].as_str().unwrap());
    own.post("/api/v1/email-confirmations", &json!({ "token": link })).await.ok();
    let mut responses = Vec::new();
    for name in ["ann", "new"] {
        let response = client.post("/sign-up/", &sign_up(&email(name), "2", "2")).await;
        let fields: Vec<String> = response.body.as_object().unwrap().keys().cloned().collect();
        responses.push((response.status, fields, response.body["detail"].clone()));
    }
    assert_eq!(responses[0], responses[1]);
    app.latest_mail(&email("ann"), "You have an account already").await;
    // The password of the account is unchanged.
    client.post("/sign-in/", &sign_in(&email("ann"), "1")).await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn guest_has_no_reservation_before_verification() {
    let app = TestApp::with_verification().await;
    let guest = Original::guest(&app);
    let held = id(&guest.reserve_as_guest(app.spot("B14"), 60, &email("gil")).await.created());
    let rest = format!("{held}/{}/", email("gil"));
    let intent =
        intent(&guest.post_empty(&format!("/create-payment-intent-unauth/{rest}")).await.created());
    app.simulator.give_card(&intent, "pm_card_visa").unwrap();
    let confirm = format!("/confirm-successful-setup-intent-unauth/{rest}");
    let first = json!({ "detail": "Confirm your email address first: the link and the code are in \
        your mail." });
    guest.get(&confirm).await.refused(403, &first);
    let (_, token) = app.link(&email("gil"), "is held for you").await;
    app.anonymous().post("/api/v1/email-confirmations", &json!({ "token": token })).await.ok();
    guest.get(&confirm).await.no_content();
}
