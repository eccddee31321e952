//! Objects of one city, and a valid request for each admin route.

use chrono::TimeDelta;
use reqwest::Method;
use serde_json::{Value, json};
use shared::{
    identity::domain::{role::Role, scope::GrantPlace},
    platform::domain::ids::{SiteId, SpotId},
};
use testkit::builders::City;
use uuid::Uuid;

use crate::support::{Client, Response, TestApp, client::send};

/// An admin route, as in the OpenAPI document.
#[derive(Debug)]
pub struct Route {
    pub verb: String,
    pub path: String,
    /// `None` for routes that every role may use.
    pub permission: Option<String>,
    /// Whether the request concerns one object of the city.
    pub has_object: bool,
}

/// A city with one object of each kind, and another city.
pub struct Fixture {
    pub own: City,
    pub other: City,
    free_spot: SpotId,
    reservation: String,
    stay: String,
    charge: String,
    closure: String,
    import: String,
    job: String,
    user: String,
    role_grant: String,
    pub site: String,
    /// A site of the other city.
    pub other_site: SiteId,
}

/// Returns all admin routes.
pub fn routes() -> Vec<Route> {
    let document: Value = serde_json::from_str(&api::document().unwrap()).unwrap();
    let mut found = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        if !path.starts_with("/api/v1/admin") {
            continue;
        }
        for (verb, operation) in methods.as_object().unwrap() {
            if verb == "parameters" {
                continue;
            }
            let permission = operation["security"][0]["bearer"][0].as_str().map(str::to_owned);
            assert_eq!(
                operation["security"][1]["cookie"][0].as_str(),
                permission.as_deref(),
                "{verb} {path}"
            );
            // The bodies of these name an object; so does the query of the history.
            let names_object = ["sites", "zones", "spots", "closures", "role-grants"]
                .iter()
                .any(|name| verb == "post" && path.ends_with(&format!("/admin/{name}")));
            let has_object =
                path.contains("{id}") || names_object || path.ends_with("/figures/history");
            found.push(Route { verb: verb.clone(), path: path.clone(), permission, has_object });
        }
    }
    found
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

impl Fixture {
    pub async fn new(app: &TestApp) -> Self {
        let (own, other) = (app.city, City::insert_named(&mut app.connect(), "boston"));
        let ann = app.driver("ann").await;
        app.driver("carol").await;
        let stay = app.park(&ann, app.spot("A1"), 3_600, "pm_card_visa").await;
        app.advance(TimeDelta::minutes(70));
        app.wait_for_jobs().await;
        let ann = app.sign_in("ann").await;
        let (taken, free_spot) = (app.spot("A2"), app.spot("A3"));
        let held = ann.hold(taken, 7_200).await.created();
        let operator = app.operator().await;
        let charges = operator.get("/api/v1/admin/charges?state=paid").await.ok();
        let body = json!({ "spot_id": app.spot("A4"), "ends_at": "2030-06-10T13:00:00Z",
            "reason": "street works" });
        let closure = operator.post("/api/v1/admin/closures", &body).await.created();
        let import = Uuid::now_v7().to_string();
        app.query_texts(&format!(
            "insert into imports (id, city_id, actor, total, report, created_at, updated_at) \
             values ('{import}', '{}', 'test', 1, '{{}}', $1, $1) returning actor as text",
            own.id
        ));
        let job = "select id::text as text from jobs where state = 'done' and $1 is not null \
            limit 1";
        let user = "select id::text as text from users where email = 'carol@example.com' and $1 \
            is not null";
        let site = |city: City| {
            json!({ "city_id": city.id, "kind": "garage", "name": "Garage", "lat": 40.75,
                "lng": -73.99 })
        };
        let own_site = operator.post("/api/v1/admin/sites", &site(own)).await.created();
        let other_site = operator.post("/api/v1/admin/sites", &site(other)).await.created();
        let grant = app.grant("carol", Role::Analyst, GrantPlace::City(own.id));
        Self {
            own,
            other,
            free_spot,
            reservation: text(&held["reservation"]["id"]),
            stay: text(&stay["id"]),
            charge: text(&charges["charges"][0]["id"]),
            closure: text(&closure["closure"]["id"]),
            import,
            job: app.query_texts(job).remove(0),
            user: app.query_texts(user).remove(0),
            role_grant: grant.id.to_string(),
            site: text(&own_site["id"]),
            other_site: SiteId(text(&other_site["id"]).parse().unwrap()),
        }
    }

    /// The ids of the objects of the own city.
    pub fn ids(&self) -> Vec<String> {
        let own = [self.own.id.to_string(), self.own.zone_id.to_string()];
        let texts = [
            &self.reservation,
            &self.stay,
            &self.charge,
            &self.closure,
            &self.role_grant,
            &self.site,
        ];
        own.into_iter()
            .chain([self.free_spot.to_string()])
            .chain(texts.into_iter().cloned())
            .collect()
    }

