//! Free spots at several times around the end of the recording.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::PgConnection;
use serde_json::{Value, json};
use shared::{
    places::domain::position::Position,
    platform::domain::period::Period,
    reservations::models::spot_search::{Area, FreeSpot, SpotSearch},
};

use super::{Comparison, Facts, query};

/// Start and length of each search, in seconds after the end of the recording.
const SEARCHES_AT: [(i64, i64); 8] =
    [(-60, 30), (-5, 10), (1, 1), (1, 60), (10, 300), (60, 3_600), (3_600, 7_200), (86_400, 3_600)];
/// More than a recording has.
const MAX_SPOTS: i64 = 100_000;

pub(super) const SEARCHES: Comparison = Comparison { name: "searches", before, after };

fn periods(now: DateTime<Utc>) -> impl Iterator<Item = (String, Period)> {
    SEARCHES_AT.into_iter().map(move |(start, length)| {
        let starts_at = now + TimeDelta::seconds(start);
        let period = Period::new(starts_at, starts_at + TimeDelta::seconds(length)).unwrap();
        (format!("{start} s for {length} s"), period)
    })
}

fn before(conn: &mut PgConnection, now: DateTime<Utc>) -> Facts {
    let mut found = Facts::new();
    for (key, period) in periods(now) {
        let wanted = format!("tstzrange('{}', '{}')", period.starts_at(), period.ends_at());
        let sql = format!(
            "select '{key}' as key, coalesce(jsonb_agg(jsonb_build_array(s.id, s.label, \
                 encode(float8send(s.lat), 'hex'), encode(float8send(s.lng), 'hex'), \
                 s.rate_minor_per_hour, c.currency, s.attributes, s.hours, \
                 s.position_assumed, z.id, z.street, z.from_street, z.to_street, z.side, \
                 c.time_zone) order by s.id), '[]')::text as value \
             from spots s join zones z on z.id = s.zone_id join cities c on c.id = s.city_id \
             where s.retired_at is null \
                 and not exists (select from reservations r where r.spot_id = s.id \
                     and r.period && {wanted} and (r.status = 'confirmed' \
                         or r.status = 'held' and r.hold_expires_at > '{now}')) \
                 and not exists (select from closures k where k.period && {wanted} \
                     and k.ended_at is null and (k.spot_id = s.id or k.zone_id = s.zone_id))"
        );
        found.extend(query(conn, &sql));
    }
    found
}

fn after(conn: &mut PgConnection, now: DateTime<Utc>) -> Facts {
    let search = |(key, period)| {
        let search = SpotSearch {
            area: Area::Everywhere { center: Position { lat: 0.0, lng: 0.0 } },
            period,
            attributes: Vec::new(),
            after: None,
            limit: MAX_SPOTS,
            zones: None,
            street_only: false,
            now,
        };
        let mut free = search.run(conn).unwrap();
        free.sort_unstable_by_key(|free| free.spot.id);
        (key, free.iter().map(value).collect())
    };
    periods(now).map(search).collect()
}

fn value(FreeSpot { spot, .. }: &FreeSpot) -> Value {
    let zone = &spot.zone;
    json!([
        spot.id,
        spot.label,
        format!("{:016x}", spot.position.lat.to_bits()),
        format!("{:016x}", spot.position.lng.to_bits()),
        spot.rate_minor_per_hour,
        zone.currency.code(),
        spot.attributes,
        spot.hours,
        spot.position_assumed,
        zone.id,
        zone.street,
        zone.from_street,
        zone.to_street,
        zone.side,
        zone.time_zone,
    ])
}
