//! The program, and its control endpoints.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
};

use reqwest::{Client, Method};
use serde_json::{Value, json};
use site_simulator::Snapshot;

use crate::stub::{KEY, LANE_IN, SITE, Stub};

/// Killed when the test ends.
struct Program {
    child: Child,
    url: String,
}

impl Program {
    fn start(api: &str) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_site-simulator"));
        command.args(["serve", "--address", "127.0.0.1:0", "--api", api]);
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let url = line.split_whitespace().last().unwrap().to_owned();
        Self { child, url }
    }

    async fn call(&self, method: Method, path: &str, body: &Value) -> (u16, Value) {
        let request = Client::new().request(method, format!("{}_simulator/{path}", self.url));
        let response = request.json(body).send().await.unwrap();
        (response.status().as_u16(), response.json().await.unwrap_or_default())
    }

    async fn state(&self) -> Snapshot {
        let (_, state) = self.call(Method::GET, "state", &Value::Null).await;
        serde_json::from_value(state).unwrap()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

#[tokio::test]
async fn program_serves_until_sigterm() {
    let mut program = Program::start("http://127.0.0.1:1");
    let state = program.state().await;
    assert!(!state.is_connected && !state.is_offline && state.lanes.is_empty());
    let id = program.child.id().to_string();
    let signal = Command::new("kill").args(["-TERM", &id]).status().unwrap();
    assert!(signal.success() && program.child.wait().unwrap().success());
}

#[tokio::test]
async fn equipment_is_controlled_by_requests() {
    let stub = Stub::start().await;
    let program = Program::start(stub.url());
    let config = json!({ "device_key": KEY, "vendor": "genetec" });
    let (status, before) = program.call(Method::PUT, "config", &config).await;
    assert_eq!((status, &before["device_key"]), (200, &Value::Null));
    let state = program.state().await;
    assert!(state.is_connected && state.lanes.len() == 2, "{state:?}");

    let network = |offline: bool| json!({ "offline": offline });
    assert_eq!(program.call(Method::PUT, "network", &network(true)).await.0, 204);
    let scan = json!({ "direction": "in", "pass": stub.pass(SITE, 1, -60, 60) });
    let (_, scanned) = program.call(Method::POST, "scan", &scan).await;
    assert_eq!(scanned, json!({ "opens": true, "reason": null }));
    let (_, again) = program.call(Method::POST, "scan", &scan).await;
    assert_eq!(again, json!({ "opens": false, "reason": "already_inside" }));
    assert_eq!(program.call(Method::PUT, "network", &network(false)).await.0, 204);
    stub.wait_for("device/events", 1).await;

    let fault = json!({ "fault": "explode" });
    assert_eq!(program.call(Method::PUT, "fault", &fault).await.0, 422);
    let fault = json!({ "fault": "refuse_to_open" });
    assert_eq!(program.call(Method::PUT, "fault", &fault).await.0, 204);
    stub.command(LANE_IN, 8);
    stub.wait_for("/outcome", 1).await;
    assert_eq!(stub.received("/outcome")[0].json()["outcome"], "failed");
    let reading = json!({ "direction": "in", "plate": "AB1" });
    let (_, answer) = program.call(Method::POST, "camera", &reading).await;
    assert_eq!(answer, json!({ "status": null, "outcome": null }), "there is no camera");

    let (status, before) = program.call(Method::PUT, "config", &json!({})).await;
    assert_eq!((status, &before["vendor"]), (200, &json!("genetec")));
    let state = program.state().await;
    assert!(state.lanes.is_empty() && state.admitted == 0, "another gateway: {state:?}");
}
