//! Searches from the database and from memory. The ceiling is pgbench with the same statement.
//! Searches from memory with tariffs, beside the same without them.

use anyhow::Result;

use super::{
    Plan,
    pgbench::Script,
    record::Recorder,
    report::{Figure, Report, Target},
    rounds::{Rounds, Sample, Spread},
    search_query::{Area, SearchQuery},
    seed,
    site::{Build, Program, Site},
};

/// Targets of a search from memory within 1 km: requests per second, p99 in milliseconds.
const FROM_MEMORY: (f64, f64) = (10_000.0, 10.0);

/// Minimum ratio of the rates with and without tariffs: at most 10 % less.
const MIN_RATIO_WITH_TARIFFS: f64 = 0.9;
/// Number of connections of the searches with a target, and of those with tariffs.
const CONNECTIONS: u32 = 16;

/// One api that searches in the database, and one that searches in memory.
pub(super) struct SearchApis<'a> {
    site: &'a Site<'a>,
    centers: Vec<(f64, f64)>,
    from_database: Program,
    from_memory: Program,
}

pub(super) struct Samples {
    pub(super) from_database: Vec<Sample>,
    pub(super) from_memory: Vec<Sample>,
    pub(super) ceiling: Vec<Sample>,
}

impl<'a> SearchApis<'a> {
    pub(super) fn start(site: &'a Site<'a>, centers: Vec<(f64, f64)>) -> Result<Self> {
        let from_database = site.api(&[("SEARCH_FROM", "database")])?;
        let from_memory = site.api(&[("SEARCH_FROM", "memory")])?;
        Ok(Self { site, centers, from_database, from_memory })
    }

    pub(super) fn measure(
        &self,
        query: SearchQuery,
        script: &Script,
        connections: u32,
        rounds: Rounds,
    ) -> Result<Samples> {
        let load = |api: &Program, seconds| {
            query.measure(self.site, api, &self.centers, connections, seconds)
        };
        let [from_database, ceiling, from_memory] = rounds.run([
            &mut |seconds| load(&self.from_database, seconds),
            &mut |seconds| script.run(&self.site.database, connections, seconds),
            &mut |seconds| load(&self.from_memory, seconds),
        ])?;
        Ok(Samples { from_database, from_memory, ceiling })
    }
}

pub(super) fn run(build: &Build, plan: &Plan, report: &mut Report) -> Result<()> {
    let site = Site::start(build, plan.city)?;
    let centers = seed::search_centers(&site.database, u32::MAX)?;
    let areas = [Area::Circle(500), Area::Circle(1_000), Area::Circle(5_000), Area::Box];
    let all =
        areas.into_iter().flat_map(|area| [false, true].map(|later| SearchQuery { area, later }));
    let (queries, connections) = if plan.quick {
        (vec![SearchQuery::NEAR], vec![CONNECTIONS])
    } else {
        (all.collect(), vec![1, CONNECTIONS, 64])
    };
    let recorder = Recorder::start(&site)?;
    let scripts: Vec<_> = queries
        .iter()
        .map(|query| query.record(&recorder, &site, &centers))
        .collect::<Result<_>>()?;
    drop(recorder);
    let counts =
        scripts.iter().map(|(_, count)| f64::from(u32::try_from(*count).unwrap_or(u32::MAX)));
    let name = "round trips to the database for a search from it";
    report.add(Figure::new(name, "", Spread::of(counts)).target(Target::AtMost(1.0)));
    let apis = SearchApis::start(&site, centers.clone())?;
    for (query, (script, _)) in queries.into_iter().zip(&scripts) {
        for connections in &connections {
            let samples = apis.measure(query, script, *connections, plan.rounds)?;
            let name = format!("{}, {connections} connections", query.name());
            let has_target =
                matches!(query.area, Area::Circle(1_000)) && *connections == CONNECTIONS;
            add(report, &name, &samples, has_target);
        }
    }
    drop(apis);
    compare_with_tariffs(&site, &centers, plan.rounds, report)
}

/// Measures the same search from memory without and with tariffs, each alone with an api of its
/// own.
fn compare_with_tariffs(
    site: &Site<'_>,
    centers: &[(f64, f64)],
    rounds: Rounds,
    report: &mut Report,
) -> Result<()> {
    let query = SearchQuery::NEAR;
    let measure = || -> Result<Vec<Sample>> {
        let api = site.api(&[("SEARCH_FROM", "memory")])?;
        let [samples] = rounds
            .run([&mut |seconds| query.measure(site, &api, centers, CONNECTIONS, seconds)])?;
        Ok(samples)
    };
    let without = measure()?;
    seed::insert_tariffs(&site.database)?;
    let with = measure()?;
    // Other parts use the same city.
    seed::remove_tariffs(&site.database)?;
    let name =
        format!("search from memory with tariffs, {}, {CONNECTIONS} connections", query.name());
    let rate = Figure::new(&name, "requests/s", Spread::rate(&with)).beside(Spread::rate(&without));
    report.add(rate.target(Target::Ratio(MIN_RATIO_WITH_TARIFFS)));
    let p99 = Figure::new(format!("p99 of {name}"), "ms", Spread::p99(&with));
    report.add(p99.beside(Spread::p99(&without)));
    Ok(())
}

pub(super) fn add(report: &mut Report, name: &str, samples: &Samples, has_memory_target: bool) {
    let mut add = |source: &str, samples_of_source: &[Sample], targets: Option<[Target; 2]>| {
        let name = format!("search from {source}, {name}");
        let rate = Figure::new(&name, "requests/s", Spread::rate(samples_of_source));
        let p99 = Figure::new(format!("p99 of {name}"), "ms", Spread::p99(samples_of_source));
        let ceilings = [Spread::rate(&samples.ceiling), Spread::p99(&samples.ceiling)];
        for (index, (figure, ceiling)) in [rate, p99].into_iter().zip(ceilings).enumerate() {
            let target = targets.and_then(|targets| targets.get(index).copied());
            report.add(figure.beside(ceiling).target(target));
        }
    };
    let database_targets = [Target::Ratio(0.95), Target::Times(2.0)];
    let (min_rate, max_p99) = FROM_MEMORY;
    let memory_targets = [Target::AtLeast(min_rate), Target::AtMost(max_p99)];
    add("the database", &samples.from_database, Some(database_targets));
    add("memory", &samples.from_memory, has_memory_target.then_some(memory_targets));
}
