//! Creates the tariffs of the demo city.

use chrono::{DateTime, Utc};
use diesel::{Connection, PgConnection};
use serde_json::{Value, json};

use super::{
    AssignTariff, PublishVersion, SetYieldPolicy, assign_tariff, create_tariff, publish_version,
    set_yield_policy,
};
use crate::{
    Error, Result,
    identity::domain::scope::Scope,
    places::{
        import::create_midtown,
        models::{
            city::City,
            site::{Site, SiteFilter},
            zone::{Zone, ZoneFilter},
        },
    },
    platform::{domain::ids::CityId, models::audit::AuditContext},
    pricing::domain::{
        posted::AssignmentPlace,
        yield_policy::{LevelRule, YieldPolicy},
    },
};

/// More than the sides of a street, and the sites of the demo city.
const MAX_PLACES: i64 = 10;

struct DemoTariff {
    name: &'static str,
    place: DemoPlace,
    document: Value,
    yield_policy: Option<YieldPolicy>,
}

#[derive(Debug, Clone, Copy)]
enum DemoPlace {
    /// Start of the `source_ref` of zones.
    Street(&'static str),
    /// The `source_ref` of a site.
    Site(&'static str),
}

/// Creates the tariffs of the demo city that are missing, and assigns them to their places. Returns
/// the number of new ones. A tariff whose name is in use, or whose place has another tariff, is
/// left out.
///
/// # Errors
/// Only database errors.
pub fn create_demo_tariffs(conn: &mut PgConnection, now: DateTime<Utc>) -> Result<usize> {
    conn.transaction(|conn| {
        let city_id = create_midtown(conn)?;
        City::lock(conn, city_id)?;
        let mut count = 0;
        for tariff in [weekday_street(), delivery_kerb(), lot()] {
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
    let place = DemoPlace::Street("demo:West 45 Street:");
    DemoTariff { name: "Weekday street", place, document, yield_policy: None }
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
    let place = DemoPlace::Street("demo:West 41 Street:N");
    DemoTariff { name: "Delivery kerb", place, document, yield_policy: None }
}

/// The lot: a rate that is higher while the lot is almost full, and lower while it is almost empty.
fn lot() -> DemoTariff {
    let document = json!({
        "currency": "USD",
        "bands": [{ "from": "00:00", "to": "24:00", "rate_minor_per_hour": 300 }],
        "outside": "covered",
        "caps": { "per_day_minor": 2400 },
        "transitions": transitions(),
    });
    let yield_policy = YieldPolicy {
        high: LevelRule { at_percent: 85, until_percent: 75, multiplier_percent: 150 },
        low: Some(LevelRule { at_percent: 30, until_percent: 40, multiplier_percent: 80 }),
        min_minutes_between_changes: 15,
        floor_minor: 200,
        ceiling_minor: 600,
    };
    let place = DemoPlace::Site("demo:lot");
    DemoTariff { name: "Lot", place, document, yield_policy: Some(yield_policy) }
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
        base_version_id: None,
    };
    publish_version(conn, &version, &audit, now)?;
    for place in places(conn, city_id, tariff.place)? {
        let assignment =
            AssignTariff { tariff_id, place, vehicle_class: None, starts_at: None, ends_at: None };
        assign_tariff(conn, &assignment, &audit, now)?;
    }
    if let Some(policy) = tariff.yield_policy {
        let new = SetYieldPolicy { tariff_id, policy, set_by: None };
        set_yield_policy(conn, &new, &audit, now)?;
    }
    Ok(())
}

fn places(
    conn: &mut PgConnection,
    city_id: CityId,
    place: DemoPlace,
) -> Result<Vec<AssignmentPlace>> {
    let (everywhere, city_id) = (Scope::Everywhere, Some(city_id));
    Ok(match place {
        DemoPlace::Street(start) => {
            let text = Some(start.to_owned());
            let filter = ZoneFilter { city_id, text, ..ZoneFilter::default() };
            let found = Zone::search(conn, &filter, &everywhere, MAX_PLACES)?;
            let of_street = found.iter().filter(|zone| zone.source_ref.starts_with(start));
            of_street.map(|zone| AssignmentPlace::Zone(zone.id)).collect()
        }
        DemoPlace::Site(source_ref) => {
            let text = Some(source_ref.to_owned());
            let filter = SiteFilter { city_id, text, ..SiteFilter::default() };
            let found = Site::search(conn, &filter, &everywhere, MAX_PLACES)?;
            let sites = found.iter().filter(|site| site.source_ref == source_ref);
            sites.map(|site| AssignmentPlace::Site(site.id)).collect()
        }
    })
}
