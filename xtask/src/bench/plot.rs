//! The figures as bars, one drawing for each unit: what was measured, and its ceiling behind it.

use std::{fs, path::Path};

use anyhow::{Context, Result, anyhow};
use plotters::prelude::*;

use super::report::Figure;

const WIDTH: u32 = 1_100;
const ROW: u32 = 26;
const MARGIN: u32 = 30;
/// Where the bars begin, and how long the longest is.
const LABELS: u32 = 480;
const LONGEST: f64 = 480.0;
const TEXT: (&str, u32) = ("sans-serif", 13);
const VALUE: RGBColor = RGBColor(37, 99, 176);
const CEILING: RGBColor = RGBColor(205, 213, 224);

/// Draws all of a part that have a value into `folder`.
pub(super) fn draw(part: &str, figures: &[Figure], folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("{}", folder.display()))?;
    let mut units: Vec<&str> =
        figures.iter().map(|figure| figure.unit).filter(|unit| !unit.is_empty()).collect();
    units.sort_unstable();
    units.dedup();
    for unit in units {
        let figures: Vec<_> =
            figures.iter().filter(|figure| figure.unit == unit && figure.value.is_some()).collect();
        let file = folder.join(format!("{part}-{}.svg", unit.replace('/', "-per-")));
        bars(unit, &figures, &file).with_context(|| format!("{}", file.display()))?;
    }
    Ok(())
}

fn bars(unit: &str, figures: &[&Figure], file: &Path) -> Result<()> {
    let height = MARGIN * 2 + ROW * u32::try_from(figures.len())?;
    let root = SVGBackend::new(file, (WIDTH, height)).into_drawing_area();
    let wrong = |error: DrawingAreaErrorKind<_>| anyhow!("cannot draw: {error}");
    root.fill(&WHITE).map_err(wrong)?;
    let heading = format!("{unit} (behind: the ceiling)");
    root.draw(&Text::new(heading, (i32::try_from(LABELS)?, 8), TEXT)).map_err(wrong)?;
    let values = figures.iter().flat_map(|figure| [figure.value, figure.ceiling]).flatten();
    let largest = values.map(|value| value.max).fold(0.0, f64::max);
    for (figure, row) in figures.iter().zip(0_u32..) {
        let top = i32::try_from(MARGIN + row * ROW)?;
        let label = Text::new(figure.name.clone(), (8, top + 5), TEXT);
        root.draw(&label).map_err(wrong)?;
        let begin = i32::try_from(LABELS)?;
        let end = |value: f64| begin + pixels(value / largest * LONGEST);
        if let Some(ceiling) = figure.ceiling {
            let bar =
                Rectangle::new([(begin, top), (end(ceiling.median), top + 22)], CEILING.filled());
            root.draw(&bar).map_err(wrong)?;
        }
        if let Some(value) = figure.value {
            let bar =
                Rectangle::new([(begin, top + 5), (end(value.median), top + 17)], VALUE.filled());
            root.draw(&bar).map_err(wrong)?;
            let spread =
                PathElement::new([(end(value.min), top + 11), (end(value.max), top + 11)], BLACK);
            root.draw(&spread).map_err(wrong)?;
            let right = end(value.max.max(figure.ceiling.map_or(0.0, |ceiling| ceiling.median)));
            root.draw(&Text::new(format!("{:.1}", value.median), (right + 6, top + 5), TEXT))
                .map_err(wrong)?;
        }
    }
    root.present().map_err(wrong)?;
    Ok(())
}

/// Whole pixels; the standard library has no cast that cannot fail, but the text of a whole number
/// can be read.
fn pixels(length: f64) -> i32 {
    format!("{length:.0}").parse().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::rounds::Spread;

    #[test]
    fn each_unit_has_plot_with_figure_names() {
        let folder = std::env::temp_dir().join(format!("curbhold-plot-{}", std::process::id()));
        let figures = [
            Figure::new("search", "requests/s", Spread::once(300.0)).beside(Spread::once(400.0)),
            Figure::new("p99 of search", "ms", Spread::once(9.0)),
            Figure::new("image", "MB", None),
        ];
        draw("part", &figures, &folder).unwrap();
        let svg = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
        assert!(svg("part-requests-per-s.svg").contains("search"));
        assert!(svg("part-ms.svg").contains("p99 of search"));
        fs::remove_dir_all(folder).unwrap();
    }
}
