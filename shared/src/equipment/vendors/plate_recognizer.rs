//! Webhooks of Plate Recognizer Stream. Its multipart form has the same JSON in the part `json` and
//! the picture in `upload`.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde_json::Value;

use super::{MAX_PLATES, RawRead, instant, text};
use crate::equipment::domain::{
    direction::ReadDirection,
    plate_read::{PlateImage, PlateRead},
};

/// Returns the readings; `None` for a body that is not one of Stream's. `hook.id` is the camera,
/// so that camera, file and time identify the picture. `direction` is an angle in the picture,
/// which says nothing without the camera's position.
pub(super) fn read(
    json: &Value,
    image: Option<&PlateImage>,
    now: DateTime<Utc>,
) -> Option<Vec<PlateRead>> {
    if text(json, "/hook/event")? != "recognition" {
        return Some(Vec::new());
    }
    let results = json.pointer("/data/results")?.as_array()?;
    let names = ["/hook/id", "/data/filename", "/data/timestamp"];
    let names: Vec<_> = names.iter().filter_map(|name| text(json, name)).collect();
    let (picture, is_single) = (names.join(" "), results.len() == 1);
    let at = text(json, "/data/timestamp").and_then(|text| instant(text, Tz::UTC));
    let read = |(index, result): (usize, &Value)| {
        let score = result.get("score").and_then(Value::as_f64).unwrap_or_default();
        let region = result.pointer("/region/score").and_then(Value::as_f64);
        let raw = RawRead {
            event_id: if is_single { picture.clone() } else { format!("{picture}:{index}") },
            plate: text(result, "/plate")?,
            region: text(result, "/region/code"),
            region_confidence: region.unwrap_or_default() * 100.0,
            confidence: score * 100.0,
            direction: ReadDirection::Unknown,
            at,
        };
        raw.check(image.cloned(), now)
    };
    Some(results.iter().enumerate().filter_map(read).take(MAX_PLATES).collect())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn now() -> DateTime<Utc> {
        "2026-06-03T13:00:00Z".parse().unwrap()
    }

    fn result(plate: &str) -> Value {
        json!({ "plate": plate, "score": 0.906, "dscore": 0.441,
            "region": { "code": "gb", "score": 0.413 }, "candidates": [{ "plate": plate }],
            "box": { "xmin": 460, "ymin": 57, "xmax": 557, "ymax": 82 },
            "vehicle": { "type": "Big Truck", "score": 0.267 }, "direction": 180,
            "source_url": "rtsp://camera", "position_sec": 4 })
    }

    fn webhook(event: &str, results: &[Value]) -> Value {
        json!({ "hook": { "target": "https://park.example", "id": "camera-1", "event": event,
                "filename": "camera-1_screenshots/26-06-03/12-59-58.606935.jpg" },
            "data": { "camera_id": "camera-1",
                "filename": "camera-1_screenshots/26-06-03/12-59-58.606935.jpg",
                "timestamp": "2026-06-03T12:59:58.606935Z",
                "timestamp_local": "2026-06-03 08:59:58.606935-04:00", "results": results } })
    }

    #[test]
    fn plate_and_time_are_read() {
        let reads = read(&webhook("recognition", &[result("9jub11")]), None, now()).unwrap();
        let [read] = reads.as_slice() else { panic!("{reads:?}") };
        assert_eq!(read.plate.normalized(), "9JUB11");
        assert_eq!((read.region.as_deref(), read.confidence_percent), (Some("gb"), 90));
        assert_eq!(read.sure_region(), None, "its score is 0.413");
        assert_eq!(read.at.to_rfc3339(), "2026-06-03T12:59:58.606935+00:00");
        assert_eq!(read.direction, ReadDirection::Unknown);
        assert!(read.vendor_event_id.contains("12-59-58.606935.jpg"), "{read:?}");
    }

    #[test]
    fn each_plate_has_an_id_of_its_own() {
        let results = [result("9jub11"), result("?"), result("sju88y")];
        let reads = read(&webhook("recognition", &results), None, now()).unwrap();
        let plates: Vec<_> = reads.iter().map(|read| read.plate.normalized()).collect();
        assert_eq!(plates, ["9JUB11", "SJU88Y"]);
        let ids: Vec<_> = reads.iter().map(|read| read.vendor_event_id.as_str()).collect();
        assert!(ids[0].ends_with(":0") && ids[1].ends_with(":2"), "{ids:?}");
    }

    #[test]
    fn webhook_without_a_plate_is_empty() {
        assert!(read(&webhook("recognition", &[]), None, now()).unwrap().is_empty());
        assert!(read(&webhook("image.done", &[result("9jub11")]), None, now()).unwrap().is_empty());
        let vehicle = json!({ "plate": null, "vehicle": { "type": "Sedan" } });
        assert!(read(&webhook("recognition", &[vehicle]), None, now()).unwrap().is_empty());
    }

    #[test]
    fn time_without_offset_is_utc() {
        let mut webhook = webhook("recognition", &[result("9jub11")]);
        webhook["data"]["timestamp"] = json!("2026-06-03 12:59:58");
        let reads = read(&webhook, None, now()).unwrap();
        assert_eq!(reads[0].at.to_rfc3339(), "2026-06-03T12:59:58+00:00");
    }
}
