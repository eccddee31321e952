//! New York's "Parking Meters Locations and Status": each row is a pay station of a block face.

use std::collections::HashSet;

use super::{
    CityRecord, ImportError, Problem, Report, Severity, Wrong,
    csv_file::{self, CsvFile},
    stations::{Face, Station},
};
use crate::{places::domain::position::Position, platform::domain::text::TextRule};

pub(super) const CITY: CityRecord = CityRecord {
    slug: "new-york",
    name: "New York",
    time_zone: "America/New_York",
    currency: "USD",
};

/// Bounding box of the five boroughs, in degrees.
const BOUNDS: [f64; 4] = [40.47, 40.93, -74.28, -73.68];
/// Every status in the file; only stations of the first are in service.
const STATUSES: [&str; 4] = ["active", "inactive", "planned", "unknown"];
/// The file has no rates: assumed price of an hour, in cents.
const MANHATTAN_RATE: i32 = 550;
const OTHER_RATE: i32 = 250;

/// The label of a spot is the meter number, a dash and a digit; the reference of a zone contains
/// the borough and three streets.
const METER_NUMBER: TextRule = TextRule {
    max_chars: 45,
    multi_line: false,
    message: "must be one line of at most 45 characters",
};
const BOROUGH: TextRule = TextRule {
    max_chars: 20,
    multi_line: false,
    message: "must be one line of at most 20 characters",
};
const STREET: TextRule = TextRule {
    max_chars: 55,
    multi_line: false,
    message: "must be one line of at most 55 characters",
};

/// Required columns: our names, and those of the city where they differ in more than case, white
/// space and underscores.
const REQUIRED: [(&str, &str); 11] = [
    ("object_id", "object_id"),
    ("meter_number", "meter_number"),
    ("status", "status"),
    ("meter_hours", "meter_hours"),
    ("borough", "borough"),
    ("on_street", "on_street"),
    ("from_street", "from_street"),
    ("to_street", "to_street"),
    ("side", "side_of_street"),
    ("lat", "latitude"),
    ("lon", "longitude"),
];

/// Reads the stations, and the problems of the rows.
pub(super) fn read(bytes: &[u8]) -> Result<(Report, Vec<Station>), ImportError> {
    let file = CsvFile::parse(bytes)?;
    if let Some((column, _)) =
        REQUIRED.into_iter().find(|(ours, theirs)| !file.has(ours) && !file.has(theirs))
    {
        return Err(ImportError::MissingColumn { column, found: file.header_line() });
    }
    let (mut report, mut stations) = (Report::default(), Vec::new());
    let (mut ids, mut numbers) = (HashSet::new(), HashSet::new());
    for (line, row) in file.rows() {
        report.rows += 1;
        let row = match row {
            Ok(row) => Row(row),
            Err((column, Wrong { message, value, .. })) => {
                let column =
                    REQUIRED.into_iter().map(|(ours, _)| ours).find(|known| *known == column);
                let column = column.unwrap_or_default();
                let (object_id, severity) = (String::new(), Severity::Error);
                report.problems.push(Problem { line, column, object_id, severity, message, value });
                continue;
            }
        };
        let found = row.station().and_then(|station| {
            let is_new = ids.insert(station.object_id.clone());
            if is_new {
                Ok(station)
            } else {
                Err(Wrong::new("object_id", "the object id came before", station.object_id))
            }
        });
        match found {
            Ok(station) => {
                if !numbers.insert(station.meter_number.clone()) {
                    let message = "the meter number came before";
                    let wrong = Wrong::new("meter_number", message, &station.meter_number);
                    report.problems.push(row.problem(Severity::Warning, wrong));
                }
                stations.push(station);
            }
            Err(wrong) => report.problems.push(row.problem(Severity::Error, wrong)),
        }
    }
    Ok((report, stations))
}

struct Row<'a>(csv_file::Row<'a>);

