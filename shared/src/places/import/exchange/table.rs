//! CSV: one row per spot, with its zone. All rows of a zone repeat the same zone fields.

use std::collections::HashMap;

use super::{
    Fields, Reader,
    export::{SpotRow, ZoneRow},
    rows,
};
use crate::{
    places::{
        domain::position::Position,
        import::{
            ImportError, Problem, Severity, SpotFile, Wrong,
            csv_file::{CsvFile, Row},
        },
    },
    platform::domain::text::reference_key,
};

/// All columns, in the order of an export.
const COLUMNS: [&str; 15] = [
    "spot_ref",
    "label",
    "lat",
    "lng",
    "rate_minor_per_hour",
    "attributes",
    "hours",
    "position_assumed",
    "in_service",
    "zone_ref",
    "street",
    "from_street",
    "to_street",
    "side",
    "zone_line",
];
const REQUIRED: [&str; 8] =
    ["spot_ref", "label", "lat", "lng", "rate_minor_per_hour", "zone_ref", "street", "zone_line"];
/// Columns of the zone.
const ABOUT_ZONE: [&str; 5] = ["street", "from_street", "to_street", "side", "zone_line"];

impl Fields for Row<'_> {
    fn text(&self, name: &'static str) -> Result<Option<String>, Wrong> {
        Ok(self.cell(name).map(str::to_owned))
    }

    fn number(&self, name: &'static str) -> Result<Option<String>, Wrong> {
        Ok(Row::number(self, name))
    }

    fn words(&self, name: &'static str) -> Result<Option<Vec<String>>, Wrong> {
        let words = |cell: &str| {
            let words =
                cell.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty());
            words.map(str::to_owned).collect()
        };
        Ok(self.cell(name).map(words))
    }
}

pub(super) fn read(bytes: &[u8]) -> Result<SpotFile, ImportError> {
    let table = CsvFile::parse(bytes)?;
    if let Some(column) = REQUIRED.into_iter().find(|column| !table.has(column)) {
        return Err(ImportError::MissingColumn { column, found: table.header_line() });
    }
    let mut file = SpotFile::default();
    // Zone fields of the first row of each zone: the other rows must repeat them.
    let mut zones: HashMap<String, Vec<String>> = HashMap::new();
    for (line, row) in table.rows() {
        file.report.rows += 1;
        let (object_id, wrong) = match row {
            Ok(row) => {
                let name = row.cell("spot_ref").unwrap_or_default().to_owned();
                (name, take(&row, &mut zones, &mut file).err())
            }
            Err((column, wrong)) => {
                let column = COLUMNS.into_iter().find(|known| *known == column).unwrap_or_default();
                (String::new(), Some(Wrong { column, ..wrong }))
            }
        };
        file.report.problems.extend(wrong.map(|Wrong { column, message, value }| Problem {
            line,
            column,
            object_id,
            severity: Severity::Error,
            message,
            value,
        }));
    }
    Ok(file)
}

fn take(
    row: &Row<'_>,
    zones: &mut HashMap<String, Vec<String>>,
    file: &mut SpotFile,
) -> Result<(), Wrong> {
    let position = Position { lat: degrees(row, "lat")?, lng: degrees(row, "lng")? };
    let spot = rows::spot(row, row.line, position, "lat")?;
    let about_zone = ABOUT_ZONE.map(|column| row.cell(column).unwrap_or_default().to_owned());
    match zones.get(&reference_key(&spot.zone_ref)) {
        Some(known) => {
            let mut columns = ABOUT_ZONE.into_iter().zip(known.iter().zip(&about_zone));
            if let Some((column, (_, other))) = columns.find(|(_, (known, other))| known != other) {
                return Err(Wrong::new(
                    column,
                    "the zone is described otherwise in a row before",
                    other.clone(),
                ));
            }
        }
        None => {
            let points = points(row.cell("zone_line").unwrap_or_default())?;
            file.zones.push(rows::zone(row, row.line, points, "zone_line")?);
            zones.insert(reference_key(&spot.zone_ref), about_zone.to_vec());
        }
    }
    file.spots.push(spot);
    Ok(())
}

fn degrees(row: &Row<'_>, column: &'static str) -> Result<f64, Wrong> {
    let text = row.number(column).unwrap_or_default();
    let degrees = text.parse().ok().filter(|degrees: &f64| degrees.is_finite());
    degrees.ok_or_else(|| Wrong::new(column, "must be a number of degrees", text))
}

fn points(text: &str) -> Result<Vec<Position>, Wrong> {
    let point = |point: &str| {
        let (lng, lat) = point.trim().split_once(' ')?;
        Some(Position { lat: lat.trim().parse().ok()?, lng: lng.parse().ok()? })
    };
    let points: Option<Vec<Position>> = text.split(',').map(point).collect();
    let value = || text.chars().take(60).collect::<String>();
    points.ok_or_else(|| {
        Wrong::new("zone_line", "must be \"lng lat\" of each point, divided by commas", value())
    })
}

pub(super) fn write(
    zones: &[ZoneRow],
    spots: &[SpotRow],
    reader: Reader,
) -> Result<Vec<u8>, ImportError> {
    let zones: HashMap<&str, &ZoneRow> =
        zones.iter().map(|zone| (zone.source_ref.as_str(), zone)).collect();
    let mut writer = csv::Writer::from_writer(reader.mark().to_vec());
    writer.write_record(COLUMNS)?;
    for spot in spots {
        let Some(zone) = zones.get(spot.zone_ref.as_str()) else { continue };
        let line: Vec<String> =
            zone.line().iter().map(|point| format!("{} {}", point.lng, point.lat)).collect();
        writer.write_record([
            reader.escape(&spot.source_ref),
            reader.escape(&spot.label),
            spot.lat.to_string(),
            spot.lng.to_string(),
            spot.rate_minor_per_hour.to_string(),
            spot.attributes.join(" "),
            reader.escape(spot.hours.as_deref().unwrap_or_default()),
            spot.position_assumed.to_string(),
            spot.in_service.to_string(),
            reader.escape(&spot.zone_ref),
            reader.escape(&zone.street),
            reader.escape(&zone.from_street),
            reader.escape(&zone.to_street),
            zone.side.clone(),
            reader.escape(&line.join(",")),
        ])?;
    }
    writer.into_inner().map_err(|error| ImportError::Csv(csv::Error::from(error.into_error())))
}
