//! The figures as bar charts in SVG, one per unit.

use std::{fmt::Write, fs, path::Path};

use anyhow::{Context, Result};

use super::{report::Figure, rounds::Spread};

const WIDTH: u32 = 1_100;
const ROW_HEIGHT: u32 = 26;
const MARGIN: u32 = 30;
const LABEL_WIDTH: u32 = 480;
const MAX_BAR_LENGTH: f64 = 480.0;

/// Writes `part-unit.svg` for each unit into `directory`.
pub(super) fn draw(part: &str, figures: &[Figure], directory: &Path) -> Result<()> {
    fs::create_dir_all(directory).with_context(|| format!("{}", directory.display()))?;
    let mut units: Vec<&str> =
        figures.iter().map(|figure| figure.unit).filter(|unit| !unit.is_empty()).collect();
    units.sort_unstable();
    units.dedup();
    for unit in units {
        let figures = figures.iter().filter(|figure| figure.unit == unit);
        let rows: Vec<_> = figures.filter_map(|figure| Some((figure, figure.value?))).collect();
        let file = directory.join(format!("{part}-{}.svg", unit.replace('/', "-per-")));
        fs::write(&file, chart(unit, &rows)?).with_context(|| format!("{}", file.display()))?;
    }
    Ok(())
}

/// Each row has a wide bar for the ceiling, a narrow one for the value, and a line for its spread.
fn chart(unit: &str, rows: &[(&Figure, Spread)]) -> Result<String> {
    let height = MARGIN * 2 + ROW_HEIGHT * u32::try_from(rows.len())?;
    let ceilings = rows.iter().filter_map(|(figure, _)| figure.ceiling);
    let values = rows.iter().map(|(_, value)| *value).chain(ceilings);
    let scale = MAX_BAR_LENGTH / values.map(|value| value.max).fold(f64::MIN_POSITIVE, f64::max);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\" \
         font-family=\"sans-serif\" font-size=\"13\">\n\
         <rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n\
         <text x=\"{LABEL_WIDTH}\" y=\"20\">{unit} (background: ceiling)</text>\n"
    );
    for ((figure, value), row) in rows.iter().zip(0_u32..) {
        let top = MARGIN + row * ROW_HEIGHT;
        let name = figure.name.replace('&', "&amp;").replace('<', "&lt;");
        let mut bar = |top: u32, height: u32, from: f64, to: f64, color: &str| {
            let (x, width) = (f64::from(LABEL_WIDTH) + from * scale, (to - from) * scale);
            writeln!(
                svg,
                "<rect x=\"{x:.1}\" y=\"{top}\" width=\"{width:.1}\" height=\"{height}\" \
                 fill=\"{color}\"/>"
            )
        };
        let ceiling = figure.ceiling.map_or(0.0, |ceiling| ceiling.median);
        bar(top, 22, 0.0, ceiling, "#cdd5e0")?;
        bar(top + 5, 12, 0.0, value.median, "#2563b0")?;
        bar(top + 10, 2, value.min, value.max, "black")?;
        let (baseline, median) = (top + 16, value.median);
        let end = f64::from(LABEL_WIDTH) + ceiling.max(value.max) * scale + 6.0;
        writeln!(svg, "<text x=\"8\" y=\"{baseline}\">{name}</text>")?;
        writeln!(svg, "<text x=\"{end:.1}\" y=\"{baseline}\">{median:.1}</text>")?;
    }
    Ok(svg + "</svg>\n")
}

#[cfg(test)]
mod tests {
    use super::*;

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
