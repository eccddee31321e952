//! A charge of another subject than a reservation is collected, shown, refunded, disputed,
//! reconciled and audited like the charge of a stay.

use serde_json::{Value, json};
use shared::analytics::invariants::audit;

use crate::support::{Client, TestApp};

const EMAIL: &str = "ann@example.com";

/// A driver with a saved card, who owes $20.00 for a wallet. Returns the client and the charge.
async fn debtor(app: &TestApp) -> (Client, String) {
    let ann = app.driver("ann").await;
    let setup = ann.post("/api/v1/cards/setup", &json!({})).await.ok();
    let intent = setup["setup_intent_id"].as_str().unwrap();
    app.simulator.give_card(intent, "pm_card_visa").unwrap();
    ann.post("/api/v1/cards", &json!({ "setup_intent_id": intent })).await.created();
    let charge = app.query_texts(&format!(
        "insert into charges (id, city_id, kind, subject_id, user_id, revision, seconds, \
             amount_minor, currency, state, created_at) \
         select gen_random_uuid(), c.id, 'top_up', gen_random_uuid(), u.id, 1, 0, 2000, 'USD', \
             'due', $1 - interval '1 minute' \
         from cities c, users u where u.email = '{EMAIL}' returning id::text as text"
    ));
    let charge = charge.into_iter().next().unwrap();
    app.query_texts(&format!(
        "insert into ledger_entries (id, city_id, charge_id, kind, reference, debit, credit, \
             amount_minor, currency, at) \
         select gen_random_uuid(), city_id, id, 'bill', id::text, 'receivable', 'revenue', \
             amount_minor, currency, $1 from charges where id = '{charge}' \
         returning id::text as text"
    ));
    (ann, charge)
}

/// The same, collected from the default card by the reconciler.
async fn paid_charge(app: &TestApp) -> String {
    let (_, charge) = debtor(app).await;
    worker::reconcile(&app.context).await.unwrap();
    app.wait_for_jobs().await;
    assert_eq!(state(app, &charge), "paid 0");
    charge
}

fn state(app: &TestApp, charge: &str) -> String {
    app.query_texts(&format!(
        "select state || ' ' || refunded_minor as text from charges where id = '{charge}' and $1 \
            is not null"
    ))
    .remove(0)
}

fn set_state(app: &TestApp, charge: &str, state: &str) {
    app.query_texts(&format!(
        "update charges set state = '{state}' where id = '{charge}' and $1 is not null returning \
            state as text"
    ));
}

fn assert_audit_is_clean(app: &TestApp) {
    for finding in audit(&mut app.connect(), app.now()).unwrap() {
        assert!(finding.is_clean(), "{}: {:?}", finding.invariant.name, finding.violations);
    }
}

