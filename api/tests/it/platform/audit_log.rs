//! An operator's action that changes nothing leaves no row in the audit log.

mod garage;

use std::collections::BTreeSet;

use chrono::TimeDelta;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{
    Client, Response, TestApp,
    client::send,
    tariffs::{occupancy_policy, yield_policy},
};

const ADMIN: &str = "/api/v1/admin/";

/// The repeated requests, as `method path` of the OpenAPI document.
struct Repeats<'a> {
    app: &'a TestApp,
    operator: Client,
    seen: BTreeSet<String>,
}

impl Repeats<'_> {
    fn rows(&self) -> usize {
        self.app
            .query_texts("select id::text as text from audit_entries where $1 is not null")
            .len()
    }

    /// Sends a request twice: the first writes one row, the second none. Returns the first
    /// response.
    async fn send_twice(
        &mut self,
        method: &str,
        path: &str,
        id: &str,
        kind: &str,
        body: &str,
    ) -> Response {
        let (verb, address): (Method, String) =
            (method.parse().unwrap(), format!("{ADMIN}{}", path.replace("{id}", id)));
        let request = || {
            let request = self.operator.request(verb.clone(), &address);
            send(request.header("content-type", kind.to_owned()).body(body.to_owned()))
        };
        let before = self.rows();
        let first = request().await;
        assert!(first.status.is_success(), "{method} {path}: {:#}", first.body);
        assert_eq!(self.rows(), before + 1, "{method} {path}");
        let second = request().await;
        assert!(second.status.as_u16() < 500, "{method} {path}: {:#}", second.body);
        assert_eq!(self.rows(), before + 1, "{method} {path}, repeated: {:#}", second.body);
        self.seen.insert(format!("{} {path}", method.to_lowercase()));
        first
    }

    async fn json(&mut self, method: &str, path: &str, id: &str, body: &Value) -> Value {
        self.send_twice(method, path, id, "application/json", &body.to_string()).await.body
    }

    async fn with_note(&mut self, path: &str, id: &str) -> Value {
        self.json("POST", path, id, &json!({ "note": "asked for" })).await
    }
}

/// The operations of the OpenAPI document with which operators change something.
fn admin_operations() -> BTreeSet<String> {
    let document: Value = serde_json::from_str(&api::document().unwrap()).unwrap();
    let paths = document["paths"].as_object().unwrap().iter();
    let paths = paths.filter_map(|(path, methods)| {
        Some((path.strip_prefix(ADMIN)?, methods.as_object().unwrap()))
    });
    let changes = paths
        .flat_map(|(path, methods)| methods.keys().map(move |method| format!("{method} {path}")));
    changes
        .filter(|change| !change.starts_with("get ") && !change.starts_with("parameters "))
        .collect()
}

async fn user_id(operator: &Client, name: &str) -> String {
    let found = operator.get(&format!("{ADMIN}users?email={name}@")).await.ok();
    found["users"][0]["id"].as_str().unwrap().to_owned()
}

