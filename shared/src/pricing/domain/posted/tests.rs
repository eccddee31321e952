use chrono::TimeDelta;
use serde_json::json;

use super::*;
use crate::pricing::domain::tariff::fixture::version;

const CAR: VehicleClass = VehicleClass::Car;

fn now() -> DateTime<Utc> {
    "2026-06-15T14:00:00Z".parse().unwrap()
}

fn place() -> SpotPlace {
    SpotPlace {
        city_id: CityId::new(),
        site_id: Some(SiteId::new()),
        zone_id: ZoneId::new(),
        spot_id: SpotId::new(),
    }
}

/// An assignment for all classes since yesterday.
fn assigned(version: &PublishedVersion, place: AssignmentPlace) -> Assignment {
    Assignment {
        tariff_id: version.tariff_id,
        place,
        vehicle_class: None,
        starts_at: now() - TimeDelta::days(1),
        ends_at: None,
    }
}

fn found(posted: &PostedTariffs, place: SpotPlace, class: VehicleClass) -> Option<TariffVersionId> {
    posted.version_at(place, class, now()).map(|version| version.id)
}

#[test]
fn nearest_place_wins() {
    let place = place();
    let mut places = place.nearest_first().into_iter().flatten().collect::<Vec<_>>();
    assert_eq!(places.len(), 4);
    while let Some(nearest) = places.first().copied() {
        let versions: Vec<_> = places.iter().map(|_| version(json!({}))).collect();
        let assignments = places.iter().zip(&versions).map(|(place, one)| assigned(one, *place));
        // The order of the assignments makes no difference.
        let posted = PostedTariffs::new(assignments.rev().collect(), versions.clone());
        assert_eq!(found(&posted, place, CAR), Some(versions[0].id), "{nearest:?}");
        places.remove(0);
    }
}

#[test]
fn place_without_a_tariff_has_no_version() {
    let (place, elsewhere, one) = (place(), place(), version(json!({})));
    let spot = assigned(&one, AssignmentPlace::Spot(elsewhere.spot_id));
    let posted = PostedTariffs::new(vec![spot], vec![one.clone()]);
    assert_eq!(found(&posted, place, CAR), None);
    assert_eq!(found(&posted, elsewhere, CAR), Some(one.id));
    assert_eq!((posted.is_empty(), PostedTariffs::default().is_empty()), (false, true));
}

#[test]
fn assignment_for_the_class_precedes_others() {
    let (place, for_all, for_trucks) = (place(), version(json!({})), version(json!({})));
    let zone = AssignmentPlace::Zone(place.zone_id);
    let trucks = Some(VehicleClass::Truck);
    let posted = PostedTariffs::new(
        vec![
            assigned(&for_all, zone),
            Assignment { vehicle_class: trucks, ..assigned(&for_trucks, zone) },
        ],
        vec![for_all.clone(), for_trucks.clone()],
    );
    assert_eq!(found(&posted, place, VehicleClass::Truck), Some(for_trucks.id));
    assert_eq!(found(&posted, place, CAR), Some(for_all.id));
}

/// A nearer tariff for all classes precedes one for the class.
#[test]
fn place_precedes_the_class() {
    let (place, far, near) = (place(), version(json!({})), version(json!({})));
    let city = assigned(&far, AssignmentPlace::City(place.city_id));
    let posted = PostedTariffs::new(
        vec![
            Assignment { vehicle_class: Some(CAR), ..city },
            assigned(&near, AssignmentPlace::Spot(place.spot_id)),
        ],
        vec![far, near.clone()],
    );
    assert_eq!(found(&posted, place, CAR), Some(near.id));
}

#[test]
fn assignment_holds_from_start_to_end() {
    let (place, first, second) = (place(), version(json!({})), version(json!({})));
    let spot = AssignmentPlace::Spot(place.spot_id);
    let posted = PostedTariffs::new(
        vec![
            Assignment { ends_at: Some(now()), ..assigned(&first, spot) },
            Assignment { starts_at: now(), ..assigned(&second, spot) },
        ],
        vec![first.clone(), second.clone()],
    );
    let at = |at| posted.version_at(place, CAR, at).map(|version| version.id);
    assert_eq!(at(now() - TimeDelta::seconds(1)), Some(first.id));
    assert_eq!(at(now()), Some(second.id));
    assert_eq!(at(now() - TimeDelta::days(2)), None);
}

#[test]
fn newest_version_in_force_holds() {
    let (place, first) = (place(), version(json!({})));
    let later = |number, effective_from| PublishedVersion {
        id: TariffVersionId::new(),
        number,
        effective_from,
        ..first.clone()
    };
    let second = later(2, now());
    let correction = later(3, now());
    let future = later(4, now() + TimeDelta::days(1));
    let posted = PostedTariffs::new(
        vec![assigned(&first, AssignmentPlace::City(place.city_id))],
        vec![second, future.clone(), first.clone(), correction.clone()],
    );
    let at = |at| posted.version_at(place, CAR, at).map(|version| version.id);
    assert_eq!(at(now() - TimeDelta::seconds(1)), Some(first.id));
    assert_eq!(at(now()), Some(correction.id));
    assert_eq!(at(future.effective_from), Some(future.id));
}

#[test]
fn tariff_without_a_version_is_skipped() {
    let (place, far, near) = (place(), version(json!({})), version(json!({})));
    let near = PublishedVersion { effective_from: now() + TimeDelta::seconds(1), ..near };
    let unpublished = TariffId::new();
    let spot = assigned(&near, AssignmentPlace::Spot(place.spot_id));
    let posted = PostedTariffs::new(
        vec![
            spot,
            Assignment { tariff_id: unpublished, vehicle_class: Some(CAR), ..spot },
            assigned(&far, AssignmentPlace::City(place.city_id)),
        ],
        vec![near.clone(), far.clone()],
    );
    assert_eq!(found(&posted, place, CAR), Some(far.id));
    let later = posted.version_at(place, CAR, near.effective_from);
    assert_eq!(later.map(|version| version.id), Some(near.id));
}
