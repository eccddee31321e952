//! Rules and reasons in the language of `Accept-Language`: search, quotes, reservations, price
//! history and live updates.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use shared::platform::{config::live, domain::ids::SpotId};

use crate::support::{
    Client, Response, TestApp, Watcher,
    client::send,
    tariffs::{deliveries, working_days},
    watcher::whole_city,
};

/// Monday from 12:00 to 13:00 in New York.
const SEARCH: &str = "/api/v1/spots?lat=40.7543&lng=-73.9884&radius=600\
    &from=2030-06-03T16:00:00Z&to=2030-06-03T17:00:00Z";
const ENGLISH: &str =
    "Mon–Sat 8 AM–7 PM: $4.50 / h. Mon–Sat 7 PM–10 PM: $2.00 / h. Free at other times.";
const GERMAN: &str = "Mo–Sa 8:00–19:00 Uhr: 4,50~$ / h. Mo–Sa 19:00–22:00 Uhr: 2,00~$ / h. \
    Kostenlos zu allen anderen Zeiten.";
const FRENCH: &str = "Lun–sam 8~h–19~h~: 4,50~$US / h. Lun–sam 19~h–22~h~: 2,00~$US / h. \
    Gratuit le reste du temps.";

/// Returns a text with `~` for each no-break space.
fn visible(text: &Value) -> String {
    text.as_str().unwrap().replace('\u{a0}', "~")
}

/// Returns whether caches keep the response by language.
fn varies(response: &Response) -> bool {
    response.headers.get_all("vary").iter().any(|name| name == "accept-language")
}

/// Returns an app with a spot that has the rates of working days.
async fn with_tariff() -> (TestApp, SpotId) {
    let app = TestApp::new().await;
    let spot = app.spot("B14");
    app.post_tariff(&working_days(1), json!({ "spot_id": spot })).await;
    (app, spot)
}

#[tokio::test(flavor = "multi_thread")]
async fn searched_rules_have_the_accepted_language() {
    let (mut app, _) = with_tariff().await;
    let database = Client::new(&app.another_api(live::Settings::default()).await, None);
    for client in [app.anonymous(), database] {
        for (languages, expected) in
            [("de-DE, en;q=0.5", GERMAN), ("fr", FRENCH), ("it, en;q=0.5", ENGLISH), ("", ENGLISH)]
        {
            let found = client.accepting(languages).get(SEARCH).await;
            assert!(varies(&found), "{:?}", found.headers);
            assert_eq!(visible(&found.ok()["spots"][0]["rules"]), expected, "{languages}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn refusal_of_a_search_has_the_accepted_language() {
    let app = TestApp::new().await;
    let kerb = app.spot("B14");
    app.post_tariff(&deliveries(), json!({ "spot_id": kerb })).await;
    let found = app.anonymous().accepting("de").get(SEARCH).await.ok();
    let refused = &found["refused"][0];
    assert_eq!(refused["code"], "class_not_admitted");
    assert_eq!(refused["text"], "Hier dürfen bis Mo., 3. Juni 2030, 18:00 GMT-4 nur Lkw parken.");
    assert!(visible(&refused["spot"]["rules"]).contains("Nur Lkw bis 18:00 Uhr."), "{refused:#}");
    // The details of problems are English: clients have their own words for the reason.
    let body = json!({ "spot_id": kerb, "vehicle_class": "car",
        "starts_at": "2030-06-03T16:00:00Z", "ends_at": "2030-06-03T17:00:00Z" });
    let problem = app.anonymous().accepting("de").post("/api/v1/quotes", &body).await;
    let problem = problem.problem("not_allowed_by_tariff");
    assert_eq!(
        (&problem["reason"], &problem["detail"]),
        (
            &json!("class_not_admitted"),
            &json!("Only trucks may park here until Mon, Jun 3, 2030, 6:00 PM EDT.")
        )
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn etag_is_for_one_language() {
    let (app, _) = with_tariff().await;
    let guest = app.anonymous();
    let poll = async |languages: &str, etag: &str| {
        let request = guest.accepting(languages).request(Method::GET, SEARCH);
        send(request.header("if-none-match", etag)).await
    };
    let first = guest.accepting("de").get(SEARCH).await;
    let etag = first.headers["etag"].to_str().unwrap();
    let same = poll("de-CH", etag).await;
    assert_eq!((same.status, varies(&same)), (StatusCode::NOT_MODIFIED, true));
    let other = poll("es", etag).await;
    assert_eq!(other.status, StatusCode::OK);
    assert!(visible(&other.body["spots"][0]["rules"]).starts_with("Lun–sáb 8:00–19:00: "));
}

#[tokio::test(flavor = "multi_thread")]
async fn quote_and_reservation_have_the_accepted_language() {
    let (app, spot) = with_tariff().await;
    let ann = app.driver("ann").await;
    let body = json!({ "spot_id": spot, "vehicle_class": "car", "duration_seconds": 3_600 });
    let quote = ann.accepting("de").post("/api/v1/quotes", &body).await.created();
    assert_eq!(visible(&quote["rules"]), GERMAN);
    let body = json!({ "spot_id": spot, "quote_id": quote["id"] });
    let held = ann.accepting("fr").post("/api/v1/reservations", &body).await.created();
    assert_eq!(visible(&held["reservation"]["rules"]), FRENCH);
    let path = format!("/api/v1/reservations/{}", held["reservation"]["id"].as_str().unwrap());
    let rules =
        async |languages: &str| visible(&ann.accepting(languages).get(&path).await.ok()["rules"]);
    assert_eq!(rules("en").await, ENGLISH);
    assert_eq!(rules("de").await, GERMAN);
    // Without an accepted language, that of the account; else that of the reservation.
    assert_eq!(rules("it").await, FRENCH);
    ann.patch("/api/v1/account", &json!({ "language": "de" })).await.ok();
    assert_eq!(rules("it").await, GERMAN);
}

#[tokio::test(flavor = "multi_thread")]
async fn price_history_has_the_accepted_language() {
    let (app, spot) = with_tariff().await;
    let zones =
        format!("select zone_id::text as text from spots where id = '{spot}' and $1 is not null");
    let path = format!("/api/v1/zones/{}/price-history", app.query_texts(&zones)[0]);
    let history = app.anonymous().accepting("de").get(&path).await.ok();
    assert_eq!(visible(&history["changes"][0]["rules"]), GERMAN);
}

#[tokio::test(flavor = "multi_thread")]
async fn live_rules_have_a_language() {
    let (app, spot) = with_tariff().await;
    let languages = [("accept-language", "fr".to_owned())];
    let mut watcher = Watcher::try_connect_with(app.url(), languages).await.unwrap();
    for (language, expected) in [(Value::Null, FRENCH), (json!("de"), GERMAN)] {
        watcher
            .send(&json!({ "type": "subscribe", "id": "map", "box": whole_city(),
                "vehicle_class": "car", "language": language,
                "from": "2030-06-03T16:00:00Z", "to": "2030-06-03T17:00:00Z" }))
            .await;
        let snapshot = watcher.receive().await;
        let spots = snapshot["spots"].as_array().unwrap();
        let found = spots.iter().find(|found| found["id"] == json!(spot)).unwrap();
        assert_eq!(visible(&found["rules"]), expected);
    }
    let unknown = json!({ "type": "subscribe", "id": "map", "box": whole_city(),
        "vehicle_class": "car", "language": "it" });
    watcher.send(&unknown).await;
    let problem = &watcher.receive().await["problem"];
    assert_eq!(problem["errors"][0]["field"], "language");
}
