//! Equipment of sites: codes, tags, devices with their barriers, and cameras.

mod barriers;
mod codes;
mod console;
mod late_arrivals;
mod offline;
mod plates;
mod second_vehicles;
mod tags;
mod vehicle_passes;

use serde_json::{Value, json};

use crate::support::{Client, Response, TestApp, visits::Garage};

const COMMANDS: &str = "/api/v1/device/commands";

/// The commands that a device has to execute now.
async fn commands(gateway: &Client) -> Vec<Value> {
    gateway.get(COMMANDS).await.ok()["commands"].as_array().unwrap().clone()
}

/// Reports the outcome of a command.
async fn report(gateway: &Client, command: &Value, outcome: &str) -> Response {
    let path = format!("{COMMANDS}/{}/outcome", command["id"].as_str().unwrap());
    gateway.post(&path, &json!({ "nonce": command["nonce"], "outcome": outcome })).await
}

/// Creates a pass of an account for a garage. Returns its text.
async fn account_pass(driver: &Client, garage: &Garage) -> String {
    let pass = driver.post(&format!("{}/pass", garage.path()), &json!({})).await.ok();
    pass["token"].as_str().unwrap().to_owned()
}

/// The open incidents at a garage, the newest first.
async fn incidents(app: &TestApp, garage: &Garage) -> Vec<Value> {
    let path = format!("{}/incidents?open=true", garage.admin_path());
    app.operator().await.get(&path).await.ok()["incidents"].as_array().unwrap().clone()
}

/// The kinds of the open incidents at a garage, the newest first.
async fn incident_kinds(app: &TestApp, garage: &Garage) -> Vec<String> {
    let incidents = incidents(app, garage).await;
    incidents.iter().map(|incident| incident["kind"].as_str().unwrap().to_owned()).collect()
}

/// The visits of a driver, the newest first.
async fn visits_of(driver: &Client, state: &str) -> Vec<Value> {
    let found = driver.get(&format!("/api/v1/visits?state={state}")).await.ok();
    found["visits"].as_array().unwrap().clone()
}
