//! The embedded fonts: Inter, under the SIL Open Font License (`api/assets/fonts`). It has Latin,
//! Greek and Cyrillic letters.

use krilla::text::{Font, GlyphId as FontGlyph, KrillaGlyph};
use shared::Error;
use skrifa::{
    FontRef, GlyphId, MetadataProvider as _,
    charmap::Charmap,
    instance::{LocationRef, Size},
    metrics::GlyphMetrics,
};
use unicode_normalization::UnicodeNormalization as _;

const REGULAR: &[u8] = include_bytes!("../../assets/fonts/Inter-Regular.ttf");
const BOLD: &[u8] = include_bytes!("../../assets/fonts/Inter-SemiBold.ttf");
/// Shown in place of a letter that the font lacks. A search and a copy still find the letter.
const SUBSTITUTE: char = '?';

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weight {
    Regular,
    Bold,
}

pub(crate) struct Fonts {
    regular: Face,
    bold: Face,
}

/// A font with its measures.
pub(crate) struct Face {
    pub(crate) font: Font,
    letters: Charmap<'static>,
    widths: GlyphMetrics<'static>,
    units_per_em: f32,
    substitute: GlyphId,
}

impl Fonts {
    /// Reads the fonts.
    ///
    /// # Errors
    /// `Internal` if a font is not readable, which is a bug.
    pub(crate) fn load() -> Result<Self, Error> {
        let face = |data: &'static [u8]| {
            Face::read(data).ok_or_else(|| Error::Internal("a font is not readable".to_owned()))
        };
        Ok(Self { regular: face(REGULAR)?, bold: face(BOLD)? })
    }

    pub(crate) fn get(&self, weight: Weight) -> &Face {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        }
    }
}

impl Face {
    fn read(data: &'static [u8]) -> Option<Self> {
        let font = FontRef::from_index(data, 0).ok()?;
        let at = LocationRef::default();
        let letters = font.charmap();
        Some(Self {
            font: Font::new(data.into(), 0)?,
            substitute: letters.map(SUBSTITUTE)?,
            widths: font.glyph_metrics(Size::unscaled(), at),
            units_per_em: f32::from(font.metrics(Size::unscaled(), at).units_per_em),
            letters,
        })
    }

    /// Returns the glyphs of a line, with their part of its text.
    pub(crate) fn glyphs(&self, line: &str) -> Vec<KrillaGlyph> {
        let glyph = |(at, letter): (usize, char)| {
            let id = self.glyph(letter);
            let part = at..at + letter.len_utf8();
            let advance = self.advance(id);
            KrillaGlyph::new(FontGlyph::new(id.to_u32()), advance, 0.0, 0.0, 0.0, part, None)
        };
        line.char_indices().map(glyph).collect()
    }

    /// Returns the width of a line, in the unit of `size`.
    pub(crate) fn width(&self, line: &str, size: f32) -> f32 {
        line.chars().map(|letter| self.advance(self.glyph(letter))).sum::<f32>() * size
    }

    /// Breaks a text into lines of at most this width, in the unit of `size`, between words where
    /// possible. At least one line.
    pub(crate) fn wrap(&self, text: &str, size: f32, width: f32) -> Vec<String> {
        text.split('\n').flat_map(|part| self.wrap_part(&printable(part), size, width)).collect()
    }

    fn wrap_part(&self, text: &str, size: f32, width: f32) -> Vec<String> {
        let (mut lines, mut line) = (Vec::new(), String::new());
        for word in text.split_whitespace() {
            let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
            if self.width(&longer, size) <= width {
                line = longer;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            for letter in word.chars() {
                let longer = format!("{line}{letter}");
                if !line.is_empty() && self.width(&longer, size) > width {
                    lines.push(std::mem::take(&mut line));
                }
                line.push(letter);
            }
        }
        lines.push(line);
        lines
    }

    fn glyph(&self, letter: char) -> GlyphId {
        let found = self.letters.map(letter).filter(|id| id.to_u32() != 0);
        found.unwrap_or(self.substitute)
    }

    /// Returns the width of a glyph at a size of one point.
    fn advance(&self, id: GlyphId) -> f32 {
        self.widths.advance_width(id).unwrap_or_default() / self.units_per_em
    }
}

/// Returns a text with composed letters. Characters without a form are blanks: control characters,
/// marks of direction and width, and those that a PDF must not contain.
pub(crate) fn printable(text: &str) -> String {
    let is_formless = |letter: char| {
        letter.is_control()
            || matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}')
            || matches!(letter, '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
    };
    text.nfc().map(|letter| if is_formless(letter) { ' ' } else { letter }).collect()
}
