use rand::{RngExt, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use serde_json::json;
use shared::{
    platform::domain::ids::{CityId, SiteId, SpotId, TariffId, ZoneId},
    pricing::domain::{
        posted::{Assignment, AssignmentPlace},
        tariff::Tariff,
    },
};
use uuid::Uuid;

use super::*;

const CLASSES: [VehicleClass; 2] = [VehicleClass::Car, VehicleClass::Van];

/// 9 AM in New York.
fn now() -> DateTime<Utc> {
    "2030-06-03T13:00:00Z".parse().unwrap()
}

fn hours(hours: i64) -> Period {
    Period::new(now(), now() + TimeDelta::hours(hours)).unwrap()
}

fn car() -> OfferTerms {
    OfferTerms {
        class: VehicleClass::Car,
        longest: TimeDelta::days(1),
        language: Language::English,
    }
}

fn place() -> SpotPlace {
    SpotPlace {
        city_id: CityId(Uuid::nil()),
        site_id: None,
        zone_id: ZoneId::new(),
        spot_id: SpotId::new(),
        is_accessible: false,
    }
}

/// Spots in six zones of two cities, some of them in sites.
fn places(random: &mut StdRng) -> Vec<SpotPlace> {
    let cities = [CityId::new(), CityId::new()];
    let zones = cities.into_iter().cycle().take(6).map(|city_id| SpotPlace {
        city_id,
        site_id: random.random_bool(0.5).then(SiteId::new),
        ..place()
    });
    let zones: Vec<_> = zones.collect();
    let spots = zones.iter().flat_map(|zone| std::iter::repeat_n(*zone, 5));
    let spots = spots.map(|zone| SpotPlace {
        spot_id: SpotId::new(),
        is_accessible: random.random_bool(0.2),
        ..zone
    });
    spots.collect()
}

/// A first version with two bands, of which one may admit only cars.
fn version(morning: i64, day: i64, cars_only: bool) -> PublishedVersion {
    let classes = if cars_only { json!(["car"]) } else { json!([]) };
    let document = json!({
        "currency": "USD", "outside": "free",
        "bands": [
            { "from": "06:00", "to": "10:30", "rate_minor_per_hour": morning },
            { "from": "10:30", "to": "22:00", "rate_minor_per_hour": day, "only_classes": classes },
        ],
        "max_stay_minutes": 60 + day,
        "increment_seconds": 60,
        "transitions":
            { "overpayment": "refunded", "follow_through": "split", "prepay": "allowed" },
    });
    let tariff = Tariff::parse(&document.to_string()).unwrap();
    PublishedVersion {
        id: TariffVersionId::new(),
        tariff_id: TariffId::new(),
        number: 1,
        effective_from: now() - TimeDelta::days(2),
        time_zone: chrono_tz::America::New_York,
        base_version_id: None,
        by_yield: false,
        rules: tariff.words(),
        tariff,
    }
}

fn assigned(version: &PublishedVersion, place: AssignmentPlace) -> Assignment {
    Assignment {
        tariff_id: version.tariff_id,
        place,
        vehicle_class: None,
        starts_at: now() - TimeDelta::days(1),
        ends_at: None,
    }
}

/// Tariffs at some of the spots and around them. Half of them have a later version that a rule
/// made.
fn tariffs(random: &mut StdRng, places: &[SpotPlace]) -> Arc<PostedTariffs> {
    let (mut assignments, mut versions) = (Vec::new(), Vec::new());
    for _ in 0..random.random_range(1..10) {
        let mut rates = || (random.random_range(0..900), random.random_range(0..400));
        let ((morning, day), (other_morning, other_day)) = (rates(), rates());
        let base = version(morning, day, random.random_bool(0.3));
        let SpotPlace { city_id, site_id, zone_id, spot_id, .. } = *places.choose(random).unwrap();
        let place = match random.random_range(0..6) {
            0 => AssignmentPlace::City(city_id),
            1 => site_id.map_or(AssignmentPlace::Zone(zone_id), AssignmentPlace::Site),
            2 => AssignmentPlace::Spot(spot_id),
            _ => AssignmentPlace::Zone(zone_id),
        };
        assignments.push(Assignment {
            vehicle_class: CLASSES.choose(random).copied().filter(|_| random.random_bool(0.5)),
            ends_at: random.random_bool(0.3).then(|| now() + TimeDelta::hours(1)),
            ..assigned(&base, place)
        });
        if random.random_bool(0.5) {
            versions.push(PublishedVersion {
                tariff_id: base.tariff_id,
                number: 2,
                effective_from: now() - TimeDelta::days(1),
                base_version_id: Some(base.id),
                by_yield: random.random_bool(0.5),
                ..version(other_morning, other_day, random.random_bool(0.3))
            });
        }
        versions.push(base);
    }
    Arc::new(PostedTariffs::new(assignments, versions))
}

/// Price, latest end and rules; or else the refusal.
type Seen = Result<(Money, DateTime<Utc>, String), Refusal>;

/// Returns the parts of an offer that a page shows. `longest_end` is the latest end that the terms
/// allow.
fn seen(offer: SpotOffer, longest_end: DateTime<Utc>) -> Seen {
    match offer {
        SpotOffer::Allowed(allowed) => {
            let rules = serde_json::from_str(allowed.json.rules.get()).unwrap();
            Ok((allowed.price, allowed.latest_end.unwrap_or(longest_end), rules))
        }
        SpotOffer::Refused(refused) => Err(refused.refusal.clone()),
    }
}

/// Returns the offer as computed without the maps of the pricer.
fn computed(pricer: &Pricer, tariffs: &PostedTariffs, place: SpotPlace, rate: i32) -> Seen {
    let Pricer { period, terms, is_ahead, .. } = pricer;
    let longest_end = period.ends_at().max(period.starts_at() + terms.longest);
    let version = tariffs.version_at(place, terms.class, period.starts_at(), *is_ahead);
    let Some(version) = version else {
        let flat = Money::new(rate.into(), Currency::Usd);
        let rules = flat_words(flat, terms.language);
        return Ok((price(rate, period.seconds(), Currency::Usd), longest_end, rules));
    };
    match offer(version, terms.class, *period, terms.longest, terms.language) {
        Offer::Allowed { price, latest_end } => {
            Ok((price.total, latest_end, version.tariff.words_in(terms.language)))
        }
        Offer::Refused(refusal) => Err(refusal),
    }
}

/// One pricer serves all spots, and tariffs that change after each of them.
#[test]
fn cached_price_equals_the_computed_one() {
    let (mut prices, mut refusals) = (0, 0);
    for seed in 0..60 {
        let mut random = StdRng::seed_from_u64(seed);
        let places = places(&mut random);
        let posted = [tariffs(&mut random, &places), tariffs(&mut random, &places)];
        let starts_at = now() + TimeDelta::seconds(random.random_range(0..7_200));
        let length = TimeDelta::seconds(random.random_range(1..8 * 3_600));
        let period = Period::new(starts_at, starts_at + length).unwrap();
        let class = *CLASSES.choose(&mut random).unwrap();
        let longest = TimeDelta::hours(random.random_range(1..24));
        let language = *Language::ALL.choose(&mut random).unwrap();
        let mut pricer = Pricer::new(period, OfferTerms { class, longest, language }, now());
        let longest_end = period.ends_at().max(starts_at + longest);
        for turn in 0..200 {
            // At first many spots by the same tariffs.
            let tariffs = if turn < 100 { &posted[0] } else { posted.choose(&mut random).unwrap() };
            let (place, rate) = (*places.choose(&mut random).unwrap(), random.random_range(0..3));
            let expected = computed(&pricer, tariffs, place, rate);
            let cached = pricer.offer(tariffs, place, rate, Currency::Usd);
            assert_eq!(seen(cached, longest_end), expected, "{seed} {turn} {place:?}");
            if expected.is_ok() { prices += 1 } else { refusals += 1 }
        }
    }
    assert!(prices > 1_000 && refusals > 500, "{prices} {refusals}");
}

#[test]
fn changed_tariff_is_not_answered_from_the_cache() {
    let (place, first) = (place(), version(100, 100, false));
    let second = PublishedVersion {
        tariff_id: first.tariff_id,
        number: 2,
        effective_from: now(),
        ..version(200, 200, false)
    };
    let zone = assigned(&first, AssignmentPlace::Zone(place.zone_id));
    let ended = Assignment { ends_at: Some(now()), ..zone };
    let mut pricer = Pricer::new(hours(1), car(), now());
    for (assignment, versions, expected) in [
        (zone, vec![first.clone()], 100),
        (zone, vec![first.clone(), second], 200),
        (zone, vec![first.clone()], 100),
        (ended, vec![first], 450),
    ] {
        let tariffs = Arc::new(PostedTariffs::new(vec![assignment], versions));
        for _ in 0..2 {
            let offer = pricer.offer(&tariffs, place, 450, Currency::Usd);
            let SpotOffer::Allowed(allowed) = offer else { panic!("{offer:?}") };
            assert_eq!(allowed.price, Money::new(expected, Currency::Usd));
        }
    }
}

#[test]
fn spots_of_a_zone_are_looked_up_once() {
    let (place, version) = (place(), version(100, 100, false));
    let zone = assigned(&version, AssignmentPlace::Zone(place.zone_id));
    let tariffs = Arc::new(PostedTariffs::new(vec![zone], vec![version]));
    let mut pricer = Pricer::new(hours(1), car(), now());
    for zone_id in [place.zone_id, place.zone_id, ZoneId::new()] {
        let spot = SpotPlace { zone_id, spot_id: SpotId::new(), ..place };
        pricer.offer(&tariffs, spot, 450, Currency::Usd);
    }
    let Pricer { by_place, by_version, by_rate, .. } = pricer;
    assert_eq!((by_place.len(), by_version.len(), by_rate.len()), (2, 1, 1));
}

#[test]
fn number_of_places_is_limited() {
    let (place, version) = (place(), version(100, 100, false));
    let city = assigned(&version, AssignmentPlace::City(place.city_id));
    let tariffs = Arc::new(PostedTariffs::new(vec![city], vec![version]));
    let mut pricer = Pricer::new(hours(1), car(), now());
    for _ in 0..=MAX_PLACES {
        let spot = SpotPlace { zone_id: ZoneId::new(), ..place };
        pricer.offer(&tariffs, spot, 450, Currency::Usd);
    }
    assert_eq!(pricer.by_place.len(), 1);
}

#[test]
fn pricer_is_for_one_period_class_and_language() {
    let pricer = Pricer::new(hours(1), car(), now());
    assert!(pricer.is_for(hours(1), car(), now()));
    assert!(!pricer.is_for(hours(2), car(), now()));
    let van = OfferTerms { class: VehicleClass::Van, ..car() };
    assert!(!pricer.is_for(hours(1), van, now()));
    let german = OfferTerms { language: Language::German, ..car() };
    assert!(!pricer.is_for(hours(1), german, now()));
    assert!(pricer.is_for(hours(1), car(), now() - TimeDelta::seconds(60)));
    assert!(!pricer.is_for(hours(1), car(), now() - TimeDelta::seconds(61)), "ahead");
}
