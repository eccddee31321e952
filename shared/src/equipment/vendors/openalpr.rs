//! Webhooks of OpenALPR and Rekor Scout: groups of frames in which one vehicle was seen.

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::{RawRead, image_at, text};
use crate::equipment::domain::{
    direction::ReadDirection,
    plate_read::{PlateImage, PlateRead},
};

/// Half of the arc, in degrees, in which a vehicle moves towards the camera or away from it.
const HALF_ARC: f64 = 60.0;

/// Returns the reading of a finished group, none for other webhooks such as heartbeats; `None` for
/// a body that is not one of the vendor's.
pub(super) fn read(
    json: &Value,
    image: Option<PlateImage>,
    now: DateTime<Utc>,
) -> Option<Vec<PlateRead>> {
    let is_group = text(json, "/data_type")? == "alpr_group";
    let is_preview = json.get("is_preview").and_then(Value::as_bool).unwrap_or_default();
    // A preview is followed by the group.
    if !is_group || is_preview {
        return Some(Vec::new());
    }
    let event_id = text(json, "/best_uuid").or_else(|| text(json, "/uuids/0"))?;
    let Some(plate) = text(json, "/best_plate_number") else { return Some(Vec::new()) };
    let number = |name: &str| json.get(name).and_then(Value::as_f64);
    let seen_at = json.get("epoch_start").and_then(Value::as_i64);
    let raw = RawRead {
        event_id: event_id.to_owned(),
        plate,
        region: text(json, "/best_region"),
        region_confidence: number("best_region_confidence").unwrap_or_default(),
        confidence: number("best_confidence").unwrap_or_default(),
        direction: number("travel_direction").map_or(ReadDirection::Unknown, direction),
        at: seen_at.and_then(DateTime::from_timestamp_millis),
    };
    let image = image
        .or_else(|| image_at(json, "/vehicle_crop_jpeg"))
        .or_else(|| image_at(json, "/best_plate/plate_crop_jpeg"));
    Some(raw.check(image, now).into_iter().collect())
}

/// Returns the direction of an angle in the picture, clockwise from its top: a vehicle that moves
/// down comes towards the camera, which looks at those that enter.
fn direction(degrees: f64) -> ReadDirection {
    let degrees = degrees.rem_euclid(360.0);
    if (degrees - 180.0).abs() <= HALF_ARC {
        ReadDirection::In
    } else if degrees <= HALF_ARC || degrees >= 360.0 - HALF_ARC {
        ReadDirection::Out
    } else {
        ReadDirection::Unknown
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn now() -> DateTime<Utc> {
        "2026-06-03T13:00:00Z".parse().unwrap()
    }

    fn group() -> Value {
        json!({ "data_type": "alpr_group", "version": 2, "epoch_start": 1_780_491_598_789_i64,
            "epoch_end": 1_780_491_599_789_i64, "agent_uid": "agent", "agent_type": "alprd",
            "company_id": "company", "camera_id": 1_414_799_424, "country": "us",
            "uuids": ["agent-cam1-1", "agent-cam1-2"], "best_uuid": "agent-cam1-2",
            "candidates": [{ "plate": "A13709", "confidence": 92.075 }],
            "best_plate": { "plate": "A13709" }, "best_plate_number": "A13709",
            "best_confidence": 92.075, "best_region": "us-ca", "best_region_confidence": 80.0,
            "travel_direction": 178.5, "is_parked": false, "is_preview": false,
            "vehicle": { "color": [], "make": [] },
            "web_server_config": { "camera_label": "Entrance", "agent_label": "Garage" } })
    }

    #[test]
    fn group_is_one_reading() {
        let reads = read(&group(), None, now()).unwrap();
        let [read] = reads.as_slice() else { panic!("{reads:?}") };
        assert_eq!(read.vendor_event_id, "agent-cam1-2");
        assert_eq!(read.plate.normalized(), "A13709");
        assert_eq!((read.region.as_deref(), read.confidence_percent), (Some("us-ca"), 92));
        assert_eq!(read.sure_region(), Some("us-ca"));
        assert_eq!(read.direction, ReadDirection::In);
        assert_eq!(read.at.to_rfc3339(), "2026-06-03T12:59:58.789+00:00");
    }

    #[test]
    fn heartbeat_and_preview_are_empty() {
        let heartbeat = json!({ "data_type": "heartbeat", "agent_uid": "agent" });
        assert!(read(&heartbeat, None, now()).unwrap().is_empty());
        let mut preview = group();
        preview["is_preview"] = json!(true);
        assert!(read(&preview, None, now()).unwrap().is_empty());
        let mut frame = group();
        frame["data_type"] = json!("alpr_results");
        assert!(read(&frame, None, now()).unwrap().is_empty());
    }

    #[test]
    fn direction_is_towards_the_camera_or_away() {
        for (degrees, expected) in [
            (180.0, ReadDirection::In),
            (125.0, ReadDirection::In),
            (0.0, ReadDirection::Out),
            (359.0, ReadDirection::Out),
            (-10.0, ReadDirection::Out),
            (90.0, ReadDirection::Unknown),
            (270.0, ReadDirection::Unknown),
        ] {
            assert_eq!(direction(degrees), expected, "{degrees}");
        }
    }

    #[test]
    fn picture_of_the_vehicle_is_read() {
        let mut group = group();
        group["vehicle_crop_jpeg"] = json!("/9j/4AA=");
        let reads = read(&group, None, now()).unwrap();
        assert_eq!(reads[0].image.as_ref().unwrap().content_type, "image/jpeg");
    }
}
