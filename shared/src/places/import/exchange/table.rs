//! CSV: one row per spot, with its zone and site. All rows of a zone repeat the same zone fields,
//! and all rows of a site the same site fields.

use std::collections::HashMap;

use super::{
    Fields, Reader,
    export::{SiteRow, SpotRow, ZoneRow},
    rows,
};
use crate::{
    places::{
        domain::position::Position,
        import::{
            ImportError, Problem, SITE_TEXTS, Severity, SpotFile, Wrong,
            csv_file::{CsvFile, Row},
        },
    },
    platform::domain::text::reference_key,
};

/// The columns of spots and zones, in the order of an export.
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
/// Columns that an export has only for a city with sites, in its order.
const SITE_COLUMNS: [&str; 17] = [
    "level",
    "zone_boundary",
    "site_ref",
    "site_kind",
    "site_name",
    "site_lat",
    "site_lng",
    "site_boundary",
    "site_contact",
    "site_address",
    "site_region",
    "site_country",
    "site_postcode",
    "arrival_instructions",
    "full_instructions",
    "site_access",
    "site_entry_mode",
];
/// Columns of the zone.
const ABOUT_ZONE: [&str; 8] = [
    "street",
    "from_street",
    "to_street",
    "side",
    "zone_line",
    "level",
    "zone_boundary",
    "site_ref",
];
/// Columns of the site.
const ABOUT_SITE: [&str; 14] = [
    "site_kind",
    "site_name",
    "site_lat",
    "site_lng",
    "site_boundary",
    "site_contact",
    "site_address",
    "site_region",
    "site_country",
    "site_postcode",
    "arrival_instructions",
    "full_instructions",
    "site_access",
    "site_entry_mode",
];

