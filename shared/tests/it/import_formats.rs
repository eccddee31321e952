//! Imports of meters by a column mapping, and of curbs of the Curb Data Specification.

mod curbs;
mod meters;

use diesel::PgConnection;
use shared::{
    identity::domain::vehicle::VehicleClass, places::import::Report,
    pricing::models::posted::load_for_spot,
};

use crate::import::{count, spot_id};

/// Returns the rules of a spot in words.
fn rules(conn: &mut PgConnection, spot: &str) -> String {
    let id = spot_id(conn, spot);
    let (place, posted) = load_for_spot(conn, id).unwrap();
    let at = "2030-06-10T17:00:00Z".parse().unwrap();
    posted.version_at(place, VehicleClass::Car, at, false).unwrap().rules.clone()
}

/// Returns line, column, object id and value of the problems.
fn problems(report: &Report) -> Vec<(u64, &str, &str, &str)> {
    let problems = report.problems.iter();
    problems
        .map(|problem| {
            (problem.line, &*problem.column, problem.object_id.as_str(), problem.value.as_str())
        })
        .collect()
}

/// Counts the rows of all tables that an import writes.
fn rows(conn: &mut PgConnection) -> [i64; 6] {
    ["cities", "zones", "spots", "tariffs", "tariff_versions", "tariff_assignments"]
        .map(|table| count(conn, table))
}
