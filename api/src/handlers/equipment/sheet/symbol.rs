//! QR codes by their dark modules.

use std::fmt::Write as _;

use qrcode::{Color, EcLevel, QrCode};
use shared::Error;

/// Width of the light margin, in modules, which readers require.
const QUIET_ZONE: u16 = 4;

/// A QR code with its light margin. Lengths are in modules, from the top left corner.
#[derive(Debug, Clone)]
pub(crate) struct Symbol {
    /// Length of an edge, with the margin.
    pub(crate) size: u16,
    pub(crate) runs: Vec<Run>,
}

/// Dark modules beside each other.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Run {
    pub(crate) x: u16,
    pub(crate) y: u16,
    pub(crate) length: u16,
}

impl Symbol {
    /// Encodes a text with error correction level M, of which 15 % may be unreadable.
    ///
    /// # Errors
    /// `Internal` for a text of more than 2,331 bytes.
    pub(crate) fn new(text: &str) -> Result<Self, Error> {
        let code = QrCode::with_error_correction_level(text, EcLevel::M);
        let code = code.map_err(|error| Error::Internal(format!("QR code: {error}")))?;
        let width = code.width();
        let mut runs = Vec::new();
        for (y, row) in (QUIET_ZONE..).zip(code.into_colors().chunks(width)) {
            let mut x = QUIET_ZONE;
            for run in row.chunk_by(|one, other| one == other) {
                let length = modules(run.len());
                if run.first() == Some(&Color::Dark) {
                    runs.push(Run { x, y, length });
                }
                x += length;
            }
        }
        Ok(Self { size: modules(width) + 2 * QUIET_ZONE, runs })
    }

    /// Returns the dark modules as the data of an SVG path.
    pub(crate) fn path(&self) -> String {
        self.runs.iter().fold(String::new(), |mut path, Run { x, y, length }| {
            // Writing to a text does not fail.
            write!(path, "M{x} {y}h{length}v1h-{length}z").unwrap_or_default();
            path
        })
    }

    /// Returns the symbol as an image that fits its box, on a light ground.
    pub(crate) fn svg(&self) -> String {
        let (size, path) = (self.size, self.path());
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {size} {size}\" \
                shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h{size}v{size}H0z\"/>\
                <path d=\"{path}\"/></svg>"
        )
    }
}

/// A symbol has at most 177 modules in a row.
fn modules(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}