async fn entries(operator: &Client) -> Vec<Value> {
    let ledger = operator.get("/api/v1/admin/ledger?limit=500").await.ok();
    ledger["entries"].as_array().unwrap().clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn default_card_pays_and_console_shows_it() {
    let app = TestApp::with_worker().await;
    let charge = paid_charge(&app).await;
    let payments = app.simulator.successful_charges();
    assert_eq!((payments.len(), &payments[0]["amount"]), (1, &json!(2000)));
    let operator = app.operator().await;
    let listed = operator.get("/api/v1/admin/charges?state=paid").await.ok();
    let listed = &listed["charges"][0];
    assert_eq!(
        (&listed["id"], &listed["kind"], &listed["reservation_id"]),
        (&json!(charge), &json!("top_up"), &Value::Null)
    );
    let history = operator.get(&format!("/api/v1/admin/charges/{charge}")).await.ok();
    assert_eq!(
        (&history["subject_id"], &history["attempts"][0]["outcome"]),
        (&listed["subject_id"], &json!("paid"))
    );
    assert!(history["user_id"].is_string(), "{history:#}");
    let mut kinds: Vec<_> =
        entries(&operator).await.iter().map(|entry| entry["kind"].to_string()).collect();
    kinds.sort_unstable();
    assert_eq!(kinds, ["\"bill\"", "\"collect\"", "\"fee\""]);
    let statement = operator.get("/api/v1/admin/statements/2030-06").await.ok();
    let debits = |account: &str| {
        let accounts = statement["accounts"].as_array().unwrap();
        accounts.iter().find(|line| line["account"] == account).unwrap()["debit_minor"].clone()
    };
    assert_eq!(debits("processor"), 2000);
    let since = "2020-01-01T00:00:00Z".parse().unwrap();
    let compared = worker::reconcile_since(&app.context, since).await.unwrap();
    assert_eq!((compared.compared, compared.differences), (1, Vec::new()));
    assert_audit_is_clean(&app);
    assert!(app.mails.mails_to(EMAIL).iter().all(|mail| !mail.subject.contains("ended")));
}

#[tokio::test(flavor = "multi_thread")]
async fn refund_and_dispute_are_posted() {
    let app = TestApp::with_worker().await;
    let charge = paid_charge(&app).await;
    let operator = app.operator().await;
    let path = format!("/api/v1/admin/charges/{charge}/refunds");
    let mut refund = json!({ "reason": "goodwill", "note": "asked for", "seen": 0 });
    refund["unused_from"] = json!("2030-06-03T13:00:00Z");
    operator.post(&path, &refund).await.problem("invalid_request");
    refund["unused_from"] = Value::Null;
    refund["amount_minor"] = json!(500);
    operator.post(&path, &refund).await.created();
    app.wait_for_jobs().await;
    assert_eq!(state(&app, &charge), "part_refunded 500");

    let payment = app.simulator.payment_intents()[0]["id"].as_str().unwrap().to_owned();
    let dispute = app.simulator.dispute(&payment).unwrap();
    app.deliver_events("charge.dispute.created").await;
    app.wait_for_jobs().await;
    assert_eq!(state(&app, &charge), "disputed 500");
    app.simulator.close_dispute(dispute["id"].as_str().unwrap(), true).unwrap();
    app.deliver_events("charge.dispute.closed").await;
    app.wait_for_jobs().await;
    assert_eq!(state(&app, &charge), "won 500");
    let entries = entries(&operator).await;
    assert!(entries.iter().all(|entry| entry["reservation_id"].is_null()), "{entries:#?}");
    assert_audit_is_clean(&app);
}

#[tokio::test(flavor = "multi_thread")]
async fn webhook_records_the_payment_of_a_driver() {
    let app = TestApp::with_worker().await;
    let (ann, charge) = debtor(&app).await;
    set_state(&app, &charge, "dunning");
    let bob = app.driver("bob").await;
    bob.get(&format!("/api/v1/charges/{charge}")).await.problem("not_found");
    let owed = ann.get(&format!("/api/v1/charges/{charge}")).await.ok();
    assert_eq!(
        (&owed["charge"]["kind"], &owed["spot"], &owed["city"]),
        (&json!("top_up"), &Value::Null, &json!("New York"))
    );
    let path = format!("/api/v1/charges/{charge}/payment");
    let payment = ann.post(&path, &json!({})).await.ok();
    app.simulator.pay(payment["payment_intent_id"].as_str().unwrap(), "pm_card_visa").unwrap();
    app.deliver_events("payment_intent.succeeded").await;
    app.wait_for_jobs().await;
    assert_eq!(state(&app, &charge), "paid 0");
    assert_audit_is_clean(&app);
}

#[tokio::test(flavor = "multi_thread")]
async fn open_charge_blocks_holds_and_erasure() {
    let app = TestApp::with_worker().await;
    let (ann, charge) = debtor(&app).await;
    let operator = app.operator().await;
    let found = operator.get(&format!("/api/v1/admin/users?email={EMAIL}")).await.ok();
    let id = found["users"][0]["id"].as_str().unwrap();
    let erase = format!("/api/v1/admin/users/{id}/erase");
    let why = json!({ "note": "asked for" });
    operator.post(&erase, &why).await.problem("not_settled");
    set_state(&app, &charge, "dunning");
    let spot = app.spot("B14");
    let refused = ann.hold(spot, 3_600).await.problem("payment_overdue");
    assert_eq!(refused["overdue"][0]["charge_id"], json!(charge));
    operator.post(&erase, &why).await.problem("not_settled");
    set_state(&app, &charge, "written_off");
    ann.hold(spot, 3_600).await.problem("payment_overdue");
}

#[tokio::test(flavor = "multi_thread")]
async fn constraints_reject_charges_without_a_subject() {
    let app = TestApp::new().await;
    let ann = app.driver("ann").await;
    app.park(&ann, app.spot("B14"), 3_600, "pm_card_visa").await;
    for (values, constraint) in [
        ("'parking', reservation_id, null, null", "charges_kind_known"),
        ("'top_up', reservation_id, null, null", "charges_reservation_matches_kind"),
        ("'overstay', null, gen_random_uuid(), u.id", "charges_reservation_matches_kind"),
        ("'top_up', null, null, null", "charges_one_subject"),
        ("'top_up', null, gen_random_uuid(), null", "charges_driver_of_subject"),
        ("'overstay', reservation_id, null, u.id", "charges_driver_of_subject"),
    ] {
        let insert = format!(
            "insert into charges (id, city_id, kind, reservation_id, subject_id, user_id, \
                 revision, seconds, amount_minor, currency, state, created_at) \
             select gen_random_uuid(), city_id, {values}, 1, 0, 0, currency, 'zero', $1 \
             from charges c, users u where u.email = '{EMAIL}' returning id::text as text"
        );
        let error = app.try_query_texts(&insert).unwrap_err().to_string();
        assert!(error.contains(constraint), "{values}: {error}");
    }
}
