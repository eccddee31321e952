//! Hold and cancel, with and without a card, without contention. The ceiling is pgbench with the
//! same statements.

use anyhow::Result;
use serde_json::json;

use super::{
    Plan, contention,
    pgbench::Script,
    record::Recorder,
    report::{Figure, Report, Target},
    rounds::{Rounds, Sample, Spread},
    scenario::{CONNECTIONS, Scenario, with},
    seed::Seed,
    site::{Build, Site},
};

pub(super) fn run(build: &Build, plan: &Plan, report: &mut Report) -> Result<()> {
    let site = Site::start(build, plan.city)?;
    let scenario = Scenario::new(&site, plan.city, contention::DRIVERS)?;
    let recorder = Recorder::start(&site)?;
    let (plain, held, cancelled) = scenario.record(&recorder, false)?;
    let (with_card, ..) = scenario.record(&recorder, true)?;
    let contention = scenario.record_contention(&recorder)?;
    drop(recorder);
    for (name, count) in [("hold", held), ("cancellation", cancelled)] {
        let count = Spread::once(f64::from(u32::try_from(count)?));
        report.add(Figure::new(format!("round trips to the database for a {name}"), "", count));
    }
    for (name, script, confirm) in
        [("hold, cancel", plain, false), ("hold, confirm, cancel", with_card, true)]
    {
        let [http, ceiling] = scenario.measure(&script, confirm, plan.rounds)?;
        add(report, &format!("{name}, {CONNECTIONS} connections"), &http, &ceiling);
    }
    scenario.measure_contention(&contention, plan.rounds, report)
}

/// Samples of the api and of pgbench.
pub(super) fn measure(site: &Site<'_>, city: Seed, rounds: Rounds) -> Result<[Vec<Sample>; 2]> {
    let scenario = Scenario::new(site, city, CONNECTIONS)?;
    let recorder = Recorder::start(site)?;
    let (script, ..) = scenario.record(&recorder, false)?;
    drop(recorder);
    scenario.measure(&script, false, rounds)
}

pub(super) fn add(report: &mut Report, name: &str, http: &[Sample], ceiling: &[Sample]) {
    let rate = Figure::new(name, "rounds/s", Spread::rate(http)).beside(Spread::rate(ceiling));
    report.add(rate.target(Target::Ratio(0.7)));
    let p99 = Figure::new(format!("p99 of {name}"), "ms", Spread::p99(http));
    report.add(p99.beside(Spread::p99(ceiling)));
}

impl Scenario<'_> {
    fn measure(&self, script: &Script, confirm: bool, rounds: Rounds) -> Result<[Vec<Sample>; 2]> {
        let options = json!({ "verb": "hold", "spots": self.spots, "confirm": confirm });
        let load = with(self.load(CONNECTIONS)?, options);
        rounds.run([
            &mut |seconds| self.site.sample(&with(load.clone(), json!({ "seconds": seconds }))),
            &mut |seconds| script.run(&self.site.database, CONNECTIONS, seconds),
        ])
    }
}
