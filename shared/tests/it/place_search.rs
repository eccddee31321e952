//! Places by name: streets, crossings, sites, zones, spots and cities.

mod addresses;
mod fixture;
mod normal_form;

use diesel::{
    QueryableByName, RunQueryDsl, connection::SimpleConnection, sql_query, sql_types::Double,
};
use shared::{places::domain::place_kind::PlaceKind, platform::domain::ids::SiteId};
use testkit::builders::CENTER;

use self::fixture::Fixture;

#[test]
fn street_is_found_from_the_first_letter() {
    let mut fixture = Fixture::new();
    for whole in ["w 39 st", "West 39th Street", "39th st"] {
        for (at, letter) in whole.char_indices() {
            let text = &whole[..at + letter.len_utf8()];
            let found = fixture.find(text);
            assert_eq!(found[0].name, "West 39 Street", "{text}: {found:?}");
        }
    }
    assert_eq!(fixture.names("broad"), ["street Broadway"]);
}

#[test]
fn street_is_one_place_at_its_nearest_zone() {
    let mut fixture = Fixture::new();
    assert_eq!(fixture.names("w 39"), ["street West 39 Street"]);
    let here = fixture.find("w 39").remove(0);
    assert_eq!(here.zone_id, Some(fixture.zone("k39a")));
    assert_eq!((here.kind, here.detail.as_deref()), (PlaceKind::Street, Some("New York")));
    assert!(here.site_id.is_none() && here.spot_id.is_none());
    assert!((here.position.lat - 40.7545).abs() < 1e-9, "{here:?}");
    assert!((here.position.lng + 73.9885).abs() < 1e-9, "{here:?}");

    fixture.near = Some((40.7545, -73.951));
    let there = fixture.find("w 39").remove(0);
    assert_eq!((&there.id, there.zone_id), (&here.id, Some(fixture.zone("k39b"))));
}

#[test]
fn nearest_zone_may_be_across_180th_meridian() {
    let mut fixture = Fixture::new();
    for lng in [179.999, -179.999, -180.0] {
        fixture.near = Some((-16.8, lng));
        let place = fixture.find("reef rd").remove(0);
        assert_eq!(place.zone_id, Some(fixture.zone("kreefw")), "{lng}");
    }
}

#[test]
fn equal_names_are_ordered_by_distance() {
    let mut fixture = Fixture::new();
    let both = ["street West 39 Street", "street East 39 Street"];
    assert_eq!(fixture.names("39"), both);
    fixture.near = Some((40.7545, -73.941));
    assert_eq!(fixture.names("39"), [both[1], both[0]]);
    fixture.near = None;
    assert_eq!(fixture.names("39").len(), 2);
    fixture.limit = 1;
    assert_eq!(fixture.names("39").len(), 1);
}

#[test]
fn wrong_letter_still_finds_the_street() {
    #[derive(QueryableByName)]
    struct Setting {
        #[diesel(sql_type = Double)]
        value: f64,
    }
    let mut fixture = Fixture::new();
    for text in ["brodway", "broadwya", "Brooadway"] {
        assert_eq!(fixture.names(text)[0], "street Broadway", "{text}");
    }
    let setting = "select current_setting('pg_trgm.word_similarity_threshold')::float8 as value";
    let threshold: Setting = sql_query(setting).get_result(&mut fixture.conn).unwrap();
    assert!((threshold.value - 0.6).abs() < 1e-6, "the default, for the next transaction");
    assert_eq!(fixture.names("xyzzy"), [""; 0]);
}

#[test]
fn kind_of_street_alone_is_not_similar() {
    let mut fixture = Fixture::new();
    assert_eq!(fixture.names("xyz road"), [""; 0]);
    for text in ["elmm rd", "elmm & road"] {
        assert_eq!(fixture.names(text), ["street Elm Road"], "{text}");
    }
    let halves = ["street West 42 Street", "street Broadway"];
    assert_eq!(fixture.names("brodway & 42"), halves);
}

