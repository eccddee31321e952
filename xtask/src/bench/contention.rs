//! Many drivers compete for few spots. The ceiling is pgbench with the same statements.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::{
    pgbench::Script,
    record::{Recorder, Statement},
    replay::Replay,
    report::{Figure, Report, Target},
    rounds::{Rounds, Spread},
    scenario::{Scenario, with},
};

pub(super) const DRIVERS: u32 = 64;
const SPOTS: u32 = 10;

impl Scenario<'_> {
    /// Records a successful and a failed hold of the same spot.
    pub(super) fn record_contention(&self, recorder: &Recorder) -> Result<Script> {
        let (won, id) = self.record_hold(recorder, 0, 1, false)?;
        let (lost, no_id) = self.record_hold(recorder, 1, 1, false)?;
        ensure!(no_id.is_none(), "both drivers hold the spot");
        let cancel = self.record_cancel(recorder, 0, id)?;
        let is_insert = |statement: &Statement| {
            statement.sql.to_lowercase().starts_with("insert into \"reservations\"")
        };
        let insert = won.iter().position(is_insert).context("no insert")?;
        let (before, from) = won.split_at(insert);
        let (insert, after) = from.split_first().context("no insert")?;
        let lost = lost.iter().skip_while(|statement| !is_insert(statement)).skip(1).cloned();
        let mut replay = Replay::new(&self.known_values(0, 1)?)?;
        replay.add_known(&self.known_values(1, 1)?);
        replay.add(before);
        replay.add_conflicting_insert(insert)?;
        replay.line("\\if :won");
        replay.add(after);
        // The load generator keeps a spot for the same time.
        replay.line("\\sleep 5 ms");
        replay.add(&cancel);
        replay.line("\\else");
        replay.add(&lost.collect::<Vec<_>>());
        replay.line("\\endif");
        let pick = format!("\\set n random(0, {}) * {}", SPOTS - 1, self.spots / SPOTS);
        let (text, constants) = replay.finish(&pick, Some(&Self::lookup()));
        Script::write(self.site.place.root(), "contention", &text, constants)
    }

    /// Reservations of the drivers in any state.
    fn count_reservations(&self) -> Result<f64> {
        let count = "select count(*) from reservations where user_id in (select user_id from \
            bench.drivers)";
        Ok(self.site.query(count)?.parse()?)
    }

    pub(super) fn measure_contention(
        &self,
        script: &Script,
        rounds: Rounds,
        report: &mut Report,
    ) -> Result<()> {
        let spots: Vec<u32> = (0..SPOTS).map(|number| number * (self.spots / SPOTS)).collect();
        let load = with(self.load(DRIVERS)?, json!({ "verb": "contention", "spots": spots }));
        let (mut given, mut given_by_pgbench, mut doubles) = (Vec::new(), Vec::new(), 0.0);
        let [http, ceiling] = rounds.run([
            &mut |seconds| {
                let result = self.site.load(&with(load.clone(), json!({ "seconds": seconds })))?;
                let count =
                    |name: &str| result.get(name).and_then(Value::as_f64).unwrap_or(f64::NAN);
                given.push(count("won") / f64::from(seconds));
                doubles += count("doubles");
                Ok(serde_json::from_value(result)?)
            },
            &mut |seconds| {
                let before = self.count_reservations()?;
                let sample = script.run(&self.site.database, DRIVERS, seconds)?;
                given_by_pgbench.push((self.count_reservations()? - before) / f64::from(seconds));
                Ok(sample)
            },
        ])?;
        let figure = |name: &str, unit, value: Spread| {
            Figure::new(format!("{DRIVERS} drivers want {SPOTS} spots: {name}"), unit, value)
        };
        let rate = figure("responses", "requests/s", Spread::rate(&http));
        report.add(rate.beside(Spread::rate(&ceiling)).target(Target::Ratio(0.7)));
        report.add(figure("p99 of a response", "ms", Spread::p99(&http)));
        // The first value is the warm-up.
        let [given, by_pgbench] =
            [given, given_by_pgbench].map(|rates| Spread::of(rates.into_iter().skip(1)));
        report.add(figure("spots given", "rounds/s", given).beside(by_pgbench));
        let doubles = figure("given to two at once", "", Spread::once(doubles));
        report.add(doubles.target(Target::AtMost(0.0)));
        Ok(())
    }
}
