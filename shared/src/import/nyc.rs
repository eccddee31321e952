//! New York's "Parking Meters Locations and Status": a row is a pay station of a block face.

use std::{
    collections::{HashMap, HashSet},
    io::Read,
};

use csv::StringRecord;

use super::{
    CityRecord, ImportError, Problem, Report, Severity, hours,
    stations::{Face, Station},
};
use crate::domain::position::Position;

pub(super) const CITY: CityRecord =
    CityRecord { slug: "new-york", name: "New York", time_zone: "America/New_York", currency: "USD" };

/// The five boroughs, in degrees.
const BOUNDS: [f64; 4] = [40.47, 40.93, -74.28, -73.68];
/// Every status that the city uses; only stations of the first are in service.
const STATUSES: [&str; 4] = ["active", "inactive", "planned", "unknown"];
/// Rates are not in the file: what an hour is assumed to cost, in cents.
const MANHATTAN_RATE: i32 = 550;
const OTHER_RATE: i32 = 250;

/// The columns that are needed: what we call them, and what the city does.
const COLUMNS: [(&str, &[&str]); 9] = [
    ("object_id", &["objectid"]),
    ("meter_number", &["meternumber"]),
    ("status", &["status"]),
    ("meter_hours", &["meterhours"]),
    ("borough", &["borough"]),
    ("on_street", &["onstreet"]),
    ("from_street", &["fromstreet"]),
    ("to_street", &["tostreet"]),
    ("side", &["side", "sideofstreet"]),
];

/// Reads the file: the stations, and what was wrong with the rows.
pub(super) fn read(file: impl Read) -> Result<(Report, Vec<Station>), ImportError> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(file);
    let columns = Columns::of(reader.headers()?)?;
    let (mut report, mut stations) = (Report::default(), Vec::new());
    let (mut ids, mut numbers) = (HashSet::new(), HashSet::new());
    for record in reader.records() {
        let record = record?;
        report.rows += 1;
        let row = Row { columns: &columns, record: &record };
        let found = row.station().and_then(|station| {
            let is_new = ids.insert(station.object_id.clone());
            if is_new { Ok(station) } else { Err(("the object id came before", station.object_id)) }
        });
        match found {
            Ok(station) => {
                let hours = row.text("meter_hours");
                if hours.is_empty() {
                    report.problems.push(row.problem(Severity::Warning, "the hours are blank", hours));
                } else if !hours::is_readable(hours) {
                    report.problems.push(row.problem(Severity::Warning, "the hours cannot be read", hours));
                }
                if station.is_commercial {
                    report.problems.push(row.problem(Severity::Warning, "the meter is for commercial vehicles", hours));
                }
                if !numbers.insert(station.meter_number.clone()) {
                    let number = &station.meter_number;
                    report.problems.push(row.problem(Severity::Warning, "the meter number came before", number));
                }
                stations.push(station);
            }
            Err((message, value)) => report.problems.push(row.problem(Severity::Error, message, &value)),
        }
    }
    Ok((report, stations))
}

struct Columns(HashMap<&'static str, usize>);

impl Columns {
    /// Finds the columns, whatever their case, blanks and underscores.
    fn of(headers: &StringRecord) -> Result<Self, ImportError> {
        let plain: Vec<String> = headers
            .iter()
            .map(|name| name.trim_start_matches('\u{feff}').to_lowercase().replace([' ', '_'], ""))
            .collect();
        let place = |names: &[&str]| plain.iter().position(|found| names.contains(&found.as_str()));
        let position = [("lat", ["lat", "latitude"]), ("lon", ["lon", "longitude"])];
        let needed = COLUMNS.iter().map(|(name, names)| (*name, place(names)));
        let needed = needed.chain(position.iter().map(|(name, names)| (*name, place(names))));
        let mut columns = HashMap::new();
        for (column, place) in needed {
            let missing =
                || ImportError::MissingColumn { column, found: headers.iter().collect::<Vec<_>>().join(", ") };
            columns.insert(column, place.ok_or_else(missing)?);
        }
        columns.extend(place(&["facility"]).map(|place| ("facility", place)));
        columns.extend(place(&["vehicleclass"]).map(|place| ("vehicle_class", place)));
        Ok(Self(columns))
    }
}

struct Row<'a> {
    columns: &'a Columns,
    record: &'a StringRecord,
}

