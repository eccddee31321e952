//! Monthly statements of an account.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;
use shared::{
    platform::domain::ids::{ReservationId, UserId},
    reservations::models::{reservation_details::ReservationDetails, statement::monthly_sums},
};

use super::receipt_files::{download, text_of};
use crate::support::TestApp;

const VISA: &str = "pm_card_visa";
const STATEMENTS: &str = "/api/v1/account/statements";

/// Parks from now until this time, on a spot of its own. Returns the reservation's id.
async fn stay_until(app: &TestApp, label: &str, until: &str) -> String {
    let driver = app.sign_in("ann").await;
    let until: DateTime<Utc> = until.parse().unwrap();
    let seconds = (until - app.now()).num_seconds();
    let parked = app.park(&driver, app.spot(label), seconds, VISA).await;
    app.advance(TimeDelta::seconds(seconds));
    app.wait_for_jobs().await;
    parked["id"].as_str().unwrap().to_owned()
}

fn advance_to(app: &TestApp, at: &str) {
    app.advance(at.parse::<DateTime<Utc>>().unwrap() - app.now());
}

/// The rows of a CSV, without its byte order mark.
fn rows(bytes: &[u8]) -> Vec<Vec<String>> {
    let text = std::str::from_utf8(bytes).unwrap().strip_prefix('\u{feff}').unwrap();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let row = |row: csv::StringRecord| row.iter().map(str::to_owned).collect();
    reader.records().map(|record| row(record.unwrap())).collect()
}