impl<'a> Row<'a> {
    fn text(&self, column: &str) -> &'a str {
        let theirs = REQUIRED
            .into_iter()
            .find(|(ours, _)| *ours == column)
            .map_or(column, |(_, theirs)| theirs);
        self.0.cell(column).or_else(|| self.0.cell(theirs)).unwrap_or_default()
    }

    /// Validates a text that is stored.
    fn checked(&self, column: &'static str, rule: TextRule) -> Result<Option<String>, Wrong> {
        let text = self.text(column);
        rule.check_optional(text)
            .map_err(|error| Wrong::new(column, error.message(), text.escape_debug().to_string()))
    }

    fn problem(&self, severity: Severity, Wrong { column, message, value }: Wrong) -> Problem {
        Problem {
            line: self.0.line,
            column,
            object_id: self.text("object_id").to_owned(),
            severity,
            message,
            value,
        }
    }

    fn station(&self) -> Result<Station, Wrong> {
        let object_id = self.text("object_id");
        if object_id.parse::<u64>().is_err() {
            return Err(Wrong::new("object_id", "the object id is no number", object_id));
        }
        let status = self.text("status").to_lowercase();
        if !STATUSES.contains(&status.as_str()) {
            return Err(Wrong::new("status", "the status is not known", status));
        }
        let facility = self.text("facility");
        if !facility.is_empty() && !facility.eq_ignore_ascii_case("on street") {
            return Err(Wrong::new("facility", "the meter is not on a street", facility));
        }
        let street = self.checked("on_street", STREET)?;
        let street = street.ok_or_else(|| Wrong::new("on_street", "the street is missing", ""))?;
        let borough = self.checked("borough", BOROUGH)?.unwrap_or_default();
        let is_commercial = self.text("vehicle_class").eq_ignore_ascii_case("commercial");
        let in_manhattan = borough.eq_ignore_ascii_case("manhattan");
        Ok(Station {
            line: self.0.line,
            object_id: object_id.to_owned(),
            meter_number: self.checked("meter_number", METER_NUMBER)?.unwrap_or_default(),
            position: self.position()?,
            face: Face {
                borough,
                street,
                from_street: self.checked("from_street", STREET)?.unwrap_or_default(),
                to_street: self.checked("to_street", STREET)?.unwrap_or_default(),
                side: side(self.text("side")),
            },
            rate_minor_per_hour: if in_manhattan { MANHATTAN_RATE } else { OTHER_RATE },
            is_for_motorcycles: self.text("vehicle_class").eq_ignore_ascii_case("motorcycle"),
            is_commercial,
            is_for_trucks: is_commercial || self.text("meter_hours").to_lowercase().contains("com"),
            hours: self.checked("meter_hours", TextRule::HOURS)?,
            in_service: status == "active",
        })
    }

    fn position(&self) -> Result<Position, Wrong> {
        let texts = (self.text("lat"), self.text("lon"));
        let both = format!("{}, {}", texts.0, texts.1);
        let (Ok(lat), Ok(lng)) = (texts.0.parse::<f64>(), texts.1.parse::<f64>()) else {
            return Err(Wrong::new("lat", "the position is missing or no number", both));
        };
        let within = |lat: f64, lng: f64| {
            let [south, north, west, east] = BOUNDS;
            (south..=north).contains(&lat) && (west..=east).contains(&lng)
        };
        if within(lat, lng) {
            Ok(Position { lat, lng })
        } else if within(lng, lat) {
            Err(Wrong::new("lat", "latitude and longitude have changed places", both))
        } else {
            Err(Wrong::new("lat", "the position is not in New York", both))
        }
    }
}

fn side(text: &str) -> &'static str {
    let known = ["N", "NE", "E", "SE", "S", "SW", "W", "NW", "M"];
    // The city writes C for the centre of the street.
    let text = if text.eq_ignore_ascii_case("C") { "M" } else { text };
    known.into_iter().find(|side| side.eq_ignore_ascii_case(text)).unwrap_or("unknown")
}
