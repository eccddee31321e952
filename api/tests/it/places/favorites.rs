//! Favorites of an account: keep, list, rename, remove, limit, and erasure.

use serde_json::{Value, json};
use shared::{
    Error,
    places::{
        domain::position::Position,
        operations::{SaveFavorite, save_favorite},
    },
    platform::domain::ids::UserId,
};

use crate::support::{Client, TestApp};

const PATH: &str = "/api/v1/account/favorites";

/// Keeps a place `north_m` metres north of the test city's centre.
async fn keep(user: &Client, name: &str, north_m: f64) -> Value {
    let lat = 40.7543 + north_m / 111_195.08;
    user.post(PATH, &json!({ "name": name, "lat": lat, "lng": -73.9884 })).await.created()
}

async fn list(user: &Client) -> Vec<Value> {
    user.get(PATH).await.ok()["favorites"].as_array().unwrap().clone()
}

fn path(favorite: &Value) -> String {
    format!("{PATH}/{}", favorite["id"].as_str().unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn favorites_are_kept_listed_and_removed() {
    let app = TestApp::new().await;
    let ann = app.driver("ann").await;
    let body = json!({ "name": " Work ", "detail": "New York", "lat": 40.7543, "lng": -73.9884 });
    let work = ann.post(PATH, &body).await.created();
    let expected = json!({ "id": work["id"], "name": "Work", "detail": "New York",
        "lat": 40.7543, "lng": -73.9884, "created_at": work["created_at"] });
    assert_eq!(work, expected);
    let gym = keep(&ann, "Gym", 500.0).await;
    assert_eq!(gym["detail"], Value::Null);
    assert_eq!(list(&ann).await, [work.clone(), gym.clone()]);
    ann.delete(&path(&work)).await.no_content();
    ann.delete(&path(&work)).await.problem("not_found");
    assert_eq!(list(&ann).await, [gym]);
}

#[tokio::test(flavor = "multi_thread")]
async fn favorite_within_ten_metres_is_renamed() {
    let app = TestApp::new().await;
    let ann = app.driver("ann").await;
    let first = keep(&ann, "Work", 0.0).await;
    keep(&ann, "Gym", 15.0).await;
    let renamed = keep(&ann, "Office", 6.0).await;
    assert_eq!((&renamed["id"], &renamed["lat"]), (&first["id"], &first["lat"]));
    let names: Vec<Value> = list(&ann).await.iter().map(|one| one["name"].clone()).collect();
    assert_eq!(names, ["Office", "Gym"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn favorites_are_visible_to_their_owner_only() {
    let app = TestApp::new().await;
    let (ann, bob) = (app.driver("ann").await, app.driver("bob").await);
    let of_ann = keep(&ann, "Work", 0.0).await;
    assert!(list(&bob).await.is_empty());
    bob.delete(&path(&of_ann)).await.problem("not_found");
    let of_bob = keep(&bob, "Home", 0.0).await;
    assert_ne!(of_bob["id"], of_ann["id"], "the place of another user is not renamed");
    app.anonymous().get(PATH).await.problem("unauthenticated");
    let body = json!({ "name": "Work", "lat": 40.7543, "lng": -73.9884 });
    app.anonymous().post(PATH, &body).await.problem("unauthenticated");
    app.anonymous().delete(&path(&of_ann)).await.problem("unauthenticated");
}

#[tokio::test(flavor = "multi_thread")]
async fn account_has_fifty_favorites_at_most() {
    let app = TestApp::new().await;
    let ann = app.driver("ann").await;
    for number in 0..50 {
        keep(&ann, "Place", f64::from(number) * 100.0).await;
    }
    let body = json!({ "name": "More", "lat": 41.0, "lng": -73.9884 });
    ann.post(PATH, &body).await.problem("too_many_favorites");
    assert_eq!(keep(&ann, "Renamed", 0.0).await["name"], "Renamed");
    assert_eq!(list(&ann).await.len(), 50);
}

#[tokio::test(flavor = "multi_thread")]
async fn invalid_favorite_names_every_field() {
    let app = TestApp::new().await;
    let ann = app.driver("ann").await;
    let body = json!({ "name": " ", "detail": "a\u{200b}b", "lat": 90.5, "lng": -180.5 });
    let refused = ann.post(PATH, &body).await.problem("invalid_request");
    let fields: Vec<_> =
        refused["errors"].as_array().unwrap().iter().map(|error| error["field"].clone()).collect();
    assert_eq!(fields, ["name", "detail", "lat", "lng"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn erasure_removes_the_favorites_of_the_user() {
    let app = TestApp::new().await;
    let (ann, bob) = (app.driver("ann").await, app.driver("bob").await);
    let operator = app.operator().await;
    keep(&ann, "Work", 0.0).await;
    keep(&bob, "Home", 0.0).await;
    let user = operator.get("/api/v1/admin/users?email=ann").await.ok()["users"][0]["id"].clone();
    let erase = format!("/api/v1/admin/users/{}/erase", user.as_str().unwrap());
    operator.post(&erase, &json!({ "note": "asked for" })).await.ok();
    let left = "select name as text from favorites where $1 is not null";
    assert_eq!(app.query_texts(left), ["Home"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_favorite_is_added_after_the_erasure() {
    let app = TestApp::new().await;
    app.driver("ann").await;
    let erased = "update users set erased_at = $1, disabled_at = $1 where email = \
        'ann@example.com' returning id::text as text";
    let user: uuid::Uuid = app.query_texts(erased)[0].parse().unwrap();
    // The request was authenticated before.
    let request = SaveFavorite {
        user_id: UserId(user),
        name: "Work".to_owned(),
        detail: None,
        position: Position { lat: 40.7543, lng: -73.9884 },
    };
    let saved = save_favorite(&mut app.connect(), &request, app.now());
    assert!(matches!(saved, Err(Error::Unauthenticated)), "{saved:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn favorites_left_by_an_earlier_version_are_purged() {
    let app = TestApp::new().await;
    let (ann, bob) = (app.driver("ann").await, app.driver("bob").await);
    keep(&ann, "Work", 0.0).await;
    keep(&bob, "Home", 0.0).await;
    let erased = "update users set erased_at = $1, disabled_at = $1 where email = \
        'ann@example.com' returning email as text";
    app.query_texts(erased);
    worker::reconcile(&app.context).await.unwrap();
    let left = "select name as text from favorites where $1 is not null";
    assert_eq!(app.query_texts(left), ["Home"]);
}
