//! The JSON of the vendors' webhooks.

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Value, json};

use super::{Reading, Vendor};
use crate::Direction;

/// Returns the body that a vendor's camera sends.
pub(super) fn body(vendor: Vendor, reading: &Reading, id: &str, at: DateTime<Utc>) -> Value {
    match vendor {
        Vendor::PlateRecognizer => plate_recognizer(reading, id, at),
        Vendor::Openalpr => openalpr(reading, id, at),
        Vendor::Genetec => genetec(reading, id, at),
    }
}

/// Plate Recognizer Stream.
fn plate_recognizer(reading: &Reading, id: &str, at: DateTime<Utc>) -> Value {
    let (file, camera) = (format!("{id}.jpg"), format!("camera-{}", reading.direction.as_str()));
    json!({
        "hook": { "target": "https://park.example", "id": camera, "event": "recognition",
            "filename": file },
        "data": {
            "camera_id": camera, "filename": file, "timestamp": at,
            "results": [{
                "plate": reading.plate.to_lowercase(),
                "score": f64::from(reading.confidence) / 100.0,
                "dscore": 0.8, "region": { "code": "us-ny", "score": 0.6 },
                "vehicle": { "type": "Sedan", "score": 0.7 }, "direction": 180,
            }],
        },
    })
}

/// OpenALPR and Rekor Scout.
fn openalpr(reading: &Reading, id: &str, at: DateTime<Utc>) -> Value {
    let plate = &reading.plate;
    // Clockwise from the top of the picture: those who enter drive towards the camera.
    let degrees = if reading.direction == Direction::In { 180.0 } else { 0.0 };
    json!({
        "data_type": "alpr_group", "version": 2, "epoch_start": at.timestamp_millis(),
        "epoch_end": at.timestamp_millis(), "camera_id": 1, "country": "us",
        "uuids": [id], "best_uuid": id, "best_plate_number": plate,
        "best_plate": { "plate": plate }, "best_confidence": f64::from(reading.confidence),
        "best_region": "us-ny", "travel_direction": degrees, "is_preview": false,
    })
}

/// Genetec SharpV.
fn genetec(reading: &Reading, id: &str, at: DateTime<Utc>) -> Value {
    let motion = match reading.direction {
        Direction::In => "Approaching",
        Direction::Out => "Moving away",
    };
    json!({
        "Id": id, "LprCameraName": "Camera", "PlateRead": reading.plate, "PlateImage": "",
        "ContextImage": "", "SourceUrl": "SHARPV12345",
        "Timestamp": at.to_rfc3339_opts(SecondsFormat::Millis, true),
        "PlateAnalytics": [
            { "Key": "State Name", "Score": -1.0, "Value": "NY" },
            { "Key": "Relative Motion", "Score": -1.0, "Value": motion },
            { "Key": "Confidence Score", "Score": 1, "Value": reading.confidence.to_string() },
        ],
    })
}