/// What is wrong, and with which text.
type Wrong = (&'static str, String);

impl Row<'_> {
    fn text(&self, column: &str) -> &str {
        self.columns.0.get(column).and_then(|place| self.record.get(*place)).unwrap_or_default().trim()
    }

    fn problem(&self, severity: Severity, message: &'static str, value: &str) -> Problem {
        let line = self.record.position().map_or(0, csv::Position::line);
        Problem { line, object_id: self.text("object_id").to_owned(), severity, message, value: value.to_owned() }
    }

    fn station(&self) -> Result<Station, Wrong> {
        let object_id = self.text("object_id");
        if object_id.parse::<u64>().is_err() {
            return Err(("the object id is no number", object_id.to_owned()));
        }
        let status = self.text("status").to_lowercase();
        if !STATUSES.contains(&status.as_str()) {
            return Err(("the status is not known", status));
        }
        let facility = self.text("facility");
        if !facility.is_empty() && !facility.eq_ignore_ascii_case("on street") {
            return Err(("the meter is not on a street", facility.to_owned()));
        }
        let street = self.text("on_street");
        if street.is_empty() {
            return Err(("the street is missing", String::new()));
        }
        let borough = self.text("borough");
        let is_commercial = self.is_commercial();
        Ok(Station {
            is_commercial,
            object_id: object_id.to_owned(),
            meter_number: self.text("meter_number").to_owned(),
            position: self.position()?,
            face: Face {
                borough: borough.to_owned(),
                street: street.to_owned(),
                from_street: self.text("from_street").to_owned(),
                to_street: self.text("to_street").to_owned(),
                side: side(self.text("side")),
            },
            rate_minor_per_hour: if borough.eq_ignore_ascii_case("manhattan") { MANHATTAN_RATE } else { OTHER_RATE },
            is_for_motorcycles: self.text("vehicle_class").eq_ignore_ascii_case("motorcycle"),
            hours: Some(self.text("meter_hours").to_owned()).filter(|hours| !hours.is_empty()),
            in_service: status == "active" && !is_commercial,
        })
    }

    /// Whether no private car may park there: by its class, or where the file has none by its hours.
    fn is_commercial(&self) -> bool {
        let hours = self.text("meter_hours").to_lowercase();
        match self.text("vehicle_class").to_lowercase().as_str() {
            "" => hours.contains("com") && !hours.contains("pas"),
            class => class == "commercial",
        }
    }

    fn position(&self) -> Result<Position, Wrong> {
        let texts = (self.text("lat"), self.text("lon"));
        let both = format!("{}, {}", texts.0, texts.1);
        let (Ok(lat), Ok(lng)) = (texts.0.parse::<f64>(), texts.1.parse::<f64>()) else {
            return Err(("the position is missing or no number", both));
        };
        let within = |lat: f64, lng: f64| {
            let [south, north, west, east] = BOUNDS;
            (south..=north).contains(&lat) && (west..=east).contains(&lng)
        };
        if within(lat, lng) {
            Ok(Position { lat, lng })
        } else if within(lng, lat) {
            Err(("latitude and longitude have changed places", both))
        } else {
            Err(("the position is not in New York", both))
        }
    }
}

fn side(text: &str) -> &'static str {
    let known = ["N", "NE", "E", "SE", "S", "SW", "W", "NW", "M"];
    // The city writes C for the centre of the street.
    let text = if text.eq_ignore_ascii_case("C") { "M" } else { text };
    known.into_iter().find(|side| side.eq_ignore_ascii_case(text)).unwrap_or("unknown")
}