#[test]
fn crossing_is_where_the_streets_meet() {
    let mut fixture = Fixture::new();
    for text in ["5th ave & 42", "fifth avenue and west 42nd", "5 av@42", "5 ave/w 42 st"] {
        let found = fixture.find(text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        let place = &found[0];
        assert_eq!(place.name, "5 Avenue & West 42 Street", "{text}");
        assert_eq!((place.kind, place.zone_id), (PlaceKind::Crossing, None));
        assert!((place.position.lat - 40.75).abs() < 1e-6, "{place:?}");
        assert!((place.position.lng + 73.9803).abs() < 1e-6, "{place:?}");
    }
    assert_eq!(fixture.names("42 & 5th ave"), ["crossing West 42 Street & 5 Avenue"]);
    assert_eq!(fixture.names("5th ave & 43"), ["crossing 5 Avenue & West 43 Street"]);
}

#[test]
fn crossing_is_found_from_its_first_letters() {
    let mut fixture = Fixture::new();
    for text in ["w & 5", "west / fif", "w 4 and 5th ave", "4 @ 5"] {
        let found = ["crossing West 43 Street & 5 Avenue", "crossing West 42 Street & 5 Avenue"];
        assert_eq!(fixture.names(text), found, "{text}");
    }
    for text in ["5 & w", "fif / west", "5th ave and w 4", "5 @ 4"] {
        let found = ["crossing 5 Avenue & West 43 Street", "crossing 5 Avenue & West 42 Street"];
        assert_eq!(fixture.names(text), found, "{text}");
    }
    assert_eq!(fixture.names("39 & 7"), ["crossing West 39 Street & 7 Avenue"]);
    assert_eq!(fixture.names("7 & 39"), ["crossing 7 Avenue & West 39 Street"]);
    // Kerbs decide which crossings are found, the crossings themselves their order.
    fixture.limit = 1;
    assert_eq!(fixture.names("5 & w"), ["crossing 5 Avenue & West 42 Street"]);
}

#[test]
fn crossing_is_found_without_cross_streets() {
    let mut fixture = Fixture::new();
    let found = fixture.find("elm & oak");
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].name, "Elm Road & Oak Road");
    assert!((found[0].position.lat - 40.701).abs() < 1e-6, "{found:?}");
    assert!((found[0].position.lng + 73.95).abs() < 1e-6, "{found:?}");
    let halves = ["street Broadway", "street Elm Road"];
    assert_eq!(fixture.names("elm & broadway"), halves, "they do not meet");
}

#[test]
fn site_is_found_by_name_and_address() {
    let mut fixture = Fixture::new();
    let site = fixture.site("Bryant Park Garage", "150 West 45th Street");
    for text in ["bry", "bryant park gar", "park", "150 w 45 st", "bryent"] {
        let found = fixture.find(text);
        let place = found.first().unwrap_or_else(|| panic!("{text}"));
        assert_eq!((place.kind, place.site_id), (PlaceKind::Site, Some(site)), "{text}");
        assert_eq!(place.detail.as_deref(), Some("150 West 45th Street"));
    }
}

#[test]
fn zone_and_spot_are_found_by_reference() {
    let mut fixture = Fixture::new();
    let zone = fixture.find("K39A ").remove(0);
    assert_eq!((zone.kind, zone.zone_id), (PlaceKind::BlockFace, Some(fixture.zone("k39a"))));
    assert_eq!(zone.detail.as_deref(), Some("West 39 Street, 7 Avenue – 8 Avenue"));
    for text in ["M-K39a", "m-k39a", "label  k39A"] {
        let spot = fixture.find(text).remove(0);
        assert_eq!((spot.kind, spot.name.as_str()), (PlaceKind::Spot, "Label k39a"), "{text}");
        assert_eq!(spot.zone_id, Some(fixture.zone("k39a")));
        assert!(spot.spot_id.is_some() && spot.detail.as_deref() == Some("West 39 Street"));
    }
    assert_eq!(fixture.names("label k39").len(), 3, "it begins with the text");
}

#[test]
fn city_is_found_by_name() {
    let mut fixture = Fixture::new();
    for text in ["new", "New York", "york"] {
        let place = fixture.find(text).remove(0);
        assert_eq!((place.kind, place.name.as_str()), (PlaceKind::City, "New York"), "{text}");
        assert_eq!((place.position.lat, place.position.lng), CENTER);
    }
}

#[test]
fn retired_places_are_not_found() {
    let mut fixture = Fixture::new();
    let garage: SiteId = fixture.site("Old Garage", "");
    let in_garage = format!("update zones set site_id = '{garage}' where source_ref = 'k39e'");
    fixture.conn.batch_execute(&in_garage).unwrap();
    assert_eq!(fixture.names("label k39e"), ["spot Label k39e"]);
    let east = "street East 39 Street".to_owned();
    assert!(!fixture.names("east 39").contains(&east), "names of zones of sites are not searched");
    fixture
        .conn
        .batch_execute(
            "update sites set retired_at = now(); \
             update spots set retired_at = now() where label in ('Label k39a', 'Label kbw', \
                 'Label k5a', 'Label k42a')",
        )
        .unwrap();
    for text in ["old garage", "label k39e", "k39e", "label k39a", "k39a", "broadway", "5 ave & 42"]
    {
        assert_eq!(fixture.names(text), [""; 0], "{text}");
    }
    let place = fixture.find("w 39").remove(0);
    assert_eq!(place.zone_id, Some(fixture.zone("k39b")), "the nearest zone in service");
}

#[test]
fn text_without_letters_finds_nothing() {
    let mut fixture = Fixture::new();
    for text in ["", " ", "&", "%", "_", "'; drop table zones; --"] {
        assert_eq!(fixture.names(text), [""; 0], "{text}");
    }
}
