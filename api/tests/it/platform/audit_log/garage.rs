//! Repeated actions on a garage: its rules, its equipment and its visits.

use serde_json::{Value, json};

use super::{ADMIN, Repeats};
use crate::support::visits::Garage;

/// Keys of an NFC tag.
const KEY: &str = "00112233445566778899AABBCCDDEEFF";

/// Changes a garage with two spots, its equipment, and the visits of two drivers.
pub(super) async fn garage(audit: &mut Repeats<'_>) {
    let garage = audit.app.garage(2).await;
    let rules_path = format!("{}/rules", garage.admin_path());
    let mut rules = audit.operator.get(&rules_path).await.ok();
    rules["remind_after_seconds"] = json!(7_200);
    audit.json("PUT", "sites/{id}/rules", &garage.site.to_string(), &rules).await;
    codes(audit, &garage).await;
    incident(audit, &garage).await;
    plate_read(audit, &garage).await;
    visit(audit, &garage).await;

    let spare = json!({ "kind": "gateway", "name": "Spare" });
    let spare = create(audit, &of_site(&garage, "devices"), &spare).await;
    audit.with_note("devices/{id}/revoke", &id(&spare["device"])).await;
    let retired = json!({ "name": "Way out", "gateway_id": null, "is_retired": true });
    audit.json("PATCH", "lanes/{id}", &garage.lane_out.to_string(), &retired).await;

    // Each request makes another one, even with the same name or at the same lane.
    for what in ["cameras", "codes", "devices", "lanes"] {
        audit.seen.insert(format!("post sites/{{id}}/{what}"));
    }
    // Each request makes another key, and the one before is no longer valid.
    audit.seen.insert("post devices/{id}/renew-key".to_owned());
    // Each request makes another command, which opens the barrier again.
    audit.seen.insert("post lanes/{id}/open".to_owned());
    // Each request makes another recount, even of the same number: the difference is computed anew.
    audit.seen.insert("post sites/{id}/recounts".to_owned());
}

async fn codes(audit: &mut Repeats<'_>, garage: &Garage) {
    let code = create(audit, &of_site(garage, "codes"), &json!({ "kind": "entrance" })).await;
    let code = id(&audit.with_note("codes/{id}/reissue", &id(&code)).await);
    let tag = json!({ "uid": "04A1B2C3D4E5F6", "meta_key": KEY, "file_key": KEY });
    let tag = id(&audit.json("POST", "codes/{id}/tags", &code, &tag).await);
    audit.with_note("tags/{id}/revoke", &tag).await;
    audit.with_note("codes/{id}/revoke", &code).await;
}

/// Resolves an incident that the gateway has reported.
async fn incident(audit: &mut Repeats<'_>, garage: &Garage) {
    let fault = json!({ "sequence": 1, "kind": "fault", "at": audit.app.now() });
    let events = json!({ "events": [fault] });
    audit.app.bearer(&garage.device).post("/api/v1/device/events", &events).await.ok();
    let path = format!("{}/incidents?open=true", garage.admin_path());
    let found = audit.operator.get(&path).await.ok();
    audit.with_note("incidents/{id}/resolve", &id(&found["incidents"][0])).await;
}

/// Admits a vehicle that a camera, which is then revoked, has read with little confidence.
async fn plate_read(audit: &mut Repeats<'_>, garage: &Garage) {
    let carol = audit.app.driver_with_card("carol").await;
    carol.post("/api/v1/vehicles", &json!({ "plate": "B-AB 123" })).await.created();
    let camera =
        json!({ "name": "Camera", "vendor": "plate_recognizer", "lane_id": garage.lane_in });
    let camera = create(audit, &of_site(garage, "cameras"), &camera).await;
    let webhook = json!({ "hook": { "id": "camera-1", "event": "recognition", "filename": "1.jpg" },
        "data": { "camera_id": "camera-1", "filename": "1.jpg", "timestamp": audit.app.now(),
            "results": [{ "plate": "bab123", "score": 0.5, "dscore": 0.9,
                "region": { "code": "us-ny", "score": 0.8 }, "direction": 180 }] } });
    let url = camera["url"].as_str().unwrap().strip_prefix("http://curbhold.example").unwrap();
    audit.app.anonymous().post(url, &webhook).await.ok();
    let path = format!("{}/plate-reads?outcome=review", garage.admin_path());
    let read = id(&audit.operator.get(&path).await.ok()["reads"][0]);
    let admit = json!({ "decision": "admit", "note": "the plate is dirty" });
    audit.json("POST", "plate-reads/{id}/decision", &read, &admit).await;
    audit.with_note("cameras/{id}/revoke", &id(&camera["camera"])).await;
}

/// Lets a driver in, ends the visit without a departure, and records the departure.
async fn visit(audit: &mut Repeats<'_>, garage: &Garage) {
    audit.app.driver_with_card("dave").await;
    let begin = json!({ "site_id": garage.site, "email": "dave@example.com", "note": "no phone" });
    let visit = id(&audit.json("POST", "visits", "", &begin).await);
    let reset = json!({ "reason": "reset", "note": "the exit was open" });
    audit.json("POST", "visits/{id}/end", &visit, &reset).await;
    audit.with_note("visits/{id}/depart", &visit).await;
}

/// Creates a thing for another request.
async fn create(audit: &Repeats<'_>, path: &str, body: &Value) -> Value {
    audit.operator.post(&format!("{ADMIN}{path}"), body).await.created()
}

fn of_site(garage: &Garage, what: &str) -> String {
    format!("sites/{}/{what}", garage.site)
}

fn id(value: &Value) -> String {
    value["id"].as_str().unwrap().to_owned()
}
