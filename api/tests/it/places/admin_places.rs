//! Cities, zones and spots: create, change, retire, export and import.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Client, Response, TestApp, client::send};

#[tokio::test(flavor = "multi_thread")]
async fn city_currency_is_fixed_after_the_first_hold() {
    let app = TestApp::new().await;
    let operator = app.operator().await;
    let paris =
        json!({ "slug": "paris", "name": "Paris", "time_zone": "Europe/Paris", "currency": "EUR" });
    let added = operator.post("/api/v1/admin/cities", &paris).await.created();
    let path = format!("/api/v1/admin/cities/{}", added["id"].as_str().unwrap());
    assert_eq!(operator.patch(&path, &json!({ "currency": "GBP" })).await.ok()["currency"], "GBP");
    let again = operator.post("/api/v1/admin/cities", &paris).await.problem("invalid_request");
    assert_eq!(
        (&again["errors"][0]["field"], &again["errors"][0]["code"]),
        (&json!("slug"), &json!("taken"))
    );
    let wrong =
        json!({ "slug": "No Slug", "name": " ", "time_zone": "Mars/Olympus", "currency": "XTS" });
    let wrong = operator.post("/api/v1/admin/cities", &wrong).await.problem("invalid_request");
    assert_eq!(wrong["errors"].as_array().unwrap().len(), 4);
    assert_eq!(
        operator.get("/api/v1/admin/cities").await.ok()["cities"].as_array().unwrap().len(),
        2
    );

    app.driver("ann").await.hold(app.spot("B14"), 3_600).await.created();
    let path = format!("/api/v1/admin/cities/{}", app.city.id);
    assert_eq!(
        operator.patch(&path, &json!({ "name": "NYC", "currency": "USD" })).await.ok()["name"],
        "NYC"
    );
    let refused =
        operator.patch(&path, &json!({ "currency": "EUR" })).await.problem("invalid_request");
    assert_eq!(refused["errors"][0]["code"], "in_use");
}

