//! Adapters of cameras' webhooks: pure functions from a body to readings.
//!
//! None of the vendors signs its webhooks; the secret in the path authenticates them.

mod genetec;
mod json;
mod openalpr;
mod plate_recognizer;

use base64::{Engine, prelude::BASE64_STANDARD};
use chrono::{DateTime, NaiveDateTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::domain::{
    direction::ReadDirection,
    plate_read::{MAX_EVENT_ID, MAX_IMAGE, PlateImage, PlateRead},
    vendor::CameraVendor,
};
use crate::{Error, Result};

/// A camera's clock that is off by more than this is not used.
const MAX_CLOCK_ERROR: TimeDelta = TimeDelta::days(365);
/// Confidence, in percent, from which on a region is compared with that of a saved vehicle.
const SURE_REGION: f64 = 80.0;
/// Maximum number of characters of a region.
const MAX_REGION: usize = 50;
/// Maximum length of a text that is no picture, in bytes.
const MAX_TEXT: usize = 4 * 1024;
/// Length of the largest picture in base64.
const MAX_IMAGE_TEXT: usize = MAX_IMAGE.div_ceil(3) * 4;
/// Maximum number of plates in one picture.
const MAX_PLATES: usize = 10;

/// One plate of a webhook, before its texts are checked.
struct RawRead<'a> {
    event_id: String,
    plate: &'a str,
    region: Option<&'a str>,
    /// 0 to 100.
    region_confidence: f64,
    /// 0 to 100.
    confidence: f64,
    direction: ReadDirection,
    at: Option<DateTime<Utc>>,
}

/// Translates the JSON of a webhook. `image` is the picture that was sent beside it; pictures in
/// the JSON are left out unless `keeps_images`. A time without offset is local time in
/// `time_zone`, if the vendor does not define it as UTC. The result is empty for a webhook without
/// a plate, such as a heartbeat; texts that are no plate are left out.
///
/// # Errors
/// `Invalid` for a body that is not one of the vendor's.
pub fn read_json(
    vendor: CameraVendor,
    body: &[u8],
    image: Option<Vec<u8>>,
    keeps_images: bool,
    time_zone: Tz,
    now: DateTime<Utc>,
) -> Result<Vec<PlateRead>> {
    let malformed = |message: &str| Error::field("body", "malformed", message);
    let max_text = if keeps_images { MAX_IMAGE_TEXT } else { MAX_TEXT };
    let json = json::parse(body, max_text);
    let json = json.map_err(|_| malformed("must be JSON, or have a part json"))?;
    let image = image.and_then(PlateImage::new);
    let (reads, message) = match vendor {
        CameraVendor::PlateRecognizer => (
            plate_recognizer::read(&json, image.as_ref(), now),
            "must be a webhook of Plate Recognizer Stream",
        ),
        CameraVendor::Openalpr => {
            (openalpr::read(&json, image, now), "must be a webhook of OpenALPR or Rekor Scout")
        }
        CameraVendor::Genetec => {
            (genetec::read(&json, image, time_zone, now), "must be a read of Genetec SharpV")
        }
    };
    reads.ok_or_else(|| malformed(message))
}

impl RawRead<'_> {
    /// Returns the reading; `None` if its text is no plate.
    fn check(self, image: Option<PlateImage>, now: DateTime<Utc>) -> Option<PlateRead> {
        let is_plausible = |at: &DateTime<Utc>| (*at - now).abs() <= MAX_CLOCK_ERROR;
        Some(PlateRead {
            vendor_event_id: stored_id(self.event_id),
            plate: self.plate.parse().ok()?,
            region: self.region.and_then(region),
            is_region_sure: self.region_confidence >= SURE_REGION,
            confidence_percent: percent(self.confidence),
            direction: self.direction,
            at: self.at.filter(is_plausible).unwrap_or(now),
            image,
        })
    }
}

/// Returns the text at a JSON pointer, trimmed; `None` if it is absent, empty or no text.
fn text<'a>(json: &'a Value, pointer: &str) -> Option<&'a str> {
    let text = json.pointer(pointer)?.as_str()?.trim();
    (!text.is_empty()).then_some(text)
}

/// Returns the picture in base64 at a JSON pointer.
fn image_at(json: &Value, pointer: &str) -> Option<PlateImage> {
    PlateImage::new(BASE64_STANDARD.decode(text(json, pointer)?).ok()?)
}

/// Returns the whole percent, 0 to 100, rounded down.
fn percent(number: f64) -> i32 {
    // Not to lose a percent to the binary form of a decimal fraction.
    let number = number + 1e-6;
    (0..=100).rev().find(|percent| f64::from(*percent) <= number).unwrap_or_default()
}

