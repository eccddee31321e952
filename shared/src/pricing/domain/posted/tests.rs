use chrono::TimeDelta;
use serde_json::json;

use super::*;
use crate::pricing::domain::tariff::fixture::{band, version};

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
        is_accessible: false,
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
    posted.version_at(place, class, now(), false).map(|version| version.id)
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
    let at = |at| posted.version_at(place, CAR, at, false).map(|version| version.id);
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
    let at = |at| posted.version_at(place, CAR, at, false).map(|version| version.id);
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
    let later = posted.version_at(place, CAR, near.effective_from, false);
    assert_eq!(later.map(|version| version.id), Some(near.id));
}

/// The operator's version at $4.00, and later ones that a rule made at these rates.
fn with_rule(rates: &[i64]) -> Vec<PublishedVersion> {
    let day = |rate| version(json!({ "bands": [band("", "00:00-24:00", rate)] }));
    let base = day(400);
    let of_rule = rates.iter().zip(2..).map(|(rate, number)| PublishedVersion {
        tariff_id: base.tariff_id,
        number,
        base_version_id: Some(base.id),
        ..day(*rate)
    });
    let of_rule = of_rule.collect::<Vec<_>>();
    [vec![base], of_rule].concat()
}

#[test]
fn accessible_spot_has_the_base_version() {
    let (standard, versions) = (place(), with_rule(&[500]));
    let accessible = SpotPlace { is_accessible: true, ..standard };
    let zone = AssignmentPlace::Zone(standard.zone_id);
    let posted = PostedTariffs::new(vec![assigned(&versions[0], zone)], versions.clone());
    assert_eq!(found(&posted, standard, CAR), Some(versions[1].id));
    assert_eq!(found(&posted, accessible, CAR), Some(versions[0].id));
    let instead =
        |place| posted.base_instead_at(place, CAR, now(), false).map(|version| version.id);
    assert_eq!([instead(standard), instead(accessible)], [None, Some(versions[0].id)]);
}

#[test]
fn accessible_spot_shares_lower_rates() {
    let (place, versions) = (SpotPlace { is_accessible: true, ..place() }, with_rule(&[500, 320]));
    let zone = AssignmentPlace::Zone(place.zone_id);
    let posted = PostedTariffs::new(vec![assigned(&versions[0], zone)], versions.clone());
    assert_eq!(found(&posted, place, CAR), Some(versions[2].id));
    assert_eq!(posted.base_instead_at(place, CAR, now(), false), None);
}

#[test]
fn terms_of_the_site_precede_those_of_the_city() {
    let (place, versions) = (SpotPlace { is_accessible: true, ..place() }, with_rule(&[500]));
    let zone = AssignmentPlace::Zone(place.zone_id);
    let posted = PostedTariffs::new(vec![assigned(&versions[0], zone)], versions.clone());
    assert!(posted.depends_on_terms());
    let (base, dearer) = (Some(versions[0].id), Some(versions[1].id));
    let (city, site) = ((place.city_id, None), (place.city_id, place.site_id));
    for (terms, expected) in [
        (vec![], base),
        (vec![(city, false)], dearer),
        (vec![(city, false), (site, true)], base),
        (vec![(city, true), (site, false)], dearer),
    ] {
        let posted = posted.clone().with_terms(terms.iter().copied().collect());
        assert_eq!(found(&posted, place, CAR), expected, "{terms:?}");
    }
}

#[test]
fn base_version_without_a_dearer_one_needs_no_terms() {
    for rate in [400, 320] {
        let posted = PostedTariffs::new(Vec::new(), with_rule(&[rate]));
        assert!(!posted.depends_on_terms(), "{rate}");
    }
}

#[test]
fn version_that_says_the_same_is_its_base() {
    let (place, [base, high, normal]) = (place(), three_versions());
    let hours = |hours| now() - TimeDelta::hours(hours);
    let zone = assigned(&base, AssignmentPlace::Zone(place.zone_id));
    let posted = PostedTariffs::new(vec![zone], vec![base.clone(), high.clone(), normal.clone()]);
    let at = |at| posted.version_at(place, CAR, at, false).map(|version| version.id);
    assert_eq!(at(hours(4)), Some(base.id));
    assert_eq!(at(hours(2)), Some(high.id));
    assert_eq!(at(now()), Some(base.id), "from the third version on");

    // The hours of its bands are others.
    let elsewhere = PublishedVersion { time_zone: chrono_tz::America::Chicago, ..normal };
    let posted = PostedTariffs::new(vec![zone], vec![base, high, elsewhere.clone()]);
    assert_eq!(found(&posted, place, CAR), Some(elsewhere.id));
}

/// The operator's version at $4.00, another at $5.00 three hours ago, and from an hour ago one at
/// $4.00 again.
fn three_versions() -> [PublishedVersion; 3] {
    let mut versions = with_rule(&[500, 400]);
    for (version, hours) in versions.iter_mut().zip([5, 3, 1]) {
        version.effective_from = now() - TimeDelta::hours(hours);
    }
    versions.try_into().unwrap()
}

#[test]
fn stay_ahead_has_no_version_of_a_yield_policy() {
    for (rate, by_yield, expected) in [(500, true, 0), (320, true, 0), (500, false, 1)] {
        let (standard, mut versions) = (place(), with_rule(&[rate]));
        versions[1].by_yield = by_yield;
        let zone = assigned(&versions[0], AssignmentPlace::Zone(standard.zone_id));
        let posted = PostedTariffs::new(vec![zone], versions.clone());
        let ahead = posted.version_at(standard, CAR, now(), true).map(|version| version.id);
        assert_eq!(ahead, Some(versions[expected].id), "{rate} {by_yield}");
        assert_eq!(found(&posted, standard, CAR), Some(versions[1].id));
        let accessible = SpotPlace { is_accessible: true, ..standard };
        let instead = posted.base_instead_at(accessible, CAR, now(), true);
        assert_eq!(instead.is_some(), !by_yield, "the same as other spots");
    }
}

#[test]
fn spots_of_a_zone_share_their_place() {
    let (one, version) = (place(), version(json!({})));
    let other = SpotPlace { spot_id: SpotId::new(), ..one };
    let zone = assigned(&version, AssignmentPlace::Zone(one.zone_id));
    let posted = PostedTariffs::new(vec![zone], vec![version.clone()]);
    let shared = posted.shared_place(one);
    assert_eq!(posted.shared_place(other), shared);
    for different in [
        SpotPlace { zone_id: ZoneId::new(), ..one },
        SpotPlace { site_id: None, ..one },
        SpotPlace { city_id: CityId::new(), ..one },
        SpotPlace { is_accessible: true, ..one },
    ] {
        assert_ne!(posted.shared_place(different), shared, "{different:?}");
    }
}

#[test]
fn spot_with_its_own_tariff_shares_no_place() {
    let (own, version) = (place(), version(json!({})));
    let [one, other] = [0, 1].map(|_| SpotPlace { spot_id: SpotId::new(), ..own });
    let spot = assigned(&version, AssignmentPlace::Spot(own.spot_id));
    let posted = PostedTariffs::new(vec![spot], vec![version.clone()]);
    assert_eq!(posted.shared_place(one), posted.shared_place(other));
    assert_ne!(posted.shared_place(own), posted.shared_place(one));
}
