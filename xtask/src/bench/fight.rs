//! Many drivers who want the same few spots. Beside pgbench with the same statements.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::{
    pgbench::Script,
    record::{Recorder, Statement},
    replay::Replay,
    report::{Figure, Report, Target},
    rounds::{Rounds, Spread},
    scene::{Scene, with},
};

/// Drivers who want the same spots, and the spots.
pub(super) const FIGHTERS: u32 = 64;
const WANTED: u32 = 10;

impl Scene<'_> {
    /// Somebody wins, somebody else loses.
    pub(super) fn record_fight(&self, recorder: &Recorder) -> Result<Script> {
        let (won, id) = self.record_hold(recorder, 0, 1, false)?;
        let (lost, nothing) = self.record_hold(recorder, 1, 1, false)?;
        ensure!(nothing.is_none(), "both have the spot");
        let cancel = self.record_cancel(recorder, 0, id)?;
        let is_insert = |statement: &Statement| {
            statement.sql.to_lowercase().starts_with("insert into \"reservations\"")
        };
        let mut replay = Replay::new(&self.known(0, 1)?);
        replay.also_known(&self.known(1, 1)?);
        let (before, from) = won.split_at(won.iter().position(is_insert).context("no insert")?);
        let (insert, after) = from.split_first().context("no insert")?;
        let lost = lost
            .iter()
            .skip_while(|statement| !is_insert(statement))
            .skip(1)
            .cloned()
            .collect::<Vec<_>>();
        replay.add(before);
        replay.add_attempt(insert)?;
        replay.line("\\if :won");
        replay.add(after);
        // As long as the load keeps it.
        replay.line("\\sleep 5 ms");
        replay.add(&cancel);
        replay.line("\\else");
        replay.add(&lost);
        replay.line("\\endif");
        let pick = format!("\\set n random(0, {}) * {}", WANTED - 1, self.spots / WANTED);
        let (text, constants) = replay.finish(&pick, Some(&Self::lookup()));
        Script::write(self.site.place.root(), "fight", &text, constants)
    }

    /// Those of the drivers, ever.
    fn count_reservations(&self) -> Result<f64> {
        let count = "select count(*) from reservations where user_id in (select user_id from \
            bench.drivers)";
        Ok(self.site.ask(count)?.parse()?)
    }

    /// Measures.
    pub(super) fn fight(&self, script: &Script, rounds: Rounds, report: &mut Report) -> Result<()> {
        let spots: Vec<u32> = (0..WANTED).map(|number| number * (self.spots / WANTED)).collect();
        let order = with(self.order(FIGHTERS)?, json!({ "verb": "fight", "spots": spots }));
        let (mut given, mut given_by_pgbench, mut doubles) = (Vec::new(), Vec::new(), 0.0);
        let [http, ceiling] = rounds.run([
            &mut |seconds| {
                let measured =
                    self.site.load(&with(order.clone(), json!({ "seconds": seconds })))?;
                let count =
                    |name: &str| measured.get(name).and_then(Value::as_f64).unwrap_or(f64::NAN);
                given.push(count("won") / f64::from(seconds));
                doubles += count("doubles");
                Ok(serde_json::from_value(measured)?)
            },
            &mut |seconds| {
                let before = self.count_reservations()?;
                let sample = script.run(&self.site.database, FIGHTERS, seconds)?;
                given_by_pgbench.push((self.count_reservations()? - before) / f64::from(seconds));
                Ok(sample)
            },
        ])?;
        let name = format!("{FIGHTERS} drivers want {WANTED} spots");
        let rate = Figure::new(format!("{name}: answers"), "requests/s", Spread::rate(&http));
        report.add(rate.beside(Spread::rate(&ceiling)).target(Target::Ratio(0.7)));
        report.add(Figure::new(format!("{name}: p99 of an answer"), "ms", Spread::p99(&http)));
        // Not those of the warm-up.
        let [given, by_pgbench] =
            [given, given_by_pgbench].map(|rates| Spread::of(rates.into_iter().skip(1)));
        report
            .add(Figure::new(format!("{name}: spots given"), "rounds/s", given).beside(by_pgbench));
        let doubles =
            Figure::new(format!("{name}: given to two at once"), "", Spread::once(doubles));
        report.add(doubles.target(Target::AtMost(0.0)));
        Ok(())
    }
}
