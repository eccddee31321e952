//! Writes records: new rows are inserted, changed rows are updated in place and keep their ids.

use chrono::{DateTime, Utc};
use diesel::{
    PgConnection, QueryResult, RunQueryDsl, sql_query,
    sql_types::{self, Array, Bool, Double, Integer, Nullable, Text, Timestamptz},
};

use super::{CityRecord, SiteRecord, SpotRecord, ZoneRecord, report::Counts};
use crate::{
    places::{domain::polygon::polygon_text, models::zone::well_known_text},
    platform::domain::ids::{CityId, SiteId, SpotId, ZoneId},
};

#[derive(diesel::QueryableByName)]
struct Id {
    #[diesel(sql_type = sql_types::Uuid)]
    id: CityId,
}

#[derive(diesel::QueryableByName)]
pub(super) struct Written {
    #[diesel(sql_type = Bool)]
    is_new: bool,
}

/// Creates the city, or finds it by its slug.
pub(super) fn upsert_city(conn: &mut PgConnection, city: CityRecord<'_>) -> QueryResult<CityId> {
    let insert = sql_query(
        "insert into cities (id, slug, name, time_zone, currency) values ($1, $2, $3, $4, $5) \
         on conflict (slug) do update set name = excluded.name returning id",
    );
    let insert = insert
        .bind::<sql_types::Uuid, _>(CityId::new())
        .bind::<Text, _>(city.slug)
        .bind::<Text, _>(city.name)
        .bind::<Text, _>(city.time_zone)
        .bind::<Text, _>(city.currency);
    Ok(insert.get_result::<Id>(conn)?.id)
}

pub(super) fn upsert_sites(
    conn: &mut PgConnection,
    city: CityId,
    sites: &[SiteRecord],
    now: DateTime<Utc>,
) -> QueryResult<Vec<Written>> {
    let ids: Vec<SiteId> = sites.iter().map(|_| SiteId::new()).collect();
    let texts = |field: fn(&SiteRecord) -> &str| sites.iter().map(field).collect::<Vec<_>>();
    let column = |number: usize| site_texts(sites, number);
    let boundaries: Vec<Option<String>> = sites
        .iter()
        .map(|site| site.boundary.as_ref().and_then(Option::as_deref).map(polygon_text))
        .collect();
    sql_query(
        "insert into sites (id, city_id, source_ref, kind, name, lat, lng, boundary, contact, \
            address, region, country, postcode, arrival_instructions, full_instructions, access, \
            entry_mode, created_at, updated_at) \
         select r.id, $1, r.source_ref, r.kind, r.name, r.lat, r.lng, \
             st_geogfromtext(r.boundary), r.contact, r.address, r.region, r.country, r.postcode, \
             r.arrival, r.full_text, r.access, r.entry_mode, $2, $2 \
         from unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::float8[], $8::float8[], \
             $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], \
             $15::text[], $16::text[], $17::text[], $18::text[]) \
             as r (id, source_ref, kind, name, lat, lng, boundary, contact, address, region, \
             country, postcode, arrival, full_text, access, entry_mode) \
         on conflict (city_id, reference_key(source_ref)) do update set kind = excluded.kind, \
             name = excluded.name, lat = excluded.lat, lng = excluded.lng, \
             boundary = excluded.boundary, contact = excluded.contact, \
             address = excluded.address, region = excluded.region, country = excluded.country, \
             postcode = excluded.postcode, \
             arrival_instructions = excluded.arrival_instructions, \
             full_instructions = excluded.full_instructions, access = excluded.access, \
             entry_mode = excluded.entry_mode, updated_at = excluded.updated_at \
         returning xmax = 0 as is_new",
    )
    .bind::<sql_types::Uuid, _>(city)
    .bind::<Timestamptz, _>(now)
    .bind::<Array<sql_types::Uuid>, _>(ids)
    .bind::<Array<Text>, _>(texts(|site| &site.source_ref))
    .bind::<Array<Text>, _>(texts(|site| site.kind.as_str()))
    .bind::<Array<Text>, _>(texts(|site| &site.name))
    .bind::<Array<Double>, _>(sites.iter().map(|site| site.position.lat).collect::<Vec<_>>())
    .bind::<Array<Double>, _>(sites.iter().map(|site| site.position.lng).collect::<Vec<_>>())
    .bind::<Array<Nullable<Text>>, _>(boundaries)
    .bind::<Array<Text>, _>(column(0))
    .bind::<Array<Text>, _>(column(1))
    .bind::<Array<Text>, _>(column(2))
    .bind::<Array<Text>, _>(column(3))
    .bind::<Array<Text>, _>(column(4))
    .bind::<Array<Text>, _>(column(5))
    .bind::<Array<Text>, _>(column(6))
    .bind::<Array<Text>, _>(texts(|site| site.access.unwrap_or_default().as_str()))
    .bind::<Array<Text>, _>(texts(|site| site.entry_mode.unwrap_or_default().as_str()))
    .load(conn)
}