    /// Sends a valid request about the objects of the own city.
    pub async fn send(&self, client: &Client, route: &Route) -> Response {
        let verb: Method = route.verb.to_uppercase().parse().unwrap();
        let (object, body) = self.object_and_body(&route.verb, &route.path);
        let mut path = route.path.replace("{id}", &object).replace("{month}", "2030-06");
        if path.ends_with("/figures/history") {
            path = format!("{path}?city_id={}", self.own.id);
        }
        let request = client.request(verb, &path);
        send(match body {
            Some(Value::String(file)) => request.header("content-type", "text/csv").body(file),
            Some(body) => request.json(&body),
            None => request,
        })
        .await
    }

    /// Returns the id of the path, and the body. A new route must be added here.
    fn object_and_body(&self, verb: &str, path: &str) -> (String, Option<Value>) {
        let path = path.strip_prefix("/api/v1/admin/").unwrap();
        let (city, zone, spot) =
            (self.own.id.to_string(), self.own.zone_id.to_string(), self.free_spot.to_string());
        let why = || Some(json!({ "note": "because" }));
        let none = String::new;
        match (verb, path) {
            (
                "get",
                "sites" | "permissions" | "roles" | "role-grants" | "users" | "cities" | "zones"
                | "spots" | "closures" | "jobs" | "audit" | "charges" | "ledger"
                | "statements/{month}" | "reconciliations" | "reservations" | "figures"
                | "figures/history",
            ) => (none(), None),
            ("get", "users/{id}") => (self.user.clone(), None),
            ("get", "cities/{id}/spots" | "cities/{id}/terms") => (city, None),
            ("put", "cities/{id}/terms") => (city, Some(json!({ "grace_seconds": 60 }))),
            ("get", "sites/{id}" | "sites/{id}/terms") => (self.site.clone(), None),
            ("put", "sites/{id}/terms") => {
                (self.site.clone(), Some(json!({ "grace_seconds": 60 })))
            }
            ("post", "sites") => (
                none(),
                Some(json!({ "city_id": city, "kind": "lot", "name": "Lot", "lat": 40.75,
                    "lng": -73.99 })),
            ),
            ("patch", "sites/{id}") => (self.site.clone(), Some(json!({ "contact": "Ann" }))),
            ("post", "sites/{id}/retire" | "sites/{id}/restore") => (self.site.clone(), why()),
            ("post", "plate-searches") => {
                (none(), Some(json!({ "plate": "BAB 123", "note": "because" })))
            }
            ("get", "imports/{id}") => (self.import.clone(), None),
            ("get", "zones/{id}") => (zone, None),
            ("get", "spots/{id}") => (spot, None),
            ("get", "jobs/{id}" | "jobs/{id}/result") => (self.job.clone(), None),
            ("get", "charges/{id}") => (self.charge.clone(), None),
            ("get", "reservations/{id}") => (self.stay.clone(), None),
            ("post", "role-grants") => (
                none(),
                Some(json!({ "email": "carol@example.com", "role": "officer", "city_id": city,
                    "note": "because" })),
            ),
            ("post", "role-grants/{id}/revoke") => (self.role_grant.clone(), why()),
            (
                "post",
                "users/{id}/erase"
                | "users/{id}/disable"
                | "users/{id}/enable"
                | "users/{id}/sign-out",
            ) => (self.user.clone(), why()),
            ("post", "guests/erase") => {
                (none(), Some(json!({ "email": "nobody@example.com", "note": "because" })))
            }
            ("post", "cities") => (
                none(),
                Some(json!({ "slug": "springfield", "name": "Springfield", "currency": "USD",
                    "time_zone": "America/New_York" })),
            ),
            ("patch", "cities/{id}") => (city, Some(json!({ "name": "New York" }))),
            ("post", "cities/{id}/spots") => (city, Some(json!("zone_ref,street\n"))),
            ("post", "zones") => (
                none(),
                Some(json!({ "city_id": city, "source_ref": Uuid::now_v7(), "street": "Broadway",
                    "line": [[-73.99, 40.754], [-73.987, 40.755]] })),
            ),
            ("patch", "zones/{id}") => (zone, Some(json!({ "side": "N" }))),
            ("post", "spots") => (
                none(),
                Some(json!({ "zone_id": zone, "label": "A9", "lat": 40.7543, "lng": -73.9884,
                    "rate_minor_per_hour": 450 })),
            ),
            ("patch", "spots/{id}") => (spot, Some(json!({ "label": "A3" }))),
            ("post", "spots/{id}/retire" | "spots/{id}/restore") => (spot, why()),
            ("post", "closures") => (
                none(),
                Some(json!({ "spot_id": spot, "ends_at": "2030-06-10T13:00:00Z",
                    "reason": "street works" })),
            ),
            ("post", "closures/{id}/end") => (self.closure.clone(), why()),
            ("post", "jobs/{id}/requeue" | "jobs/{id}/discard") => (self.job.clone(), why()),
            ("post", "charges/{id}/refunds") => (
                self.charge.clone(),
                Some(json!({ "amount_minor": 1, "reason": "goodwill", "note": "because",
                    "seen": 0 })),
            ),
            (
                "post",
                "reservations/{id}/cancel" | "reservations/{id}/end" | "reservations/{id}/revoke",
            ) => (self.reservation.clone(), why()),
            _ => panic!("no request for {verb} {path}"),
        }
    }
}
