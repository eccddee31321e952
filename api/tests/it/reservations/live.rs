//! Live updates over WebSocket.

mod messages;
mod prices;
mod publishing;
mod recovery;
mod refusals;
mod slow_clients;

use std::time::Duration;

use diesel::{RunQueryDsl, sql_query};
use serde_json::Value;
use shared::platform::{config::live::Settings, domain::ids::SpotId};

use crate::support::{Options, TestApp};

/// The database is not polled: every change comes through Redis.
fn without_polling() -> Settings {
    Settings { poll: Duration::from_secs(3_600), ..Settings::default() }
}

/// The database is polled, with or without Redis.
fn with_fast_polling() -> Settings {
    Settings { poll: Duration::from_millis(50), ..Settings::default() }
}

async fn with(live: Settings) -> TestApp {
    TestApp::with(Options { live, ..Options::default() }).await
}

fn update(app: &TestApp, sql: &str) {
    assert!(sql_query(sql).execute(&mut app.connect()).unwrap() > 0, "{sql}");
}

fn spot_of(message: &Value, id: SpotId) -> Option<Value> {
    message["spots"].as_array()?.iter().find(|spot| spot["id"] == id.to_string()).cloned()
}
