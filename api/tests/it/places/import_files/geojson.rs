//! Imports of GeoJSON.

use serde_json::{Value, json};

use super::{counts, fields, import_as, path};
use crate::support::TestApp;

const KIND: &str = "application/geo+json";

fn file(spot: &Value, crs: Option<&str>) -> String {
    let line = json!({ "type": "LineString", "coordinates": [[-73.99, 40.754], [-73.98, 40.755]] });
    let zone = json!({ "type": "Feature", "geometry": line, "properties": { "zone_ref": 7,
        "street": "Road", "side": null } });
    let point = json!({ "type": "Point", "coordinates": [-73.98, 40.755, 3.5] });
    let spot = json!({ "type": "Feature", "id": 1, "geometry": point, "properties": spot });
    let mut file = json!({ "type": "FeatureCollection", "name": "x", "features": [zone, spot] });
    if let Some(name) = crs {
        file["crs"] = json!({ "type": "name", "properties": { "name": name } });
    }
    file.to_string()
}

#[tokio::test(flavor = "multi_thread")]
async fn nulls_numbers_and_byte_order_mark_are_read() {
    let app = TestApp::new().await;
    let (operator, path) = (app.operator().await, path(&app));
    let full = json!({ "spot_ref": 12, "zone_ref": "7", "label": 12.0, "rate_minor_per_hour": 300.0,
        "attributes": ["wide"],
        "hours": "Mon", "position_assumed": true, "in_service": false });
    let done = import_as(&operator, &path, KIND, file(&full, None)).await.ok();
    assert_eq!((&done["spots"], &done["zones"]), (&counts(1, 0, 0), &counts(1, 0, 0)));
    let spot = |column: &str| {
        app.query_texts(&format!(
            "select coalesce({column}::text, 'null') as text from spots where $1 is not null"
        ))
    };
    assert_eq!(
        (spot("source_ref"), spot("label"), spot("rate_minor_per_hour")),
        (vec!["12".to_owned()], vec!["12".to_owned()], vec!["300".to_owned()])
    );

    let fewer =
        json!({ "spot_ref": "12", "zone_ref": "7", "label": "12", "rate_minor_per_hour": 300 });
    let marked = format!("\u{feff}{}", file(&fewer, Some("urn:ogc:def:crs:OGC:1.3:CRS84")));
    assert_eq!(
        import_as(&operator, &path, KIND, marked).await.ok()["spots"],
        counts(0, 0, 1),
        "absent properties stay unchanged"
    );
    let mut nulls = fewer.clone();
    for name in ["attributes", "hours", "position_assumed", "in_service"] {
        nulls[name] = Value::Null;
    }
    assert_eq!(
        import_as(&operator, &path, KIND, file(&nulls, None)).await.ok()["spots"],
        counts(0, 1, 0)
    );
    assert_eq!(
        (spot("attributes"), spot("hours"), spot("position_assumed")),
        (vec!["{}".to_owned()], vec!["null".to_owned()], vec!["true".to_owned()])
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn errors_name_feature_and_property() {
    let app = TestApp::new().await;
    let (operator, path) = (app.operator().await, path(&app));
    let right =
        json!({ "spot_ref": "a", "zone_ref": "7", "label": "A", "rate_minor_per_hour": 300 });
    for (name, value) in [
        ("spot_ref", Value::Null),
        ("label", json!({})),
        ("rate_minor_per_hour", json!(300.5)),
        ("rate_minor_per_hour", json!(3e300)),
        ("rate_minor_per_hour", Value::Null),
        ("attributes", json!([1])),
        ("in_service", json!("perhaps")),
        ("hours", json!("a\u{200b}b")),
    ] {
        let mut wrong = right.clone();
        wrong[name] = value;
        let refused =
            import_as(&operator, &path, KIND, file(&wrong, None)).await.problem("invalid_request");
        assert_eq!(fields(&refused), [format!("feature 2, property {name}")], "{refused:#}");
    }
    for crs in
        ["urn:ogc:def:crs:EPSG::3857", "urn:ogc:def:crs:EPSG::4326", "EPSG:4326", "EPSG:2263"]
    {
        let refused = import_as(&operator, &path, KIND, file(&right, Some(crs)))
            .await
            .problem("invalid_request");
        assert!(refused["errors"][0]["detail"].as_str().unwrap().contains("CRS84"), "{refused:#}");
    }
    for geometry in [
        "null",
        "{}",
        "{\"type\": \"Point\", \"coordinates\": null}",
        "{\"type\": \"Polygon\", \"coordinates\": []}",
    ] {
        let feature = format!(
            "{{\"type\": \"FeatureCollection\", \"features\": [{{\"properties\": {right}, \
                \"geometry\": {geometry}}}]}}"
        );
        let refused = import_as(&operator, &path, KIND, feature).await.problem("invalid_request");
        assert_eq!(fields(&refused), ["feature 1, property geometry"]);
    }
    import_as(&operator, &path, KIND, file(&right, None)).await.ok();
}
