//! Tests of the web inbox and its JSON API.

use mail_catcher::MailCatcher;
use serde_json::{Value, json};

use crate::{send, start};

async fn get(catcher: &MailCatcher, path: &str) -> reqwest::Response {
    reqwest::get(format!("{}{path}", catcher.http_url())).await.unwrap()
}

#[tokio::test]
async fn json_matches_maildev_with_newest_last() {
    let catcher = start().await;
    send(&catcher, "first", "text").await.unwrap();
    send(&catcher, "second", "text").await.unwrap();
    let mails: Value = get(&catcher, "email").await.json().await.unwrap();
    assert_eq!([&mails[0]["subject"], &mails[1]["subject"]], ["first", "second"]);
    let from = json!([{ "address": "no-reply@curbhold.example", "name": "Curbhold" }]);
    assert_eq!(mails[0]["from"], from);
    assert_eq!(mails[0]["to"], json!([{ "address": "ann@example.com", "name": "Ann Ähre" }]));
    assert_eq!(mails[0]["messageId"], "one@curbhold.example");
    assert_eq!(mails[0]["headers"]["message-id"], "<one@curbhold.example>");
    let date = mails[0]["date"].as_str().unwrap();
    assert!(date.len() == 20 && date.starts_with("20") && date.ends_with('Z'), "{date}");
    let second: Value = get(&catcher, "email/2").await.json().await.unwrap();
    assert_eq!(second, mails[1]);
    assert_eq!(get(&catcher, "email/3").await.status(), 404);
}

#[tokio::test]
async fn html_runs_no_scripts_and_opens_links_in_new_tab() {
    let catcher = start().await;
    send(&catcher, "hello", "<script>alert(1)</script>").await.unwrap();
    let page = get(&catcher, "email/1/html").await;
    let policy = page.headers()["content-security-policy"].to_str().unwrap().to_owned();
    assert!(policy.starts_with("sandbox"), "{policy}");
    assert!(!policy.contains("allow-scripts") && !policy.contains("allow-same-origin"), "{policy}");
    let html = page.text().await.unwrap();
    assert!(html.starts_with("<!doctype html>"), "{html}");
    assert!(html.contains(r#"<head><base target="_blank">"#), "{html}");
}

#[tokio::test]
async fn source_equals_sent_bytes() {
    let catcher = start().await;
    send(&catcher, "hello", "text").await.unwrap();
    let source = get(&catcher, "email/1/source").await;
    assert_eq!(source.headers()["content-type"], "text/plain; charset=utf-8");
    assert_eq!(source.bytes().await.unwrap(), catcher.mails()[0].source);
}

#[tokio::test]
async fn clear_deletes_mails_without_reusing_ids() {
    let catcher = start().await;
    send(&catcher, "first", "text").await.unwrap();
    let url = format!("{}email/all", catcher.http_url());
    assert_eq!(reqwest::Client::new().delete(url).send().await.unwrap().status(), 204);
    assert_eq!(get(&catcher, "email").await.json::<Value>().await.unwrap(), json!([]));
    send(&catcher, "second", "text").await.unwrap();
    assert_eq!(catcher.mails()[0].id, 2);
}

#[tokio::test]
async fn inbox_page_loads_no_external_resources() {
    let catcher = start().await;
    assert_eq!(get(&catcher, "healthz").await.text().await.unwrap(), "ok");
    let page = get(&catcher, "").await.text().await.unwrap();
    assert!(page.contains("<title>Mail catcher</title>"));
    assert!(!page.contains("http://") && !page.contains("https://"));
}
