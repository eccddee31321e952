//! Places the lines of a document on pages, from the top to the bottom. All lengths are in points.

use super::{
    Column, Sheet,
    face::{Fonts, Weight, printable},
};

/// Width and height of A4.
pub(super) const PAGE: (f32, f32) = (595.0, 842.0);
pub(super) const MARGIN: f32 = 56.0;
/// Width of the text.
pub(super) const WIDTH: f32 = PAGE.0 - 2.0 * MARGIN;
/// Baseline of the page number.
pub(super) const FOOTER: f32 = PAGE.1 - 36.0;
/// Lowest baseline of the content.
const BOTTOM: f32 = PAGE.1 - 64.0;
/// Indent of the values of facts.
const VALUES: f32 = 92.0;
/// Blank between two columns.
const GAP: f32 = 10.0;
/// Blank around the rule above a row.
const ROW_PADDING: f32 = 6.0;

/// Appearance of a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    pub(super) size: f32,
    pub(super) weight: Weight,
    /// In a lighter color.
    pub(super) is_soft: bool,
    /// Height of a line.
    leading: f32,
    /// Blank above the text.
    before: f32,
}

const fn style(size: f32, weight: Weight, is_soft: bool, leading: f32, before: f32) -> Style {
    Style { size, weight, is_soft, leading, before }
}

const BRAND: Style = style(9.0, Weight::Bold, false, 11.0, 0.0);
const TITLE: Style = style(20.0, Weight::Bold, false, 25.0, 4.0);
const FACT_NAME: Style = style(9.5, Weight::Regular, true, 14.0, 0.0);
const FACT: Style = style(9.5, Weight::Regular, false, 14.0, 0.0);
const HEAD: Style = style(8.5, Weight::Bold, true, 12.0, 0.0);
const CELL: Style = style(9.5, Weight::Regular, false, 13.0, 0.0);
const TOTAL: Style = style(9.5, Weight::Bold, false, 13.0, 0.0);
pub(super) const NOTE: Style = style(8.5, Weight::Regular, true, 12.0, 10.0);

/// A line of text on a page.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) x: f32,
    /// Baseline.
    pub(super) y: f32,
    pub(super) style: Style,
    pub(super) text: String,
    /// The part of the document that contains the line; `None` for a repetition.
    pub(super) part: Option<usize>,
}

#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) lines: Vec<Line>,
    /// Heights of rules over the whole width.
    pub(super) rules: Vec<f32>,
}

/// The parts of a document by their meaning, in the order of reading.
#[derive(Debug)]
pub(super) enum Block {
    Heading(usize),
    Paragraph(usize),
    Table { head: Vec<usize>, rows: Vec<Vec<usize>> },
}

#[derive(Debug)]
pub(super) struct Layout {
    pub(super) pages: Vec<Page>,
    pub(super) blocks: Vec<Block>,
    /// Number of parts.
    pub(super) parts: usize,
}

impl Layout {
    pub(super) fn new(sheet: &Sheet, fonts: &Fonts) -> Self {
        let mut flow =
            Flow { fonts, pages: Vec::new(), page: Page::default(), y: MARGIN, parts: 0 };
        let mut blocks = vec![
            Block::Paragraph(flow.paragraph("CURBHOLD", BRAND)),
            Block::Heading(flow.paragraph(&sheet.title, TITLE)),
        ];
        flow.y += ROW_PADDING;
        for (name, value) in &sheet.facts {
            blocks.push(Block::Paragraph(flow.fact(name, value)));
        }
        flow.y += 2.0 * ROW_PADDING;
        blocks.push(flow.table(sheet));
        flow.y += ROW_PADDING;
        for note in &sheet.notes {
            blocks.push(Block::Paragraph(flow.paragraph(note, NOTE)));
        }
        flow.pages.push(flow.page);
        Self { pages: flow.pages, blocks, parts: flow.parts }
    }
}

/// The place of a column.
#[derive(Clone, Copy)]
struct Slot {
    x: f32,
    width: f32,
    is_amount: bool,
}

struct Flow<'a> {
    fonts: &'a Fonts,
    /// Complete pages.
    pages: Vec<Page>,
    page: Page,
    /// Lowest baseline of the present page.
    y: f32,
    parts: usize,
}

