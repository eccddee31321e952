//! The same search and hold in cities of equal density and increasing size; a tenth of the jobs.

use anyhow::Result;

use super::{
    Plan, hold, jobs,
    record::Recorder,
    report::{Figure, Report, Target},
    rounds::Spread,
    search::{self, SearchApis},
    search_query::SearchQuery,
    seed::{self, Seed},
    site::{Build, Site},
};

const SIZES: [u32; 3] = [10_000, 100_000, 1_000_000];
/// Search centres are in the middle of the smallest city, and of its copies in the larger ones.
const MAX_CENTER: u32 = 8_000;
const CONNECTIONS: u32 = 16;
/// Minimum ratio of the search rates of the third and the second size; below 1 because of noise.
const MIN_RATIO: f64 = 0.9;

pub(super) fn run(build: &Build, plan: &Plan, report: &mut Report) -> Result<()> {
    let mut rates: Vec<[Spread; 2]> = Vec::new();
    for spots in SIZES {
        let city = Seed::City { spots };
        let site = Site::start(build, city)?;
        let centers = seed::search_centers(&site.database, MAX_CENTER)?;
        let recorder = Recorder::start(&site)?;
        let (script, _) = SearchQuery::NEAR.record(&recorder, &site, &centers)?;
        drop(recorder);
        let apis = SearchApis::start(&site, centers)?;
        let samples = apis.measure(SearchQuery::NEAR, &script, CONNECTIONS, plan.rounds)?;
        drop(apis);
        search::add(report, &format!("1 km, {spots} spots"), &samples, false);
        rates.push([&samples.from_database, &samples.from_memory].map(|one| Spread::rate(one)));
        let [http, ceiling] = hold::measure(&site, city, plan.rounds)?;
        hold::add(report, &format!("hold, cancel, {spots} spots"), &http, &ceiling);
    }
    if let [_, [database, memory], [larger_database, larger_memory]] = rates.as_slice() {
        for (source, before, after) in
            [("the database", database, larger_database), ("memory", memory, larger_memory)]
        {
            let name = format!("search from {source}, 1,000,000 spots beside 100,000");
            let figure = Figure::new(name, "requests/s", *after).beside(*before);
            report.add(figure.target(Target::Ratio(MIN_RATIO)));
        }
    }
    // All jobs are the part `jobs`.
    jobs::at_once(build, plan.jobs / 10, 0, report)
}
