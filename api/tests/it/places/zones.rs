//! The kerbs that a map shows.

use serde_json::{Value, json};

use crate::support::{Client, TestApp};

const AROUND: &str = "bbox=-74.0,40.74,-73.97,40.77";

/// Adds a zone `north` degrees north of the zone in the test city.
async fn add(operator: &Client, app: &TestApp, name: &str, north: f64) -> Value {
    let line = json!([[-73.99, 40.754 + north], [-73.987, 40.755 + north]]);
    let zone = json!({ "city_id": app.city.id, "source_ref": name, "street": name, "side": "S",
        "line": line });
    operator.post("/api/v1/admin/zones", &zone).await.created()
}

fn names(page: &Value) -> Vec<&str> {
    page["zones"].as_array().unwrap().iter().map(|zone| zone["ref"].as_str().unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn kerbs_are_listed_by_distance_from_the_center() {
    let app = TestApp::new().await;
    let operator = app.operator().await;
    for (name, north) in [("far", 0.01), ("near", 0.002), ("elsewhere", 0.5), ("twin", 0.002)] {
        add(&operator, &app, name, north).await;
    }
    let response = app.anonymous().get(&format!("/api/v1/zones?{AROUND}")).await;
    assert_eq!(response.headers["cache-control"], "public, max-age=300");
    let all = response.ok();
    assert_eq!(
        (names(&all), &all["next_cursor"]),
        (vec!["test", "near", "twin", "far"], &Value::Null)
    );
    assert_eq!(
        all["zones"][0],
        json!({ "id": app.city.zone_id, "ref": "test", "street": "West 43 Street",
            "from_street": "6 Avenue", "to_street": "7 Avenue",
            "side": "N", "line": [[-73.99, 40.754], [-73.987, 40.755]] })
    );
    assert_eq!(
        (&all["zones"][1]["from_street"], &all["zones"][1]["to_street"]),
        (&Value::Null, &Value::Null)
    );

    let (mut found, mut cursor) = (Vec::new(), String::new());
    loop {
        let page =
            app.anonymous().get(&format!("/api/v1/zones?{AROUND}&limit=1{cursor}")).await.ok();
        found.extend(names(&page).into_iter().map(str::to_owned));
        let Some(next) = page["next_cursor"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    assert_eq!(found, ["test", "near", "twin", "far"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn malformed_box_is_refused() {
    let app = TestApp::new().await;
    for (query, field, code) in [
        ("", "bbox", "required"),
        ("bbox=1,2,3", "bbox", "malformed"),
        ("bbox=-74,40,-73,41", "bbox", "too_large"),
        ("bbox=-73.9,40.7,-74,40.8", "bbox", "swapped"),
        ("bbox=-181,40.7,-180.9,40.8", "bbox", "out_of_range"),
        ("bbox=-74,40.7,-73.9,40.8&limit=201", "limit", "out_of_range"),
    ] {
        let problem =
            app.anonymous().get(&format!("/api/v1/zones?{query}")).await.problem("invalid_request");
        assert_eq!(
            (&problem["errors"][0]["field"], &problem["errors"][0]["code"]),
            (&json!(field), &json!(code))
        );
    }
    app.anonymous()
        .get(&format!("/api/v1/zones?{AROUND}&cursor=x"))
        .await
        .problem("invalid_request");
}