#[tokio::test(flavor = "multi_thread")]
async fn zones_and_spots_are_added_found_and_changed() {
    let app = TestApp::new().await;
    let operator = app.operator().await;
    let zone = json!({ "city_id": app.city.id, "source_ref": "w44-s", "street": "West 44 Street",
        "side": "S",
        "line": [[-73.99, 40.755], [-73.988, 40.756]] });
    let zone = operator.post("/api/v1/admin/zones", &zone).await.created();
    assert_eq!(zone["line"]["coordinates"][1], json!([-73.988, 40.756]));
    let path = format!("/api/v1/admin/zones/{}", zone["id"].as_str().unwrap());
    assert_eq!(operator.get(&path).await.ok(), zone);
    assert_eq!(
        operator.patch(&path, &json!({ "to_street": "5 Avenue" })).await.ok()["to_street"],
        "5 Avenue"
    );
    let found = operator.get("/api/v1/admin/zones?q=44%20str").await.ok();
    assert_eq!(found["zones"].as_array().unwrap().len(), 1);

    let spot = json!({ "zone_id": zone["id"], "label": "S1", "lat": 40.7543, "lng": -73.9884,
        "rate_minor_per_hour": 300,
        "attributes": ["wide"], "hours": "Mon-Sat" });
    let spot = operator.post("/api/v1/admin/spots", &spot).await.created();
    let path = format!("/api/v1/admin/spots/{}", spot["id"].as_str().unwrap());
    let changes = json!({ "rate_minor_per_hour": 350, "label": "S2", "attributes": ["charger"],
        "hours": "" });
    let changed = operator.patch(&path, &changes).await.ok();
    assert_eq!((&changed["label"], &changed["hours"]), (&json!("S2"), &Value::Null));
    assert_eq!(operator.get(&path).await.ok(), changed);
    let wrong =
        json!({ "rate_minor_per_hour": -1, "label": "\u{0}", "attributes": ["roof"], "lat": 3.0 });
    let wrong = operator.patch(&path, &wrong).await.problem("invalid_request");
    assert_eq!(wrong["errors"].as_array().unwrap().len(), 4);
    let search = app.anonymous().search("lat=40.7543&lng=-73.9884&radius=200").await.ok();
    assert_eq!(search["spots"][0]["rate"]["amount_minor"], 350);

    for number in 0..4 {
        app.spot(&format!("Q{number}"));
    }
    let first = operator.get("/api/v1/admin/spots?q=q&limit=3").await.ok();
    let cursor = first["next_cursor"].as_str().unwrap();
    let second =
        operator.get(&format!("/api/v1/admin/spots?q=q&limit=3&cursor={cursor}")).await.ok();
    let labels = |page: &Value| {
        page["spots"]
            .as_array()
            .unwrap()
            .iter()
            .map(|spot| spot["label"].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        (labels(&first), labels(&second)),
        (vec![json!("Q3"), json!("Q2"), json!("Q1")], vec![json!("Q0")])
    );

    let audit = operator.get("/api/v1/admin/audit?action=spot.update").await.ok();
    let entry = &audit["entries"][0];
    assert_eq!((&entry["before"]["label"], &entry["after"]["label"]), (&json!("S1"), &json!("S2")));
    assert!(
        entry["actor"].as_str().unwrap().starts_with("operator:")
            && entry["request_id"].is_string()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn retired_spot_is_unavailable_until_restored() {
    let app = TestApp::new().await;
    let (operator, ann, spot) = (app.operator().await, app.driver("ann").await, app.spot("B14"));
    let parked = app.park(&ann, spot, 3_600, "pm_card_visa").await;
    let path = format!("/api/v1/admin/spots/{spot}");
    for _ in 0..2 {
        let retired =
            operator.post(&format!("{path}/retire"), &json!({ "note": "kerb works" })).await.ok();
        assert!(retired["retired_at"].is_string());
    }
    assert_eq!(
        ann.show(parked["id"].as_str().unwrap()).await.ok()["status"],
        "confirmed",
        "the parked driver keeps the spot"
    );
    ann.hold_between(spot, "2030-06-03T18:00:00Z", "2030-06-03T19:00:00Z")
        .await
        .problem("not_found");
    let hidden = "lat=40.7543&lng=-73.9884&radius=200\
        &starts_at=2030-06-03T18:00:00Z&ends_at=2030-06-03T19:00:00Z";
    assert_eq!(ann.search(hidden).await.ok()["spots"], json!([]));
    assert_eq!(
        operator.get("/api/v1/admin/spots?in_service=false").await.ok()["spots"][0]["label"],
        "B14"
    );
    assert!(operator.post(&format!("{path}/restore"),
        &json!({ "note": "done" })).await.ok()["retired_at"].is_null());
    ann.hold_between(spot, "2030-06-03T18:00:00Z", "2030-06-03T19:00:00Z").await.created();
    let audit = app.query_texts(
        "select action || ': ' || note as text from audit_entries where $1 is not null order by id",
    );
    assert_eq!(
        audit,
        ["spot.retire: kerb works", "spot.restore: done"],
        "a change without effect is not audited"
    );
}

async fn import(operator: &Client, path: &str, kind: &str, file: &str) -> Response {
    send(operator.request(Method::POST, path).header("content-type", kind).body(file.to_owned()))
        .await
}

async fn export(operator: &Client, path: &str, kind: &str) -> String {
    let response = operator.request(Method::GET, path).header("accept", kind).send().await.unwrap();
    assert_eq!(response.status(), 200);
    response.text().await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn exported_file_imports_without_changes() {
    let app = TestApp::new().await;
    let operator = app.operator().await;
    let path = format!("/api/v1/admin/cities/{}/spots", app.city.id);
    // Positions with full precision.
    for (number, metres) in (0..20).zip([0.1, 1.0 / 3.0, 7.77, 1e-3, 123.456].into_iter().cycle()) {
        app.city.spot_with(
            &mut app.connect(),
            &format!("B {number}, \"x\""),
            metres * f64::from(number),
            450,
            &["wide", "charger"],
        );
    }
    operator
        .post(&format!("/api/v1/admin/spots/{}/retire", app.spot("R1")), &json!({ "note": "x" }))
        .await
        .ok();
    let rows = || {
        app.query_texts(
            "select (to_jsonb(s) - 'updated_at')::text as text from spots s where $1 is not \
            null order by id",
        )
    };
    let before = rows();
    for kind in ["text/csv", "application/geo+json"] {
        let file = export(&operator, &path, kind).await;
        let report = import(&operator, &path, kind, &file).await.ok();
        assert_eq!(report["spots"], json!({ "added": 0, "changed": 0, "unchanged": 21 }), "{kind}");
        assert_eq!(report["zones"], json!({ "added": 0, "changed": 0, "unchanged": 1 }), "{kind}");
        assert_eq!(rows(), before, "{kind}");
        assert_eq!(export(&operator, &path, kind).await, file, "{kind}");
        let cheaper = file.replace("450", "400");
        let changed = import(&operator, &path, kind, &cheaper).await.ok();
        assert_eq!(
            changed["spots"],
            json!({ "added": 0, "changed": 21, "unchanged": 0 }),
            "{kind}"
        );
        import(&operator, &path, kind, &file).await.ok();
    }
    let elsewhere =
        json!({ "slug": "copy", "name": "Copy", "time_zone": "Europe/Paris", "currency": "EUR" });
    let elsewhere = operator.post("/api/v1/admin/cities", &elsewhere).await.created();
    let copy = format!("/api/v1/admin/cities/{}/spots", elsewhere["id"].as_str().unwrap());
    let file = export(&operator, &path, "application/geo+json").await;
    let report = import(&operator, &copy, "application/geo+json", &file).await.ok();
    assert_eq!(
        (&report["spots"]["added"], &report["zones"]["added"], &report["retired"]),
        (&json!(21), &json!(1), &json!(1))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn import_is_all_or_nothing_and_reports_each_row() {
    let app = TestApp::new().await;
    let operator = app.operator().await;
    let path = format!("/api/v1/admin/cities/{}/spots", app.city.id);
    let head =
        "spot_ref,label,lat,lng,rate_minor_per_hour,attributes,zone_ref,street,side,zone_line";
    let zone = "z1,West 43 Street,N,\"-73.99 40.754,-73.98 40.755\"";
    let file = format!(
        "{head}\na,A1,40.7,-73.9,450,,{zone}\nb,B1,91,-73.9,450,,{zone}\n\
         c,C1,40.7,-73.9,-1,,{zone}\n\
         d,,40.7,-73.9,450,,{zone}\n\
         e,E1,40.7,-73.9,450,roof,{zone}\n\
         f,F1,forty,-73.9,450,,{zone}\na,A2,40.7,-73.9,450,,{zone}\n\
         g,G1,40.7,-73.9,450,,\"z1\",Other Street,N,\"-73.99 40.754,-73.98 40.755\"\n"
    );
    let refused = import(&operator, &path, "text/csv", &file).await.problem("invalid_request");
    let fields: Vec<_> =
        refused["errors"].as_array().unwrap().iter().map(|error| error["field"].clone()).collect();
    let columns =
        ["lat", "rate_minor_per_hour", "label", "attributes", "lat", "spot_ref", "street"];
    let expected: Vec<_> =
        (3..).zip(columns).map(|(line, column)| format!("line {line}, column {column}")).collect();
    assert_eq!(fields, expected);
    assert_eq!(
        app.query_texts("select label as text from spots where $1 is not null"),
        Vec::<String>::new()
    );
    for (kind, file) in [
        ("text/csv", "a,b\n1,2\n"),
        ("application/geo+json", "{"),
        ("application/geo+json", "{\"type\": \"Point\", \"features\": []}"),
        ("application/geo+json", "{\"type\": \"FeatureCollection\", \"features\": [{}, 1, null]}"),
    ] {
        import(&operator, &path, kind, file).await.problem("invalid_request");
    }
    import(&operator, &path, "text/plain", "hello").await.problem("unsupported_media_type");
    // An import may exceed the limit of other bodies.
    let many: String = (0..2_000).map(|n| format!("s{n},S{n},40.7,-73.9,450,,{zone}\n")).collect();
    let report = import(&operator, &path, "text/csv", &format!("{head}\n{many}")).await.ok();
    assert_eq!((&report["rows"], &report["spots"]["added"]), (&json!(2_000), &json!(2_000)));
    let too_large = "x".repeat(65 * 1024 * 1024);
    let response = operator
        .request(Method::POST, &path)
        .header("content-type", "text/csv")
        .body(too_large)
        .send()
        .await;
    // The server may close the connection while the file is still being sent.
    assert!(response.is_err() || response.unwrap().status() == 413);
}

#[tokio::test(flavor = "multi_thread")]
async fn dry_run_reports_changes_and_writes_nothing() {
    let app = TestApp::new().await;
    let operator = app.operator().await;
    let path = format!("/api/v1/admin/cities/{}/spots", app.city.id);
    let dry = format!("{path}?dry_run=true");
    app.spot("B14");
    app.spot("B15");
    let state = || {
        let rows = "select to_jsonb(s)::text as text from spots s where $1 is not null order by id";
        let zones =
            "select to_jsonb(z)::text as text from zones z where $1 is not null order by id";
        let traces = "select (select count(*) from audit_entries) || ' ' || (select count(*) from \
            live_changes) as text where $1 is not null";
        [app.query_texts(rows), app.query_texts(zones), app.query_texts(traces)]
    };
    let file = export(&operator, &path, "text/csv").await;
    let row = |name: &str| file.lines().find(|line| line.contains(name)).unwrap().to_owned();
    let more = format!(
        "{file}{}\n{}\n",
        row("B14").replace("B14", "B16"),
        row("B14").replace("B14", "B17")
    );
    let more = more.replace(&row("B15"), &row("B15").replace("450", "400"));
    let before = state();
    let tried = import(&operator, &dry, "text/csv", &more).await.ok();
    assert_eq!(tried["spots"], json!({ "added": 2, "changed": 1, "unchanged": 1 }));
    assert_eq!(tried["zones"], json!({ "added": 0, "changed": 0, "unchanged": 1 }));
    assert_eq!(
        (&tried["dry_run"], &tried["error_count"], &tried["errors"]),
        (&json!(true), &json!(0), &json!([]))
    );

    let head = file.lines().next().unwrap();
    let (good, twice) = (row("B14"), row("B15"));
    let bad = row("B14").replace("B14", "B18").replace("450", "-1");
    let mixed =
        format!("{head}\n{good}\n{bad}\n{twice}\n{twice}\n{}\n", row("B14").replace("B14", "B19"));
    let report = import(&operator, &dry, "text/csv", &mixed).await.ok();
    assert_eq!(
        report["spots"],
        json!({ "added": 1, "changed": 0, "unchanged": 2 }),
        "counts of the valid rows"
    );
    assert_eq!(report["error_count"], 2);
    let fields: Vec<_> =
        report["errors"].as_array().unwrap().iter().map(|error| error["field"].clone()).collect();
    assert_eq!(fields, ["line 3, column rate_minor_per_hour", "line 5, column spot_ref"]);
    assert_eq!(state(), before, "nothing is written, not even to the audit log");
    import(&operator, &path, "text/csv", &mixed).await.problem("invalid_request");
    import(&operator, &dry, "text/csv", "a,b\n1,2\n").await.problem("invalid_request");
    import(&operator, &format!("{path}?dry_run=perhaps"), "text/csv", &more)
        .await
        .problem("invalid_request");
    assert_eq!(state(), before);

    let done = import(&operator, &path, "text/csv", &more).await.ok();
    assert_eq!(
        (&done["spots"], &done["zones"]),
        (&tried["spots"], &tried["zones"]),
        "the import matches the dry run's report"
    );
    assert_eq!(done["dry_run"], false);
    assert_eq!(state()[0].len(), 4);
}