impl Flow<'_> {
    fn part(&mut self) -> usize {
        self.parts += 1;
        self.parts - 1
    }

    /// Continues on a new page unless there is room for this height.
    fn reserve(&mut self, height: f32) -> bool {
        let is_full = self.y + height > BOTTOM;
        if is_full {
            self.pages.push(std::mem::take(&mut self.page));
            self.y = MARGIN;
        }
        is_full
    }

    /// The blank at the end separates the line from the next one for readers of the text.
    fn put(&mut self, x: f32, y: f32, style: Style, text: &str, part: Option<usize>) {
        if !text.is_empty() {
            self.page.lines.push(Line { x, y, style, text: format!("{text} "), part });
        }
    }

    fn paragraph(&mut self, text: &str, style: Style) -> usize {
        let part = self.part();
        self.y += style.before;
        for line in self.fonts.get(style.weight).wrap(text, style.size, WIDTH) {
            self.reserve(style.leading);
            self.y += style.leading;
            self.put(MARGIN, self.y, style, &line, Some(part));
        }
        part
    }

    fn fact(&mut self, name: &str, value: &str) -> usize {
        let part = self.part();
        let lines = self.fonts.get(FACT.weight).wrap(value, FACT.size, WIDTH - VALUES);
        let mut name = printable(name);
        for line in lines {
            self.reserve(FACT.leading);
            self.y += FACT.leading;
            self.put(MARGIN, self.y, FACT_NAME, &std::mem::take(&mut name), Some(part));
            self.put(MARGIN + VALUES, self.y, FACT, &line, Some(part));
        }
        part
    }

    fn table(&mut self, sheet: &Sheet) -> Block {
        let slots = slots(&sheet.columns);
        let headings: Vec<_> =
            sheet.columns.iter().map(|column| column.heading.to_owned()).collect();
        let (head, height) = self.cells(&slots, &headings, HEAD);
        self.reserve(height + 4.0 * CELL.leading);
        let head_parts = self.row(&slots, &head, HEAD, height, true);
        let mut rows = Vec::new();
        let styled = sheet.rows.iter().map(|row| (row, CELL));
        for (row, style) in styled.chain(sheet.totals.iter().map(|row| (row, TOTAL))) {
            let (cells, row_height) = self.cells(&slots, row, style);
            if self.reserve(row_height + ROW_PADDING) {
                self.row(&slots, &head, HEAD, height, false);
            }
            self.page.rules.push(self.y + ROW_PADDING);
            self.y += ROW_PADDING;
            rows.push(self.row(&slots, &cells, style, row_height, true));
        }
        Block::Table { head: head_parts, rows }
    }

    /// Returns the lines of the cells of a row, and its height.
    fn cells(&self, slots: &[Slot], row: &[String], style: Style) -> (Vec<Vec<String>>, f32) {
        let face = self.fonts.get(style.weight);
        let wrapped = slots.iter().zip(row);
        let cells: Vec<_> =
            wrapped.map(|(slot, text)| face.wrap(text, style.size, slot.width)).collect();
        let heights = cells.iter().map(|lines| lines.iter().map(|_| style.leading).sum::<f32>());
        let height = heights.fold(0.0, f32::max);
        (cells, height)
    }

    /// Writes a row below the present baseline. Returns the parts of its cells.
    fn row(
        &mut self,
        slots: &[Slot],
        cells: &[Vec<String>],
        style: Style,
        height: f32,
        is_content: bool,
    ) -> Vec<usize> {
        let mut parts = Vec::new();
        for (slot, lines) in slots.iter().zip(cells) {
            let part = is_content.then(|| self.part());
            parts.extend(part);
            let mut y = self.y;
            for line in lines {
                y += style.leading;
                let width = self.fonts.get(style.weight).width(line, style.size);
                let indent = if slot.is_amount { slot.width - width } else { 0.0 };
                self.put(slot.x + indent, y, style, line, part);
            }
        }
        self.y += height;
        parts
    }
}

fn slots(columns: &[Column]) -> Vec<Slot> {
    let mut x = MARGIN;
    let mut slots = Vec::new();
    for (at, column) in columns.iter().enumerate() {
        let width = column.share * WIDTH;
        let gap = if at + 1 == columns.len() { 0.0 } else { GAP };
        slots.push(Slot { x, width: width - gap, is_amount: column.is_amount });
        x += width;
    }
    slots
}
