//! The routes: slashes, methods, bodies, and errors that are not problem documents.

use reqwest::Method;
use serde_json::{Value, json};

use super::{NOTHING, Original, not_found, reserve, sign_in};
use crate::support::{TestApp, client::send};

/// The legacy routes of the OpenAPI document.
fn documented() -> Vec<(Method, String)> {
    let document: Value = serde_json::from_str(&api::document().unwrap()).unwrap();
    let paths = document["paths"].as_object().unwrap().iter();
    let of_path = |(path, methods): (&String, &Value)| {
        let legacy = methods
            .as_object()
            .unwrap()
            .iter()
            .filter(|(_, operation)| operation["tags"][0] == "legacy");
        legacy
            .map(|(method, _)| (method.to_uppercase().parse().unwrap(), path.clone()))
            .collect::<Vec<_>>()
    };
    paths.flat_map(of_path).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn all_19_routes_exist_with_and_without_slash() {
    let app = TestApp::new().await;
    let ann = Original::user(&app, "ann").await;
    let routes = documented();
    assert_eq!(routes.len(), 19, "{routes:?}");
    for (method, path) in routes.iter().filter(|(_, path)| path != "/sign-out/") {
        let path = path.replace("{id}", NOTHING).replace("{email}", "guest@example.com");
        let path = path.trim_end_matches('/');
        let responses = [path.to_owned(), format!("{path}/")].map(|path| {
            let request = ann
                .request(method.clone(), &path)
                .header("content-type", "application/json")
                .body("{\"a\": [1,");
            async move { send(request).await }
        });
        let [without, with] = responses;
        let (without, with) = (without.await, with.await);
        assert_eq!((without.status, &without.body), (with.status, &with.body), "{method} {path}");
        assert!(
            ![405, 500].contains(&without.status.as_u16()),
            "{method} {path}: {:?}",
            without.body
        );
        assert_eq!(without.content_type, "application/json", "{method} {path}: {:?}", without.body);
        if path == "/available-parking-spots"
            || path.ends_with("reservations-auth")
            || path == "/reservation-auth"
        {
            assert_eq!(without.status, if *method == Method::GET { 200 } else { 404 });
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_error_keeps_the_original_format() {
    let app = TestApp::new().await;
    let guest = Original::guest(&app);
    for (method, path, allow) in [
        (Method::GET, "/sign-in/", "POST"),
        (Method::GET, "/sign-in", "POST"),
        (Method::POST, "/reservation-auth/", "GET,HEAD"),
        (Method::DELETE, "/available-parking-spots/", "GET,HEAD"),
        (Method::PUT, "/update-reservation-unauth/1/a@b.co/", "PATCH"),
    ] {
        let response = send(guest.request(method.clone(), path)).await;
        assert_eq!(response.headers["allow"], allow);
        response.refused(405, &json!({ "detail": format!("Method \"{method}\" not allowed.") }));
    }
    guest.get("/reservation-auth/1/2/3/").await.refused(404, &not_found());

    let post = |kind: &'static str, body: String| {
        send(guest.request(Method::POST, "/sign-in/").header("content-type", kind).body(body))
    };
    let plain =
        json!({ "detail": "Unsupported media type \"text/plain; charset=utf-8\" in request." });
    post("text/plain; charset=utf-8", "hello".to_owned()).await.refused(415, &plain);
    let broken = post("application/json", "{\"credentials\": {".to_owned()).await;
    assert!(
        broken.body["detail"].as_str().unwrap().starts_with("JSON parse error - "),
        "{:?}",
        broken.body
    );
    assert_eq!((broken.status.as_u16(), broken.content_type.as_str()), (400, "application/json"));
    let required = json!({ "credentials": ["This field is required."] });
    post("application/json", String::new()).await.refused(400, &required);
    send(guest.request(Method::POST, "/sign-in/")).await.refused(400, &required);
    let large = json!({ "detail": "Send less at a time." });
    post("application/json", format!("{{\"a\": \"{}\"}}", "a".repeat(70_000)))
        .await
        .refused(413, &large);
}

#[tokio::test(flavor = "multi_thread")]
async fn database_outage_keeps_the_original_format() {
    let options =
        crate::support::Options { database_can_be_cut: true, ..crate::support::Options::default() };
    let app = TestApp::with(options).await;
    app.database_proxy.as_ref().unwrap().cut();
    let response = Original::guest(&app).post("/sign-in/", &sign_in("ann@example.com", "1")).await;
    assert!(response.headers.contains_key("retry-after"));
    response.refused(503, &json!({ "detail": "The database cannot be reached at the moment." }));
}

#[tokio::test(flavor = "multi_thread")]
async fn unpaid_charge_keeps_the_original_format() {
    let app = TestApp::with_worker().await;
    let (ann, spot) = (app.driver("ann").await, app.spot("B14"));
    let parked = app.park(&ann, spot, 3_600, "pm_card_authenticationRequired").await;
    app.advance(chrono::TimeDelta::minutes(10));
    ann.act(parked["id"].as_str().unwrap(), "end").await.ok();
    app.wait_for_jobs().await;
    let body =
        json!({ "credentials": { "email": "ann@example.com", "password": "park-at-the-curb" } });
    let signed_in = Original::guest(&app).post("/sign-in/", &body).await.ok();
    let ann = Original::with_token(&app, signed_in["token"].as_str().unwrap());
    let owes = json!({ "detail": "Pay it first: the way to pay is in your mail." });
    ann.post(&format!("/reservation-auth/{spot}/"), &reserve(60)).await.refused(400, &owes);
}
