//! Exits of vehicles without an open visit: they open, and an operator sees what nobody has paid.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::id_of;
use crate::support::{
    Client, Response, TestApp,
    visits::{Garage, visit_path},
};

async fn open_exit(client: &Client, code: &str, more: Value) -> Response {
    let mut body = json!({ "code": code });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    client.post("/api/v1/exits", &body).await
}

/// The incidents at a garage, the newest first: the kinds with the visits.
async fn incidents(app: &TestApp, garage: &Garage) -> Vec<(Value, Value)> {
    let path = format!("{}/incidents", garage.admin_path());
    let found = app.operator().await.get(&path).await.ok();
    let incidents = found["incidents"].as_array().unwrap().iter();
    incidents.map(|one| (one["kind"].clone(), one["visit_id"].clone())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn exit_opens_long_after_the_end() {
    let app = TestApp::with_worker().await;
    let (ann, garage) = (app.driver_with_card("ann").await, app.garage(1).await);
    app.set_rules(garage.site, json!({ "max_visit_seconds": 3_600 })).await;
    let visit = ann.enter(&garage.entrance).await.created();
    app.advance(TimeDelta::minutes(75));
    app.wait_for_jobs().await;
    let ann = app.sign_in("ann").await;
    let code = json!({ "code": garage.exit });
    let found = ann.post("/api/v1/entry-codes/look-up", &code).await.ok();
    assert_eq!(
        (&found["open_visit"]["id"], &found["open_visit"]["state"], &found["other_site"]),
        (&visit["id"], &json!("overdue"), &json!(false))
    );
    let left = ann.leave(&visit, &garage.exit).await.ok();
    assert_eq!(
        (&left["state"], &left["barrier"]["lane"], &left["barrier"]["state"]),
        (&json!("ended"), &json!("Exit"), &json!("issued"))
    );
    let found = ann.post("/api/v1/entry-codes/look-up", &code).await.ok();
    assert_eq!(found["open_visit"], Value::Null, "the vehicle has left");
    let late = (json!("left_after_end"), visit["id"].clone());
    assert_eq!(incidents(&app, &garage).await, std::slice::from_ref(&late));

    app.advance(TimeDelta::minutes(11));
    let barrier = format!("{}/barrier", visit_path(&visit));
    let again = ann.post(&barrier, &code).await.ok();
    assert_ne!(again["barrier"]["command_id"], left["barrier"]["command_id"]);
    let second = (json!("exit_without_visit"), visit["id"].clone());
    assert_eq!(incidents(&app, &garage).await, [second, late]);
}

#[tokio::test(flavor = "multi_thread")]
async fn exit_opens_without_a_visit() {
    let app = TestApp::new().await;
    let (ann, garage) = (app.driver_with_card("ann").await, app.garage(3).await);
    let opened = open_exit(&ann, &garage.exit, json!({})).await.ok();
    assert_eq!(
        (&opened["visit"], &opened["barrier"]["lane"], &opened["barrier"]["state"]),
        (&Value::Null, &json!("Exit"), &json!("issued"))
    );
    let without = (json!("exit_without_visit"), Value::Null);
    assert_eq!(incidents(&app, &garage).await, std::slice::from_ref(&without));
    open_exit(&ann, &garage.entrance, json!({})).await.problem("wrong_direction");

    let visit = ann.enter(&garage.entrance).await.created();
    app.advance(TimeDelta::minutes(1));
    let opened = open_exit(&ann, &garage.exit, json!({})).await.ok();
    assert_eq!(
        (&opened["visit"]["id"], &opened["visit"]["state"], &opened["barrier"]["lane"]),
        (&visit["id"], &json!("ended"), &json!("Exit"))
    );
    let again = open_exit(&ann, &garage.exit, json!({})).await.ok();
    assert_eq!(again["visit"]["id"], visit["id"]);
    assert_ne!(again["barrier"]["command_id"], opened["barrier"]["command_id"]);
    assert_eq!(incidents(&app, &garage).await, [without]);
}

#[tokio::test(flavor = "multi_thread")]
async fn driver_chooses_between_two_visits() {
    let app = TestApp::new().await;
    let (ann, garage) = (app.driver_with_card("ann").await, app.garage(2).await);
    let mut vehicles = Vec::new();
    for plate in ["AB 1", "AB 2"] {
        vehicles.push(super::add_vehicle(&ann, plate).await);
    }
    let mut entered = Vec::new();
    for vehicle in vehicles {
        let more = json!({ "vehicle_id": vehicle });
        entered.push(ann.enter_with(&garage.entrance, more).await.created());
    }
    let refused = open_exit(&ann, &garage.exit, json!({})).await.problem("already_inside");
    assert_eq!(refused["visit_id"], entered[0]["id"]);
    ann.leave(&entered[0], &garage.exit).await.ok();
    let opened = open_exit(&ann, &garage.exit, json!({})).await.ok();
    assert_eq!(id_of(&opened["visit"]), id_of(&entered[1]));
}

#[tokio::test(flavor = "multi_thread")]
async fn stranger_opens_the_exit_nearby() {
    let app = TestApp::new().await;
    let (garage, stranger) = (app.garage(1).await, app.anonymous());
    let at = |lat: f64| json!({ "position": { "lat": lat, "lng": -73.9884 } });
    let refused = open_exit(&stranger, &garage.exit, json!({})).await.problem("invalid_request");
    assert_eq!(refused["errors"][0]["field"], "position");
    open_exit(&stranger, &garage.exit, at(40.7643)).await.problem("too_far_away");
    assert!(incidents(&app, &garage).await.is_empty());
    let opened = open_exit(&stranger, &garage.exit, at(40.7543)).await.ok();
    assert_eq!((&opened["visit"], &opened["barrier"]["lane"]), (&Value::Null, &json!("Exit")));
    let expected = (json!("exit_without_visit"), Value::Null);
    assert_eq!(incidents(&app, &garage).await, std::slice::from_ref(&expected));
    let ended = app.bearer("not-a-session");
    open_exit(&ended, &garage.exit, at(40.7543)).await.ok();
    assert_eq!(incidents(&app, &garage).await, [expected.clone(), expected]);
}
