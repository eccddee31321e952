//! Visits of garages and lots: entry, exit, counts, and the console.

mod admin_visits;
mod bounds;
mod check_ins;
mod controlled_exits;
mod counts;
mod exits;
mod full_sites;
mod geofence;
mod late_exits;
mod repeats;
mod sites;

use serde_json::{Value, json};

use crate::support::{Client, TestApp};

/// Saves a vehicle. Returns its id.
async fn add_vehicle(driver: &Client, plate: &str) -> Value {
    driver.post("/api/v1/vehicles", &json!({ "plate": plate })).await.created()["id"].clone()
}

fn id_of(value: &Value) -> &str {
    value["id"].as_str().unwrap()
}

fn minor(amount: &Value) -> i64 {
    amount["amount_minor"].as_i64().unwrap()
}

/// The entry of each visit, and the reason of its end or `open`, the oldest first.
fn visits(app: &TestApp) -> Vec<String> {
    app.query_texts(
        "select entered_by || ' ' || coalesce(end_reason, 'open') as text from visits \
            where $1 is not null order by id",
    )
}
