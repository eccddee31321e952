//! Writes sheets as a PDF document, a page each, with tags for screen readers.

use std::num::NonZeroU16;

use chrono::{DateTime, Utc};
use krilla::{
    destination::XyzDestination,
    geom::{Path, PathBuilder, Point, Rect},
    metadata::Metadata,
    outline::{Outline, OutlineNode},
    page::PageSettings,
    surface::Surface,
    tagging::{BBox, ContentTag, Node, SpanTag, Tag, TagGroup, TagTree},
};
use shared::{Error, platform::domain::language::Language};

use super::{
    CodeSheet, Symbol,
    layout::{CODE, CODE_X, PAGE, Page, Paragraph},
};
use crate::pdf::{
    date,
    face::{Fonts, printable},
    fill, internal, new_document,
};

/// Points in a millimetre.
const POINTS: f32 = 72.0 / 25.4;
/// Red, green and blue of texts and codes, for the highest contrast.
const INK: (u8, u8, u8) = (0, 0, 0);

/// Returns the file.
///
/// # Errors
/// `Internal` if it cannot be written, which is a bug.
pub(super) fn write(
    sheets: &[CodeSheet],
    fonts: &Fonts,
    now: DateTime<Utc>,
) -> Result<Vec<u8>, Error> {
    let mut document = new_document()?;
    let (mut outline, mut tags) = (Outline::new(), TagTree::new());
    let mut title = String::new();
    for (number, sheet) in sheets.iter().enumerate() {
        let content = Page::new(sheet, fonts)?;
        let settings = PageSettings::from_wh(PAGE.0 * POINTS, PAGE.1 * POINTS);
        let settings = settings.ok_or_else(|| internal(&"the page has no size"))?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        draw(&mut surface, &mut tags, &content, number, fonts);
        surface.finish();
        page.finish();
        let top = XyzDestination::new(number, Point::from_xy(0.0, 0.0));
        let name = sheet.place.as_deref().unwrap_or(&sheet.words);
        outline.push_child(OutlineNode::new(printable(name), top));
        title = content.title;
    }
    document.set_outline(outline);
    document.set_tag_tree(tags);
    let language = sheets.first().map_or(Language::English, |sheet| sheet.language);
    document.set_metadata(
        Metadata::new()
            .title(title)
            .language(language.as_str().to_owned())
            .creator("Curbhold".to_owned())
            .creation_date(date(now)),
    );
    document.finish().map_err(|error| internal(&error))
}

/// Draws a page, and adds its parts to the tags in the order of reading.
fn draw(surface: &mut Surface<'_>, tags: &mut TagTree, page: &Page, number: usize, fonts: &Fonts) {
    surface.set_fill(Some(fill(INK)));
    for (at, paragraph) in page.above.iter().enumerate() {
        let lines = draw_lines(surface, paragraph, fonts);
        tags.push(if at == 0 {
            let heading = Tag::Hn(NonZeroU16::MIN, Some(page.title.clone()));
            TagGroup::with_children(heading, lines)
        } else {
            TagGroup::with_children(Tag::P, lines)
        });
    }
    if let Some(path) = path(&page.symbol, page.code_y) {
        let drawn = surface.start_tagged(ContentTag::Other);
        surface.draw_path(&path);
        surface.end_tagged();
        let edges = [CODE_X, page.code_y, CODE, CODE].map(|length| length * POINTS);
        let [x, y, width, height] = edges;
        let area = Rect::from_xywh(x, y, width, height).map(|area| BBox::new(number, area));
        let figure = Tag::Figure(Some(page.description.clone())).with_bbox(area);
        tags.push(TagGroup::with_children(figure, vec![drawn.into()]));
    }
    for paragraph in &page.below {
        let lines = draw_lines(surface, paragraph, fonts);
        tags.push(TagGroup::with_children(Tag::P, lines));
    }
}

fn draw_lines(surface: &mut Surface<'_>, paragraph: &Paragraph, fonts: &Fonts) -> Vec<Node> {
    let face = fonts.get(paragraph.weight);
    let mut drawn = Vec::new();
    for line in &paragraph.lines {
        // The blank at the end separates the line from the next one for readers of the text.
        let text = format!("{} ", line.text);
        let start = Point::from_xy(line.x * POINTS, line.y * POINTS);
        let (glyphs, font) = (face.glyphs(&text), face.font.clone());
        let part = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
        surface.draw_glyphs(start, glyphs.as_slice(), font, &text, paragraph.size * POINTS, false);
        surface.end_tagged();
        drawn.push(part.into());
    }
    drawn
}

/// Returns the dark modules as one path, so that no gaps appear between them.
fn path(symbol: &Symbol, top: f32) -> Option<Path> {
    let module = CODE / f32::from(symbol.size);
    let mut path = PathBuilder::new();
    for run in &symbol.runs {
        let x = CODE_X + f32::from(run.x) * module;
        let y = top + f32::from(run.y) * module;
        let edges = [x, y, f32::from(run.length) * module, module].map(|length| length * POINTS);
        let [x, y, width, height] = edges;
        path.push_rect(Rect::from_xywh(x, y, width, height)?);
    }
    path.finish()
}
