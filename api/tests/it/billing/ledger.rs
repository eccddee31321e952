//! The ledger, the monthly statement, the receipt, and the reconciliation with Stripe.

use chrono::TimeDelta;
use reqwest::Method;
use serde_json::{Value, json};
use stripe_simulator::{Fault, FaultKind};

use crate::support::{Client, Response, TestApp, client::send};

async fn parked(app: &TestApp, driver: &Client, label: &str, card: &str) -> String {
    app.park(driver, app.spot(label), 5_400, card).await["id"].as_str().unwrap().to_owned()
}

async fn get_as(client: &Client, path: &str, kind: &str) -> Response {
    send(client.request(Method::GET, path).header("accept", kind)).await
}

/// Makes a paid stay, a failed one, one that is carried over, and a refund.
async fn sample_charges(app: &TestApp) -> String {
    let (ann, bob, eve) =
        (app.driver("ann").await, app.driver("bob").await, app.driver("eve").await);
    let paid = parked(app, &ann, "B14", "pm_card_visa").await;
    parked(app, &bob, "B15", "pm_card_chargeCustomerFail").await;
    let short = parked(app, &eve, "B16", "pm_card_mastercard").await;
    app.advance(TimeDelta::seconds(60));
    eve.act(&short, "end").await.ok();
    app.advance(TimeDelta::minutes(89));
    app.wait_for_jobs().await;
    let charge = app
        .query_texts(&format!(
            "select id::text as text from charges where reservation_id = '{paid}' and \
            $1 is not null"
        ))
        .remove(0);
    let refund = json!({ "amount_minor": 175, "reason": "goodwill", "note": "noise", "seen": 0 });
    app.operator()
        .await
        .post(&format!("/api/v1/admin/charges/{charge}/refunds"), &refund)
        .await
        .created();
    app.wait_for_jobs().await;
    paid
}

