//! Writes a sheet as SVG without scripts and references. Its unit is the millimetre.

use std::fmt::Write as _;

use shared::platform::domain::language::Language;

use super::layout::{CODE, CODE_X, PAGE, Page, Paragraph};
use crate::pdf::face::Weight;

/// Returns the file.
pub(super) fn write(page: &Page, language: Language) -> String {
    let ((width, height), language) = (PAGE, language.as_str());
    let size = page.symbol.size;
    let (title, label) = (escaped(&page.title), escaped(&page.description));
    let (above, below) = (texts(&page.above), texts(&page.below));
    let (y, path) = (page.code_y, page.symbol.path());
    format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" lang="{language}"
 width="{width}mm" height="{height}mm" viewBox="0 0 {width} {height}"
 font-family="Inter, Arial, sans-serif" text-anchor="middle">
<title>{title}</title>
<rect width="{width}" height="{height}" fill="#fff"/>
{above}<svg x="{CODE_X}" y="{y}" width="{CODE}" height="{CODE}" viewBox="0 0 {size} {size}"
 role="img" aria-label="{label}" shape-rendering="crispEdges">
<path d="{path}"/>
</svg>
{below}</svg>
"##
    )
}

fn texts(paragraphs: &[Paragraph]) -> String {
    let mut written = String::new();
    for Paragraph { size, weight, lines } in paragraphs {
        let weight = match weight {
            Weight::Regular => 400,
            Weight::Bold => 600,
        };
        for line in lines {
            let (x, y, text) = (PAGE.0 / 2.0, line.y, escaped(&line.text));
            // Writing to a text does not fail.
            writeln!(
                written,
                r#"<text x="{x}" y="{y}" font-size="{size}" font-weight="{weight}">{text}</text>"#
            )
            .unwrap_or_default();
        }
    }
    written
}

/// Escapes a text for content and attributes of XML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