/// Sets a policy, publishes a draft and discards another, 28 days after the first version. The spot
/// was not used for a week.
async fn drafts(audit: &mut Repeats<'_>, tariff: &str, spot: &str) {
    let path = format!("{ADMIN}tariffs/{tariff}");
    let document = json!({ "currency": "EUR", "outside": "free",
        "bands": [{ "from": "08:00", "to": "18:00", "rate_minor_per_hour": 300 }],
        "transitions": { "overpayment": "lost", "follow_through": "split",
            "prepay": "allowed" } });
    let version = json!({ "document": document });
    audit.operator.post(&format!("{path}/versions"), &version).await.created();
    audit.app.advance(TimeDelta::days(28));
    audit.operator = audit.app.operator().await;
    audit.json("PUT", "tariffs/{id}/occupancy-policy", tariff, &occupancy_policy()).await;
    audit.app.query_texts(&format!(
        "update spots set created_at = $1 - interval '60 days' where id = '{spot}' \
            returning label as text"
    ));
    let period = json!({ "from": "2030-05-20T00:00:00Z", "to": "2030-05-27T00:00:00Z" });
    let draft = audit.operator.post(&format!("{path}/drafts"), &period).await.created();
    let draft = draft["id"].as_str().unwrap();
    audit.json("POST", "tariff-drafts/{id}/publish", draft, &json!({})).await;
    let draft = audit.operator.post(&format!("{path}/drafts"), &period).await.created();
    let draft = draft["id"].as_str().unwrap();
    audit.json("POST", "tariff-drafts/{id}/discard", draft, &json!({})).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn repeated_action_leaves_no_audit_row() {
    let app = TestApp::with_worker().await;
    let ann = app.driver("ann").await;
    let paid = app.park(&ann, app.spot("P1"), 3_600, "pm_card_visa").await["id"]
        .as_str()
        .unwrap()
        .to_owned();
    app.advance(TimeDelta::hours(1));
    app.wait_for_jobs().await;
    let ann = app.sign_in("ann").await;
    let charge = ann.show(&paid).await.ok()["charge"]["id"].as_str().unwrap().to_owned();
    let mut stays = Vec::new();
    for label in ["S1", "S2"] {
        stays.push(
            app.park(&ann, app.spot(label), 3_600, "pm_card_visa").await["id"]
                .as_str()
                .unwrap()
                .to_owned(),
        );
    }
    let held = ann.hold(app.spot("S3"), 3_600).await.created()["reservation"]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    app.wait_for_jobs().await;
    let operator = app.operator().await;
    let mut audit = Repeats { app: &app, operator: operator.clone(), seen: BTreeSet::new() };

    audit.with_note("reservations/{id}/cancel", &held).await;
    audit.with_note("reservations/{id}/end", &stays[0]).await;
    audit.with_note("reservations/{id}/revoke", &stays[1]).await;
    let refund = json!({ "amount_minor": 100, "reason": "goodwill", "note": "sorry", "seen": 0 });
    audit.json("POST", "charges/{id}/refunds", &charge, &refund).await;

    let city =
        json!({ "slug": "paris", "name": "Paris", "time_zone": "Europe/Paris", "currency": "EUR" });
    let city = audit.json("POST", "cities", "", &city).await["id"].as_str().unwrap().to_owned();
    audit.json("PATCH", "cities/{id}", &city, &json!({ "name": "Lutetia" })).await;
    let zone = json!({ "city_id": city, "source_ref": "z1", "street": "Rue 1", "line": [[2.0, 48.0],
        [2.1, 48.1]] });
    let zone = audit.json("POST", "zones", "", &zone).await["id"].as_str().unwrap().to_owned();
    let moved = json!({ "side": "N", "line": [[2.0, 48.0], [2.1, 48.123_456_789]] });
    audit.json("PATCH", "zones/{id}", &zone, &moved).await;
    let site = json!({ "city_id": city, "source_ref": "g1", "kind": "garage", "name": "Halles",
        "lat": 48.0, "lng": 2.0 });
    let site = audit.json("POST", "sites", "", &site).await["id"].as_str().unwrap().to_owned();
    audit.json("PATCH", "sites/{id}", &site, &json!({ "contact": "Ann" })).await;
    audit.with_note("sites/{id}/retire", &site).await;
    audit.with_note("sites/{id}/restore", &site).await;
    let terms = json!({ "hold_seconds": 300 });
    audit.json("PUT", "cities/{id}/terms", &city, &terms).await;
    audit.json("PUT", "sites/{id}/terms", &site, &terms).await;
    let spot = json!({ "zone_id": zone, "source_ref": "s1", "label": "L1", "lat": 48.0, "lng": 2.0,
        "rate_minor_per_hour": 300 });
    let spot = audit.json("POST", "spots", "", &spot).await["id"].as_str().unwrap().to_owned();
    let change = json!({ "label": "L2", "lat": 48.000_1, "lng": 2.000_1, "hours": "Mon-Sat",
        "attributes": ["wide"] });
    audit.json("PATCH", "spots/{id}", &spot, &change).await;
    audit.with_note("spots/{id}/retire", &spot).await;
    audit.with_note("spots/{id}/restore", &spot).await;
    let closure = json!({ "spot_id": spot, "ends_at": "2030-06-04T13:00:00Z", "reason": "parade" });
    let closure = operator.post(&format!("{ADMIN}closures"), &closure).await.created();
    audit.with_note("closures/{id}/end", closure["closure"]["id"].as_str().unwrap()).await;

    let tariff = json!({ "city_id": city, "name": "Kerb" });
    let tariff = audit.json("POST", "tariffs", "", &tariff).await["id"].clone();
    let tariff = tariff.as_str().unwrap();
    audit.json("PATCH", "tariffs/{id}", tariff, &json!({ "name": "Kerbs" })).await;
    let place = json!({ "zone_id": zone });
    let assigned = audit.json("POST", "tariffs/{id}/assignments", tariff, &place).await;
    let assigned = assigned["id"].as_str().unwrap();
    let garage = json!({ "city_id": city, "name": "Garage" });
    let garage = operator.post(&format!("{ADMIN}tariffs"), &garage).await.created();
    let garage = garage["id"].as_str().unwrap();
    audit.json("PUT", "tariffs/{id}/yield-policy", garage, &yield_policy()).await;
    audit.json("DELETE", "tariffs/{id}/yield-policy", garage, &json!({})).await;

    let export = operator
        .request(Method::GET, &format!("{ADMIN}cities/{city}/spots"))
        .header("accept", "text/csv");
    let file = export.send().await.unwrap().text().await.unwrap().replace("300", "350");
    audit.send_twice("POST", "cities/{id}/spots", &city, "text/csv", &file).await;

    app.driver("rob").await;
    let grant = json!({ "email": "rob@example.com", "role": "analyst", "city_id": city,
        "note": "new" });
    let grant = audit.json("POST", "role-grants", "", &grant).await;
    audit.with_note("role-grants/{id}/revoke", grant["id"].as_str().unwrap()).await;
    let permit = json!({ "email": "rob@example.com", "reference": "R 1",
        "ends_at": "2031-01-01T00:00:00Z" });
    let permit = audit.json("POST", "cities/{id}/reduced-rate-permits", &city, &permit).await;
    let permit = permit["id"].as_str().unwrap();
    audit.json("POST", "reduced-rate-permits/{id}/revoke", permit, &json!({})).await;

    app.driver("bob").await;
    let bob = user_id(&operator, "bob").await;
    audit.with_note("users/{id}/disable", &bob).await;
    audit.with_note("users/{id}/enable", &bob).await;
    app.sign_in("bob").await;
    audit.with_note("users/{id}/sign-out", &bob).await;
    audit.with_note("users/{id}/erase", &bob).await;
    let guest =
        app.anonymous().hold_as_guest(app.spot("S4"), 3_600, "guest@example.com").await.created();
    let guest_client = app.bearer(guest["manage_token"].as_str().unwrap());
    guest_client.act(guest["reservation"]["id"].as_str().unwrap(), "cancel").await.ok();
    let erase = json!({ "email": "guest@example.com", "note": "asked for" });
    audit.json("POST", "guests/erase", "", &erase).await;

    for verb in ["requeue", "discard"] {
        let dead = "update jobs set state = 'dead', finished_at = $1, last_error = 'no way' where \
            id = ( \
                    select id from jobs where state = 'done' order by id limit 1) returning \
                    id::text as text";
        let job = app.query_texts(dead).remove(0);
        audit.with_note(&format!("jobs/{{id}}/{verb}"), &job).await;
        app.wait_for_jobs().await;
    }

    garage::garage(&mut audit).await;
    drafts(&mut audit, tariff, &spot).await;
    audit.json("POST", "tariff-assignments/{id}/end", assigned, &json!({})).await;

    // Each request makes another closure, even of the same place.
    audit.seen.insert("post closures".to_owned());
    // Each request publishes another version, even of the same document.
    audit.seen.insert("post tariffs/{id}/versions".to_owned());
    // Each request makes another draft, even from the same period.
    audit.seen.insert("post tariffs/{id}/drafts".to_owned());
    // Nothing is changed, so nothing is recorded.
    audit.seen.insert("post tariffs/preview".to_owned());
    audit.seen.insert("post tariffs/{id}/replay".to_owned());
    // Each search is recorded, though it changes nothing.
    audit.seen.insert("post plate-searches".to_owned());
    audit.seen.insert("post visits/plate-searches".to_owned());
    assert_eq!(audit.seen, admin_operations());
}
