//! The commands of docs/API.md and docs/DEVICES.md run as documented.

use std::{
    fs,
    io::{BufRead, BufReader, Lines, Write},
    path::Path,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

use chrono::TimeDelta;
use serde_json::json;

use crate::support::TestApp;

const LATER: &str = "<!-- 10 minutes later -->";
const DONE: &str = "the block is done";

/// A shell that runs the blocks in order, as a reader would.
struct Shell {
    process: Child,
    input: ChildStdin,
    output: Lines<BufReader<ChildStdout>>,
}

impl Shell {
    fn start(app: &TestApp, directory: &Path, variables: &[(&str, &str)]) -> Self {
        fs::create_dir_all(directory.join(".dev")).unwrap();
        let (mails, stripe) = (app.mails.http_url(), app.simulator.url());
        let up = json!({ "api_url": app.url(), "mail_url": mails.trim_end_matches('/'),
            "stripe_url": stripe.trim_end_matches('/') });
        fs::write(directory.join(".dev/up.json"), up.to_string()).unwrap();
        let mut process = Command::new("bash")
            .args(["-euo", "pipefail"])
            .current_dir(directory)
            .envs(variables.iter().copied())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let (input, output) = (process.stdin.take().unwrap(), process.stdout.take().unwrap());
        Self { process, input, output: BufReader::new(output).lines() }
    }

    /// Runs one block; the commands' errors appear in the test's output.
    fn run(&mut self, block: &str) {
        writeln!(self.input, "{block}\necho '{DONE}'").unwrap();
        let mut said = Vec::new();
        for line in self.output.by_ref().map(Result::unwrap) {
            if line == DONE {
                return;
            }
            said.push(line);
        }
        panic!("{} at\n{block}\n{}", self.process.wait().unwrap(), said.join("\n"));
    }
}

impl Drop for Shell {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

/// Runs all blocks of a document.
async fn run_all(app: &TestApp, name: &str, document: &str, variables: &[(&str, &str)]) {
    let directory = std::env::temp_dir().join(format!("curbhold-{name}-{}", std::process::id()));
    let mut shell = Shell::start(app, &directory, variables);
    let mut ran = 0;
    for part in document.split("```sh\n").skip(1) {
        let (block, prose) = part.split_once("\n```").unwrap();
        tokio::task::block_in_place(|| shell.run(block));
        if prose.contains(LATER) {
            app.advance(TimeDelta::minutes(10));
        }
        app.wait_for_jobs().await;
        ran += 1;
    }
    fs::remove_dir_all(&directory).unwrap();
    assert_eq!(ran, document.matches("```sh\n").count());
}

#[tokio::test(flavor = "multi_thread")]
async fn documented_commands_reserve_a_spot() {
    let app = TestApp::with_verification().await;
    app.spot("A1");
    run_all(&app, "documented-api", include_str!("../../../../docs/API.md"), &[]).await;
    assert_eq!(
        app.query_texts("select state as text from charges where $1 is not null"),
        ["paid", "paid"]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn documented_gateway_opens_barriers() {
    let app = TestApp::with_worker().await;
    let (garage, ann) = (app.garage(1).await, app.driver_with_card("ann").await);
    let pass = ann.post(&format!("{}/pass", garage.path()), &json!({})).await.ok();
    let path = format!("/api/v1/admin/lanes/{}/open", garage.lane_in);
    app.operator().await.post(&path, &json!({ "note": "the driver has called" })).await.created();
    let variables =
        [("DEVICE_KEY", garage.device.as_str()), ("PASS", pass["token"].as_str().unwrap())];
    let document = include_str!("../../../../docs/DEVICES.md");
    run_all(&app, "documented-devices", document, &variables).await;
    let outcomes = "select outcome as text from device_events where $1 is not null";
    assert_eq!(app.query_texts(outcomes), ["left"]);
    // The texts are those of the tests of the format.
    let source = include_str!("../../../../shared/src/equipment/code_tokens.rs");
    let source: String = source.split("\\\n").map(str::trim_start).collect();
    let examples = document.lines().filter(|line| line.starts_with('A') && !line.contains(' '));
    let examples: Vec<_> = examples.filter(|line| line.len() > 100).collect();
    assert_eq!(examples.len(), 3);
    assert!(examples.iter().all(|example| source.contains(example)), "{examples:?}");
}
