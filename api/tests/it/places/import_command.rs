//! The command `api import`, and reservations on imported spots.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use serde_json::json;
use shared::platform::domain::ids::SpotId;
use testkit::{database::TestDatabase, processes::coverage};

use crate::support::TestApp;

const API: &str = env!("CARGO_BIN_EXE_api");
const CDS: [&str; 8] = [
    "cds_zones.json",
    "--format",
    "cds",
    "--policies",
    "cds_policies.json",
    "--spaces",
    "cds_spaces.json",
    "--city",
];

/// Runs the command in the folder of the import's fixtures.
fn import(database: &TestDatabase, arguments: &[&str]) -> Output {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/tests/it/fixtures");
    Command::new(API)
        .current_dir(fixtures)
        .arg("import")
        .args(arguments)
        .env_clear()
        .envs(coverage())
        .env("DATABASE_URL", database.url())
        .output()
        .unwrap()
}

#[track_caller]
fn summary(output: &Output) -> String {
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn report(name: &str) -> PathBuf {
    std::env::temp_dir().join(format!("curbhold-{name}-{}.csv", std::process::id()))
}

#[test]
fn every_format_is_imported() {
    let database = TestDatabase::new();
    let path = report("import");
    let with_report = ["--report", path.to_str().unwrap()];
    let text = summary(&import(&database, &[&["meters.csv"][..], &with_report[..]].concat()));
    assert!(
        text.contains("spots     20 added, 0 changed, 0 unchanged (4 out of service)"),
        "{text}"
    );
    let problems = fs::read_to_string(&path).unwrap();
    assert!(
        problems.contains("\n8,lat,7,error,the position is outside of the city,"),
        "{problems}"
    );
    let datasf = ["datasf_meters.csv", "--format", "datasf", "--schedules", "datasf_policies.csv"];
    let text = summary(&import(&database, &datasf));
    assert!(text.ends_with("2 different ones from 4 rows; the rules of 3 rows are unknown\n"));
    let text = summary(&import(&database, &datasf));
    assert!(text.contains("spots     0 added, 0 changed, 7 unchanged"), "{text}");
    let boston = ["Boston", "--calendars", "cds_calendars.json"];
    let text = summary(&import(&database, &[&CDS[..], &boston[..], &with_report[..]].concat()));
    assert!(text.contains("zones     6 added") && text.contains("spots     13 added"), "{text}");
    let problems = fs::read_to_string(&path).unwrap();
    let id = "10000000-0000-4000-8000-000000000004";
    assert!(problems.contains(&format!("\n4,curb_policy_ids,{id},warning,")), "{problems}");
    fs::remove_file(&path).unwrap();
}

#[test]
fn own_mapping_is_read_from_a_file() {
    let database = TestDatabase::new();
    let mapping = report("mapping");
    let own = include_str!("../../../../shared/src/places/import/mappings/nyc.json");
    let import_with = |json: &str| {
        fs::write(&mapping, json).unwrap();
        let file = mapping.to_str().unwrap();
        import(&database, &["meters.csv", "--format", "columns", "--mapping", file])
    };
    let refused = import_with(&own.replace("\"meter_hours\"", "\"opening_hours\""));
    let text = String::from_utf8(refused.stderr).unwrap();
    assert_eq!(refused.status.code(), Some(1));
    assert!(text.contains("the file has no column \"opening_hours\"; it has: object_id"), "{text}");
    let text = summary(&import_with(&own.replace("\"nyc\"", "\"own\"")));
    assert!(text.contains("spots     20 added"), "{text}");
    fs::remove_file(&mapping).unwrap();
}

#[test]
fn options_of_another_format_are_an_error() {
    let database = TestDatabase::new();
    for (arguments, expected) in [
        (&["meters.csv", "--spaces", "cds_spaces.json"][..], "--spaces has no effect"),
        (&["datasf_meters.csv", "--format", "datasf"][..], "the mapping needs a file of schedules"),
        (&["none.csv"][..], "cannot open none.csv"),
        (&["cds_zones.json", "--format", "cds"][..], "--policies <FILE>"),
    ] {
        let output = import(&database, arguments);
        let text = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success() && text.contains(expected), "{text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn imported_spots_are_reserved_by_their_rules() {
    let app = TestApp::new().await;
    let boston = ["Boston", "--calendars", "cds_calendars.json"];
    summary(&import(&app.database, &[&CDS[..], &boston[..]].concat()));
    let spot = |source_ref: &str| -> SpotId {
        let query = format!(
            "select id::text as text from spots where source_ref = '{source_ref}' and $1 is not \
                null"
        );
        SpotId(app.query_texts(&query)[0].parse().unwrap())
    };
    let ann = app.driver("ann").await;
    // 10 to 11 AM on a Monday.
    let (from, to) = ("2030-06-03T14:00:00Z", "2030-06-03T15:00:00Z");
    let unknown = spot("cds:00000000-0000-4000-8000-000000000004:1");
    let refused = ann.hold_between(unknown, from, to).await.problem("not_allowed_by_tariff");
    assert_eq!(refused["reason"], json!("rules_unknown"));
    let known = spot("cds:20000000-0000-4000-8000-000000000001:1");
    let held = ann.hold_between(known, from, to).await.created();
    assert_eq!(held["reservation"]["estimate"]["amount_minor"], json!(300));
    let early = ("2030-06-04T12:00:00Z", "2030-06-04T12:30:00Z");
    let refused = ann.hold_between(known, early.0, early.1).await.problem("not_allowed_by_tariff");
    assert_eq!(refused["reason"], json!("closed"));
}

#[tokio::test(flavor = "multi_thread")]
async fn stay_on_a_missing_spot_is_kept() {
    let app = TestApp::new().await;
    let boston = ["Boston", "--calendars", "cds_calendars.json"];
    summary(&import(&app.database, &[&CDS[..], &boston[..]].concat()));
    let space = "source_ref = 'cds:20000000-0000-4000-8000-000000000001:1'";
    let query = format!("select id::text as text from spots where {space} and $1 is not null");
    let spot = SpotId(app.query_texts(&query)[0].parse().unwrap());
    let ann = app.driver("ann").await;
    let (from, to) = ("2030-06-03T14:00:00Z", "2030-06-03T15:00:00Z");
    let held = ann.hold_between(spot, from, to).await.created();
    let without_spaces: Vec<&str> =
        CDS.into_iter().filter(|word| !word.contains("spaces")).collect();
    let text = summary(&import(&app.database, &[&without_spaces[..], &boston[..]].concat()));
    assert!(text.contains("retired   3 spots that are not in the feed any more"), "{text}");
    let id = held["reservation"]["id"].as_str().unwrap();
    assert_eq!(ann.show(id).await.ok()["status"], json!("held"));
    let later = ("2030-06-03T16:00:00Z", "2030-06-03T17:00:00Z");
    let bob = app.driver("bob").await;
    bob.hold_between(spot, later.0, later.1).await.problem("not_found");
}
