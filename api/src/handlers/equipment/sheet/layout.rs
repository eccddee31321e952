//! Places the parts of a sheet on its page, from the top to the bottom. All lengths are in
//! millimetres.

use shared::Error;

use super::{CodeSheet, Symbol, words};
use crate::pdf::face::{Fonts, Weight, printable};

/// Width and height of A4.
pub(super) const PAGE: (f32, f32) = (210.0, 297.0);
const MARGIN: f32 = 16.0;
const WIDTH: f32 = PAGE.0 - 2.0 * MARGIN;
/// Edge of the code with its margin. The code alone has more than 90 mm.
pub(super) const CODE: f32 = 110.0;
/// Left edge of the code.
pub(super) const CODE_X: f32 = (PAGE.0 - CODE) / 2.0;
/// Height of a line, as a multiple of the size of its letters.
const LEADING: f32 = 1.25;
/// Blank between two paragraphs.
const GAP: f32 = 3.0;

/// Sizes of letters, of which the first one is used that needs at most two lines, else the last.
type Sizes = [f32; 3];

const SITE: Sizes = [11.0, 8.0, 5.5];
const PLACE: Sizes = [8.0, 6.0, 4.5];
const ACTION: Sizes = [15.0, 12.0, 10.0];
const NOTE: Sizes = [5.5, 4.5, 3.5];
const WORDS: Sizes = [11.0, 9.0, 7.0];

/// Lines of the same appearance, centred.
#[derive(Debug)]
pub(super) struct Paragraph {
    pub(super) size: f32,
    pub(super) weight: Weight,
    pub(super) lines: Vec<Line>,
}

#[derive(Debug)]
pub(super) struct Line {
    /// Left edge.
    pub(super) x: f32,
    /// Baseline.
    pub(super) y: f32,
    pub(super) text: String,
}

#[derive(Debug)]
pub(super) struct Page {
    /// Name of the site, for the outline of the document.
    pub(super) title: String,
    /// The first one is the heading.
    pub(super) above: Vec<Paragraph>,
    pub(super) symbol: Symbol,
    /// Upper edge of the code with its margin.
    pub(super) code_y: f32,
    /// Text in place of the code.
    pub(super) description: String,
    pub(super) below: Vec<Paragraph>,
}

impl Page {
    /// # Errors
    /// `Internal` if the code does not fit into a symbol.
    pub(super) fn new(sheet: &CodeSheet, fonts: &Fonts) -> Result<Self, Error> {
        let (language, domain) = (sheet.language, sheet.domain.as_str());
        let mut flow = Flow { fonts, y: MARGIN };
        let mut above = vec![flow.paragraph(&sheet.site, Weight::Bold, SITE)];
        if let Some(place) = &sheet.place {
            above.push(flow.paragraph(place, Weight::Regular, PLACE));
        }
        above.push(flow.paragraph(words::action(sheet.kind, language), Weight::Bold, ACTION));
        let code_y = flow.y;
        flow.y += CODE;
        let below = vec![
            flow.paragraph(&words::typed(&sheet.words_page, language), Weight::Regular, NOTE),
            flow.paragraph(&sheet.words, Weight::Bold, WORDS),
            flow.paragraph(&words::warning(domain, language), Weight::Regular, NOTE),
        ];
        Ok(Self {
            title: printable(&sheet.site),
            above,
            symbol: Symbol::new(&sheet.url)?,
            code_y,
            description: words::description(domain, language),
            below,
        })
    }
}

struct Flow<'a> {
    fonts: &'a Fonts,
    /// Lower edge of the parts so far.
    y: f32,
}

impl Flow<'_> {
    fn paragraph(&mut self, text: &str, weight: Weight, sizes: Sizes) -> Paragraph {
        let face = self.fonts.get(weight);
        let [large, medium, small] = sizes;
        let fits = |size: &f32| face.wrap(text, *size, WIDTH).len() <= 2;
        let size = [large, medium].into_iter().find(fits).unwrap_or(small);
        let mut lines = Vec::new();
        for text in face.wrap(text, size, WIDTH) {
            self.y += size * LEADING;
            let x = (PAGE.0 - face.width(&text, size)) / 2.0;
            lines.push(Line { x, y: self.y, text });
        }
        self.y += GAP;
        Paragraph { size, weight, lines }
    }
}
