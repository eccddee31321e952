//! Sites, terms and boundaries.

use diesel::connection::SimpleConnection;

use super::{breaks, healthy, violated};

/// A site of the city, and another city without one.
const SITE: &str = "
    insert into sites (id, city_id, source_ref, kind, name, lat, lng, access, entry_mode,
        created_at, updated_at)
    select '00000000-0000-0000-0000-0000000000d1', id, 'garage', 'garage', 'Garage', 40.75, -73.98,
        'public', 'open', now(), now() from cities;
    insert into cities (id, slug, name, time_zone, currency) values
        ('00000000-0000-0000-0000-0000000000d2', 'paris', 'Paris', 'Europe/Paris', 'EUR');
";

#[test]
fn zone_in_the_city_of_another_site_breaks_places() {
    breaks(
        "places",
        &format!(
            "{SITE} alter table zones drop constraint zones_site_id_fkey;
             insert into zones (id, city_id, source_ref, street, from_street, to_street, side, \
             line, site_id) \
             values (gen_random_uuid(), '00000000-0000-0000-0000-0000000000d2', 'x', 'X', '', '', \
             'unknown', 'linestring(2 48, 2 49)', '00000000-0000-0000-0000-0000000000d1')"
        ),
    );
}

#[test]
fn terms_in_the_city_of_another_site_break_places() {
    breaks(
        "places",
        &format!(
            "{SITE} alter table terms drop constraint terms_site_id_fkey;
             insert into terms (id, city_id, site_id, updated_at) values (gen_random_uuid(), \
             '00000000-0000-0000-0000-0000000000d2', '00000000-0000-0000-0000-0000000000d1', now())"
        ),
    );
}

#[test]
fn line_that_differs_breaks_boundaries() {
    let area = "update zones set boundary = 'polygon((-73.99 40.754, -73.987 40.755, -73.98 40.75, \
        -73.99 40.754))'";
    breaks("boundaries", area);
    let (_database, mut conn) = healthy();
    let line = "line = st_exteriorring(boundary::geometry)::geography";
    conn.batch_execute(&format!("{area}; update zones set {line}")).unwrap();
    assert_eq!(violated(&mut conn), (Vec::new(), Vec::new()));
}
