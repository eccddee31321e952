//! Creates the tariffs of the demo city.

use chrono::{DateTime, Utc};
use diesel::{Connection, PgConnection};
use serde_json::{Value, json};

use super::{AssignTariff, PublishVersion, assign_tariff, create_tariff, publish_version};
use crate::{
    Error, Result,
    identity::domain::scope::Scope,
    places::{
        import::create_midtown,
        models::{
            city::City,
            zone::{Zone, ZoneFilter},
        },
    },
    platform::{
        domain::ids::{CityId, ZoneId},
        models::audit::AuditContext,
    },
    pricing::domain::posted::AssignmentPlace,
};

/// More than the sides of a street.
const MAX_ZONES: i64 = 10;

struct DemoTariff {
    name: &'static str,
    /// Start of the `source_ref` of its zones.
    zones: &'static str,
    document: Value,
}

/// Creates the tariffs of the demo city that are missing, and assigns them to their streets.
/// Returns the number of new ones. A tariff whose name is in use, or whose street has another
/// tariff, is left out.
///
/// # Errors
/// Only database errors.
pub fn create_demo_tariffs(conn: &mut PgConnection, now: DateTime<Utc>) -> Result<usize> {
    conn.transaction(|conn| {
        let city_id = create_midtown(conn)?;
        City::lock(conn, city_id)?;
        let mut count = 0;
        for tariff in [weekday_street(), delivery_kerb()] {
            count += usize::from(create_missing(conn, city_id, &tariff, now)?);
        }
        Ok(count)
    })
}

/// Both sides of a street: a rate by day, a lower one in the evening, no trucks.
fn weekday_street() -> DemoTariff {
    let days = json!(["mon", "tue", "wed", "thu", "fri", "sat"]);
    let document = json!({
        "currency": "USD",
        "bands": [
            { "days": days, "from": "08:00", "to": "19:00", "rate_minor_per_hour": 450,
                "max_stay_minutes": 120 },
            { "days": days, "from": "19:00", "to": "22:00", "rate_minor_per_hour": 200 },
        ],
        "outside": "free",
        "classes": [{ "class": "truck", "refused": true }],
        "transitions": transitions(),
    });
    DemoTariff { name: "Weekday street", zones: "demo:West 45 Street:", document }
}

/// One side of a street: vans and trucks only during working hours.
fn delivery_kerb() -> DemoTariff {
    let document = json!({
        "currency": "USD",
        "bands": [
            { "days": ["mon", "tue", "wed", "thu", "fri"], "from": "08:00", "to": "18:00",
                "rate_minor_per_hour": 350, "max_stay_minutes": 180,
                "only_classes": ["van", "truck"] },
        ],
        "outside": "free",
        "transitions": transitions(),
    });
    DemoTariff { name: "Delivery kerb", zones: "demo:West 41 Street:N", document }
}

fn transitions() -> Value {
    json!({ "overpayment": "refunded", "follow_through": "split", "prepay": "allowed" })
}

/// Creates a tariff; returns `false` if it is left out.
fn create_missing(
    conn: &mut PgConnection,
    city_id: CityId,
    tariff: &DemoTariff,
    now: DateTime<Utc>,
) -> Result<bool> {
    // In a savepoint, because a violated constraint aborts the transaction.
    match conn.transaction(|conn| create(conn, city_id, tariff, now)) {
        Ok(()) => Ok(true),
        Err(Error::Invalid(_)) => Ok(false),
        Err(other) => Err(other),
    }
}

fn create(
    conn: &mut PgConnection,
    city_id: CityId,
    tariff: &DemoTariff,
    now: DateTime<Utc>,
) -> Result<()> {
    let audit = AuditContext { actor: "command".to_owned(), request: None };
    let tariff_id = create_tariff(conn, city_id, tariff.name, &audit, now)?.id;
    let version = PublishVersion {
        tariff_id,
        document: tariff.document.clone(),
        effective_from: None,
        published_by: None,
    };
    publish_version(conn, &version, &audit, now)?;
    for zone_id in zones(conn, city_id, tariff.zones)? {
        let assignment = AssignTariff {
            tariff_id,
            place: AssignmentPlace::Zone(zone_id),
            vehicle_class: None,
            starts_at: None,
            ends_at: None,
        };
        assign_tariff(conn, &assignment, &audit, now)?;
    }
    Ok(())
}

fn zones(conn: &mut PgConnection, city_id: CityId, start: &str) -> Result<Vec<ZoneId>> {
    let filter = ZoneFilter {
        city_id: Some(city_id),
        text: Some(start.to_owned()),
        ..ZoneFilter::default()
    };
    let found = Zone::search(conn, &filter, &Scope::Everywhere, MAX_ZONES)?;
    let of_street = found.iter().filter(|zone| zone.source_ref.starts_with(start));
    Ok(of_street.map(|zone| zone.id).collect())
}
