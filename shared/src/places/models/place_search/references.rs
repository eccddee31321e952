//! Zones by reference, and spots by label and reference.

use diesel::{
    prelude::*,
    sql_query,
    sql_types::{Array, BigInt, Double, Nullable, Text},
};

use super::{
    PlaceSearch,
    matching::{distance, in_service, limit},
    row::Row,
};
use crate::platform::{db::prepared::Prepared, domain::text::reference_key};

/// Minimum length of a text that is compared with references, in characters.
const MIN_CHARS: usize = 2;

/// Number of rows that each spelling may select from an index, in its order: the whole reference
/// comes first.
const MAX_CANDIDATES: i64 = 500;

/// A reference that is the text has the rank of a name that begins with it, because numbers are
/// also names of streets. One that only begins with the text comes after all names.
const RANK: &str = "case when array[{keys}] && $3 then 2 else 4 end::double precision";

/// Returns the zones whose reference begins with the text.
pub(super) fn zones(conn: &mut PgConnection, search: &PlaceSearch) -> QueryResult<Vec<Row>> {
    let candidates = candidates("zones", "source_ref", "true");
    let (rank, in_service) =
        (RANK.replace("{keys}", "reference_key(z.source_ref)"), in_service("z"));
    let distance = distance("z.middle_lat", "z.middle_lng");
    let statement = format!(
        "select z.id::text as id, z.source_ref as name, concat_ws(', ', t.name, z.street, case \
             when z.from_street <> '' and z.to_street <> '' then z.from_street || ' – ' || \
             z.to_street end) as detail, z.middle_lat as lat, z.middle_lng as lng, z.city_id, \
             z.site_id, z.id as zone_id, null::uuid as spot_id, {rank} as rank \
         from ({candidates}) k \
         join zones z on z.id = k.id and z.city_id = k.city_id \
         left join sites t on t.id = z.site_id and t.city_id = z.city_id \
         where t.retired_at is null and {in_service} \
         order by rank, {distance}, z.id limit $6"
    );
    load(conn, statement, search)
}

/// Returns the spots in service whose label or reference begins with the text.
pub(super) fn spots(conn: &mut PgConnection, search: &PlaceSearch) -> QueryResult<Vec<Row>> {
    let labels = candidates("spots", "label", "retired_at is null");
    let references = candidates("spots", "source_ref", "retired_at is null");
    let rank = RANK.replace("{keys}", "reference_key(p.label), reference_key(p.source_ref)");
    let distance = distance("p.lat", "p.lng");
    let statement = format!(
        "select p.id::text as id, p.label as name, concat_ws(', ', t.name, z.street) as detail, \
             p.lat, p.lng, p.city_id, z.site_id, p.zone_id, p.id as spot_id, {rank} as rank \
         from (({labels}) union ({references})) k \
         join spots p on p.id = k.id and p.city_id = k.city_id \
         join zones z on z.id = p.zone_id and z.city_id = p.city_id \
         left join sites t on t.id = z.site_id and t.city_id = z.city_id \
         where t.retired_at is null \
         order by rank, {distance}, p.label, p.id limit $6"
    );
    load(conn, statement, search)
}

/// Returns a query of the rows whose column begins with a spelling of the text. The operators
/// compare bytes, so that they are a range of the index in every locale and in every plan. No row
/// is in two ranges: all spellings have the same letters.
fn candidates(table: &str, column: &str, condition: &str) -> String {
    format!(
        "select k.id, k.city_id from unnest($3, $4) as r (low, high) cross join lateral (\
             select id, city_id from {table} where {condition} \
                 and reference_key({column}) ~>=~ r.low and reference_key({column}) ~<~ r.high \
             order by reference_key({column}) using ~<~ limit $5) k"
    )
}

/// Runs a statement with the parameters latitude, longitude, keys, exclusive ends of their ranges,
/// number of candidates and limit.
fn load(conn: &mut PgConnection, statement: String, search: &PlaceSearch) -> QueryResult<Vec<Row>> {
    let mut keys = spellings(&reference_key(&search.text));
    keys.retain(|key| key.chars().count() >= MIN_CHARS);
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let ends: Vec<String> = keys.iter().map(|key| format!("{key}{}", char::MAX)).collect();
    let query = sql_query(statement)
        .bind::<Nullable<Double>, _>(search.near.map(|near| near.lat))
        .bind::<Nullable<Double>, _>(search.near.map(|near| near.lng))
        .bind::<Array<Text>, _>(keys)
        .bind::<Array<Text>, _>(ends)
        .bind::<BigInt, _>(MAX_CANDIDATES)
        .bind::<BigInt, _>(limit(search));
    Prepared(query).load(conn)
}

/// Returns a key as typed, without blanks, and with a blank between letters and numbers: `a 1` may
/// be `A1`, and `b14` may be `B 14`.
fn spellings(key: &str) -> Vec<String> {
    let mut spaced = String::new();
    let mut previous = ' ';
    for letter in key.chars() {
        if previous.is_alphabetic() && letter.is_ascii_digit() {
            spaced.push(' ');
        }
        spaced.push(letter);
        previous = letter;
    }
    let mut keys = vec![key.to_owned(), key.replace(' ', ""), spaced];
    keys.sort();
    keys.dedup();
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_before_numbers_make_no_difference() {
        assert_eq!(spellings("a 1"), ["a 1", "a1"]);
        assert_eq!(spellings("b14"), ["b 14", "b14"]);
        assert_eq!(spellings("row 7b2"), ["row 7b 2", "row 7b2", "row7b2"]);
        assert_eq!(spellings("t-001"), ["t-001"]);
        assert_eq!(spellings(""), [""]);
    }
}
