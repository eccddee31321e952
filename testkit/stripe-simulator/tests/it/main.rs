//! Tests of the simulator over HTTP.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may panic")]

mod balance_transactions;
mod browser;
mod cards;
mod disputes;
mod faults;
mod lists;
mod payment_intents;
mod refunds;
mod support;

use std::{collections::BTreeSet, fs, path::Path};

use reqwest::Method;
use serde_json::Value;
use support::{Caller, text};

#[ignore = "reads ../shared/data/stripe_fixtures.json beside the repository"]
#[tokio::test]
async fn objects_have_all_fields_of_stripe_examples() {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/stripe_fixtures.json");
    let file = fs::read_to_string(&path).unwrap();
    let examples: Value = serde_json::from_str(&file).unwrap();
    let caller = Caller::new().await;
    let driver = caller.driver().await;
    let (_, payment) = caller.charge(&driver, "k").await.unwrap();
    caller.refund(&payment, None).await;
    caller.pay("pm_card_createDispute").await;
    let kinds = "customer payment_method setup_intent payment_intent charge refund event \
        balance_transaction dispute";
    for kind in kinds.split(' ') {
        let fields =
            |object: &Value| object.as_object().unwrap().keys().cloned().collect::<BTreeSet<_>>();
        let ours = fields(&caller.simulator.all(kind)[0]);
        let missing: Vec<_> =
            fields(&examples["resources"][kind]).difference(&ours).cloned().collect();
        assert!(missing.is_empty(), "{kind} lacks {missing:?}");
    }
}

#[tokio::test]
async fn parameter_order_does_not_change_fingerprint() {
    let caller = Caller::new().await;
    let (one, other) = (("metadata[a]", "1"), ("metadata[b]", "2"));
    let (_, first) = caller.post("customers", &[one, other], Some("k1")).await.unwrap();
    let (status, second) = caller.post("customers", &[other, one], Some("k1")).await.unwrap();
    assert_eq!((status, &second["id"]), (200, &first["id"]));
}

#[tokio::test]
async fn publishable_key_confirms_only_own_intent() {
    let caller = Caller::new().await;
    let intent = caller.make("setup_intents", &[]).await;
    let path = format!("v1/setup_intents/{}/confirm", text(&intent, "id"));
    for (secret, status) in [("wrong", 401), (&*text(&intent, "client_secret"), 200)] {
        let form = [("client_secret", secret), ("payment_method", "pm_card_visa")];
        let call = caller.request(Method::POST, &path).bearer_auth("pk_test_simulator");
        assert_eq!(call.form(&form).send().await.unwrap().status(), status);
    }
    let list = caller.request(Method::GET, "v1/customers").bearer_auth("pk_test_simulator");
    assert_eq!(list.send().await.unwrap().status(), 401);
}
