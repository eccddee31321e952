//! Webhooks of cameras: vendors, secrets, pictures and retention.

use chrono::TimeDelta;
use reqwest::Method;
use serde_json::{Value, json};
use shared::equipment::models::purge::purge;

use super::{camera, driver, outcome, read, reviews, visits_of, webhook};
use crate::support::{Response, TestApp, client::send};

/// The shortest JPEG that is recognised.
const JPEG: &[u8] = b"\xff\xd8\xff\xe0\x00\x10JFIF";

/// Sends a webhook as multipart form, with a picture.
async fn read_with_image(app: &TestApp, camera: &str, webhook: &Value, image: &[u8]) -> Response {
    let head = format!(
        "--x\r\nContent-Disposition: form-data; name=\"json\"\r\n\r\n{webhook}\r\n--x\r\n\
            Content-Disposition: form-data; name=\"upload\"; filename=\"car.jpg\"\r\n\
            Content-Type: image/jpeg\r\n\r\n"
    );
    let body = [head.as_bytes(), image, b"\r\n--x--\r\n"].concat();
    let request = app.anonymous().request(Method::POST, camera);
    send(request.header("content-type", "multipart/form-data; boundary=x").body(body)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn image_is_dropped() {
    let app = TestApp::new().await;
    let garage = app.garage(1).await;
    let entrance = camera(&app, &garage, garage.lane_in, "plate_recognizer").await;
    let image_path =
        |read: &Value| format!("/api/v1/admin/plate-reads/{}/image", read["id"].as_str().unwrap());
    read_with_image(&app, &entrance, &webhook(&app, "1", "bab123", 0.5), JPEG).await.ok();
    let waiting = reviews(&app, &garage).await.remove(0);
    assert_eq!(waiting["has_image"], false);
    let operator = app.operator().await;
    operator.get(&image_path(&waiting)).await.problem("not_found");

    app.set_rules(garage.site, json!({ "keeps_images": true })).await;
    read_with_image(&app, &entrance, &webhook(&app, "2", "other1", 0.5), JPEG).await.ok();
    read_with_image(&app, &entrance, &webhook(&app, "3", "other2", 0.5), b"<svg/>").await.ok();
    let found = reviews(&app, &garage).await;
    assert_eq!((&found[0]["has_image"], &found[1]["has_image"]), (&json!(false), &json!(true)));
    let image = operator.get(&image_path(&found[1])).await;
    assert_eq!((image.status.as_u16(), image.content_type.as_str()), (200, "image/jpeg"));
    assert_eq!(image.headers["content-disposition"], "inline");
    assert_eq!(image.headers["x-content-type-options"], "nosniff");
    assert!(image.headers["cache-control"].to_str().unwrap().starts_with("private"));
}

#[tokio::test(flavor = "multi_thread")]
async fn other_vendors_are_read() {
    let app = TestApp::new().await;
    let (garage, ann) = (app.garage(2).await, driver(&app, "ann", "BAB 123").await);
    let rekor = camera(&app, &garage, garage.lane_in, "openalpr").await;
    let group = json!({ "data_type": "alpr_group", "best_uuid": "agent-1", "epoch_start": 1,
        "best_plate_number": "BAB123", "best_confidence": 92.5, "best_region": "us-ny" });
    assert_eq!(read(&app, &rekor, &group).await.ok()["reads"][0]["outcome"], "entered");
    let heartbeat = json!({ "data_type": "heartbeat" });
    assert_eq!(read(&app, &rekor, &heartbeat).await.status.as_u16(), 204);
    app.advance(TimeDelta::minutes(5));
    let sharp = camera(&app, &garage, garage.lane_out, "genetec").await;
    let sample = json!({ "Id": "32cf870a-46aa-4cfd-914b-00062d98e93a", "PlateRead": "BAB123",
        "ContextImage": "/9j/".repeat(170_000), "PlateImage": "/9j/".repeat(170_000),
        "Timestamp": "2030-06-03T09:05:00.5", "PlateAnalytics": [
            { "Key": "Confidence Score", "Value": "97", "Score": 1 }] });
    assert_eq!(read(&app, &sharp, &sample).await.ok()["reads"][0]["outcome"], "left");
    assert_eq!(visits_of(&ann, "ended").await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn webhook_needs_its_secret() {
    let app = TestApp::new().await;
    let (garage, operator) = (app.garage(1).await, app.operator().await);
    let entrance = camera(&app, &garage, garage.lane_in, "plate_recognizer").await;
    let read_once = webhook(&app, "1", "bab123", 0.97);
    let (other, _) = entrance.rsplit_once('/').unwrap();
    for path in [format!("{other}/wrong"), "/api/v1/camera-reads/x/y".to_owned()] {
        read(&app, &path, &read_once).await.problem("not_found");
    }
    let refused = read(&app, &entrance, &json!({ "plate": "bab123" })).await;
    assert_eq!(refused.problem("invalid_request")["errors"][0]["field"], "body");
    let large = app.anonymous().request(Method::POST, &entrance).body(vec![b' '; 4_300_000]);
    send(large).await.problem("payload_too_large");

    let path = format!("{}/equipment", garage.admin_path());
    let cameras = operator.get(&path).await.ok()["cameras"].clone();
    assert_eq!(cameras[0]["last_read_at"], Value::Null);
    read(&app, &entrance, &read_once).await.ok();
    assert_eq!(operator.get(&path).await.ok()["cameras"][0]["last_read_at"], json!(app.now()));
    let revoke = format!("/api/v1/admin/cameras/{}/revoke", cameras[0]["id"].as_str().unwrap());
    operator.post(&revoke, &json!({ "note": "it was replaced" })).await.ok();
    read(&app, &entrance, &read_once).await.problem("not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn readings_are_deleted_after_days() {
    let app = TestApp::new().await;
    let garage = app.garage(1).await;
    let entrance = camera(&app, &garage, garage.lane_in, "plate_recognizer").await;
    app.set_rules(garage.site, json!({ "keeps_images": true })).await;
    assert_eq!(outcome(&app, &entrance, "OTHER 1").await, "no_match");
    read_with_image(&app, &entrance, &webhook(&app, "1", "bab123", 0.5), JPEG).await.ok();
    let count = |table: &str| {
        let query = format!("select count(*)::text as text from {table} where $1 is not null");
        app.query_texts(&query).remove(0)
    };
    for (days, reads, images) in [(2, "2", "1"), (3, "1", "1"), (8, "0", "0")] {
        let now = app.now() + TimeDelta::days(days);
        purge(&mut app.connect(), now).unwrap();
        assert_eq!(
            (count("plate_reads").as_str(), count("plate_images").as_str()),
            (reads, images)
        );
    }
}
