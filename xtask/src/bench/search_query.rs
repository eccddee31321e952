//! Parameters of a search, for the load generator and for pgbench.

use anyhow::Result;
use serde_json::json;

use super::{
    pgbench::Script,
    record::Recorder,
    replay::Replay,
    rounds::Sample,
    seed::{self, STRAY},
    site::{Program, Site},
};

/// Centre of the recorded search. The decimal fractions are exact in binary, so that the log shows
/// the same digits.
const CENTER: (f64, f64) = (40.75, -73.984_375);
/// Height and width of a phone's map in degrees: 1.7 km.
const SIZE: (f64, f64) = (0.015_625, 0.019_531_25);
/// Page size: between the default of 50 and the map's 200.
const LIMIT: u32 = 100;

#[derive(Clone, Copy)]
pub(super) struct SearchQuery {
    pub(super) area: Area,
    /// Searches a period that begins in some hours.
    pub(super) later: bool,
}

#[derive(Clone, Copy)]
pub(super) enum Area {
    /// Radius in metres.
    Circle(u32),
    Box,
}

impl SearchQuery {
    pub(super) const NEAR: Self = Self { area: Area::Circle(1_000), later: false };

    pub(super) fn name(self) -> String {
        let area = match self.area {
            Area::Circle(metres) if metres < 1_000 => format!("{metres} m"),
            Area::Circle(metres) => format!("{} km", metres / 1_000),
            Area::Box => "box".to_owned(),
        };
        format!("{area}, {}", if self.later { "later" } else { "now" })
    }

    /// Parameters without the position.
    fn parameters(self, site: &Site<'_>) -> Result<String> {
        let radius = match self.area {
            Area::Circle(metres) => format!("&radius={metres}"),
            Area::Box => String::new(),
        };
        // Half of the spots are taken in that hour, as half are now.
        let period = if self.later {
            let [from, to] =
                [7, 8].map(|hours| site.query(&format!("select {}", seed::instant(hours))));
            format!("&from={}&to={}", from?, to?)
        } else {
            String::new()
        };
        Ok(format!("limit={LIMIT}{radius}{period}"))
    }

    /// Returns the script of the api's statements, and their number.
    pub(super) fn record(
        self,
        recorder: &Recorder,
        site: &Site<'_>,
        centers: &[(f64, f64)],
    ) -> Result<(Script, usize)> {
        let ((lat, lng), (height, width)) = (CENTER, SIZE);
        let edges = [
            (lng - width / 2.0, "west"),
            (lat - height / 2.0, "south"),
            (lng + width / 2.0, "east"),
            (lat + height / 2.0, "north"),
        ];
        let area = match self.area {
            Area::Circle(_) => format!("lat={lat}&lng={lng}"),
            Area::Box => format!("bbox={}", edges.map(|(edge, _)| edge.to_string()).join(",")),
        };
        let parameters = self.parameters(site)?;
        let search = |api: &Program| -> Result<()> {
            ureq::get(api.url(&format!("spots?{area}&{parameters}"))).call()?;
            Ok(())
        };
        recorder.record(search)?;
        let (statements, ()) = recorder.record(search)?;
        let known = [(lat, "lat"), (lng, "lng")].into_iter().chain(edges);
        let known = known.map(|(value, name)| (value.to_string(), name.to_owned()));
        let mut replay = Replay::new(&known.collect::<Vec<_>>())?;
        replay.add(&statements);
        let (text, constants) = replay.finish(&variables(centers), None);
        let name = self.name().replace([' ', ','], "-");
        Ok((Script::write(site.place.root(), &name, &text, constants)?, statements.len()))
    }

    /// Runs the load generator.
    pub(super) fn measure(
        self,
        site: &Site<'_>,
        api: &Program,
        centers: &[(f64, f64)],
        connections: u32,
        seconds: u32,
    ) -> Result<Sample> {
        let size = matches!(self.area, Area::Box).then_some(SIZE);
        site.sample(&json!({
            "verb": "search", "address": api.address, "connections": connections,
            "seconds": seconds, "around": centers, "stray": STRAY, "size": size,
            "query": self.parameters(site)?,
        }))
    }
}

/// pgbench variables for random positions around the centres.
fn variables(centers: &[(f64, f64)]) -> String {
    let random = |coordinate: &dyn Fn(&(f64, f64)) -> f64| {
        let cases: String = centers
            .iter()
            .enumerate()
            .map(|(n, center)| format!("when :i = {n} then {:.6} ", coordinate(center)))
            .collect();
        let stray = STRAY * 1e6;
        format!("case {cases}else 0.0 end + random(-{stray}, {stray}) / 1000000.0")
    };
    let (lat, lng) = (random(&|center| center.0), random(&|center| center.1));
    let (north, east) = (SIZE.0 / 2.0, SIZE.1 / 2.0);
    format!(
        "\\set i random(0, {})\n\\set lat {lat}\n\\set lng {lng}\n\\set south :lat - {north}\n\
         \\set north :lat + {north}\n\\set west :lng - {east}\n\\set east :lng + {east}",
        centers.len().saturating_sub(1),
    )
}
