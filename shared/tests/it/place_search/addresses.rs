//! Names as drivers write them in addresses, and places that are known in part.

use diesel::connection::SimpleConnection;
use shared::places::domain::place_kind::PlaceKind;

use super::fixture::Fixture;

#[test]
fn direction_may_be_written_with_the_number() {
    let mut fixture = Fixture::new();
    for text in ["w39", "w39 st", "W39th Street", "west39"] {
        assert_eq!(fixture.names(text), ["street West 39 Street"], "{text}");
    }
    assert_eq!(fixture.names("5th ave & w42"), ["crossing 5 Avenue & West 42 Street"]);
}

#[test]
fn end_of_an_address_may_follow_the_street() {
    let mut fixture = Fixture::new();
    for text in [
        "w 39 st new york",
        "w 39th street, new york",
        "West 39th St, New York, NY 10018, USA",
        "w39 st ny",
        "w 39 st new y",
        "w 39 st, manhattan",
    ] {
        assert_eq!(fixture.names(text), ["street West 39 Street"], "{text}");
    }
    assert_eq!(fixture.names("brodway, new york"), ["street Broadway"]);
    assert_eq!(fixture.names("39 & 7 ave, nyc"), ["crossing West 39 Street & 7 Avenue"]);
    assert_eq!(fixture.names("new york"), ["city New York"]);
}

#[test]
fn end_of_an_address_is_kept_where_a_name_has_it() {
    let mut fixture = Fixture::new();
    fixture.site("Elm Road New York Garage", "1 W 39th St, New York");
    assert_eq!(fixture.names("elm road new york"), ["site Elm Road New York Garage"]);
    let found = fixture.names("w 39 st new york");
    assert_eq!(found, ["street West 39 Street", "site Elm Road New York Garage"]);
}

#[test]
fn cross_street_is_found_at_its_nearest_end() {
    let mut fixture = Fixture::new();
    for (text, name, lng) in [
        ("7 ave", "7 Avenue", -73.989),
        ("7th ave", "7 Avenue", -73.989),
        ("Seventh Avenue", "7 Avenue", -73.989),
        ("8 av", "8 Avenue", -73.988),
        ("10", "10 Avenue", -73.95),
    ] {
        let found = fixture.find(text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        let place = &found[0];
        assert_eq!((place.kind, place.name.as_str()), (PlaceKind::Street, name), "{text}");
        assert_eq!((place.zone_id, place.detail.as_deref()), (None, Some("New York")));
        assert!((place.position.lat - 40.7545).abs() < 1e-9, "{place:?}");
        assert!((place.position.lng - lng).abs() < 1e-9, "{place:?}");
    }
    let near_k42a = "update zones set to_street = '7th Ave' where source_ref = 'k42a'";
    fixture.conn.batch_execute(near_k42a).unwrap();
    fixture.near = Some((40.75, -73.983));
    assert_eq!(fixture.names("7 ave"), ["street 7th Ave"], "one street, at the nearest zone");
}

#[test]
fn street_with_zones_is_no_cross_street() {
    let mut fixture = Fixture::new();
    let found = fixture.find("5 ave");
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].zone_id, Some(fixture.zone("k5a")));
    assert_eq!(fixture.names("w 4"), ["street West 42 Street", "street West 43 Street"]);
    fixture.limit = 1;
    assert_eq!(fixture.names("w 4"), ["street West 42 Street"]);
}

#[test]
fn cross_street_needs_a_zone_in_service() {
    let mut fixture = Fixture::new();
    let retire = "update spots set retired_at = now() where label in ('Label k39a', 'Label k39b')";
    fixture.conn.batch_execute(retire).unwrap();
    for text in ["7 ave", "10 ave"] {
        assert_eq!(fixture.names(text), [""; 0], "{text}");
    }
    assert_eq!(fixture.names("1 ave"), ["street 1 Avenue"]);
}

#[test]
fn known_half_of_an_unknown_crossing_is_found() {
    let mut fixture = Fixture::new();
    let streets = ["street West 39 Street", "street East 39 Street"];
    for text in ["11th ave & 39", "39 @ 11 ave", "11 ave & 39, new york"] {
        assert_eq!(fixture.names(text), streets, "{text}");
    }
    assert_eq!(fixture.names("99 st & broadway"), ["street Broadway"]);
    assert_eq!(fixture.names("10 ave & elm"), ["street 10 Avenue", "street Elm Road"]);
}

#[test]
fn blank_in_a_label_makes_no_difference() {
    let mut fixture = Fixture::new();
    let rename = "update spots set label = 'A1' where label = 'Label k39a'; \
        update spots set label = 'B 14' where label = 'Label kbw'; \
        update zones set source_ref = 'Q 7' where source_ref = 'kelm'";
    fixture.conn.batch_execute(rename).unwrap();
    for (text, expected) in [
        ("a1", "spot A1"),
        ("a 1", "spot A1"),
        ("A  1", "spot A1"),
        ("b14", "spot B 14"),
        ("b 14", "spot B 14"),
        ("q7", "block_face Q 7"),
    ] {
        assert_eq!(fixture.names(text), [expected], "{text}");
    }
}
