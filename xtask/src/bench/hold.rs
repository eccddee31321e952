//! Hold and cancel, with and without a card in between, on spots of one's own. Beside pgbench with
//! the same statements.

use anyhow::Result;
use serde_json::json;

use super::{
    Plan,
    fight::FIGHTERS,
    pgbench::Script,
    record::Recorder,
    report::{Figure, Report, Target},
    rounds::{Rounds, Sample, Spread},
    scene::{CONNECTIONS, Scene, with},
    seed::Seed,
    site::{Build, Site},
};

/// Measures.
pub(super) fn run(build: &Build, plan: &Plan, report: &mut Report) -> Result<()> {
    let site = Site::start(build, plan.city)?;
    let scene = Scene::set(&site, plan.city, FIGHTERS)?;
    let recorder = Recorder::start(&site)?;
    let (plain, held, cancelled) = scene.record(&recorder, false)?;
    let (with_card, ..) = scene.record(&recorder, true)?;
    let fight = scene.record_fight(&recorder)?;
    drop(recorder);
    for (name, count) in [("hold", held), ("cancellation", cancelled)] {
        let count = Spread::once(f64::from(u32::try_from(count)?));
        report.add(Figure::new(format!("round trips to the database for a {name}"), "", count));
    }
    for (name, script, confirm) in
        [("hold, cancel", plain, false), ("hold, confirm, cancel", with_card, true)]
    {
        let [http, ceiling] = scene.measure(&script, confirm, plan.rounds)?;
        add(report, &format!("{name}, {CONNECTIONS} connections"), &http, &ceiling);
    }
    scene.fight(&fight, plan.rounds, report)
}

/// Hold and cancel in a city of this size: what the api does, and pgbench.
pub(super) fn measure(site: &Site<'_>, city: Seed, rounds: Rounds) -> Result<[Vec<Sample>; 2]> {
    let scene = Scene::set(site, city, CONNECTIONS)?;
    let recorder = Recorder::start(site)?;
    let (script, ..) = scene.record(&recorder, false)?;
    drop(recorder);
    scene.measure(&script, false, rounds)
}

/// Adds what was measured.
pub(super) fn add(report: &mut Report, name: &str, http: &[Sample], ceiling: &[Sample]) {
    let rate = Figure::new(name, "rounds/s", Spread::rate(http)).beside(Spread::rate(ceiling));
    report.add(rate.target(Target::Ratio(0.7)));
    report.add(
        Figure::new(format!("p99 of {name}"), "ms", Spread::p99(http)).beside(Spread::p99(ceiling)),
    );
}

impl Scene<'_> {
    fn measure(&self, script: &Script, confirm: bool, rounds: Rounds) -> Result<[Vec<Sample>; 2]> {
        let order = with(
            self.order(CONNECTIONS)?,
            json!({ "verb": "hold", "spots": self.spots, "confirm": confirm }),
        );
        rounds.run([
            &mut |seconds| {
                let order = with(order.clone(), json!({ "seconds": seconds }));
                Ok(serde_json::from_value(self.site.load(&order)?)?)
            },
            &mut |seconds| script.run(&self.site.database, CONNECTIONS, seconds),
        ])
    }
}
