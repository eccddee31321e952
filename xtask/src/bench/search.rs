//! Searches, beside pgbench with the same statement. Those that the api answers from its memory are
//! compared with the same.

use anyhow::Result;

use super::{
    Plan,
    pgbench::Script,
    question::{Area, Question, order},
    record::Recorder,
    report::{Figure, Report, Target},
    rounds::{Rounds, Sample, Spread},
    seed,
    site::{Build, Program, Site},
};

/// What the search from memory is hoped to bring at 1 km, and within which time.
const FROM_MEMORY: (f64, f64) = (10_000.0, 10.0);

/// Those who answer.
pub(super) struct Answerers<'a> {
    site: &'a Site<'a>,
    around: Vec<(f64, f64)>,
    from_database: Program,
    from_memory: Program,
}

/// Samples of each.
pub(super) struct Measured {
    pub(super) from_database: Vec<Sample>,
    pub(super) from_memory: Vec<Sample>,
    pub(super) ceiling: Vec<Sample>,
}

impl<'a> Answerers<'a> {
    /// Starts one api that asks the database, and one that does not need to.
    pub(super) fn start(site: &'a Site<'a>, around: Vec<(f64, f64)>) -> Result<Self> {
        let from_database = site.api(&[("SEARCH_FROM", "database")])?;
        let from_memory = site.api(&[("SEARCH_FROM", "memory")])?;
        Ok(Self { site, around, from_database, from_memory })
    }

    /// Lets them and pgbench answer in turn.
    pub(super) fn measure(
        &self,
        question: Question,
        script: &Script,
        connections: u32,
        rounds: Rounds,
    ) -> Result<Measured> {
        let query = question.query(self.site)?;
        let load = |api: &Program, seconds| -> Result<Sample> {
            let order = order(api, &self.around, connections, seconds, (&query, question.size()));
            Ok(serde_json::from_value(self.site.load(&order)?)?)
        };
        let [from_database, ceiling, from_memory] = rounds.run([
            &mut |seconds| load(&self.from_database, seconds),
            &mut |seconds| script.run(&self.site.database, connections, seconds),
            &mut |seconds| load(&self.from_memory, seconds),
        ])?;
        Ok(Measured { from_database, from_memory, ceiling })
    }
}

/// Measures.
pub(super) fn run(build: &Build, plan: &Plan, report: &mut Report) -> Result<()> {
    let site = Site::start(build, plan.city)?;
    let around = seed::around(&site, u32::MAX)?;
    let areas = [Area::Circle(500), Area::Circle(1_000), Area::Circle(5_000), Area::Box];
    let all =
        areas.into_iter().flat_map(|area| [false, true].map(|later| Question { area, later }));
    let (questions, connections) = if plan.quick {
        (vec![Question::NEAR], vec![16])
    } else {
        (all.collect(), vec![1, 16, 64])
    };
    let recorder = Recorder::start(&site)?;
    let scripts: Vec<_> = questions
        .iter()
        .map(|question| question.record(&recorder, &site, &around))
        .collect::<Result<_>>()?;
    drop(recorder);
    let asked =
        scripts.iter().map(|(_, asked)| f64::from(u32::try_from(*asked).unwrap_or(u32::MAX)));
    let asked =
        Figure::new("round trips to the database for a search from it", "", Spread::of(asked));
    report.add(asked.target(Target::AtMost(1.0)));
    let answerers = Answerers::start(&site, around)?;
    for (question, (script, _)) in questions.into_iter().zip(&scripts) {
        for connections in &connections {
            let measured = answerers.measure(question, script, *connections, plan.rounds)?;
            let name = format!("{}, {connections} connections", question.name());
            add(
                report,
                &name,
                &measured,
                matches!(question.area, Area::Circle(1_000)) && *connections == 16,
            );
        }
    }
    Ok(())
}

/// Adds what was measured; with what is hoped of the memory.
pub(super) fn add(report: &mut Report, name: &str, measured: &Measured, with_hope: bool) {
    let Measured { from_database, from_memory, ceiling } = measured;
    let rate = |name: String, samples: &[Sample]| {
        Figure::new(name, "requests/s", Spread::rate(samples)).beside(Spread::rate(ceiling))
    };
    let p99 = |name: String, samples: &[Sample]| {
        Figure::new(name, "ms", Spread::p99(samples)).beside(Spread::p99(ceiling))
    };
    report.add(
        rate(format!("search from the database, {name}"), from_database)
            .target(Target::Ratio(0.95)),
    );
    report.add(
        p99(format!("p99 of search from the database, {name}"), from_database)
            .target(Target::Times(2.0)),
    );
    let (fast, slow) = (
        rate(format!("search from memory, {name}"), from_memory),
        p99(format!("p99 of search from memory, {name}"), from_memory),
    );
    let (least, most) = FROM_MEMORY;
    report.add(if with_hope { fast.target(Target::AtLeast(least)) } else { fast });
    report.add(if with_hope { slow.target(Target::AtMost(most)) } else { slow });
}
