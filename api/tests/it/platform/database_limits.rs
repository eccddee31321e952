//! Every limit of the database has a validation. Values at and beyond the limits of every type are
//! sent to every route, and none reaches PostgreSQL. Then the constraints of the database are
//! compared with the refused fields.

mod values;

use std::collections::{BTreeMap, BTreeSet};

use reqwest::Method;
use serde_json::{Map, Value, json};
use url::form_urlencoded::byte_serialize;

use self::values::{edges, resolve, sample, texts};
use crate::support::{Client, TestApp, client::send};

/// Valid bodies where samples are not: then only the field under test can be wrong.
fn bases(app: &TestApp, spot: &str) -> BTreeMap<&'static str, Value> {
    let line = json!([[-73.99, 40.754], [-73.98, 40.755]]);
    BTreeMap::from([
        (
            "post /api/v1/admin/cities",
            json!({ "slug": "x", "name": "X", "time_zone": "Europe/Paris", "currency": "EUR" }),
        ),
        (
            "post /api/v1/admin/sites",
            json!({ "city_id": app.city.id, "kind": "lot", "name": "Lot", "lat": 40.754,
                "lng": -73.988 }),
        ),
        (
            "post /api/v1/admin/zones",
            json!({ "city_id": app.city.id, "source_ref": "z", "street": "S", "line": line }),
        ),
        (
            "post /api/v1/admin/spots",
            json!({ "zone_id": app.city.zone_id, "label": "L", "lat": 40.754, "lng": -73.988,
                "rate_minor_per_hour": 1 }),
        ),
        (
            "post /api/v1/admin/closures",
            json!({ "spot_id": spot, "reason": "x", "starts_at": "2030-06-03T15:00:00Z",
                "ends_at": "2030-06-03T16:00:00Z" }),
        ),
        ("post /api/v1/reservations", json!({ "spot_id": spot, "duration_seconds": 60 })),
        (
            "post /api/v1/accounts",
            json!({ "email": "x@example.com", "password": "park-at-the-curb" }),
        ),
    ])
}

struct Walk<'a> {
    operator: &'a Client,
    failures: Vec<String>,
    /// Fields of which a value was refused.
    refused: BTreeSet<String>,
    sent: usize,
}

