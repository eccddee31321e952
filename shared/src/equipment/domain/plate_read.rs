//! Readings of cameras, in the form that all vendors' webhooks are translated into.

use std::fmt;

use chrono::{DateTime, Utc};
use strum::{EnumString, IntoStaticStr, VariantArray};

use super::direction::ReadDirection;
use crate::{identity::domain::plate::Plate, platform::domain::text_enum::text_enum};

/// Maximum size of a stored image, in bytes; larger images are dropped.
pub const MAX_IMAGE: usize = 512 * 1024;
/// Maximum length of a stored event id, as in the constraint `plate_reads_event_id_length`.
pub const MAX_EVENT_ID: usize = 200;

/// One plate that a camera has read.
#[derive(Debug, Clone)]
pub struct PlateRead {
    /// Identifies the reading among those of its camera; the same when the webhook is repeated.
    pub vendor_event_id: String,
    pub plate: Plate,
    /// Issuer of the plate, as the vendor writes it; `None` if it is not known.
    pub region: Option<String>,
    /// The vendor is nearly certain of the region.
    pub is_region_sure: bool,
    /// 0 to 100.
    pub confidence_percent: i32,
    pub direction: ReadDirection,
    /// Time by the camera's clock.
    pub at: DateTime<Utc>,
    pub image: Option<PlateImage>,
}

/// A picture of the vehicle.
#[derive(Clone, PartialEq, Eq)]
pub struct PlateImage {
    /// `image/jpeg` or `image/png`.
    pub content_type: &'static str,
    pub bytes: Vec<u8>,
}

/// The result of a reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case", parse_err_ty = String, parse_err_fn = Self::unknown)]
pub enum ReadOutcome {
    Entered,
    Left,
    /// The same camera had read the plate shortly before.
    Duplicate,
    /// An operator decides.
    Review,
    /// The plate belongs to no booking, vehicle or visit.
    NoMatch,
    /// The driver was found and may not enter.
    Refused,
    /// An operator has let the vehicle in or out.
    Admitted,
    /// An operator has dismissed the reading.
    Dismissed,
}
text_enum!(ReadOutcome);

impl PlateRead {
    /// Returns the issuer of the plate, if the vendor is nearly certain of it.
    pub fn sure_region(&self) -> Option<&str> {
        self.region.as_deref().filter(|_| self.is_region_sure)
    }
}

impl PlateImage {
    /// Returns the image; `None` if it is empty, too large, or neither JPEG nor PNG.
    pub fn new(bytes: Vec<u8>) -> Option<Self> {
        let content_type = match bytes.as_slice() {
            [0xff, 0xd8, 0xff, ..] => "image/jpeg",
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => "image/png",
            _ => return None,
        };
        (bytes.len() <= MAX_IMAGE).then_some(Self { content_type, bytes })
    }
}

/// Images are personal data, and long.
impl fmt::Debug for PlateImage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PlateImage({}, {} bytes)", self.content_type, self.bytes.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn image_is_known_by_its_first_bytes() {
        let kind = |bytes: &[u8]| PlateImage::new(bytes.to_vec()).map(|image| image.content_type);
        assert_eq!(kind(&[0xff, 0xd8, 0xff, 0xe0]), Some("image/jpeg"));
        assert_eq!(kind(b"\x89PNG\r\n\x1a\n..."), Some("image/png"));
        assert_eq!(kind(b"<svg onload=\"x\"/>"), None);
        assert_eq!(kind(b""), None);
    }

    #[test]
    fn large_image_is_dropped() {
        let mut bytes = vec![0; MAX_IMAGE];
        bytes[..3].copy_from_slice(&[0xff, 0xd8, 0xff]);
        assert!(PlateImage::new(bytes.clone()).is_some());
        bytes.push(0);
        assert!(PlateImage::new(bytes).is_none());
    }
}