/// Parses an instant; without an offset it is local time in `time_zone`.
fn instant(text: &str, time_zone: Tz) -> Option<DateTime<Utc>> {
    let text = text.trim().replacen(' ', "T", 1);
    if let Ok(at) = DateTime::parse_from_rfc3339(&text) {
        return Some(at.to_utc());
    }
    let local = NaiveDateTime::parse_from_str(&text, "%Y-%m-%dT%H:%M:%S%.f").ok()?;
    // The hour that a change of the clock skips does not exist.
    let found = time_zone.from_local_datetime(&local).earliest();
    Some(found.map_or_else(|| local.and_utc(), |at| at.to_utc()))
}

/// Returns the issuer of the plate; a hyphen stands for none.
fn region(text: &str) -> Option<String> {
    let text = text.trim();
    let is_text = !text.is_empty() && text != "-" && !text.chars().any(char::is_control);
    is_text.then(|| text.chars().take(MAX_REGION).collect())
}

/// Returns the form in which an event id is stored: its hash if it is too long for the column.
fn stored_id(id: String) -> String {
    let fits = !id.is_empty() && id.len() <= MAX_EVENT_ID && !id.chars().any(char::is_control);
    if fits { id } else { hex::encode(Sha256::digest(id.as_bytes())) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEW_YORK: Tz = chrono_tz::America::New_York;

    #[test]
    fn time_without_offset_is_local() {
        let at = |text| instant(text, NEW_YORK).unwrap().to_rfc3339();
        assert_eq!(at("2026-08-29T08:42:45.797"), "2026-08-29T12:42:45.797+00:00");
        assert_eq!(at("2026-10-21T21:35:04.8627622+00:00"), "2026-10-21T21:35:04.862762200+00:00");
        assert_eq!(at("2025-02-19 09:35:04.691903+01:00"), "2025-02-19T08:35:04.691903+00:00");
        assert!(at("2026-03-08T02:30:00").starts_with("2026-03-08T02:30"), "a skipped hour");
        assert_eq!(instant("yesterday", NEW_YORK), None);
    }

    #[test]
    fn percent_is_rounded_down() {
        for (number, expected) in
            [(0.29 * 100.0, 29), (99.6, 99), (100.0, 100), (250.0, 100), (-1.0, 0), (f64::NAN, 0)]
        {
            assert_eq!(percent(number), expected, "{number}");
        }
    }

    #[test]
    fn long_event_id_is_hashed() {
        assert_eq!(stored_id("a".repeat(MAX_EVENT_ID)), "a".repeat(MAX_EVENT_ID));
        assert_eq!(stored_id("a".repeat(MAX_EVENT_ID + 1)).len(), 64);
        assert_eq!(stored_id("a\0b".to_owned()).len(), 64);
    }

    #[test]
    fn other_body_is_refused() {
        let now = "2026-06-03T13:00:00Z".parse().unwrap();
        for vendor in CameraVendor::ALL {
            for body in [&b"{}"[..], b"[]", b"{", b"null", b"{\"data\": 1}"] {
                let read = read_json(*vendor, body, None, false, NEW_YORK, now);
                assert!(matches!(read, Err(Error::Invalid(_))), "{vendor:?}");
            }
        }
    }

    #[test]
    fn picture_is_read_where_it_is_kept() {
        let now = "2026-06-03T13:00:00Z".parse().unwrap();
        let picture = [b"\xff\xd8\xff".to_vec(), vec![0; MAX_IMAGE - 3]].concat();
        let body = serde_json::json!({ "data_type": "alpr_group", "best_uuid": "1",
            "best_plate_number": "A13709", "vehicle_crop_jpeg": BASE64_STANDARD.encode(picture) });
        let body = body.to_string();
        for keeps_images in [true, false] {
            let vendor = CameraVendor::Openalpr;
            let reads = read_json(vendor, body.as_bytes(), None, keeps_images, NEW_YORK, now);
            assert_eq!(reads.unwrap()[0].image.is_some(), keeps_images);
        }
    }

    #[test]
    fn wrong_clock_is_not_used() {
        let now: DateTime<Utc> = "2026-06-03T13:00:00Z".parse().unwrap();
        let read = |at: &str| {
            let raw = RawRead {
                event_id: "1".to_owned(),
                plate: "b-ab 123",
                region: Some("-"),
                region_confidence: 100.0,
                confidence: 90.0,
                direction: ReadDirection::Unknown,
                at: Some(at.parse().unwrap()),
            };
            raw.check(None, now).unwrap()
        };
        assert_eq!(read("1970-01-01T00:00:00Z").at, now);
        assert_eq!(read("2026-06-03T12:59:00Z").at, now - TimeDelta::minutes(1));
        assert_eq!(read("2026-06-03T12:59:00Z").region, None);
    }
}
