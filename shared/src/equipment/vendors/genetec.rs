//! Reads of Genetec SharpV, as its HTTP extension sends them in JSON. The camera has to be
//! configured to send the confidence score; a read without it waits for review.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde_json::Value;

use super::{RawRead, image_at, instant, text};
use crate::equipment::domain::{
    direction::ReadDirection,
    plate_read::{PlateImage, PlateRead},
};

/// Returns the reading; `None` for a body that is not one of SharpV's.
pub(super) fn read(
    json: &Value,
    image: Option<PlateImage>,
    time_zone: Tz,
    now: DateTime<Utc>,
) -> Option<Vec<PlateRead>> {
    let event_id = text(json, "/Id")?.to_owned();
    json.get("PlateRead")?.as_str()?;
    let Some(plate) = text(json, "/PlateRead") else { return Some(Vec::new()) };
    let confidence = analytic(json, "Confidence Score").and_then(|score| score.parse().ok());
    let motion = analytic(json, "Relative Motion").unwrap_or_default().to_ascii_lowercase();
    let raw = RawRead {
        event_id,
        plate,
        region: analytic(json, "State Name"),
        // Not reported.
        region_confidence: 0.0,
        confidence: confidence.unwrap_or_default(),
        // The camera looks at the vehicles that enter.
        direction: match motion.as_str() {
            "approaching" => ReadDirection::In,
            "moving away" => ReadDirection::Out,
            _ => ReadDirection::Unknown,
        },
        at: text(json, "/Timestamp").and_then(|text| instant(text, time_zone)),
    };
    let image =
        image.or_else(|| image_at(json, "/ContextImage")).or_else(|| image_at(json, "/PlateImage"));
    Some(raw.check(image, now).into_iter().collect())
}

/// Returns the value of an analytic by its key.
fn analytic<'a>(json: &'a Value, key: &str) -> Option<&'a str> {
    let analytics = json.get("PlateAnalytics")?.as_array()?;
    let found = analytics.iter().find(|analytic| text(analytic, "/Key") == Some(key))?;
    text(found, "/Value")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const NEW_YORK: Tz = chrono_tz::America::New_York;

    fn now() -> DateTime<Utc> {
        "2026-08-29T13:00:00Z".parse().unwrap()
    }

    fn sample(analytics: &Value) -> Value {
        json!({ "ContextCameraName": "Context Camera", "ContextImage": "",
            "Id": "32cf870a-46aa-4cfd-914b-00062d98e93a", "Latitude": 0.0, "Longitude": 0.0,
            "LprCameraName": "Lpr Camera", "PlateAnalytics": analytics, "PlateImage": "",
            "PlateRead": "AA7D2", "SourceUrl": "SHARPV12345",
            "Timestamp": "2026-08-29T08:42:45.797" })
    }

    fn analytics(state: &str, confidence: &str, motion: &str) -> Value {
        json!([{ "Key": "State Name", "Score": -1.0, "Value": state },
            { "Key": "Vehicle Type", "Score": 1.0, "Value": "-" },
            { "Key": "Relative Motion", "Score": -1.0, "Value": motion },
            { "Key": "Confidence Score", "Score": 1, "Value": confidence }])
    }

    #[test]
    fn sample_is_one_reading_in_local_time() {
        let json = sample(&analytics("NY", "97", "Approaching"));
        let reads = read(&json, None, NEW_YORK, now()).unwrap();
        let [read] = reads.as_slice() else { panic!("{reads:?}") };
        assert_eq!(read.vendor_event_id, "32cf870a-46aa-4cfd-914b-00062d98e93a");
        assert_eq!(read.plate.normalized(), "AA7D2");
        assert_eq!((read.region.as_deref(), read.confidence_percent), (Some("NY"), 97));
        assert_eq!(read.direction, ReadDirection::In);
        assert_eq!(read.at.to_rfc3339(), "2026-08-29T12:42:45.797+00:00");
        assert_eq!(read.image, None);
    }

    #[test]
    fn hyphen_is_no_value() {
        let reads = read(&sample(&analytics("-", "-", "-")), None, NEW_YORK, now()).unwrap();
        assert_eq!((reads[0].region.as_deref(), reads[0].confidence_percent), (None, 0));
        assert_eq!(reads[0].direction, ReadDirection::Unknown);
    }

    #[test]
    fn read_without_score_has_no_confidence() {
        let reads = read(&sample(&json!([])), None, NEW_YORK, now()).unwrap();
        assert_eq!(reads[0].confidence_percent, 0);
    }

    #[test]
    fn vehicle_without_plate_is_empty() {
        let mut json = sample(&analytics("NY", "97", "Moving away"));
        json["PlateRead"] = json!("");
        assert!(read(&json, None, NEW_YORK, now()).unwrap().is_empty());
    }
}
