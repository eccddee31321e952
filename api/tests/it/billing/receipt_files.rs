//! Receipts as PDF.

use chrono::TimeDelta;
use reqwest::Method;
use serde_json::json;
use shared::platform::config::limits::{Settings, allowance};

use crate::support::{Client, Options, TestApp};

const VISA: &str = "pm_card_visa";

/// The text of a PDF without blanks, as another program reads it.
pub fn text_of(bytes: &[u8]) -> String {
    let document = lopdf::Document::load_mem(bytes).unwrap();
    let pages: Vec<u32> = document.get_pages().keys().copied().collect();
    document.extract_text(&pages).unwrap().split_whitespace().collect()
}

/// Downloads a file. Returns its type, its name and its bytes.
pub async fn download(driver: &Client, path: &str) -> (String, String, Vec<u8>) {
    let response = driver.request(Method::GET, path).send().await.unwrap();
    assert_eq!(response.status(), 200);
    let header = |name: &str| response.headers()[name].to_str().unwrap().to_owned();
    let (kind, name) = (header("content-type"), header("content-disposition"));
    let name = name.strip_prefix("attachment; filename=\"").unwrap().trim_end_matches('"');
    let name = name.to_owned();
    (kind, name, response.bytes().await.unwrap().to_vec())
}

#[tokio::test(flavor = "multi_thread")]
async fn receipt_has_the_content_of_the_json() {
    let app = TestApp::with_worker().await;
    let ann = app.driver("ann").await;
    let parked = app.park(&ann, app.spot("B14"), 5_400, VISA).await;
    let id = parked["id"].as_str().unwrap();
    let path = format!("/api/v1/reservations/{id}/receipt.pdf");
    ann.get(&path).await.problem("stay_not_over");
    app.advance(TimeDelta::minutes(90));
    app.wait_for_jobs().await;

    let ann = app.sign_in("ann").await;
    let receipt = ann.get(&format!("/api/v1/reservations/{id}/receipt")).await.ok();
    let (kind, name, bytes) = download(&ann, &path).await;
    let reference = receipt["reference"].as_str().unwrap();
    assert_eq!((kind.as_str(), name), ("application/pdf", format!("receipt-{reference}.pdf")));
    let text = text_of(&bytes);
    for part in [
        reference,
        receipt["charge_id"].as_str().unwrap(),
        receipt["place"].as_str().unwrap(),
        receipt["city"].as_str().unwrap(),
        receipt["email"].as_str().unwrap(),
        "B14,",
        "Visa ending in 4242",
        "Mon, Jun 3, 2030, 9:00 AM EDT",
        "Mon, Jun 3, 2030, 10:30 AM EDT",
        "1 h 30 min",
        "$4.50",
        "Total $6.75",
        "All times are those of America/New_York.",
    ] {
        let part: String = part.split_whitespace().collect();
        assert!(text.contains(&part), "{part} is missing in {text}");
    }
    assert!(!text.contains("Thishasnotbeenpaidyet"), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn receipt_file_has_the_language_of_the_driver() {
    let app = TestApp::with_worker().await;
    let ann = app.driver("ann").await;
    ann.patch("/api/v1/account", &json!({ "language": "de" })).await.ok();
    let parked = app.park(&ann, app.spot("B14"), 5_400, VISA).await;
    app.advance(TimeDelta::minutes(90));
    app.wait_for_jobs().await;
    let ann = app.sign_in("ann").await;
    let path = format!("/api/v1/reservations/{}/receipt.pdf", parked["id"].as_str().unwrap());
    let text = text_of(&download(&ann, &path).await.2);
    for part in [
        "Beleg",
        "Parkzeit",
        "Visa mit den Endziffern 4242",
        "Mo., 3. Juni 2030, 09:00 GMT-4",
        "4,50 $",
        "Summe 6,75 $",
        "Alle Zeiten sind die von America/New_York.",
    ] {
        let part: String = part.split_whitespace().collect();
        assert!(text.contains(&part), "{part} is missing in {text}");
    }
    let path = "/api/v1/account/statements/2030-06.pdf";
    let text = text_of(&download(&ann, path).await.2);
    for part in ["Monatsübersicht Juni 2030", "Konto", "Bis Mo., 3. Juni 2030", "Bezahlt in USD"] {
        let part: String = part.split_whitespace().collect();
        assert!(text.contains(&part), "{part} is missing in {text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn receipt_of_others_is_not_found() {
    let app = TestApp::with_worker().await;
    let (ann, bob) = (app.driver("ann").await, app.driver("bob").await);
    let parked = app.park(&ann, app.spot("B14"), 600, VISA).await;
    let path = format!("/api/v1/reservations/{}/receipt.pdf", parked["id"].as_str().unwrap());
    bob.get(&path).await.problem("not_found");
    app.anonymous().get(&path).await.problem("unauthenticated");
}

#[tokio::test(flavor = "multi_thread")]
async fn files_are_limited() {
    let limits =
        Settings { document: allowance((2, 3_600), (100, 3_600)), ..Options::default().limits };
    let app = TestApp::with(Options { limits, ..Options::default() }).await;
    let ann = app.driver("ann").await;
    let parked = app.park(&ann, app.spot("B14"), 600, VISA).await;
    let path = format!("/api/v1/reservations/{}/receipt.pdf", parked["id"].as_str().unwrap());
    ann.get(&path).await.problem("stay_not_over");
    ann.get("/api/v1/account/statements/2030-06.csv").await.problem("not_found");
    ann.get(&path).await.problem("rate_limited");
    ann.get("/api/v1/account/statements/2030-06.pdf").await.problem("rate_limited");
}
