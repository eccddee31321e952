//! The home page of the web app in Chromium: bytes, times on a slow connection, layout shift and
//! responses to input. The ceiling is a page without an app whose only script has as many bytes.

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use services::install;

use super::{
    Plan,
    report::{Figure, Report, Target},
    rounds::Spread,
    seed,
    site::{Build, Site},
};
use crate::{programs, web};

/// Limit of the files of the page with the map library, compressed with gzip, in kB of a thousand
/// bytes.
const MAX_FILES_KB: f64 = 450.0;
/// Limit until map and list are shown on a slow connection.
const MAX_SHOWN_S: f64 = 5.0;
/// Limit of the layout shift, in thousandths.
const MAX_SHIFT: f64 = 50.0;
/// Limit of a good response to input by Core Web Vitals.
const MAX_RESPONSE_MS: f64 = 200.0;
/// Zoom of the map at a first visit.
const ZOOM: u32 = 17;

/// Printed by `web/scripts/measure-home.mjs`.
#[derive(Debug, Clone, Copy, Deserialize)]
struct Round {
    /// Files that all clients can read: compressed with gzip.
    gzip_bytes: f64,
    /// Files as Chromium receives them.
    sent_bytes: f64,
    /// Responses of the api.
    answer_bytes: f64,
    home: Visit,
    blank: Visit,
}

#[derive(Debug, Clone, Copy, Deserialize)]
struct Visit {
    list_ms: f64,
    /// Pills in place, drawn without the map library.
    first_map_ms: f64,
    /// The map of the library is complete.
    map_ms: f64,
    /// Of the largest element.
    paint_ms: f64,
    /// Without a unit, as in Core Web Vitals.
    shift: f64,
    tap_ms: f64,
    type_ms: f64,
}

pub(super) fn run(build: &Build, plan: &Plan, report: &mut Report) -> Result<()> {
    install::browser(&|what| println!("{what}"))?;
    let files = web::build()?.display().to_string();
    let site = Site::start(build, plan.city)?;
    let centers = seed::search_centers(&site.database, u32::MAX)?;
    let (lat, lng) = centers.first().context("no spot")?;
    let api = site.api(&[("WEB_DIR", &files)])?;
    let page = format!("http://{}/?lat={lat}&lng={lng}&z={ZOOM}", api.address);
    let rounds = plan.rounds.count.to_string();
    let output =
        programs::output(&mut web::run("node", &["scripts/measure-home.mjs", &page, &rounds]))?;
    let rounds: Vec<Round> = serde_json::from_str(&output)?;
    ensure!(!rounds.is_empty(), "nothing was measured");
    add(&rounds, report);
    Ok(())
}

/// A value of each round.
type Value = fn(&Round) -> f64;

fn add(rounds: &[Round], report: &mut Report) {
    let spread = |value: Value| Spread::of(rounds.iter().map(value));
    let figure = |name: &str, unit: &'static str, value: Value, target: Option<Target>| {
        Figure::new(format!("home page: {name}"), unit, spread(value)).target(target)
    };
    let (files, shift) = (Target::AtMost(MAX_FILES_KB), Target::AtMost(MAX_SHIFT));
    let alone: [(&str, &'static str, Value, Option<Target>); 4] = [
        ("files with the map, gzip", "kB", |round| round.gzip_bytes / 1e3, Some(files)),
        ("files as Chromium gets them", "kB", |round| round.sent_bytes / 1e3, None),
        ("responses of the api", "kB", |round| round.answer_bytes / 1e3, None),
        ("layout shift (CLS)", "1/1000", |round| round.home.shift * 1e3, Some(shift)),
    ];
    for (name, unit, value, target) in alone {
        report.add(figure(name, unit, value, target));
    }
    let (shown, response) = (Target::AtMost(MAX_SHOWN_S), Target::AtMost(MAX_RESPONSE_MS));
    let beside: [(&str, &'static str, [Value; 2], Option<Target>); 6] = [
        (
            "list on slow 3G",
            "s",
            [|r| r.home.list_ms / 1e3, |r| r.blank.list_ms / 1e3],
            Some(shown),
        ),
        (
            "first map on slow 3G",
            "s",
            [|r| r.home.first_map_ms / 1e3, |r| r.blank.first_map_ms / 1e3],
            Some(shown),
        ),
        (
            "map of the library on slow 3G",
            "s",
            [|r| r.home.map_ms / 1e3, |r| r.blank.map_ms / 1e3],
            Some(shown),
        ),
        ("LCP on slow 3G", "s", [|r| r.home.paint_ms / 1e3, |r| r.blank.paint_ms / 1e3], None),
        ("INP of a tap", "ms", [|r| r.home.tap_ms, |r| r.blank.tap_ms], Some(response)),
        ("INP of a letter", "ms", [|r| r.home.type_ms, |r| r.blank.type_ms], Some(response)),
    ];
    for (name, unit, [home, blank], target) in beside {
        report.add(figure(name, unit, home, target).beside(spread(blank)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn home_page_rounds_become_figures() {
        let visit = r#"{"list_ms":4000,"first_map_ms":4500,"map_ms":6000,"paint_ms":3000,
            "shift":0.02,"tap_ms":48,"type_ms":24}"#;
        let text = format!(
            r#"[{{"gzip_bytes":440000,"sent_bytes":400000,"answer_bytes":9000,"home":{visit},
            "blank":{visit}}}]"#
        );
        let rounds: Vec<Round> = serde_json::from_str(&text).unwrap();
        let mut report = Report::default();
        add(&rounds, &mut report);
        let rows = report.rows();
        assert_eq!(rows.len(), 10);
        let row = |name: &str| rows.iter().find(|row| row.contains(name)).unwrap();
        assert!(row("files with the map").contains("| 440 |"), "{rows:?}");
        assert!(row("files with the map").contains("| met |"), "{rows:?}");
        assert!(row("list on").contains("| met |"), "{rows:?}");
        assert!(row("first map on").contains("| met |"), "{rows:?}");
        assert!(row("map of the library").contains("**not met**"), "{rows:?}");
        assert!(row("layout shift").contains("| 20.0 |"), "{rows:?}");
    }
}
