//! The simulator over the wire: its objects' fields, its keys, its faults.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on should stop")]

mod balance_transactions;
mod disputes;
mod lists;
mod refunds;
mod support;

use std::{collections::BTreeSet, fs, path::Path};

use serde_json::{Value, json};
use stripe_simulator::{Fault, FaultKind};
use support::Caller;

#[tokio::test]
async fn objects_carry_every_field_of_stripes_own_examples() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/stripe_fixtures.json");
    let Ok(file) = fs::read_to_string(&path) else {
        eprintln!("skipped: there is no ../shared/data/stripe_fixtures.json beside the repository");
        return;
    };
    let examples: Value = serde_json::from_str(&file).unwrap();
    let caller = Caller::new().await;
    let driver = caller.driver().await;
    let (_, payment) = caller.charge(&driver, "k").await.unwrap();
    caller.post("refunds", &[("payment_intent", payment["id"].as_str().unwrap())], None).await.unwrap();
    caller.pay("pm_card_createDispute").await;
    let kinds = ["customer", "payment_method", "setup_intent", "payment_intent", "charge", "refund", "event"];
    for kind in kinds.into_iter().chain(["balance_transaction", "dispute"]) {
        let fields = |object: &Value| object.as_object().unwrap().keys().cloned().collect::<BTreeSet<_>>();
        let ours = fields(&caller.simulator.all(kind)[0]);
        let missing: Vec<_> = fields(&examples["resources"][kind]).difference(&ours).cloned().collect();
        assert!(missing.is_empty(), "{kind} lacks {missing:?}");
    }
}

#[tokio::test]
async fn a_connection_cut_after_the_effect_leaves_one_charge_that_the_key_finds_again() {
    let caller = Caller::new().await;
    let driver = caller.driver().await;
    caller.simulator.inject(Fault::once(FaultKind::DropAfter, "/v1/payment_intents"));
    caller.charge(&driver, "k").await.unwrap_err();
    assert_eq!(caller.simulator.successful_charges().len(), 1);
    let (status, payment) = caller.charge(&driver, "k").await.unwrap();
    assert_eq!((status, &payment["status"]), (200, &json!("succeeded")));
    assert_eq!(caller.simulator.successful_charges().len(), 1);
}

#[tokio::test]
async fn a_connection_cut_before_the_effect_leaves_nothing() {
    let caller = Caller::new().await;
    let driver = caller.driver().await;
    caller.simulator.inject(Fault::once(FaultKind::DropBefore, "/v1/payment_intents"));
    caller.charge(&driver, "k").await.unwrap_err();
    assert!(caller.simulator.payment_intents().is_empty());
    assert_eq!(caller.charge(&driver, "k").await.unwrap().0, 200);
}

#[tokio::test]
async fn a_key_in_use_is_refused_until_the_first_call_is_answered() {
    let caller = Caller::new().await;
    let driver = caller.driver().await;
    caller.simulator.inject(Fault {
        fault: FaultKind::Slow,
        path: "/v1/payment_intents".to_owned(),
        times: 1,
        delay_ms: 400,
    });
    let second = async {
        loop {
            let answer = caller.charge(&driver, "k").await.unwrap();
            if answer.0 == 409 || caller.simulator.payment_intents().len() == 1 {
                return answer;
            }
        }
    };
    let (first, second) = tokio::join!(caller.charge(&driver, "k"), second);
    assert_eq!(first.unwrap().0, 200);
    assert_eq!((second.0, &second.1["error"]["code"]), (409, &json!("idempotency_key_in_use")));
    assert_eq!(caller.simulator.successful_charges().len(), 1);
}

#[tokio::test]
async fn a_browser_may_confirm_its_own_intent_and_nothing_else() {
    let caller = Caller::new().await;
    let (_, intent) = caller.post("setup_intents", &[], None).await.unwrap();
    let id = intent["id"].as_str().unwrap();
    let confirm = |secret: String| {
        let url = format!("{}v1/setup_intents/{id}/confirm", caller.simulator.url());
        let form = [("client_secret", secret), ("payment_method", "pm_card_visa".to_owned())];
        caller.http.post(url).bearer_auth("pk_test_simulator").form(&form).send()
    };
    assert_eq!(confirm("seti_1_secret_wrong".to_owned()).await.unwrap().status(), 401);
    assert_eq!(confirm(intent["client_secret"].as_str().unwrap().to_owned()).await.unwrap().status(), 200);
    let list = caller.http.get(format!("{}v1/customers", caller.simulator.url())).bearer_auth("pk_test_simulator");
    assert_eq!(list.send().await.unwrap().status(), 401);
}