/// Returns one of the texts of each site, by its number in `SITE_TEXTS`.
fn site_texts(sites: &[SiteRecord], number: usize) -> Vec<&str> {
    let texts = sites.iter().map(|site| site.texts.get(number).and_then(Option::as_deref));
    texts.map(Option::unwrap_or_default).collect()
}

pub(super) fn upsert_zones(
    conn: &mut PgConnection,
    city: CityId,
    zones: &[ZoneRecord],
    now: DateTime<Utc>,
) -> QueryResult<Vec<Written>> {
    let texts = |field: fn(&ZoneRecord) -> &str| zones.iter().map(field).collect::<Vec<_>>();
    let ids: Vec<ZoneId> = zones.iter().map(|_| ZoneId::new()).collect();
    let lines: Vec<String> = zones.iter().map(|zone| well_known_text(&zone.points)).collect();
    let is_area = |zone: &&ZoneRecord| zone.is_area.unwrap_or(false);
    let boundaries: Vec<Option<String>> = zones
        .iter()
        .map(|zone| Some(zone).filter(is_area).map(|zone| polygon_text(&zone.points)))
        .collect();
    let maybe = |field: fn(&ZoneRecord) -> &Option<Option<String>>| -> Vec<Option<&str>> {
        zones.iter().map(|zone| field(zone).as_ref().and_then(Option::as_deref)).collect()
    };
    sql_query(
        "insert into zones (id, city_id, source_ref, street, from_street, to_street, side, line, \
            created_at, updated_at, boundary, site_id, level) \
         select r.id, $1, r.source_ref, r.street, r.from_street, r.to_street, r.side, \
         st_geogfromtext(r.line), $2, $2, st_geogfromtext(r.boundary), t.id, r.level \
         from unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], \
         $9::text[], $10::text[], $11::text[], $12::text[]) \
             as r (id, source_ref, street, from_street, to_street, side, line, boundary, \
             site_ref, level) \
         left join sites t on t.city_id = $1 and reference_key(t.source_ref) = \
         reference_key(r.site_ref) \
         on conflict (city_id, reference_key(source_ref)) do update set street = excluded.street, \
         from_street = excluded.from_street, \
             to_street = excluded.to_street, side = excluded.side, line = excluded.line, \
             boundary = excluded.boundary, site_id = excluded.site_id, level = excluded.level, \
             updated_at = excluded.updated_at \
         where (zones.street, zones.from_street, zones.to_street, zones.side, zones.line::text, \
             zones.boundary::text, zones.site_id, zones.level) \
             is distinct from (excluded.street, excluded.from_street, excluded.to_street, \
             excluded.side, excluded.line::text, excluded.boundary::text, excluded.site_id, \
             excluded.level) \
         returning xmax = 0 as is_new",
    )
    .bind::<sql_types::Uuid, _>(city)
    .bind::<Timestamptz, _>(now)
    .bind::<Array<sql_types::Uuid>, _>(ids)
    .bind::<Array<Text>, _>(texts(|zone| &zone.source_ref))
    .bind::<Array<Text>, _>(texts(|zone| &zone.street))
    .bind::<Array<Text>, _>(texts(|zone| zone.from_street.as_deref().unwrap_or_default()))
    .bind::<Array<Text>, _>(texts(|zone| zone.to_street.as_deref().unwrap_or_default()))
    .bind::<Array<Text>, _>(texts(|zone| zone.side.unwrap_or("unknown")))
    .bind::<Array<Text>, _>(lines)
    .bind::<Array<Nullable<Text>>, _>(boundaries)
    .bind::<Array<Nullable<Text>>, _>(maybe(|zone| &zone.site_ref))
    .bind::<Array<Nullable<Text>>, _>(maybe(|zone| &zone.level))
    .load(conn)
}

