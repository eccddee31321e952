//! Tariffs that an operator publishes and assigns, their policies, and the lines of prices.

use serde_json::{Value, json};

use super::TestApp;

impl TestApp {
    /// Publishes a tariff from now on and assigns it to a place: `{"spot_id": …}`,
    /// `{"zone_id": …}`, or `{}` for the city. Returns the id of the tariff.
    pub async fn post_tariff(&self, document: &Value, place: Value) -> String {
        let operator = self.operator().await;
        let count =
            self.query_texts("select count(*)::text as text from tariffs where $1 is not null");
        let body = json!({ "city_id": self.city.id, "name": format!("Tariff {}", count[0]) });
        let tariff = operator.post("/api/v1/admin/tariffs", &body).await.created();
        let id = tariff["id"].as_str().unwrap().to_owned();
        self.publish_version(&id, document, None).await;
        let assignments = format!("/api/v1/admin/tariffs/{id}/assignments");
        operator.post(&assignments, &place).await.created();
        id
    }

    /// Publishes a version, by default in force from now on.
    pub async fn publish_version(
        &self,
        tariff_id: &str,
        document: &Value,
        effective_from: Option<&str>,
    ) {
        let body = json!({ "document": document, "effective_from": effective_from });
        let versions = format!("/api/v1/admin/tariffs/{tariff_id}/versions");
        self.operator().await.post(&versions, &body).await.created();
    }
}

fn tariff(bands: Value, outside: &str) -> Value {
    json!({
        "currency": "USD", "bands": bands, "outside": outside,
        "transitions":
            { "overpayment": "refunded", "follow_through": "split", "prepay": "allowed" },
    })
}

/// $4.50 an hour by day and $2.00 in the evening, Monday to Saturday; free at other times. Both
/// rates are multiplied by `factor`.
pub fn working_days(factor: i64) -> Value {
    let days = ["mon", "tue", "wed", "thu", "fri", "sat"];
    let bands = json!([
        { "days": days, "from": "08:00", "to": "19:00", "rate_minor_per_hour": 450 * factor },
        { "days": days, "from": "19:00", "to": "22:00", "rate_minor_per_hour": 200 * factor },
    ]);
    tariff(bands, "free")
}

/// Trucks only until 18:00, then all vehicles until 19:00, at most two hours; free at other times
/// and on Sundays.
pub fn deliveries() -> Value {
    let days = ["mon", "tue", "wed", "thu", "fri", "sat"];
    let bands = json!([
        { "days": days, "from": "08:00", "to": "18:00", "rate_minor_per_hour": 450,
            "max_stay_minutes": 120, "only_classes": ["truck"] },
        { "days": days, "from": "18:00", "to": "19:00", "rate_minor_per_hour": 450,
            "max_stay_minutes": 120 },
    ]);
    tariff(bands, "free")
}

/// One rate at all times, with more members of the document.
pub fn flat_with(rate_minor_per_hour: i64, more: Value) -> Value {
    let bands =
        json!([{ "from": "00:00", "to": "24:00", "rate_minor_per_hour": rate_minor_per_hour }]);
    let mut document = tariff(bands, "covered");
    document.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    document
}

/// A policy to set: 25 cents up from 80 % and down below 60 %, at most every 28 days.
pub fn occupancy_policy() -> Value {
    json!({ "coverage_percent": 100, "policy": { "raise_from_percent": 80,
        "lower_below_percent": 60, "step_minor": 25, "floor_minor": 50, "ceiling_minor": 1_000,
        "min_days_between": 28, "min_coverage_percent": 30 } })
}

/// A yield policy: a quarter more from 85 %, a fifth less below 30 %, at most every 15 minutes.
pub fn yield_policy() -> Value {
    json!({
        "high": { "at_percent": 85, "until_percent": 75, "multiplier_percent": 125 },
        "low": { "at_percent": 30, "until_percent": 40, "multiplier_percent": 80 },
        "min_minutes_between_changes": 15, "floor_minor": 100, "ceiling_minor": 1_000,
    })
}

/// Returns kind, start, end, rate and amount of each line of a quote.
pub fn quote_lines(quote: &Value) -> Vec<[Value; 5]> {
    lines(quote, ["kind", "from", "to", "rate", "amount"])
}

/// Returns kind, start, end, rate and amount of each line of a receipt.
pub fn receipt_lines(receipt: &Value) -> Vec<[Value; 5]> {
    lines(receipt, ["kind", "starts_at", "ends_at", "rate", "amount"])
}

fn lines(priced: &Value, members: [&str; 5]) -> Vec<[Value; 5]> {
    let lines = priced["lines"].as_array().unwrap();
    lines.iter().map(|line| members.map(|member| line[member].clone())).collect()
}

/// The code of the first invalid field of a problem, and its pointer.
pub fn first_error(problem: &Value) -> (&str, &str) {
    let error = &problem["errors"][0];
    (error["pointer"].as_str().unwrap(), error["code"].as_str().unwrap())
}