/// The fields of a zone or site in its first row, by reference key: the other rows must repeat
/// them.
type Seen = HashMap<String, Vec<String>>;

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
        let (column, found) = (column.into(), table.header_line());
        return Err(ImportError::MissingColumn { column, found });
    }
    let mut file = SpotFile::default();
    let (mut sites, mut zones) = (Seen::new(), Seen::new());
    for (line, row) in table.rows() {
        file.report.rows += 1;
        let (object_id, wrong) = match row {
            Ok(row) => {
                let name = row.cell("spot_ref").unwrap_or_default().to_owned();
                (name, take(&row, &mut sites, &mut zones, &mut file).err())
            }
            Err((column, wrong)) => {
                let column = COLUMNS
                    .into_iter()
                    .chain(SITE_COLUMNS)
                    .find(|known| *known == column)
                    .unwrap_or_default();
                (String::new(), Some(Wrong { column: column.into(), ..wrong }))
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
    sites: &mut Seen,
    zones: &mut Seen,
    file: &mut SpotFile,
) -> Result<(), Wrong> {
    let position = Position { lat: degrees(row, "lat")?, lng: degrees(row, "lng")? };
    let spot = rows::spot(row, row.line, position, "lat")?;
    let site_ref = row.cell("site_ref").unwrap_or_default();
    let message = "the site is described otherwise in a row before";
    if !site_ref.is_empty() && is_first(row, sites, site_ref, &ABOUT_SITE, message)? {
        let at = Position { lat: degrees(row, "site_lat")?, lng: degrees(row, "site_lng")? };
        let boundary = row.cell("site_boundary").map(|text| boundary(text, "site_boundary"));
        file.sites.push(rows::site(row, row.line, at, boundary.transpose()?, "site_lat")?);
        remember(row, sites, site_ref, &ABOUT_SITE);
    }
    let message = "the zone is described otherwise in a row before";
    if is_first(row, zones, &spot.zone_ref, &ABOUT_ZONE, message)? {
        let area = row.cell("zone_boundary").map(|text| boundary(text, "zone_boundary"));
        let area = area.transpose()?;
        let is_area = area.as_ref().map(Option::is_some);
        let points = match area.flatten() {
            Some(ring) => ring,
            None => points(row.cell("zone_line").unwrap_or_default(), "zone_line")?,
        };
        file.zones.push(rows::zone(row, row.line, points, is_area, "zone_line")?);
        remember(row, zones, &spot.zone_ref, &ABOUT_ZONE);
    }
    file.spots.push(spot);
    Ok(())
}

/// Returns whether no valid row before has this reference.
///
/// # Errors
/// When a row before has it with other fields.
fn is_first(
    row: &Row<'_>,
    seen: &Seen,
    reference: &str,
    columns: &[&'static str],
    message: &'static str,
) -> Result<bool, Wrong> {
    let Some(known) = seen.get(&reference_key(reference)) else { return Ok(true) };
    let cells = columns.iter().map(|column| (*column, row.cell(column).unwrap_or_default()));
    match cells.zip(known).find(|((_, cell), known)| cell != known) {
        Some(((column, cell), _)) => Err(Wrong::new(column, message, cell)),
        None => Ok(false),
    }
}

fn remember(row: &Row<'_>, seen: &mut Seen, reference: &str, columns: &[&'static str]) {
    let cells = columns.iter().map(|column| row.cell(column).unwrap_or_default().to_owned());
    seen.insert(reference_key(reference), cells.collect());
}

fn degrees(row: &Row<'_>, column: &'static str) -> Result<f64, Wrong> {
    let text = row.number(column).unwrap_or_default();
    let degrees = text.parse().ok().filter(|degrees: &f64| degrees.is_finite());
    degrees.ok_or_else(|| Wrong::new(column, "must be a number of degrees", text))
}

fn points(text: &str, column: &'static str) -> Result<Vec<Position>, Wrong> {
    let point = |point: &str| {
        let (lng, lat) = point.trim().split_once(' ')?;
        Some(Position { lat: lat.trim().parse().ok()?, lng: lng.parse().ok()? })
    };
    let points: Option<Vec<Position>> = text.split(',').map(point).collect();
    let value = || text.chars().take(60).collect::<String>();
    points.ok_or_else(|| {
        Wrong::new(column, "must be \"lng lat\" of each point, divided by commas", value())
    })
}

/// Returns the ring; `None` for a blank cell.
fn boundary(text: &str, column: &'static str) -> Result<Option<Vec<Position>>, Wrong> {
    if text.is_empty() {
        return Ok(None);
    }
    rows::ring(&points(text, column)?, column).map(Some)
}

pub(super) fn write(
    sites: &[SiteRow],
    zones: &[ZoneRow],
    spots: &[SpotRow],
    reader: Reader,
) -> Result<Vec<u8>, ImportError> {
    let zones: HashMap<&str, &ZoneRow> =
        zones.iter().map(|zone| (zone.source_ref.as_str(), zone)).collect();
    let has_sites = !sites.is_empty();
    let sites: HashMap<&str, &SiteRow> =
        sites.iter().map(|site| (site.source_ref.as_str(), site)).collect();
    let mut writer = csv::Writer::from_writer(reader.mark().to_vec());
    let site_columns = if has_sites { &SITE_COLUMNS[..] } else { &[] };
    writer.write_record(COLUMNS.iter().chain(site_columns))?;
    for spot in spots {
        let Some(zone) = zones.get(spot.zone_ref.as_str()) else { continue };
        let mut cells = vec![
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
            reader.escape(&joined(&zone.line())),
        ];
        if has_sites {
            let ring = if zone.is_area { joined(&zone.line()) } else { String::new() };
            cells.push(reader.escape(zone.level.as_deref().unwrap_or_default()));
            cells.push(reader.escape(&ring));
            let site = zone.site_ref.as_deref().and_then(|site_ref| sites.get(site_ref));
            cells.extend(site_cells(site.copied(), reader));
        }
        writer.write_record(cells)?;
    }
    writer.into_inner().map_err(|error| ImportError::Csv(csv::Error::from(error.into_error())))
}

/// Returns the cells from `site_ref` on; blank for a zone of a street.
fn site_cells(site: Option<&SiteRow>, reader: Reader) -> Vec<String> {
    let Some(site) = site else { return vec![String::new(); ABOUT_SITE.len() + 1] };
    let Position { lat, lng } = site.position();
    let mut cells = vec![
        reader.escape(&site.source_ref),
        site.kind.as_str().to_owned(),
        reader.escape(&site.name),
        lat.to_string(),
        lng.to_string(),
        reader.escape(&joined(&site.boundary().unwrap_or_default())),
    ];
    cells.extend(site.texts.iter().take(SITE_TEXTS.len()).map(|text| reader.escape(text)));
    cells.push(site.access.as_str().to_owned());
    cells.push(site.entry_mode.as_str().to_owned());
    cells
}

fn joined(points: &[Position]) -> String {
    let points: Vec<String> =
        points.iter().map(|point| format!("{} {}", point.lng, point.lat)).collect();
    points.join(",")
}
