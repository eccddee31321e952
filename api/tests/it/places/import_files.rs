//! Imports and exports of spots in the formats of spreadsheets and maps.

mod geojson;
mod long_imports;
mod tables;
mod texts;

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Client, Response, TestApp, client::send};

const HEAD: &str = "spot_ref,label,lat,lng,rate_minor_per_hour,zone_ref,street,zone_line";
const ZONE: &str = "z1,West 44 Street,\"-73.99 40.754,-73.98 40.755\"";

pub(super) fn path(app: &TestApp) -> String {
    format!("/api/v1/admin/cities/{}/spots", app.city.id)
}

pub(super) async fn import_as(
    operator: &Client,
    path: &str,
    kind: &str,
    file: impl Into<Vec<u8>>,
) -> Response {
    send(operator.request(Method::POST, path).header("content-type", kind).body(file.into())).await
}

async fn import(operator: &Client, path: &str, file: impl Into<Vec<u8>>) -> Response {
    import_as(operator, path, "text/csv", file).await
}

async fn export(operator: &Client, path: &str) -> String {
    let response =
        operator.request(Method::GET, path).header("accept", "text/csv").send().await.unwrap();
    assert_eq!(response.status(), 200);
    response.text().await.unwrap()
}

/// The fields of a problem's errors.
fn fields(problem: &Value) -> Vec<&str> {
    problem["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| error["field"].as_str().unwrap())
        .collect()
}

pub(super) fn counts(added: usize, changed: usize, unchanged: usize) -> Value {
    json!({ "added": added, "changed": changed, "unchanged": unchanged })
}
