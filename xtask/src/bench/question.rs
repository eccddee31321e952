//! What is asked of the search: by the load through HTTP, and by pgbench.

use anyhow::Result;
use serde_json::{Value, json};

use super::{
    pgbench::Script,
    record::Recorder,
    replay::Replay,
    seed::{self, STRAY},
    site::{Program, Site},
};

/// Where the recorded question is asked: numbers that a computer writes as people do.
const CENTER: (f64, f64) = (40.75, -73.984_375);
/// Height and width of the box, in degrees: 1.7 km each way, as on a telephone.
const SIZE: (f64, f64) = (0.015_625, 0.019_531_25);
/// Spots of a page: more than the usual 50, fewer than the 200 of the map.
const LIMIT: u32 = 100;

/// What is asked.
#[derive(Clone, Copy)]
pub(super) struct Question {
    pub(super) area: Area,
    /// Not now, but in some hours.
    pub(super) later: bool,
}

/// Where.
#[derive(Clone, Copy)]
pub(super) enum Area {
    /// So many metres around.
    Circle(u32),
    /// As on a telephone.
    Box,
}

impl Question {
    /// What is compared most.
    pub(super) const NEAR: Self = Self { area: Area::Circle(1_000), later: false };

    /// For people.
    pub(super) fn name(self) -> String {
        let area = match self.area {
            Area::Circle(metres) if metres < 1_000 => format!("{metres} m"),
            Area::Circle(metres) => format!("{} km", metres / 1_000),
            Area::Box => "box".to_owned(),
        };
        format!("{area}, {}", if self.later { "later" } else { "now" })
    }

    /// Of the box.
    pub(super) fn size(self) -> Option<(f64, f64)> {
        matches!(self.area, Area::Box).then_some(SIZE)
    }

    /// Without the position.
    pub(super) fn query(self, site: &Site<'_>) -> Result<String> {
        let radius = match self.area {
            Area::Circle(metres) => format!("&radius={metres}"),
            Area::Box => String::new(),
        };
        // Half of the spots are taken then, as half are now.
        let period = if self.later {
            let [from, to] =
                [7, 8].map(|hours| site.ask(&format!("select {}", seed::instant(hours))));
            format!("&from={}&to={}", from?, to?)
        } else {
            String::new()
        };
        Ok(format!("limit={LIMIT}{radius}{period}"))
    }

    /// The api's statement for pgbench, and how often the api asks the database.
    pub(super) fn record(
        self,
        recorder: &Recorder,
        site: &Site<'_>,
        around: &[(f64, f64)],
    ) -> Result<(Script, usize)> {
        let ((lat, lng), (high, wide)) = (CENTER, SIZE);
        let edges = [lng - wide / 2.0, lat - high / 2.0, lng + wide / 2.0, lat + high / 2.0];
        let area = match self.area {
            Area::Circle(_) => format!("lat={lat}&lng={lng}"),
            Area::Box => format!("bbox={}", edges.map(|edge| edge.to_string()).join(",")),
        };
        let query = self.query(site)?;
        let ask = |api: &Program| -> Result<()> {
            ureq::get(format!("http://{}/api/v1/spots?{area}&{query}", api.address)).call()?;
            Ok(())
        };
        recorder.record(ask)?;
        let (statements, ()) = recorder.record(ask)?;
        let names = ["west", "south", "east", "north"];
        let known: Vec<_> =
            [(lat.to_string(), "lat".to_owned()), (lng.to_string(), "lng".to_owned())]
                .into_iter()
                .chain(
                    edges.iter().zip(names).map(|(edge, name)| (edge.to_string(), name.to_owned())),
                )
                .collect();
        let mut replay = Replay::new(&known);
        replay.add(&statements);
        let (text, constants) = replay.finish(&positions(around), None);
        let name = self.name().replace([' ', ','], "-");
        Ok((Script::write(site.place.root(), &name, &text, constants)?, statements.len()))
    }
}

/// pgbench's way to ask where the load asks.
fn positions(around: &[(f64, f64)]) -> String {
    let any = |pick: &dyn Fn(&(f64, f64)) -> f64| {
        let cases: String = around
            .iter()
            .enumerate()
            .map(|(n, one)| format!("when :i = {n} then {:.6} ", pick(one)))
            .collect();
        let stray = STRAY * 1e6;
        format!("case {cases}else 0.0 end + random(-{stray}, {stray}) / 1000000.0")
    };
    let (high, wide) = SIZE;
    format!(
        "\\set i random(0, {})\n\\set lat {}\n\\set lng {}\n\
         \\set south :lat - {}\n\\set north :lat + {}\n\\set west :lng - {}\n\\set east :lng + {}",
        around.len().saturating_sub(1),
        any(&|one| one.0),
        any(&|one| one.1),
        high / 2.0,
        high / 2.0,
        wide / 2.0,
        wide / 2.0,
    )
}

/// What the load is to do.
pub(super) fn order(
    api: &Program,
    around: &[(f64, f64)],
    connections: u32,
    seconds: u32,
    (query, size): (&str, Option<(f64, f64)>),
) -> Value {
    json!({
        "verb": "search", "address": api.address, "connections": connections, "seconds": seconds,
            "around": around,
        "stray": STRAY, "size": size, "query": query,
    })
}

/// A search as most are, for the load.
pub(super) fn near(api: &Program, around: &[(f64, f64)], connections: u32, seconds: u32) -> Value {
    order(api, around, connections, seconds, (&format!("limit={LIMIT}&radius=1000"), None))
}
