//! CSV: a row for a spot, with its zone. The rows of a zone say the same about it.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::{
    Records, SpotFields, ZoneFields,
    export::{SpotRow, ZoneRow},
    rows,
};
use crate::{
    domain::position::Position,
    import::{ImportError, Problem, Severity},
};

/// A row.
#[derive(Debug, Serialize, Deserialize)]
struct Row {
    spot_ref: String,
    label: String,
    lat: f64,
    lng: f64,
    rate_minor_per_hour: i32,
    /// Divided by blanks.
    #[serde(default)]
    attributes: String,
    #[serde(default)]
    hours: Option<String>,
    #[serde(default)]
    position_assumed: bool,
    #[serde(default = "super::yes")]
    in_service: bool,
    zone_ref: String,
    street: String,
    #[serde(default)]
    from_street: String,
    #[serde(default)]
    to_street: String,
    #[serde(default)]
    side: String,
    /// `lng lat` of each point, divided by commas.
    zone_line: String,
}

pub(super) fn read(file: &[u8]) -> Result<Records, ImportError> {
    let file = file.strip_prefix("\u{feff}".as_bytes()).unwrap_or(file);
    let mut reader = csv::Reader::from_reader(file);
    let headers = reader.headers()?.clone();
    for column in ["spot_ref", "label", "lat", "lng", "rate_minor_per_hour", "zone_ref", "street", "zone_line"] {
        if !headers.iter().any(|found| found == column) {
            let found = headers.iter().collect::<Vec<_>>().join(", ");
            return Err(ImportError::MissingColumn { column, found });
        }
    }
    let mut records = Records::default();
    // The first row of a zone, and the text of its columns: others must say the same.
    let mut zones: HashMap<String, String> = HashMap::new();
    for record in reader.records() {
        let record = record?;
        records.report.rows += 1;
        let line = record.position().map_or(0, csv::Position::line);
        let mut wrong = |message, value: String, object_id: &str| {
            let (object_id, severity) = (object_id.to_owned(), Severity::Error);
            records.report.problems.push(Problem { line, object_id, severity, message, value });
        };
        let row: Row = match record.deserialize(Some(&headers)) {
            Ok(row) => row,
            Err(error) => {
                wrong("the row cannot be read", error.to_string(), "");
                continue;
            }
        };
        if !record.iter().all(rows::is_clean) {
            wrong("the row has a character that no text has", String::new(), &row.spot_ref);
            continue;
        }
        let name = row.spot_ref.clone();
        let about_zone = [&row.street, &row.from_street, &row.to_street, &row.side, &row.zone_line]
            .map(String::as_str)
            .join("\u{1f}");
        match zones.get(&row.zone_ref) {
            Some(known) if *known != about_zone => {
                wrong("the zone is another than in a row before", row.zone_ref.clone(), &name);
                continue;
            }
            Some(_) => {}
            None => {
                zones.insert(row.zone_ref.clone(), about_zone);
                let fields = ZoneFields {
                    zone_ref: row.zone_ref.clone(),
                    street: row.street.clone(),
                    from_street: row.from_street.clone(),
                    to_street: row.to_street.clone(),
                    side: row.side.clone(),
                };
                match points(&row.zone_line).and_then(|line| rows::zone(fields, line)) {
                    Ok(zone) => records.zones.push(zone),
                    Err((message, value)) => {
                        wrong(message, value, &name);
                        continue;
                    }
                }
            }
        }
        match row.spot() {
            Ok(spot) => records.spots.push(spot),
            Err((message, value)) => wrong(message, value, &name),
        }
    }
    Ok(records)
}

impl Row {
    fn spot(self) -> Result<crate::import::SpotRecord, rows::Wrong> {
        let attributes: Vec<String> = self.attributes.split_whitespace().map(str::to_owned).collect();
        let fields = SpotFields {
            spot_ref: self.spot_ref,
            label: self.label,
            rate_minor_per_hour: self.rate_minor_per_hour,
            hours: self.hours,
            position_assumed: self.position_assumed,
            in_service: self.in_service,
        };
        rows::spot(fields, self.zone_ref, &attributes, Position { lat: self.lat, lng: self.lng })
    }
}

fn points(text: &str) -> Result<Vec<Position>, rows::Wrong> {
    let point = |point: &str| {
        let (lng, lat) = point.trim().split_once(' ')?;
        Some(Position { lat: lat.trim().parse().ok()?, lng: lng.parse().ok()? })
    };
    let points: Option<Vec<Position>> = text.split(',').map(point).collect();
    points.ok_or_else(|| ("the line of the zone cannot be read", text.to_owned()))
}

pub(super) fn write(zones: &[ZoneRow], spots: &[SpotRow]) -> Result<Vec<u8>, ImportError> {
    let zones: HashMap<&str, &ZoneRow> = zones.iter().map(|zone| (zone.source_ref.as_str(), zone)).collect();
    let mut writer = csv::Writer::from_writer(Vec::new());
    for spot in spots {
        let Some(zone) = zones.get(spot.zone_ref.as_str()) else { continue };
        let line: Vec<String> = zone.line().iter().map(|point| format!("{} {}", point.lng, point.lat)).collect();
        writer.serialize(Row {
            spot_ref: spot.source_ref.clone(),
            label: spot.label.clone(),
            lat: spot.lat,
            lng: spot.lng,
            rate_minor_per_hour: spot.rate_minor_per_hour,
            attributes: spot.attributes.join(" "),
            hours: spot.hours.clone(),
            position_assumed: spot.position_assumed,
            in_service: spot.in_service,
            zone_ref: spot.zone_ref.clone(),
            street: zone.street.clone(),
            from_street: zone.from_street.clone(),
            to_street: zone.to_street.clone(),
            side: zone.side.clone(),
            zone_line: line.join(","),
        })?;
    }
    writer.into_inner().map_err(|error| ImportError::Csv(csv::Error::from(error.into_error())))
}
