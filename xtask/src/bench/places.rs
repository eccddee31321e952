//! Places by a typed name, in a city with as many zones as New York's meters. A request is sent for
//! each letter that a driver types.

use anyhow::Result;
use serde_json::json;

use super::{
    Plan,
    report::{Figure, Report, Target},
    rounds::Spread,
    seed::{self, Seed},
    site::{Build, Site},
};

/// Target of a request on one connection. It includes HTTP and JSON.
const MAX_P99_MS: f64 = 20.0;

/// Kinds of texts, with examples in the form of a query.
const TEXTS: [(&str, &[&str]); 6] = [
    ("one letter", &["w", "e", "1", "b", "m"]),
    ("the beginning of a name", &["39", "lex", "w%2039", "broad", "wes"]),
    ("a whole name", &["w%2039%20st", "broadway", "madison%20avenue", "5th%20ave"]),
    ("a crossing", &["5th%20ave%20%26%2042", "w%2039%20st%20and%207", "broadway%20%2F%20w"]),
    ("a number", &["100123", "zone%2012", "spot%20777"]),
    ("a name with a wrong letter", &["brodway", "lexingtn", "amsterdm", "zzzzzz"]),
];

pub(super) fn run(build: &Build, plan: &Plan, report: &mut Report) -> Result<()> {
    let site = Site::start(build, Seed::Places)?;
    let centers = seed::search_centers(&site.database, u32::MAX)?;
    let api = site.api(&[])?;
    for (kind, texts) in TEXTS {
        let near = |text: &&str| {
            let paths = centers
                .iter()
                .map(|(lat, lng)| format!("/api/v1/places?q={text}&near={lat:.6},{lng:.6}"));
            paths.collect::<Vec<_>>()
        };
        let paths: Vec<String> = texts.iter().flat_map(near).collect();
        let [samples] = plan.rounds.run([&mut |seconds| {
            site.sample(&json!({ "verb": "get", "address": api.address, "connections": 1,
                "seconds": seconds, "paths": paths }))
        }])?;
        let name = format!("places by {kind}, 1 connection");
        report.add(Figure::new(format!("p50 of {name}"), "ms", Spread::p50(&samples)));
        let p99 = Figure::new(format!("p99 of {name}"), "ms", Spread::p99(&samples));
        report.add(p99.target(Target::AtMost(MAX_P99_MS)));
    }
    Ok(())
}
