//! Invariants of cities, sites, zones and spots.

use super::Invariant;

/// Everything in a place is in its city.
pub(super) const PLACES: Invariant = Invariant {
    name: "places",
    sentence: "zones and terms of a site are in its city, and a spot is in the city of its zone",
    sql: "select 'zone ' || z.id || ' of site ' || t.id || ' is in city ' || z.city_id || ', not ' \
        || t.city_id \
          from zones z join sites t on t.id = z.site_id where t.city_id <> z.city_id \
          union all \
          select 'the terms of site ' || t.id || ' are in city ' || m.city_id || ', not ' || \
          t.city_id \
          from terms m join sites t on t.id = m.site_id where t.city_id <> m.city_id \
          union all \
          select 'spot ' || s.id || ' of zone ' || z.id || ' is in city ' || s.city_id || ', not ' \
          || z.city_id \
          from spots s join zones z on z.id = s.zone_id where z.city_id <> s.city_id",
};

/// The line of an area is the ring of its boundary.
pub(super) const BOUNDARIES: Invariant = Invariant {
    name: "boundaries",
    sentence: "the line of a zone with a boundary is its ring",
    sql: "select 'zone ' || id || ' has another line than its boundary' from zones \
          where st_asbinary(st_exteriorring(boundary::geometry)) <> st_asbinary(line::geometry)",
};
