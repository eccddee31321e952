//! The same search and the same hold in cities of more and more spots: as dense, but larger. And a
//! tenth of the jobs.

use anyhow::Result;

use super::{
    Plan, hold, jobs,
    question::Question,
    record::Recorder,
    report::{Figure, Report, Target},
    rounds::Spread,
    search::{self, Answerers},
    seed::{self, Seed},
    site::{Build, Site},
};

const SIZES: [u32; 3] = [10_000, 100_000, 1_000_000];
/// What is searched around lies in the middle of the smallest city, and of each copy of it in the
/// larger ones.
const WITHIN: u32 = 8_000;
const CONNECTIONS: u32 = 16;
/// How much of its speed a search keeps from the second size to the third: all of it, but for the
/// noise.
const FLAT: f64 = 0.9;

/// Measures.
pub(super) fn run(build: &Build, plan: &Plan, report: &mut Report) -> Result<()> {
    let mut rates: Vec<[Spread; 2]> = Vec::new();
    for spots in SIZES {
        let city = Seed::City { spots, reservations: spots * 10 };
        let site = Site::start(build, city)?;
        let around = seed::around(&site, WITHIN)?;
        let recorder = Recorder::start(&site)?;
        let (script, _) = Question::NEAR.record(&recorder, &site, &around)?;
        drop(recorder);
        let answerers = Answerers::start(&site, around)?;
        let measured = answerers.measure(Question::NEAR, &script, CONNECTIONS, plan.rounds)?;
        drop(answerers);
        search::add(report, &format!("1 km, {spots} spots"), &measured, false);
        rates.push(
            [&measured.from_database, &measured.from_memory].map(|samples| Spread::rate(samples)),
        );
        let [http, ceiling] = hold::measure(&site, city, plan.rounds)?;
        hold::add(report, &format!("hold, cancel, {spots} spots"), &http, &ceiling);
    }
    if let [_, [database, memory], [larger_database, larger_memory]] = rates.as_slice() {
        for (place, before, after) in
            [("the database", database, larger_database), ("memory", memory, larger_memory)]
        {
            let name = format!("search from {place}, 1,000,000 spots beside 100,000");
            report.add(
                Figure::new(name, "requests/s", *after).beside(*before).target(Target::Ratio(FLAT)),
            );
        }
    }
    // All of them are the part `jobs`.
    jobs::at_once(build, plan.jobs / 10, 0, report)
}
