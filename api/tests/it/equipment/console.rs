//! Lanes, devices, cameras and incidents in the console.

use chrono::TimeDelta;
use serde_json::{Value, json};
use shared::identity::domain::{role::Role, scope::GrantPlace};

use super::incidents;
use crate::support::{Client, Response, TestApp};

/// The invalid fields of a refusal.
fn fields(refused: Response) -> Vec<String> {
    let problem = refused.problem("invalid_request");
    let errors = problem["errors"].as_array().unwrap();
    errors.iter().map(|error| error["field"].as_str().unwrap().to_owned()).collect()
}

async fn audited(operator: &Client, action: &str) -> Value {
    let audit = operator.get(&format!("/api/v1/admin/audit?action={action}")).await.ok();
    audit["entries"][0].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn lanes_are_created_changed_and_retired() {
    let app = TestApp::new().await;
    let (garage, other) = (app.garage(1).await, app.garage(1).await);
    let operator = app.operator().await;
    let path = format!("{}/lanes", garage.admin_path());
    let equipment = format!("{}/equipment", garage.admin_path());
    let before = operator.get(&equipment).await.ok();
    let gateway = before["devices"][0]["id"].clone();
    assert_eq!(
        (&before["lanes"][0]["name"], &before["lanes"][1]["direction"]),
        (&json!("Entrance"), &json!("out"))
    );
    let lane = json!({ "name": "Ramp", "direction": "both" });
    let lane = operator.post(&path, &lane).await.created();
    assert_eq!((&lane["gateway_id"], &lane["retired_at"]), (&Value::Null, &Value::Null));
    let of_lane = format!("/api/v1/admin/lanes/{}", lane["id"].as_str().unwrap());
    let note = json!({ "note": "a test" });
    operator.post(&format!("{of_lane}/open"), &note).await.problem("no_barrier");
    let changed = operator.patch(&of_lane, &json!({ "gateway_id": gateway })).await.ok();
    assert_eq!((&changed["gateway_id"], &changed["name"]), (&gateway, &json!("Ramp")));
    let command = operator.post(&format!("{of_lane}/open"), &note).await.created();
    let shown = operator.get(&equipment).await.ok();
    let lanes = shown["lanes"].as_array().unwrap();
    let of_ramp = lanes.iter().find(|found| found["id"] == lane["id"]).unwrap();
    assert_eq!(of_ramp["last_command"], command);
    let others = lanes.iter().filter(|found| found["id"] != lane["id"]);
    assert_eq!(others.map(|found| &found["last_command"]).collect::<Vec<_>>(), [&Value::Null; 2]);
    let retired = operator.patch(&of_lane, &json!({ "is_retired": true })).await.ok();
    assert_eq!(retired["retired_at"], json!(app.now()));
    operator.post(&format!("{of_lane}/open"), &note).await.problem("no_barrier");
    let entry = audited(&operator, "lane.update").await;
    assert_eq!(
        (&entry["before"]["retired_at"], &entry["after"]["retired_at"]),
        (&Value::Null, &json!(app.now()))
    );
    let restored = json!({ "is_retired": false, "gateway_id": null, "direction": "out" });
    let restored = operator.patch(&of_lane, &restored).await.ok();
    assert_eq!(
        (&restored["retired_at"], &restored["gateway_id"], &restored["direction"]),
        (&Value::Null, &Value::Null, &json!("out"))
    );
    let elsewhere = operator.get(&format!("{}/equipment", other.admin_path())).await.ok();
    let wrong = json!({ "gateway_id": elsewhere["devices"][0]["id"] });
    assert_eq!(fields(operator.patch(&of_lane, &wrong).await), ["gateway_id"]);
    let wrong = json!({ "name": " ", "direction": "up" });
    assert_eq!(fields(operator.post(&path, &wrong).await), ["name", "direction"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn devices_and_cameras_are_shown_without_secrets() {
    let app = TestApp::new().await;
    let (garage, other) = (app.garage(1).await, app.garage(1).await);
    let operator = app.operator().await;
    let of_site = |what: &str| format!("{}/{what}", garage.admin_path());
    let device = json!({ "kind": "gateway", "name": "Spare" });
    let device = operator.post(&of_site("devices"), &device).await.created();
    let key = device["key"].as_str().unwrap();
    assert!(key.starts_with("dev_") && key.len() == 80, "{key}");
    let camera = json!({ "name": "Front", "vendor": "genetec", "lane_id": garage.lane_in });
    let camera = operator.post(&of_site("cameras"), &camera).await.created();
    let secret = camera["url"].as_str().unwrap().rsplit_once('/').unwrap().1;
    assert_eq!(secret.len(), 43);
    app.bearer(key).get("/api/v1/device").await.ok();

    let shown = operator.get(&of_site("equipment")).await.ok();
    assert_eq!(
        (&shown["devices"][0]["is_online"], &shown["devices"][0]["last_seen_at"]),
        (&json!(false), &Value::Null)
    );
    assert_eq!(
        (&shown["devices"][1]["is_online"], &shown["devices"][1]["last_seen_at"]),
        (&json!(true), &json!(app.now()))
    );
    assert_eq!(shown["cameras"][0], camera["camera"]);
    let audit = audited(&operator, "camera.create").await;
    for text in [shown.to_string(), audit.to_string()] {
        assert!(!text.contains(secret) && !text.contains(key), "{text}");
    }
    let stored = app.query_texts(
        "select d::text as text from devices d where $1 is not null \
         union all select c::text from cameras c",
    );
    assert_eq!(stored.len(), 4);
    // Rows show bytes in hexadecimal digits.
    for text in [key.to_owned(), secret.to_owned(), hex::encode(key), hex::encode(secret)] {
        assert!(stored.iter().all(|row| !row.contains(&text)), "{text} in {stored:?}");
    }

    app.advance(TimeDelta::seconds(61));
    let shown = operator.get(&of_site("equipment")).await.ok();
    assert_eq!(shown["devices"][1]["is_online"], false);
    let wrong = json!({ "kind": "robot", "name": "" });
    assert_eq!(fields(operator.post(&of_site("devices"), &wrong).await), ["kind", "name"]);
    let wrong = json!({ "name": "x", "vendor": "other", "lane_id": garage.lane_in });
    assert_eq!(fields(operator.post(&of_site("cameras"), &wrong).await), ["vendor"]);
    let wrong = json!({ "name": "x", "vendor": "genetec", "lane_id": other.lane_in });
    assert_eq!(fields(operator.post(&of_site("cameras"), &wrong).await), ["lane_id"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn retired_site_gets_no_equipment() {
    let app = TestApp::new().await;
    let (garage, operator) = (app.garage(1).await, app.operator().await);
    let note = json!({ "note": "it is closed" });
    operator.post(&format!("{}/retire", garage.admin_path()), &note).await.ok();
    for (what, body) in [
        ("lanes", json!({ "name": "Ramp", "direction": "in" })),
        ("devices", json!({ "kind": "screen", "name": "Screen" })),
        ("cameras", json!({ "name": "x", "vendor": "genetec", "lane_id": garage.lane_in })),
    ] {
        let refused = operator.post(&format!("{}/{what}", garage.admin_path()), &body).await;
        let problem = refused.problem("invalid_request");
        assert_eq!(problem["errors"][0]["code"], "site_retired", "{what}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn incidents_are_listed_and_resolved() {
    let app = TestApp::new().await;
    let (garage, other) = (app.garage(1).await, app.garage(1).await);
    let gateway = app.bearer(&garage.device);
    let events: Vec<_> = (1..=3)
        .map(|sequence| json!({ "sequence": sequence, "kind": "fault", "at": app.now() }))
        .collect();
    gateway.post("/api/v1/device/events", &json!({ "events": events })).await.ok();
    let operator = app.operator().await;
    let path = format!("{}/incidents", garage.admin_path());
    let page = operator.get(&format!("{path}?limit=2")).await.ok();
    assert_eq!(page["incidents"].as_array().unwrap().len(), 2);
    let next = format!("{path}?cursor={}", page["next_cursor"].as_str().unwrap());
    let last = operator.get(&next).await.ok();
    assert_eq!(
        (last["incidents"].as_array().unwrap().len(), &last["next_cursor"]),
        (1, &Value::Null)
    );

    let id = last["incidents"][0]["id"].as_str().unwrap();
    let resolve = format!("/api/v1/admin/incidents/{id}/resolve");
    let note = json!({ "note": "a branch lay on it" });
    let resolved = operator.post(&resolve, &note).await.ok();
    assert_eq!(
        (&resolved["kind"], &resolved["resolved_at"]),
        (&json!("barrier_fault"), &json!(app.now()))
    );
    assert!(resolved["resolved_by"].as_str().unwrap().starts_with("operator:"));
    assert_eq!(operator.post(&resolve, &note).await.ok(), resolved);
    assert_eq!(incidents(&app, &garage).await.len(), 2);
    assert!(incidents(&app, &other).await.is_empty());
    assert_eq!(audited(&operator, "incident.resolve").await["note"], "a branch lay on it");
}

#[tokio::test(flavor = "multi_thread")]
async fn equipment_of_another_site_is_hidden() {
    let app = TestApp::new().await;
    let (garage, other) = (app.garage(1).await, app.garage(1).await);
    let place = GrantPlace::Site(app.city.id, garage.site);
    let technician = app.with_role("tina", Role::Technician, place).await;
    let own = format!("{}/equipment", garage.admin_path());
    technician.get(&own).await.ok();
    technician.get(&format!("{}/equipment", other.admin_path())).await.problem("not_found");
    let lane = json!({ "name": "Ramp", "direction": "in" });
    let foreign = format!("{}/lanes", other.admin_path());
    technician.post(&foreign, &lane).await.problem("not_found");
    let of_other = format!("/api/v1/admin/lanes/{}", other.lane_in);
    technician.patch(&of_other, &json!({ "name": "x" })).await.problem("not_found");
    // A technician looks after the devices, and opens no barrier.
    let open = format!("/api/v1/admin/lanes/{}/open", garage.lane_in);
    technician.post(&open, &json!({ "note": "a test" })).await.problem("not_found");
}
