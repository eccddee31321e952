//! Sites: create, change, retire, restore, export and import.

use reqwest::Method;
use serde_json::{Value, json};

use super::import_files::{counts, import_as, path};
use crate::support::{Client, TestApp};

const RING: [[f64; 2]; 4] =
    [[-73.99, 40.754], [-73.989, 40.754], [-73.989, 40.755], [-73.99, 40.754]];

fn garage(app: &TestApp) -> Value {
    json!({ "city_id": app.city.id, "source_ref": "g1", "kind": "garage", "name": "Main Garage",
        "lat": 40.7545, "lng": -73.9895, "boundary": &RING[..3], "address": "1 Main Street",
        "postcode": "10036", "arrival_instructions": "Ring.\nWait.", "entry_mode": "barrier" })
}

/// Creates a garage, a level in it, and two spots on the level. Returns the garage and the spots.
async fn with_spots(app: &TestApp, operator: &Client) -> (Value, Vec<Value>) {
    let site = operator.post("/api/v1/admin/sites", &garage(app)).await.created();
    let zone = json!({ "city_id": app.city.id, "site_id": site["id"], "source_ref": "g1-1",
        "street": "Main Garage, level 1", "level": "1", "boundary": RING });
    let zone = operator.post("/api/v1/admin/zones", &zone).await.created();
    let mut spots = Vec::new();
    for label in ["1", "2"] {
        let spot = json!({ "zone_id": zone["id"], "source_ref": format!("g1-1-{label}"),
            "label": label, "lat": 40.7545, "lng": -73.9895, "rate_minor_per_hour": 300 });
        spots.push(operator.post("/api/v1/admin/spots", &spot).await.created());
    }
    (site, spots)
}