impl Walk<'_> {
    async fn send(
        &mut self,
        method: &Method,
        path: &str,
        body: Option<&Value>,
        field: &str,
        value: &Value,
    ) {
        let mut request = self.operator.request(method.clone(), path);
        if let Some(body) = body {
            request = request.json(body);
        }
        let response = send(request).await;
        self.sent += 1;
        let shown: String = value.to_string().chars().take(60).collect();
        if response.status.is_server_error() {
            self.failures.push(format!(
                "{method} {path} {field} = {shown}: {} {}",
                response.status, response.body["code"]
            ));
        }
        let errors = response.body["errors"].as_array().cloned().unwrap_or_default();
        if response.body["code"] == "invalid_request" && errors.is_empty() {
            self.failures.push(format!("{method} {path} {field} = {shown}: names no field"));
        }
        let named = errors.iter().filter_map(|error| error["field"].as_str());
        let named = named.filter(|named| named.split(['.', '[']).next() == Some(field)).count();
        if named > 0 {
            self.refused.insert(field.to_owned());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_value_violates_a_database_limit() {
    let app = TestApp::new().await;
    let operator = app.operator().await;
    let spot = app.spot("B14").to_string();
    let site = app.city.site(&mut app.connect(), "Lot").to_string();
    let document: Value = serde_json::from_str(&api::document().unwrap()).unwrap();
    let bases = bases(&app, &spot);
    let mut walk =
        Walk { operator: &operator, failures: Vec::new(), refused: BTreeSet::new(), sent: 0 };
    let mut known = BTreeSet::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        let id = match path.as_str() {
            path if path.starts_with("/api/v1/admin/cities/") => app.city.id.to_string(),
            path if path.starts_with("/api/v1/admin/zones/") => app.city.zone_id.to_string(),
            path if path.starts_with("/api/v1/admin/sites/") => site.clone(),
            path if path.starts_with("/api/v1/admin/spots/") => spot.clone(),
            _ => "00000000-0000-7000-8000-000000000000".to_owned(),
        };
        for (name, operation) in
            methods.as_object().unwrap().iter().filter(|(name, _)| *name != "parameters")
        {
            // Ending the current session would end the test; files have tests of their own.
            if path.contains("/sessions") && name == "delete"
                || path.ends_with("cities/{id}/spots") && name == "post"
            {
                continue;
            }
            let method: Method = name.to_uppercase().parse().unwrap();
            let address = |text: &str| {
                let mut address = path.replace("{id}", &id);
                while let (Some(from), Some(to)) = (address.find('{'), address.find('}')) {
                    address.replace_range(from..=to, text);
                }
                address
            };
            let schema = resolve(
                &document,
                &operation["requestBody"]["content"]["application/json"]["schema"],
            );
            let properties = schema["properties"].as_object().cloned().unwrap_or_default();
            let sampled: Map<String, Value> = properties
                .iter()
                .filter(|(name, _)| {
                    schema["required"]
                        .as_array()
                        .is_some_and(|required| required.contains(&json!(name)))
                })
                .map(|(name, property)| (name.clone(), sample(&document, property)))
                .collect();
            let base = bases
                .get(format!("{name} {path}").as_str())
                .cloned()
                .unwrap_or(Value::Object(sampled));
            for (field, property) in &properties {
                known.insert(field.clone());
                for value in edges(&document, property) {
                    let mut body = base.clone();
                    body[field] = value.clone();
                    walk.send(&method, &address("2030-06"), Some(&body), field, &value).await;
                }
            }
            let body = (!properties.is_empty()).then_some(&base);
            for parameter in operation["parameters"].as_array().into_iter().flatten() {
                let field = parameter["name"].as_str().unwrap();
                let (is_query, is_path) = (parameter["in"] == "query", parameter["in"] == "path");
                for text in texts(&resolve(&document, &parameter["schema"])) {
                    let value: String = byte_serialize(text.as_bytes()).collect();
                    let value = value.replace('+', "%20");
                    let target = match () {
                        () if is_query => format!("{}?{field}={value}", address("2030-06")),
                        () if is_path && field != "id" && !text.is_empty() => address(&value),
                        () => continue,
                    };
                    known.insert(field.to_owned());
                    walk.send(&method, &target, body, field, &json!(text)).await;
                }
            }
        }
    }
    assert!(
        walk.failures.is_empty(),
        "{} of {}:\n{}",
        walk.failures.len(),
        walk.sent,
        walk.failures.join("\n")
    );
    assert!(walk.sent > 2_000, "only {} requests", walk.sent);

    // Columns of check constraints that a request can write.
    let constrained = app.query_texts(
        "select c.relname || ' ' || k.conname || ' ' || a.attname as text from pg_constraint k \
         join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace and \
         n.nspname = 'public' \
         join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any(k.conkey) \
         where k.contype = 'c' and c.relname in ('cities', 'sites', 'terms', 'zones', 'spots', \
         'closures', 'role_grants') and $1 is not null",
    );
    let missing: Vec<_> = constrained
        .iter()
        .filter(|constraint| {
            let column = constraint.rsplit(' ').next().unwrap();
            known.contains(column) && !walk.refused.contains(column)
        })
        .collect();
    assert!(missing.is_empty(), "no value was refused for {missing:?}");
    for field in [
        "slug",
        "name",
        "time_zone",
        "currency",
        "side",
        "level",
        "boundary",
        "kind",
        "access",
        "entry_mode",
        "arrival_mode",
        "payment_mode",
        "max_stay_seconds",
        "reservable_percent",
        "reduced_rate_cap_minor",
        "label",
        "lat",
        "lng",
        "rate_minor_per_hour",
        "attributes",
        "reason",
        "role",
    ] {
        assert!(walk.refused.contains(field), "{field}");
    }
    // The same for column types: each field of this name must refuse values that the type cannot
    // hold.
    let columns = app.query_texts(
        "select distinct column_name || ' ' || data_type as text from information_schema.columns \
         where table_schema = 'public' and table_name <> 'spatial_ref_sys' \
         and data_type in ('integer', 'bigint', 'double precision', 'timestamp with time zone', \
         'text') and $1 is not null",
    );
    let unchecked: Vec<_> = columns
        .iter()
        .filter(|column| {
            let name = column.split(' ').next().unwrap();
            known.contains(name) && !walk.refused.contains(name)
        })
        .collect();
    assert!(unchecked.is_empty(), "no value was refused for {unchecked:?}");
    // Instants and dates that chrono can represent and PostgreSQL cannot.
    for field in ["from", "to", "month", "starts_at", "ends_at", "cursor"] {
        assert!(walk.refused.contains(field), "{field}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn known_out_of_range_values_are_refused() {
    let app = TestApp::new().await;
    let operator = app.operator().await;
    let refused = |response: crate::support::Response| {
        response.problem("invalid_request")["errors"][0]["field"].clone()
    };
    for time_zone in ["EST5EDT", "GB-Eire", "NZ-CHAT"] {
        let city = json!({ "slug": "x", "name": "X", "time_zone": time_zone, "currency": "EUR" });
        assert_eq!(refused(operator.post("/api/v1/admin/cities", &city).await), "time_zone");
        let patch =
            operator.request(Method::PATCH, &format!("/api/v1/admin/cities/{}", app.city.id));
        assert_eq!(
            refused(send(patch.json(&json!({ "time_zone": time_zone }))).await),
            "time_zone"
        );
    }
    for month in ["2026-1", "+2026-01", "2026-01-", "2026", "1999-12"] {
        assert_eq!(
            refused(operator.get(&format!("/api/v1/admin/statements/{month}")).await),
            "month"
        );
    }
    for from in ["-262143-01-01T00:00:00Z", "0000-01-01T00:00:00Z"] {
        assert_eq!(
            refused(operator.get(&format!("/api/v1/admin/ledger?from={from}")).await),
            "from"
        );
    }
    // base64 of ["-262143-01-01T00:00:00Z","00000000-0000-7000-8000-000000000000"].
    let cursor =
        "WyItMjYyMTQzLTAxLTAxVDAwOjAwOjAwWiIsIjAwMDAwMDAwLTAwMDAtNzAwMC04MDAwLTAwMDAwMDAwMDAwMCJd";
    assert_eq!(
        refused(operator.get(&format!("/api/v1/admin/ledger?cursor={cursor}")).await),
        "cursor"
    );
    assert_eq!(
        refused(operator.get(&format!("/api/v1/reservations?cursor={cursor}")).await),
        "cursor"
    );
    // PostgreSQL computes with every accepted name.
    for time_zone in ["UTC", "Etc/GMT+5", "America/Argentina/Buenos_Aires"] {
        let patch =
            operator.request(Method::PATCH, &format!("/api/v1/admin/cities/{}", app.city.id));
        send(patch.json(&json!({ "time_zone": time_zone }))).await.ok();
        operator.get("/api/v1/admin/statements/2030-06").await.ok();
    }
}