#[tokio::test(flavor = "multi_thread")]
async fn ledger_holds_every_cent_and_balances() {
    let app = TestApp::with_worker().await;
    sample_charges(&app).await;
    let operator = app.operator().await;
    let ledger = operator.get("/api/v1/admin/ledger?limit=500").await.ok();
    let entries = ledger["entries"].as_array().unwrap();
    let mut kinds: Vec<_> = entries
        .iter()
        .map(|entry| format!("{} {}", entry["kind"].as_str().unwrap(), entry["amount_minor"]))
        .collect();
    kinds.sort();
    assert_eq!(
        kinds,
        ["bill 675", "bill 675", "carry_over 8", "collect 675", "fee 50", "refund 175"]
    );
    let balance = |account: &str| -> i64 {
        entries
            .iter()
            .map(|entry| {
                let amount = entry["amount_minor"].as_i64().unwrap();
                i64::from(entry["debit"] == account) * amount
                    - i64::from(entry["credit"] == account) * amount
            })
            .sum()
    };
    let accounts =
        ["receivable", "revenue", "processor", "refunds", "carried_over", "fees"].map(balance);
    assert_eq!(accounts, [675, -1_358, 450, 175, 8, 50]);
    assert_eq!(accounts.iter().sum::<i64>(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn ledger_is_append_only_and_checks_direction() {
    let app = TestApp::with_worker().await;
    sample_charges(&app).await;
    for change in [
        "update ledger_entries set amount_minor = 1",
        "delete from ledger_entries",
        "truncate ledger_entries",
    ] {
        let error = app
            .try_query_texts(&format!("{change} returning kind as text"))
            .or_else(|_| app.try_query_texts(change))
            .unwrap_err()
            .to_string();
        assert!(error.contains("append-only"), "{change}: {error}");
    }
    for wrong in [
        "'collect', 'revenue', 'receivable', 5",
        "'bill', 'receivable', 'revenue', 0",
        "'bill', 'receivable', 'receivable', 5",
    ] {
        let [kind, debit, credit, amount] =
            wrong.split(", ").collect::<Vec<_>>().try_into().unwrap();
        let insert = format!(
            "insert into ledger_entries select gen_random_uuid(), city_id, charge_id, \
                reservation_id, {kind}, 'x', {debit}, {credit}, {amount}, currency, $1 \
             from ledger_entries limit 1 returning kind as text"
        );
        assert!(
            app.try_query_texts(&insert).unwrap_err().to_string().contains("ledger_entries_"),
            "{wrong}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn ledger_is_read_by_page_account_and_csv() {
    let app = TestApp::with_worker().await;
    sample_charges(&app).await;
    let operator = app.operator().await;
    let (mut seen, mut path) = (Vec::new(), "/api/v1/admin/ledger?limit=2".to_owned());
    loop {
        let page = operator.get(&path).await.ok();
        seen.extend(page["entries"].as_array().unwrap().iter().map(|entry| entry["id"].clone()));
        let Some(cursor) = page["next_cursor"].as_str() else { break };
        path = format!("/api/v1/admin/ledger?limit=2&cursor={cursor}");
    }
    seen.dedup();
    assert_eq!(seen.len(), 6);
    let fees = operator.get("/api/v1/admin/ledger?account=fees").await.ok();
    assert_eq!(
        (fees["entries"].as_array().unwrap().len(), &fees["entries"][0]["kind"]),
        (1, &json!("fee"))
    );
    let none = operator.get("/api/v1/admin/ledger?from=2031-01-01T00:00:00Z").await.ok();
    assert_eq!(none["entries"], json!([]));
    operator
        .get("/api/v1/admin/ledger?account=cash&from=yesterday")
        .await
        .problem("invalid_request");
    let csv = get_as(&operator, "/api/v1/admin/ledger", "text/csv").await;
    assert_eq!(
        (csv.content_type.as_str(), csv.body.as_str().unwrap().lines().count()),
        ("text/csv; charset=utf-8", 7)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn statement_opens_at_the_previous_close() {
    let app = TestApp::with_worker().await;
    sample_charges(&app).await;
    let operator = app.operator().await;
    let june = operator.get("/api/v1/admin/statements/2030-06").await.ok();
    let july = operator.get("/api/v1/admin/statements/2030-07").await.ok();
    let column = |month: &Value, name: &str| -> Vec<i64> {
        month["accounts"]
            .as_array()
            .unwrap()
            .iter()
            .map(|account| account[name].as_i64().unwrap())
            .collect()
    };
    assert_eq!(column(&june, "closing_minor").iter().sum::<i64>(), 0);
    assert_eq!(column(&june, "opening_minor"), [0; 6]);
    assert_eq!(
        (column(&june, "closing_minor"), column(&july, "debit_minor")),
        (column(&july, "opening_minor"), vec![0; 6])
    );
    for wrong in ["June", "2030-06%ff"] {
        let path = format!("/api/v1/admin/statements/{wrong}");
        let problem = operator.get(&path).await.problem("invalid_request");
        assert_eq!(problem["errors"][0]["field"], "month", "{wrong}");
    }
    let csv = get_as(&operator, "/api/v1/admin/statements/2030-06", "text/csv").await;
    assert!(
        csv.body.as_str().unwrap().starts_with("city,account,currency,opening_minor"),
        "{:?}",
        csv.body
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn receipt_lists_segments_and_refunds() {
    let app = TestApp::with_worker().await;
    let paid = sample_charges(&app).await;
    let ann = app.sign_in("ann").await;
    let receipt = ann.get(&format!("/api/v1/reservations/{paid}/receipt")).await.ok();
    assert_eq!(
        (&receipt["total"]["amount_minor"], &receipt["refunds"][0]["amount"]["amount_minor"]),
        (&json!(675), &json!(175))
    );
    let lines = receipt["lines"].as_array().unwrap();
    assert_eq!(
        (lines.len(), &lines[0]["seconds"], &lines[0]["rate"]["amount_minor"]),
        (1, &json!(5_400), &json!(450))
    );
    let page = get_as(&ann, &format!("/api/v1/reservations/{paid}/receipt"), "text/html").await;
    let html = page.body.as_str().unwrap().to_owned();
    for part in [
        "$6.75",
        "-$1.75",
        "$5.00",
        "Visa ending in 4242",
        "Mon, Jun 3, 2030, 9:00 AM EDT",
        "@media print",
    ] {
        assert!(html.contains(part), "{part} is missing in {html}");
    }
    let bob = app.sign_in("bob").await;
    bob.get(&format!("/api/v1/reservations/{paid}/receipt")).await.problem("not_found");
    let held = bob.hold(app.spot("C1"), 600).await;
    assert_eq!(held.status, 201, "the card is tried again: nothing is overdue yet");
    let id = held.body["reservation"]["id"].as_str().unwrap().to_owned();
    bob.get(&format!("/api/v1/reservations/{id}/receipt")).await.problem("stay_not_over");
}

#[tokio::test(flavor = "multi_thread")]
async fn receipt_of_a_free_stay_has_lines() {
    let app = TestApp::new().await;
    let ann = app.driver("ann").await;
    let spot = app.city.spot(&mut app.connect(), "B14", 0.0, 0);
    let parked = app.park(&ann, spot, 5_400, "pm_card_visa").await;
    let id = parked["id"].as_str().unwrap();
    app.advance(TimeDelta::minutes(10));
    ann.act(id, "end").await.ok();
    let receipt = ann.get(&format!("/api/v1/reservations/{id}/receipt")).await.ok();
    assert_eq!((&receipt["state"], &receipt["total"]["amount_minor"]), (&json!("zero"), &json!(0)));
    let line = &receipt["lines"][0];
    assert_eq!(
        (&line["seconds"], &line["rate"]["amount_minor"], &line["amount"]["amount_minor"]),
        (&json!(600), &json!(0), &json!(0))
    );
    let page = get_as(&ann, &format!("/api/v1/reservations/{id}/receipt"), "text/html").await;
    assert!(page.body.as_str().unwrap().contains("10 min"), "{:?}", page.body);
    // A stay that did not take place is not billed.
    let held = ann
        .hold_between(app.spot("B15"), "2030-06-03T18:00:00Z", "2030-06-03T19:00:00Z")
        .await
        .created();
    let cancelled = held["reservation"]["id"].as_str().unwrap();
    app.confirm(&ann, cancelled, "pm_card_visa").await;
    ann.act(cancelled, "cancel").await.ok();
    let receipt = ann.get(&format!("/api/v1/reservations/{cancelled}/receipt")).await.ok();
    assert_eq!(receipt["lines"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn guest_opens_receipt_from_mail() {
    let app = TestApp::with_worker().await;
    let held =
        app.anonymous().hold_as_guest(app.spot("B14"), 5_400, "guest@example.com").await.created();
    let guest = app.bearer(held["manage_token"].as_str().unwrap());
    let id = held["reservation"]["id"].as_str().unwrap();
    app.confirm(&guest, id, "pm_card_visa").await;
    app.advance(TimeDelta::minutes(90));
    app.wait_for_jobs().await;
    assert_eq!(
        guest.get(&format!("/api/v1/reservations/{id}/receipt")).await.ok()["email"],
        "guest@example.com"
    );
    let mail = app.mail("guest@example.com", "has ended").await;
    assert!(mail.text.contains(&format!("/reservations/{id}/receipt#token=")), "{}", mail.text);
}

/// Stripe's id of the payment with this status.
fn payment_with_status(app: &TestApp, status: &str) -> String {
    let payments = app.simulator.payment_intents();
    payments.iter().find(|payment| payment["status"] == status).unwrap()["id"]
        .as_str()
        .unwrap()
        .to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn reconciliation_reports_every_difference() {
    let app = TestApp::with_worker().await;
    sample_charges(&app).await;
    let since = "2020-01-01T00:00:00Z".parse().unwrap();
    let clean = worker::reconcile_since(&app.context, since).await.unwrap();
    assert_eq!((clean.compared, clean.differences), (3, Vec::new()), "two payments, one refund");

    let gateway = &app.context.gateway;
    let payment = payment_with_status(&app, "succeeded");
    // A refund in Stripe's dashboard, and a dispute without a webhook.
    gateway.refund("by hand", &payment, 100, uuid::Uuid::nil()).await.unwrap();
    app.simulator.dispute(&payment).unwrap();
    // The driver paid by the link, closed the page, and the webhook was lost.
    let open = payment_with_status(&app, "requires_payment_method");
    app.simulator.pay(&open, "pm_card_mastercard").unwrap();
    app.simulator.inject(Fault::once(FaultKind::WebhookLost, ""));
    let found = worker::reconcile_since(&app.context, since).await.unwrap();
    let mut kinds: Vec<_> = found.differences.iter().map(|difference| difference.kind).collect();
    kinds.sort_unstable();
    assert_eq!(kinds, ["dispute", "not_written_down", "unknown_refund"]);
    app.wait_for_jobs().await;
    let states = app.query_texts(
        "select state as text from charges where amount_minor = 675 and $1 is not null \
            order by state",
    );
    assert_eq!(states, ["disputed", "paid"], "missed payments and refunds are booked");
    let again = worker::reconcile_since(&app.context, since).await.unwrap();
    let kinds: Vec<_> = again.differences.iter().map(|difference| difference.kind).collect();
    assert_eq!(kinds, ["unknown_refund"], "differences that need an operator remain");
    let listed = app.operator().await.get("/api/v1/admin/reconciliations").await.ok();
    assert_eq!(listed["reconciliations"][0]["differences"][0]["kind"], "unknown_refund");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_worker_reconciles_once_a_day() {
    let app = TestApp::new().await;
    let (one, two) =
        tokio::join!(worker::reconcile_daily(&app.context), worker::reconcile_daily(&app.context));
    let (one, two) = (one.unwrap(), two.unwrap());
    assert!(one != two, "one worker reconciles");
    assert!(!worker::reconcile_daily(&app.context).await.unwrap());
    app.advance(TimeDelta::days(1));
    assert!(worker::reconcile_daily(&app.context).await.unwrap());
}
