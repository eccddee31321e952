//! Writes the pages of a document, and the tags that give their lines a meaning.

use std::num::NonZeroU16;

use chrono::{DateTime, Datelike as _, Timelike as _, Utc};
use krilla::{
    Document, SerializeSettings,
    color::rgb,
    configure::{Accessibility, ConfigurationBuilder},
    destination::XyzDestination,
    geom::{PathBuilder, Point, Rect},
    metadata::{self, Metadata},
    outline::{Outline, OutlineNode},
    page::PageSettings,
    paint::Fill,
    surface::Surface,
    tagging::{
        Artifact, ArtifactType, ContentTag, Identifier, Node, SpanTag, TableHeaderScope, Tag,
        TagGroup, TagTree,
    },
};
use shared::{Error, platform::domain::language::Language};

use super::{
    Sheet,
    face::{Fonts, printable},
    layout::{Block, FOOTER, Layout, Line, MARGIN, NOTE, PAGE, WIDTH},
};

/// Red, green and blue of the text.
const INK: (u8, u8, u8) = (0x1b, 0x22, 0x2a);
/// A contrast of 5.6 to 1 with paper.
const SOFT_INK: (u8, u8, u8) = (0x5b, 0x6b, 0x7b);
const RULE: (u8, u8, u8) = (0xd5, 0xdc, 0xe3);

/// Returns the file.
pub(super) fn write(sheet: &Sheet, layout: &Layout, fonts: &Fonts) -> Result<Vec<u8>, Error> {
    let mut document = new_document()?;
    let mut parts: Vec<Vec<Node>> = vec![Vec::new(); layout.parts];
    let title = printable(&sheet.title);
    for (index, content) in layout.pages.iter().enumerate() {
        let settings = PageSettings::from_wh(PAGE.0, PAGE.1);
        let settings = settings.ok_or_else(|| internal(&"the page has no size"))?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        for y in &content.rules {
            draw_rule(&mut surface, *y);
        }
        for line in &content.lines {
            let drawn = draw(&mut surface, line, fonts, ArtifactType::PaginationOther);
            if let Some(part) = line.part.and_then(|part| parts.get_mut(part)) {
                part.push(drawn.into());
            }
        }
        if layout.pages.len() > 1 {
            let number = page_words(sheet.language, index + 1, layout.pages.len());
            let text = format!("{title} · {number}");
            let footer = Line { x: MARGIN, y: FOOTER, style: NOTE, text, part: None };
            draw(&mut surface, &footer, fonts, ArtifactType::Footer);
        }
        surface.finish();
        page.finish();
    }
    let mut outline = Outline::new();
    let top = XyzDestination::new(0, Point::from_xy(0.0, 0.0));
    outline.push_child(OutlineNode::new(title.clone(), top));
    document.set_outline(outline);
    document.set_tag_tree(tree(&title, layout, &parts));
    document.set_metadata(
        Metadata::new()
            .title(title)
            .language(sheet.language.as_str().to_owned())
            .creator("Curbhold".to_owned())
            .creation_date(date(sheet.written_at)),
    );
    document.finish().map_err(|error| internal(&error))
}

/// Returns an empty document, which is refused at its end unless it complies with PDF/UA-1.
///
/// # Errors
/// Never in practice: when the configuration is contradictory.
pub(crate) fn new_document() -> Result<Document, Error> {
    let configuration =
        ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1).finish();
    let configuration = configuration.map_err(|error| internal(&error))?;
    Ok(Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() }))
}

/// Returns the number of a page in words.
fn page_words(language: Language, page: usize, pages: usize) -> String {
    match language {
        Language::English => format!("Page {page} of {pages}"),
        Language::Spanish => format!("Página {page} de {pages}"),
        Language::German => format!("Seite {page} von {pages}"),
        Language::French => format!("Page {page} sur {pages}"),
    }
}

pub(crate) fn internal(error: &dyn std::fmt::Debug) -> Error {
    Error::Internal(format!("PDF: {error:?}"))
}

/// Returns the fill of a colour: red, green and blue.
pub(crate) fn fill((red, green, blue): (u8, u8, u8)) -> Fill {
    Fill { paint: rgb::Color::new(red, green, blue).into(), ..Fill::default() }
}

/// Draws a line: as content, or as an artifact if it belongs to no part.
fn draw(
    surface: &mut Surface<'_>,
    line: &Line,
    fonts: &Fonts,
    artifact: ArtifactType,
) -> Identifier {
    let face = fonts.get(line.style.weight);
    let drawn = surface.start_tagged(match line.part {
        Some(_) => ContentTag::Span(SpanTag::empty()),
        None => ContentTag::Artifact(Artifact::with_kind(artifact)),
    });
    surface.set_fill(Some(fill(if line.style.is_soft { SOFT_INK } else { INK })));
    let glyphs = face.glyphs(&line.text);
    let start = Point::from_xy(line.x, line.y);
    let font = face.font.clone();
    surface.draw_glyphs(start, glyphs.as_slice(), font, &line.text, line.style.size, false);
    surface.end_tagged();
    drawn
}

fn draw_rule(surface: &mut Surface<'_>, y: f32) {
    let Some(area) = Rect::from_xywh(MARGIN, y, WIDTH, 0.6) else { return };
    let mut path = PathBuilder::new();
    path.push_rect(area);
    let Some(path) = path.finish() else { return };
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
    surface.set_fill(Some(fill(RULE)));
    surface.draw_path(&path);
    surface.end_tagged();
}

fn tree(title: &str, layout: &Layout, parts: &[Vec<Node>]) -> TagTree {
    let lines = |part: &usize| parts.get(*part).cloned().unwrap_or_default();
    let mut tree = TagTree::new();
    for block in &layout.blocks {
        tree.push(match block {
            Block::Heading(part) => {
                let heading = Tag::Hn(NonZeroU16::MIN, Some(title.to_owned()));
                TagGroup::with_children(heading, lines(part))
            }
            Block::Paragraph(part) => TagGroup::with_children(Tag::P, lines(part)),
            Block::Table { head, rows } => {
                let mut heading = TagGroup::new(Tag::TR);
                for part in head {
                    let cell = Tag::TH(TableHeaderScope::Column);
                    heading.push(TagGroup::with_children(cell, lines(part)));
                }
                let mut body = TagGroup::new(Tag::TBody);
                for row in rows {
                    let mut cells = TagGroup::new(Tag::TR);
                    for part in row {
                        cells.push(TagGroup::with_children(Tag::TD, lines(part)));
                    }
                    body.push(cells);
                }
                let head = TagGroup::with_children(Tag::THead, vec![heading.into()]);
                TagGroup::with_children(Tag::Table, vec![head.into(), body.into()])
            }
        });
    }
    tree
}

pub(crate) fn date(at: DateTime<Utc>) -> metadata::DateTime {
    let small = |number: u32| u8::try_from(number).unwrap_or_default();
    metadata::DateTime::new(u16::try_from(at.year()).unwrap_or_default())
        .month(small(at.month()))
        .day(small(at.day()))
        .hour(small(at.hour()))
        .minute(small(at.minute()))
        .second(small(at.second()))
        .utc_offset_hour(0)
}