fn column(rows: &[Vec<String>], name: &str) -> Vec<String> {
    let at = rows[0].iter().position(|heading| heading == name).unwrap();
    rows[1..].iter().map(|row| row[at].clone()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn months_are_those_of_the_city() {
    let app = TestApp::with_worker().await;
    app.driver("ann").await;
    stay_until(&app, "A1", "2030-06-03T14:00:00Z").await;
    // In New York it is still June.
    advance_to(&app, "2030-07-01T02:00:00Z");
    stay_until(&app, "A2", "2030-07-01T03:00:00Z").await;
    advance_to(&app, "2030-07-01T04:30:00Z");
    let july = stay_until(&app, "A3", "2030-07-01T06:30:00Z").await;

    let ann = app.sign_in("ann").await;
    let usd = |amount: i64| json!([{ "amount_minor": amount, "currency": "USD" }]);
    assert_eq!(
        ann.get(STATEMENTS).await.ok(),
        json!({ "months": [
            { "month": "2030-07", "stays": 1, "totals": usd(900) },
            { "month": "2030-06", "stays": 2, "totals": usd(900) },
        ] })
    );
    let (kind, name, bytes) = download(&ann, &format!("{STATEMENTS}/2030-07.csv")).await;
    let names = ("text/csv; charset=utf-8", "parking-2030-07.csv");
    assert_eq!((kind.as_str(), name.as_str()), names);
    let july_rows = rows(&bytes);
    let reference = &july[july.len() - 8..];
    assert_eq!(column(&july_rows, "reference"), [reference.to_uppercase()]);
    assert_eq!(column(&july_rows, "starts_at"), ["2030-07-01T00:30:00-04:00"]);
    assert_eq!(column(&july_rows, "ends_at"), ["2030-07-01T02:30:00-04:00"]);
    assert_eq!(column(&july_rows, "seconds"), ["7200"]);
    for (name, value) in [("currency", "USD"), ("amount", "9.00"), ("state", "paid")] {
        assert_eq!(column(&july_rows, name), [value], "{name}");
    }
    for (name, value) in [("collected", "9.00"), ("refunded", "0.00"), ("paid", "9.00")] {
        assert_eq!(column(&july_rows, name), [value], "{name}");
    }
    let (_, _, june) = download(&ann, &format!("{STATEMENTS}/2030-06.csv")).await;
    assert_eq!(column(&rows(&june), "spot"), ["A1", "A2"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn listed_month_has_all_its_currencies() {
    let app = TestApp::with_worker().await;
    app.driver("ann").await;
    stay_until(&app, "A1", "2030-06-03T14:00:00Z").await;
    let euros = stay_until(&app, "A2", "2030-06-03T15:00:00Z").await;
    advance_to(&app, "2030-07-02T13:00:00Z");
    stay_until(&app, "A3", "2030-07-02T14:00:00Z").await;
    let euros = format!(
        "update reservations set currency = 'EUR' where id = '{euros}' and $1 is not null \
         returning user_id::text as text"
    );
    let user = UserId(app.query_texts(&euros)[0].parse().unwrap());
    let months = |max_months| -> Vec<String> {
        let sums = monthly_sums(&mut app.connect(), user, max_months).unwrap();
        sums.iter().map(|sum| format!("{} {}", sum.month, sum.paid.currency.code())).collect()
    };
    assert_eq!(months(1), ["2030-07 USD"]);
    assert_eq!(months(2), ["2030-07 USD", "2030-06 EUR", "2030-06 USD"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn stays_of_a_month_do_not_read_the_mails() {
    let app = TestApp::with_worker().await;
    app.driver("ann").await;
    let id = stay_until(&app, "A1", "2030-06-03T14:00:00Z").await;
    app.query_texts(
        "update mails set undeliverable_at = $1, undeliverable_reason = 'full', sent_at = null \
         where sent_at is not null returning id::text as text",
    );
    let id = ReservationId(id.parse().unwrap());
    let mut conn = app.connect();
    let found = ReservationDetails::find(&mut conn, id).unwrap();
    let user = found.reservation.user_id.unwrap();
    let stays = ReservationDetails::of_month(&mut conn, user, "2030-06", 10).unwrap();
    let [stay] = stays.as_slice() else { panic!("not one stay") };
    assert_eq!(stay.reservation.id, id);
    assert_eq!((found.mail_undeliverable_at, stay.mail_undeliverable_at), (Some(app.now()), None));
}

#[tokio::test(flavor = "multi_thread")]
async fn pdf_lists_stays_and_sums() {
    let app = TestApp::with_worker().await;
    app.driver("ann").await;
    stay_until(&app, "A1", "2030-06-03T14:00:00Z").await;
    stay_until(&app, "A2", "2030-06-03T15:00:00Z").await;
    let ann = app.sign_in("ann").await;
    let (kind, name, bytes) = download(&ann, &format!("{STATEMENTS}/2030-06.pdf")).await;
    let names = ("application/pdf", "parking-2030-06.pdf");
    assert_eq!((kind.as_str(), name.as_str()), names);
    let text = text_of(&bytes);
    for part in ["StatementforJune2030", "ann@example.com", "A1,West43Street", "PaidinUSD$9.00"] {
        assert!(text.contains(part), "{part} is missing in {text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn refund_lowers_what_was_paid() {
    let app = TestApp::with_worker().await;
    app.driver("ann").await;
    let id = stay_until(&app, "A1", "2030-06-03T14:00:00Z").await;
    let charge = app.query_texts(&format!(
        "select id::text as text from charges where reservation_id = '{id}' and $1 is not null"
    ));
    let refund = json!({ "amount_minor": 150, "reason": "goodwill", "note": "late",
        "seen": 0 });
    let path = format!("/api/v1/admin/charges/{}/refunds", charge[0]);
    app.operator().await.post(&path, &refund).await.created();
    app.wait_for_jobs().await;
    let ann = app.sign_in("ann").await;
    let months = ann.get(STATEMENTS).await.ok();
    assert_eq!(months["months"][0]["totals"][0]["amount_minor"], 300);
    let (_, _, bytes) = download(&ann, &format!("{STATEMENTS}/2030-06.csv")).await;
    let found = rows(&bytes);
    assert_eq!(column(&found, "refunded"), ["1.50"]);
    assert_eq!(column(&found, "paid"), ["3.00"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn cells_are_no_formulas() {
    let app = TestApp::with_worker().await;
    app.driver("ann").await;
    stay_until(&app, "=1+1", "2030-06-03T14:00:00Z").await;
    let ann = app.sign_in("ann").await;
    let (_, _, bytes) = download(&ann, &format!("{STATEMENTS}/2030-06.csv")).await;
    assert_eq!(column(&rows(&bytes), "spot"), ["'=1+1"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_own_months_are_found() {
    let app = TestApp::with_worker().await;
    app.driver("ann").await;
    stay_until(&app, "A1", "2030-06-03T14:00:00Z").await;
    let (ann, bob) = (app.sign_in("ann").await, app.driver("bob").await);
    assert_eq!(bob.get(STATEMENTS).await.ok(), json!({ "months": [] }));
    for kind in ["csv", "pdf"] {
        bob.get(&format!("{STATEMENTS}/2030-06.{kind}")).await.problem("not_found");
        ann.get(&format!("{STATEMENTS}/2030-05.{kind}")).await.problem("not_found");
    }
    for wrong in [
        "2030-06",
        "2030-6.csv",
        "2030-06.txt",
        "2030-13.pdf",
        ".csv",
        "csv",
        "2030-06%00.csv",
        "2030-06%ff.csv",
    ] {
        let problem = ann.get(&format!("{STATEMENTS}/{wrong}")).await.problem("invalid_request");
        assert_eq!(problem["errors"][0]["field"], "file", "{wrong}");
    }
    app.anonymous().get(STATEMENTS).await.problem("unauthenticated");
    let file = format!("{STATEMENTS}/2030-06.csv");
    app.anonymous().get(&file).await.problem("unauthenticated");
}