#[tokio::test(flavor = "multi_thread")]
async fn site_is_added_found_and_changed() {
    let app = TestApp::new().await;
    let operator = app.operator().await;
    let site = operator.post("/api/v1/admin/sites", &garage(&app)).await.created();
    assert_eq!(site["boundary"]["coordinates"], json!([RING]), "the ring is closed");
    assert_eq!(
        (&site["access"], &site["contact"], &site["retired_at"]),
        (&json!("public"), &json!(""), &Value::Null)
    );
    let again =
        operator.post("/api/v1/admin/sites", &garage(&app)).await.problem("invalid_request");
    assert_eq!(again["errors"][0]["code"], "taken");

    let path = format!("/api/v1/admin/sites/{}", site["id"].as_str().unwrap());
    assert_eq!(operator.get(&path).await.ok(), site);
    let changes = json!({ "name": "Old Garage", "boundary": [], "postcode": "",
        "full_instructions": "Go home.", "access": "members" });
    let changed = operator.patch(&path, &changes).await.ok();
    assert_eq!(
        (&changed["boundary"], &changed["postcode"], &changed["address"], &changed["access"]),
        (&Value::Null, &json!(""), &json!("1 Main Street"), &json!("members"))
    );
    let wrong = json!({ "kind": "street", "access": "all", "entry_mode": "x", "name": " ",
        "lat": 3.0, "boundary": [[0, 0], [1, 1]], "contact": "a\u{0}" });
    let wrong = operator.patch(&path, &wrong).await.problem("invalid_request");
    assert_eq!(wrong["errors"].as_array().unwrap().len(), 7, "{wrong}");
    app.spot("B14");
    let far = json!({ "lat": -33.9, "lng": 151.2 });
    let refused = operator.patch(&path, &far).await.problem("invalid_request");
    assert_eq!(refused["errors"][0]["field"], "lat");

    for (query, found) in [
        ("q=old%20gar", 1),
        ("q=main%20str", 1),
        ("kind=lot", 0),
        ("kind=garage&in_service=true", 1),
        ("in_service=false", 0),
    ] {
        let page = operator.get(&format!("/api/v1/admin/sites?{query}")).await.ok();
        assert_eq!(page["sites"].as_array().unwrap().len(), found, "{query}");
    }
    let audit = operator.get("/api/v1/admin/audit?action=site.update").await.ok();
    let entry = &audit["entries"][0];
    assert_eq!(
        (&entry["before"]["name"], &entry["after"]["name"]),
        (&site["name"], &changed["name"])
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn zone_belongs_to_a_site_of_its_city() {
    let app = TestApp::new().await;
    let operator = app.operator().await;
    let paris =
        json!({ "slug": "paris", "name": "Paris", "time_zone": "Europe/Paris", "currency": "EUR" });
    let paris = operator.post("/api/v1/admin/cities", &paris).await.created();
    let site = operator.post("/api/v1/admin/sites", &garage(&app)).await.created();
    let zone = json!({ "city_id": paris["id"], "site_id": site["id"], "source_ref": "p",
        "street": "P", "boundary": RING });
    let refused = operator.post("/api/v1/admin/zones", &zone).await.problem("invalid_request");
    assert_eq!(refused["errors"][0]["field"], "site_id");
    let mut without = zone.clone();
    without["boundary"] = Value::Null;
    let refused = operator.post("/api/v1/admin/zones", &without).await.problem("invalid_request");
    assert_eq!(refused["errors"][0]["field"], "line");

    let path = format!("/api/v1/admin/zones/{}", app.city.zone_id);
    let line = operator.get(&path).await.ok()["line"].clone();
    let changes = json!({ "site_id": site["id"], "level": "P1", "boundary": RING });
    let changed = operator.patch(&path, &changes).await.ok();
    assert_eq!(
        (&changed["site_id"], &changed["level"], &changed["line"]["coordinates"]),
        (&site["id"], &json!("P1"), &json!(RING)),
        "the line is the ring"
    );
    let kerb = json!({ "line": line["coordinates"] });
    let refused = operator.patch(&path, &kerb).await.problem("invalid_request");
    assert_eq!(refused["errors"][0]["code"], "has_boundary");
    let changed = operator.patch(&path, &json!({ "level": "", "boundary": [] })).await.ok();
    assert_eq!((&changed["level"], &changed["boundary"]), (&Value::Null, &Value::Null));
    operator.patch(&path, &kerb).await.ok();
    let of_site = format!("/api/v1/admin/zones?site_id={}", site["id"].as_str().unwrap());
    assert_eq!(operator.get(&of_site).await.ok()["zones"].as_array().unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn retired_site_retires_and_restores_its_spots() {
    let app = TestApp::new().await;
    let (operator, ann) = (app.operator().await, app.driver("ann").await);
    let (site, spots) = with_spots(&app, &operator).await;
    let street = app.spot("B14");
    let spot = |number: usize| spots[number]["id"].as_str().unwrap().parse().unwrap();
    let retire = json!({ "note": "x" });
    let first = format!("/api/v1/admin/spots/{}/retire", spots[0]["id"].as_str().unwrap());
    operator.post(&first, &retire).await.ok();
    app.advance(chrono::TimeDelta::minutes(1));

    let path = format!("/api/v1/admin/sites/{}", site["id"].as_str().unwrap());
    for _ in 0..2 {
        let retired = operator.post(&format!("{path}/retire"), &retire).await.ok();
        assert!(retired["retired_at"].is_string());
    }
    let hold = |number| ann.hold(shared::platform::domain::ids::SpotId(spot(number)), 3_600);
    hold(1).await.problem("not_found");
    let restore = format!("/api/v1/admin/spots/{}/restore", spots[1]["id"].as_str().unwrap());
    let refused = operator.post(&restore, &retire).await.problem("invalid_request");
    assert_eq!(refused["errors"][0]["code"], "site_retired");
    let more = json!({ "zone_id": spots[1]["zone_id"], "label": "3", "lat": 40.7545,
        "lng": -73.9895, "rate_minor_per_hour": 300 });
    let refused = operator.post("/api/v1/admin/spots", &more).await.problem("invalid_request");
    assert_eq!(refused["errors"][0]["field"], "zone_id");
    let zone = json!({ "site_id": site["id"] });
    let zone = (format!("/api/v1/admin/zones/{}", app.city.zone_id), zone);
    let refused = operator.patch(&zone.0, &zone.1).await.problem("invalid_request");
    assert_eq!(refused["errors"][0]["field"], "site_id");
    let file = export(&operator, &self::path(&app), "text/csv").await;
    import_as(&operator, &self::path(&app), "text/csv", file.replace("false", "true")).await.ok();
    hold(1).await.problem("not_found");
    ann.hold(street, 3_600).await.created();
    let restored = operator.post(&format!("{path}/restore"), &retire).await.ok();
    assert_eq!(restored["retired_at"], Value::Null);
    hold(0).await.problem("not_found");
    hold(1).await.created();
    let actions = app.query_texts(
        "select action as text from audit_entries where $1 is not null and subject_kind = 'site' \
         order by id",
    );
    assert_eq!(actions, ["site.create", "site.retire", "site.restore"]);
}

async fn export(operator: &Client, path: &str, kind: &str) -> String {
    let response = operator.request(Method::GET, path).header("accept", kind).send().await.unwrap();
    assert_eq!(response.status(), 200);
    response.text().await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn exported_sites_import_without_changes() {
    let app = TestApp::new().await;
    let (operator, path) = (app.operator().await, path(&app));
    app.spot("B14");
    with_spots(&app, &operator).await;
    let rows = || {
        ["sites", "zones", "spots"].map(|table| {
            app.query_texts(&format!(
                "select (to_jsonb(t) - 'updated_at')::text as text from {table} t where city_id = \
                 '{}' and $1 is not null order by id",
                app.city.id
            ))
        })
    };
    let before = rows();
    for kind in ["text/csv", "application/geo+json"] {
        let file = export(&operator, &path, kind).await;
        let report = import_as(&operator, &path, kind, file.clone()).await.ok();
        assert_eq!(
            (&report["sites"], &report["zones"], &report["spots"]),
            (&counts(0, 0, 1), &counts(0, 0, 2), &counts(0, 0, 3)),
            "{kind}"
        );
        assert_eq!(rows(), before, "{kind}");
        let renamed = file.replace("10036", "10037");
        let report = import_as(&operator, &path, kind, renamed).await.ok();
        assert_eq!(report["sites"], counts(0, 1, 0), "{kind}");
        import_as(&operator, &path, kind, file.clone()).await.ok();
        assert_eq!(rows(), before, "{kind}");

        let slug = if kind == "text/csv" { "csv" } else { "geojson" };
        let city = json!({ "slug": slug, "name": "Copy", "time_zone": "America/New_York",
            "currency": "USD" });
        let city = operator.post("/api/v1/admin/cities", &city).await.created();
        let copy = format!("/api/v1/admin/cities/{}/spots", city["id"].as_str().unwrap());
        let report = import_as(&operator, &copy, kind, file.clone()).await.ok();
        assert_eq!(report["sites"], counts(1, 0, 0), "{kind}");
        assert_eq!(export(&operator, &copy, kind).await, file, "{kind}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn street_city_exports_no_site_columns() {
    let app = TestApp::new().await;
    let operator = app.operator().await;
    app.spot("B14");
    let file = export(&operator, &path(&app), "text/csv").await;
    assert!(file.lines().next().unwrap().ends_with("side,zone_line"), "{file}");
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_sites_of_a_file_are_named() {
    let app = TestApp::new().await;
    let (operator, path) = (app.operator().await, path(&app));
    let feature = |geometry: Value, properties: Value| {
        let feature = "Feature";
        json!({ "type": feature, "geometry": geometry, "properties": properties })
    };
    let point = json!({ "type": "Point", "coordinates": [-73.99, 40.754] });
    let holes = json!({ "type": "Polygon", "coordinates": [RING, RING] });
    let area = json!({ "type": "Polygon", "coordinates": [RING] });
    let site = json!({ "site_ref": "a", "site_kind": "lot", "site_name": "A" });
    let with = |name: &str, value: &str| {
        let mut properties = site.clone();
        properties[name] = json!(value);
        properties
    };
    let zone = json!({ "zone_ref": "z", "street": "Z", "site_ref": "elsewhere" });
    let features = [
        feature(point.clone(), site.clone()),
        feature(point.clone(), site.clone()),
        feature(point.clone(), with("site_kind", "street")),
        feature(point.clone(), with("site_name", "")),
        feature(point, with("site_access", "all")),
        feature(holes, with("site_ref", "b")),
        feature(area.clone(), with("site_ref", "c")),
        feature(area, zone),
    ];
    let file = json!({ "type": "FeatureCollection", "features": features }).to_string();
    let refused =
        import_as(&operator, &path, "application/geo+json", file).await.problem("invalid_request");
    let fields: Vec<_> =
        refused["errors"].as_array().unwrap().iter().map(|error| &error["field"]).collect();
    let expected =
        ["site_ref", "site_kind", "site_name", "site_access", "geometry", "site_lat", "site_ref"];
    let expected: Vec<_> = (2..)
        .zip(expected)
        .map(|(at, name)| json!(format!("feature {at}, property {name}")))
        .collect();
    assert_eq!(fields, expected.iter().collect::<Vec<_>>(), "{refused}");
}
