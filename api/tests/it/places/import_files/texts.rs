//! Rules for texts and references, the same in every format.

use reqwest::Method;
use serde_json::{Value, json};

use super::{HEAD, ZONE, counts, fields, import, import_as, path};
use crate::support::{TestApp, client::send};

#[tokio::test(flavor = "multi_thread")]
async fn text_rules_are_the_same_everywhere() {
    let app = TestApp::new().await;
    let (operator, path) = (app.operator().await, path(&app));
    let existing = app.spot("B14");
    let long = "x".repeat(100_000);
    let texts =
        [long.as_str(), "two\nlines", "a\u{200b}b", "a\u{202e}b", "a\u{0}b", " \u{a0} ", "\u{ad}"];
    for text in texts {
        let quoted = text.replace('"', "\"\"");
        let csv = format!("{HEAD}\na,\"{quoted}\",40.7,-73.9,450,{ZONE}\n");
        assert_eq!(
            fields(&import(&operator, &path, csv).await.problem("invalid_request")),
            ["line 2, column label"],
            "{text:?}"
        );
        let spot =
            json!({ "spot_ref": "a", "zone_ref": "z", "label": text, "rate_minor_per_hour": 1 });
        let file = json!({ "type": "FeatureCollection", "features": [
            { "properties": { "zone_ref": "z", "street": "s" }, "geometry": { "type": "LineString",
                "coordinates": [[-73.9, 40.7], [-73.9, 40.8]] } },
            { "properties": spot, "geometry": { "type": "Point", "coordinates": [-73.9, 40.7] } },
        ] });
        let refused = import_as(&operator, &path, "application/geo+json", file.to_string())
            .await
            .problem("invalid_request");
        assert_eq!(fields(&refused), ["feature 2, property label"], "{text:?}");
        // Bodies of other routes are smaller.
        let text: String = text.chars().take(1_000).collect();
        let (lat, lng) = (40.7543, -73.9884);
        let spot = json!({ "zone_id": app.city.zone_id, "label": text, "lat": lat, "lng": lng,
            "rate_minor_per_hour": 1 });
        let refused = operator.post("/api/v1/admin/spots", &spot).await.problem("invalid_request");
        assert_eq!(fields(&refused), ["label"], "{text:?}");
        let patch = operator.request(Method::PATCH, &format!("/api/v1/admin/spots/{existing}"));
        let refused = send(patch.json(&json!({ "label": text }))).await.problem("invalid_request");
        assert_eq!(fields(&refused), ["label"], "{text:?}");
    }
    for reference in ["r".repeat(3_000), "\u{fdfa}".repeat(150)] {
        let csv = format!("{HEAD}\n{reference},A,40.7,-73.9,450,{ZONE}\n");
        assert_eq!(
            fields(&import(&operator, &path, csv).await.problem("invalid_request")),
            ["line 2, column spot_ref"]
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn references_ignore_case() {
    let app = TestApp::new().await;
    let (operator, path) = (app.operator().await, path(&app));
    app.spot("T-001");
    let row = |reference: &str| format!("{HEAD}\n{reference},T-001,40.7543,-73.9884,450,{ZONE}\n");
    assert_eq!(
        import(&operator, &path, row("\"T-001 \"")).await.ok()["spots"],
        counts(0, 1, 0),
        "the zone has changed"
    );
    for reference in ["\"T-001 \"", " t-001", "\u{ff34}-001", "T-001\u{a0}"] {
        assert_eq!(
            import(&operator, &path, row(reference)).await.ok()["spots"],
            counts(0, 0, 1),
            "{reference}"
        );
        let spot = json!({ "zone_id": app.city.zone_id, "label": "x", "lat": 40.7543,
            "lng": -73.9884, "rate_minor_per_hour": 1,
            "source_ref": reference.trim_matches('"') });
        let refused = operator.post("/api/v1/admin/spots", &spot).await.problem("invalid_request");
        assert_eq!(refused["errors"][0]["code"], "taken", "{reference}");
    }
    let zone = json!({ "city_id": app.city.id, "source_ref": "Z1 ", "street": "N", "line": [[-73.9,
        40.7], [-73.9, 40.71]] });
    let refused = operator.post("/api/v1/admin/zones", &zone).await.problem("invalid_request");
    assert_eq!(refused["errors"][0]["code"], "taken");
    let twice = format!("{}t-001 ,T-001,40.7543,-73.9884,450,{ZONE}\n", row("T-001"));
    assert_eq!(
        fields(&import(&operator, &path, twice).await.problem("invalid_request")),
        ["line 3, column spot_ref"]
    );
    let spots: Vec<String> =
        app.query_texts("select source_ref as text from spots where $1 is not null");
    assert_eq!(spots, ["T-001"], "the reference keeps its first spelling");
    let composed: Value = json!({ "slug": "c", "name": "Cafe\u{301} ", "time_zone": "Europe/Paris",
        "currency": "EUR" });
    assert_eq!(
        operator.post("/api/v1/admin/cities", &composed).await.created()["name"],
        "Caf\u{e9}"
    );
}
