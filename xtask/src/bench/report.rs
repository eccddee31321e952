//! The figures as a Markdown table and as JSON.

use std::{fmt, fs, path::Path};

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::rounds::Spread;

#[derive(Debug, Clone, Copy)]
pub(super) enum Target {
    /// Minimum ratio to the ceiling.
    Ratio(f64),
    /// Maximum ratio to the ceiling.
    Times(f64),
    AtLeast(f64),
    AtMost(f64),
}

#[derive(Debug, Clone)]
pub(super) struct Figure {
    name: String,
    unit: &'static str,
    /// `None` when it cannot be measured on this machine.
    value: Option<Spread>,
    /// The best possible value, measured in the same run.
    ceiling: Option<Spread>,
    target: Option<Target>,
}

#[derive(Default)]
pub(super) struct Report {
    figures: Vec<Figure>,
    /// Number of printed figures.
    shown: usize,
}

impl Figure {
    pub(super) fn new(
        name: impl Into<String>,
        unit: &'static str,
        value: impl Into<Option<Spread>>,
    ) -> Self {
        Self { name: name.into(), unit, value: value.into(), ceiling: None, target: None }
    }

    pub(super) fn beside(self, ceiling: impl Into<Option<Spread>>) -> Self {
        Self { ceiling: ceiling.into(), ..self }
    }

    pub(super) fn target(self, target: impl Into<Option<Target>>) -> Self {
        Self { target: target.into(), ..self }
    }

    fn ratio(&self) -> Option<f64> {
        Some(self.value?.median / self.ceiling?.median).filter(|ratio| ratio.is_finite())
    }

    /// `None` without a target or a value.
    fn is_met(&self) -> Option<bool> {
        Some(match self.target? {
            Target::Ratio(least) => self.ratio()? >= least,
            Target::Times(most) => self.ratio()? <= most,
            Target::AtLeast(least) => self.value?.median >= least,
            Target::AtMost(most) => self.value?.median <= most,
        })
    }

    fn row(&self) -> String {
        let spread =
            self.value.map(|value| format!("{} – {}", digits(value.min), digits(value.max)));
        let [value, ceiling] =
            [self.value, self.ceiling].map(|one| or_empty(one.map(|one| digits(one.median))));
        let columns = [
            self.name.clone(),
            self.unit.to_owned(),
            value,
            or_empty(spread),
            ceiling,
            or_empty(self.ratio().map(|ratio| format!("{ratio:.2}"))),
            or_empty(self.target),
            or_empty(self.is_met().map(|is_met| if is_met { "met" } else { "**not met**" })),
        ];
        format!("| {} |", columns.join(" | "))
    }

    fn json(&self) -> Value {
        let round = |value: f64| (value * 1_000.0).round() / 1_000.0;
        let [value, ceiling] =
            [self.value, self.ceiling].map(|one| one.map(|one| round(one.median)));
        json!({ "name": self.name, "value": value, "unit": self.unit, "ceiling": ceiling,
            "ratio": self.ratio().map(round) })
    }
}

impl Report {
    pub(super) fn add(&mut self, figure: Figure) {
        self.figures.push(figure);
    }

    /// Prints the figures that have not been printed.
    pub(super) fn show(&mut self, title: &str) {
        println!(
            "\n| {title} | unit | median | spread | ceiling | ratio | target | \
             |\n|---|---|---|---|---|---|---|---|"
        );
        let new = self.figures.iter().skip(self.shown);
        new.for_each(|figure| println!("{}", figure.row()));
        println!();
        self.shown = self.figures.len();
    }

    #[cfg(test)]
    pub(super) fn rows(&self) -> Vec<String> {
        self.figures.iter().map(Figure::row).collect()
    }

    pub(super) fn write(&self, path: &Path) -> Result<()> {
        let all: Vec<Value> = self.figures.iter().map(Figure::json).collect();
        fs::write(path, serde_json::to_string_pretty(&all)? + "\n")
            .with_context(|| format!("{}", path.display()))
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ratio(least) => write!(f, "ratio ≥ {least}"),
            Self::Times(most) => write!(f, "ratio ≤ {most}"),
            Self::AtLeast(least) => write!(f, "≥ {least}"),
            Self::AtMost(most) => write!(f, "≤ {most}"),
        }
    }
}

fn or_empty(text: Option<impl ToString>) -> String {
    text.map(|text| text.to_string()).unwrap_or_default()
}

fn digits(value: f64) -> String {
    if value.abs() >= 100.0 { format!("{value:.0}") } else { format!("{value:.1}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spread(median: f64) -> Spread {
        Spread { median, min: median - 1.0, max: median + 1.0 }
    }

    #[test]
    fn json_figure_has_five_fields_with_nulls() {
        let figure = Figure::new("search", "requests/s", spread(300.0)).beside(spread(400.0));
        let expected = json!({ "name": "search", "value": 300.0, "unit": "requests/s",
            "ceiling": 400.0, "ratio": 0.75 });
        assert_eq!(figure.json(), expected);
        let expected =
            json!({ "name": "image", "value": null, "unit": "MB", "ceiling": null, "ratio": null });
        assert_eq!(Figure::new("image", "MB", None).json(), expected);
    }

    #[test]
    fn target_compares_ratio_or_value() {
        let figure = |target: Target| {
            Figure::new("", "", spread(300.0)).beside(spread(400.0)).target(target).is_met()
        };
        assert_eq!(figure(Target::Ratio(0.75)), Some(true));
        assert_eq!(figure(Target::Ratio(0.95)), Some(false));
        assert_eq!(figure(Target::Times(2.0)), Some(true));
        assert_eq!(figure(Target::AtMost(250.0)), Some(false));
        assert_eq!(figure(Target::AtLeast(250.0)), Some(true));
        assert_eq!(Figure::new("", "", None).target(Target::AtMost(1.0)).is_met(), None);
    }

    #[test]
    fn row_shows_spread_and_target() {
        let figure = Figure::new("hold", "requests/s", spread(300.0))
            .beside(spread(400.0))
            .target(Target::Ratio(0.8));
        assert_eq!(
            figure.row(),
            "| hold | requests/s | 300 | 299 – 301 | 400 | 0.75 | ratio ≥ 0.8 | **not met** |"
        );
    }
}