pub(super) fn upsert_spots(
    conn: &mut PgConnection,
    city: CityId,
    spots: &[SpotRecord],
    now: DateTime<Utc>,
) -> QueryResult<Vec<Written>> {
    let texts = |field: fn(&SpotRecord) -> &str| spots.iter().map(field).collect::<Vec<_>>();
    let flags = |field: fn(&SpotRecord) -> bool| spots.iter().map(field).collect::<Vec<_>>();
    let ids: Vec<SpotId> = spots.iter().map(|_| SpotId::new()).collect();
    let attributes: Vec<String> =
        spots.iter().map(|spot| spot.attributes.as_deref().unwrap_or_default().join(",")).collect();
    sql_query(
        "insert into spots (id, city_id, zone_id, source_ref, label, lat, lng, \
            rate_minor_per_hour, attributes, hours, \
             position_assumed, retired_at, created_at, updated_at) \
         select r.id, $1, z.id, r.source_ref, r.label, r.lat, r.lng, r.rate, \
         coalesce(string_to_array(nullif(r.attributes, ''), ','), '{}'), r.hours, \
             r.position_assumed, case when not r.in_service or t.retired_at is not null then \
             coalesce(t.retired_at, $2) end, $2, $2 \
         from unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::float8[], $8::float8[], \
         $9::int[], $10::text[], \
                 $11::text[], $12::bool[], $13::bool[]) \
             as r (id, zone_ref, source_ref, label, lat, lng, rate, attributes, hours, \
             position_assumed, in_service) \
         join zones z on z.city_id = $1 and reference_key(z.source_ref) = \
         reference_key(r.zone_ref) \
         left join sites t on t.id = z.site_id and t.city_id = z.city_id \
         on conflict (city_id, reference_key(source_ref)) do update set zone_id = \
         excluded.zone_id, label = excluded.label, lat = excluded.lat, \
             lng = excluded.lng, rate_minor_per_hour = excluded.rate_minor_per_hour, attributes = \
             excluded.attributes, \
             hours = excluded.hours, position_assumed = excluded.position_assumed, updated_at = \
             excluded.updated_at, \
             retired_at = case when excluded.retired_at is null then null else \
             coalesce(spots.retired_at, excluded.retired_at) end \
         where (spots.zone_id, spots.label, spots.lat, spots.lng, spots.rate_minor_per_hour, \
         spots.attributes, spots.hours, \
                 spots.position_assumed, spots.retired_at is null) \
             is distinct from (excluded.zone_id, excluded.label, excluded.lat, excluded.lng, \
             excluded.rate_minor_per_hour, \
                 excluded.attributes, excluded.hours, excluded.position_assumed, \
                 excluded.retired_at is null) \
         returning xmax = 0 as is_new",
    )
    .bind::<sql_types::Uuid, _>(city)
    .bind::<Timestamptz, _>(now)
    .bind::<Array<sql_types::Uuid>, _>(ids)
    .bind::<Array<Text>, _>(texts(|spot| &spot.zone_ref))
    .bind::<Array<Text>, _>(texts(|spot| &spot.source_ref))
    .bind::<Array<Text>, _>(texts(|spot| &spot.label))
    .bind::<Array<Double>, _>(spots.iter().map(|spot| spot.position.lat).collect::<Vec<_>>())
    .bind::<Array<Double>, _>(spots.iter().map(|spot| spot.position.lng).collect::<Vec<_>>())
    .bind::<Array<Integer>, _>(
        spots.iter().map(|spot| spot.rate_minor_per_hour).collect::<Vec<_>>(),
    )
    .bind::<Array<Text>, _>(attributes)
    .bind::<Array<Nullable<Text>>, _>(
        spots.iter().map(|spot| spot.hours.as_ref()?.as_deref()).collect::<Vec<_>>(),
    )
    .bind::<Array<Bool>, _>(flags(|spot| spot.position_assumed.unwrap_or(false)))
    .bind::<Array<Bool>, _>(flags(|spot| spot.in_service.unwrap_or(true)))
    .load(conn)
}

impl Counts {
    /// Adds the counts of a batch of `total` rows.
    pub(super) fn add(&mut self, total: usize, written: &[Written]) {
        let added = written.iter().filter(|row| row.is_new).count();
        self.added += added;
        self.changed += written.len() - added;
        self.unchanged += total.saturating_sub(written.len());
    }
}
