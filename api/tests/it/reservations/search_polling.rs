//! Polling the search: an unchanged result is 304, a changed one never is.

use chrono::TimeDelta;
use diesel::{RunQueryDsl, connection::SimpleConnection, sql_query};
use reqwest::{Method, StatusCode};
use serde_json::json;
use shared::places::domain::terms::Terms;

use crate::support::{Client, Options, TestApp, client::send, tariffs::working_days};

const NEARBY: &str = "/api/v1/spots?lat=40.7543&lng=-73.9884&radius=300";

async fn search_with_tag(client: &Client, path: &str, etag: Option<&str>) -> (StatusCode, String) {
    let mut request = client.request(Method::GET, path);
    if let Some(etag) = etag {
        request = request.header("if-none-match", etag);
    }
    let response = send(request).await;
    assert_eq!(response.headers["cache-control"], "no-cache");
    (response.status, response.headers["etag"].to_str().unwrap().to_owned())
}

/// A search that is sent once for its tag, then with the tag.
struct Poll<'a> {
    client: &'a Client,
    path: String,
    etag: String,
}

impl<'a> Poll<'a> {
    async fn begin(client: &'a Client, path: &str) -> Self {
        let (status, etag) = search_with_tag(client, path, None).await;
        assert_eq!(status, StatusCode::OK);
        Self { client, path: path.to_owned(), etag }
    }

    async fn unchanged(&self) {
        let (status, etag) = search_with_tag(self.client, &self.path, Some(&self.etag)).await;
        assert_eq!((status, &etag), (StatusCode::NOT_MODIFIED, &self.etag));
    }

    async fn changed(&mut self) {
        let (status, etag) = search_with_tag(self.client, &self.path, Some(&self.etag)).await;
        assert_eq!(status, StatusCode::OK);
        self.etag = etag;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn unchanged_search_is_not_modified() {
    let app = TestApp::new().await;
    let (near, far) = (app.spot("B14"), app.city.spot(&mut app.connect(), "Z1", 2_000.0, 450));
    let (ann, bob, nobody) = (app.driver("ann").await, app.driver("bob").await, app.anonymous());
    let mut poll = Poll::begin(&nobody, NEARBY).await;
    poll.unchanged().await;
    app.advance(TimeDelta::seconds(30));
    poll.unchanged().await;
    ann.hold(far, 600).await.created();
    poll.unchanged().await;
    // Another query has another tag.
    assert_eq!(
        search_with_tag(
            &nobody,
            "/api/v1/spots?lat=40.7543&lng=-73.9884&radius=301",
            Some(&poll.etag)
        )
        .await
        .0,
        200
    );
    let held = bob.hold(near, 3_600).await.created();
    poll.changed().await;
    poll.unchanged().await;
    bob.act(held["reservation"]["id"].as_str().unwrap(), "cancel").await.ok();
    poll.changed().await;
    sql_query("update spots set rate_minor_per_hour = 600 where label = 'B14'")
        .execute(&mut app.connect())
        .unwrap();
    poll.changed().await;
    poll.unchanged().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn passing_time_changes_the_etag() {
    let app = TestApp::new().await;
    let (spot, ann, nobody) = (app.spot("B14"), app.driver("ann").await, app.anonymous());
    ann.hold(spot, 3_600).await.created();
    let mut poll = Poll::begin(&nobody, NEARBY).await;
    app.advance(TimeDelta::seconds(599));
    poll.unchanged().await;
    // The hold expires, and no job cleans up.
    app.advance(TimeDelta::seconds(1));
    poll.changed().await;
    let ann = app.sign_in("ann").await;
    let held =
        ann.hold_between(spot, "2030-06-03T13:30:00Z", "2030-06-03T13:40:00Z").await.created();
    app.confirm(&ann, held["reservation"]["id"].as_str().unwrap(), "pm_card_visa").await;
    poll.changed().await;
    // It is 13:10. From 13:25 on the shortest stay would overlap the reservation.
    app.advance(TimeDelta::minutes(14));
    poll.unchanged().await;
    app.advance(TimeDelta::seconds(61));
    poll.changed().await;
    app.advance(TimeDelta::minutes(10));
    poll.unchanged().await;
    app.advance(TimeDelta::minutes(5));
    poll.changed().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn shortened_hold_changes_a_search_at_its_end() {
    let terms = Terms { min_stay: TimeDelta::seconds(1), ..Terms::default() };
    let app = TestApp::with(Options { terms, ..Options::default() }).await;
    let (spot, ann, nobody) = (app.spot("B14"), app.driver("ann").await, app.anonymous());
    let held = ann.hold(spot, 3_600).await.created();
    let id = held["reservation"]["id"].as_str().unwrap();
    ann.amend(id, &json!({ "ends_at": "2030-06-03T13:00:10Z" })).await.ok();
    let mut poll = Poll::begin(&nobody, NEARBY).await;
    app.advance(TimeDelta::seconds(9));
    poll.unchanged().await;
    // A search from the next full second finds the spot, though the hold lasts half a second
    // longer.
    app.advance(TimeDelta::milliseconds(500));
    poll.changed().await;
    app.advance(TimeDelta::milliseconds(500));
    poll.changed().await;
    assert_eq!(nobody.get(NEARBY).await.ok()["spots"].as_array().unwrap().len(), 1);
}

/// A stay that is booked ahead may have another price than one that begins now.
#[tokio::test(flavor = "multi_thread")]
async fn search_ahead_changes_when_it_begins() {
    let app = TestApp::new().await;
    let spot = app.spot("B14");
    app.post_tariff(&working_days(1), json!({ "spot_id": spot })).await;
    let nobody = app.anonymous();
    let path = format!("{NEARBY}&from=2030-06-03T13:30:00Z&to=2030-06-03T14:00:00Z");
    let mut poll = Poll::begin(&nobody, &path).await;
    app.advance(TimeDelta::minutes(29) - TimeDelta::seconds(1));
    poll.unchanged().await;
    app.advance(TimeDelta::seconds(1));
    poll.changed().await;
    app.advance(TimeDelta::seconds(30));
    poll.unchanged().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn late_commit_is_seen_by_polling() {
    let app = TestApp::new().await;
    app.spot("B14");
    let nobody = app.anonymous();
    let mut open = app.connect();
    open.batch_execute("begin; update spots set rate_minor_per_hour = 700").unwrap();
    let mut poll = Poll::begin(&nobody, NEARBY).await;
    app.city.spot(&mut app.connect(), "Z1", 2_000.0, 450);
    poll.unchanged().await;
    open.batch_execute("commit").unwrap();
    poll.changed().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn limited_search_depends_on_the_whole_zone() {
    let app = TestApp::new().await;
    app.spot("B14");
    let far = app.city.spot(&mut app.connect(), "Z1", 2_000.0, 450);
    let (ann, operator, nobody) = (app.driver("ann").await, app.operator().await, app.anonymous());
    let (from, to) = ("2030-06-03T15:00:00Z", "2030-06-03T16:00:00Z");
    let later = format!("{NEARBY}&from={from}&to={to}");
    let poll = Poll::begin(&nobody, &later).await;
    poll.unchanged().await;
    let terms = format!("/api/v1/admin/cities/{}/terms", app.city.id);
    operator.put(&terms, &json!({ "reservable_percent": 50 })).await.ok();
    let mut poll = Poll::begin(&nobody, &later).await;
    ann.hold_between(far, from, to).await.created();
    poll.changed().await;
    assert_eq!(nobody.get(&later).await.ok()["spots"], json!([]));
}
