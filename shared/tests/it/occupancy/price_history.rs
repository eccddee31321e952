//! The public history of a zone's prices.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::{PgConnection, RunQueryDsl, result::Error as DieselError, sql_query, sql_types};
use shared::{
    analytics::models::price_change::{PriceChange, price_history},
    identity::domain::vehicle::VehicleClass,
    platform::domain::ids::ZoneId,
    pricing::{
        domain::posted::AssignmentPlace,
        operations::{AssignTariff, PublishDraft, publish_draft},
    },
};

use super::{
    Street, assign, assign_with, assignment, audit, document, may, now, opening, publish, tariff,
};

fn history(conn: &mut PgConnection, zone: ZoneId) -> Vec<PriceChange> {
    price_history(conn, zone, None, 10).unwrap()
}

/// Returns name, number and start of each change.
fn summaries(changes: &[PriceChange]) -> Vec<(&str, i32, DateTime<Utc>)> {
    changes
        .iter()
        .map(|change| (change.tariff_name.as_str(), change.number, change.effective_from))
        .collect()
}

#[test]
fn history_has_versions_with_their_reasons() {
    let (street, mut conn) = Street::new();
    let draft = street.draft(&mut conn, now()).unwrap();
    let publication = PublishDraft { draft_id: draft.id, effective_from: None, published_by: None };
    publish_draft(&mut conn, &publication, &audit(), now()).unwrap();
    let changes = history(&mut conn, street.city.zone_id);
    assert_eq!(summaries(&changes), [("Meters", 2, now()), ("Meters", 1, opening())]);
    let rules = &changes[0].version.rules;
    assert!(rules.starts_with("Mon–Fri 8 AM–6 PM: $2.75 / h."), "{rules}");
    let evidence = serde_json::to_value(&draft.evidence).unwrap();
    assert_eq!((&changes[0].evidence, &changes[1].evidence), (&Some(evidence), &None));
    assert_eq!(price_history(&mut conn, street.city.zone_id, None, 1).unwrap().len(), 1);
    let unknown = price_history(&mut conn, ZoneId::new(), None, 10);
    assert_eq!(unknown, Err(DieselError::NotFound));
}

#[test]
fn history_covers_spots_and_no_other_places() {
    let (street, mut conn) = Street::new();
    let spot = tariff(&mut conn, street.city, "Spot");
    assign(&mut conn, spot, AssignmentPlace::Spot(street.spots[1]));
    let elsewhere = tariff(&mut conn, street.city, "Elsewhere");
    let site = street.city.site(&mut conn, "Garage");
    assign(&mut conn, elsewhere, AssignmentPlace::Site(site));
    let changes = history(&mut conn, street.city.zone_id);
    let mut names: Vec<_> = changes.iter().map(|change| change.tariff_name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["Meters", "Spot"]);
}

#[test]
fn tariff_behind_a_nearer_one_is_omitted() {
    let (street, mut conn) = Street::new();
    let city = tariff(&mut conn, street.city, "City");
    assign(&mut conn, city, AssignmentPlace::City(street.city.id));
    let trucks = tariff(&mut conn, street.city, "Trucks");
    let site = street.city.site(&mut conn, "Garage");
    let place = AssignmentPlace::Site(site);
    assign_with(
        &mut conn,
        &AssignTariff { vehicle_class: Some(VehicleClass::Truck), ..assignment(trucks, place) },
    );
    street.city.move_zone(&mut conn, site);
    let zone = street.city.zone_id;
    assert_eq!(summaries(&history(&mut conn, zone)), [("Meters", 1, opening())]);
    let end = sql_query("update tariff_assignments set ends_at = $1 where zone_id = $2");
    let end = end.bind::<sql_types::Timestamptz, _>(may(6, 0));
    end.bind::<sql_types::Uuid, _>(zone).execute(&mut conn).unwrap();
    let changes = history(&mut conn, zone);
    let mut summaries = summaries(&changes);
    summaries[..2].sort_unstable();
    assert_eq!(
        summaries,
        [("City", 1, may(6, 0)), ("Trucks", 1, may(6, 0)), ("Meters", 1, opening())]
    );
}

#[test]
fn return_of_a_version_is_listed() {
    let (street, mut conn) = Street::new();
    let seasonal = tariff(&mut conn, street.city, "Seasonal");
    let [a, b] = street.spots.map(AssignmentPlace::Spot);
    let first = AssignTariff { ends_at: Some(may(6, 0)), ..assignment(seasonal, a) };
    let inside = AssignTariff { starts_at: Some(may(1, 0)), place: b, ..first };
    let again = AssignTariff { starts_at: Some(may(20, 0)), ends_at: None, ..first };
    for new in [first, inside, again] {
        assign_with(&mut conn, &new);
    }
    let changes = history(&mut conn, street.city.zone_id);
    let seasonal: Vec<_> =
        summaries(&changes).into_iter().filter(|change| change.0 == "Seasonal").collect();
    assert_eq!(seasonal, [("Seasonal", 1, may(20, 0)), ("Seasonal", 1, opening())]);
}

#[test]
fn replaced_version_that_never_applied_is_omitted() {
    let (street, mut conn) = Street::new();
    publish(&mut conn, street.tariff, document(400, 200), now());
    publish(&mut conn, street.tariff, document(350, 200), now());
    publish(&mut conn, street.tariff, document(375, 200), now() + TimeDelta::days(1));
    let changes = history(&mut conn, street.city.zone_id);
    let tomorrow = now() + TimeDelta::days(1);
    assert_eq!(
        summaries(&changes),
        [("Meters", 4, tomorrow), ("Meters", 3, now()), ("Meters", 1, opening())]
    );
}
