//! Search of places by a typed name: cities, streets, crossings, sites, zones and spots. Each
//! statement reads an index. Four searches suffice if enough names begin with the text; a text that
//! nothing begins with needs up to ten.

mod cities;
mod crossings;
mod matching;
mod references;
mod row;
mod sites;
mod streets;

use std::collections::HashSet;

use diesel::{prelude::*, sql_query, sql_types::Text};

use self::{matching::Matching, row::Row};
use crate::{
    places::{
        domain::{
            place_kind::PlaceKind,
            place_name::{TypedName, crossing_parts},
            position::Position,
        },
        models::city::City,
    },
    platform::{
        db::prepared::Prepared,
        domain::ids::{CityId, SiteId, SpotId, ZoneId},
    },
};

/// Minimum length of a text that is compared by trigrams, in characters.
const MIN_SIMILAR_CHARS: usize = 4;

/// Minimum similarity of a name and a text with a wrong letter: 0.55 for `brodway`, 0.44 for
/// `mercr`. The default of 0.6 finds neither.
const MIN_SIMILARITY: &str = "0.4";

/// A search by name.
#[derive(Debug, Clone)]
pub struct PlaceSearch {
    /// The text as typed up to now.
    pub text: String,
    /// Places with equally good names are ordered by distance from this position.
    pub near: Option<Position>,
    pub limit: usize,
}

/// A place that was found by its name.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundPlace {
    pub kind: PlaceKind,
    /// Unique among the places of its kind. A street or crossing has no row of its own: its id
    /// consists of the city and the normalised names.
    pub id: String,
    pub name: String,
    /// Text that tells places of the same name apart.
    pub detail: Option<String>,
    pub position: Position,
    pub city_id: CityId,
    pub site_id: Option<SiteId>,
    /// Of a street: the nearest zone.
    pub zone_id: Option<ZoneId>,
    pub spot_id: Option<SpotId>,
}

/// Returns the places with the best names, the nearest first among equally good ones. `cities` are
/// all cities with their centres. Retired sites and spots, and zones without a spot in service, are
/// left out.
///
/// # Errors
/// The errors of the statements.
pub fn find(
    conn: &mut PgConnection,
    search: &PlaceSearch,
    cities: &[(City, Option<Position>)],
) -> QueryResult<Vec<FoundPlace>> {
    let Some(typed) = TypedName::new(&search.text) else { return Ok(Vec::new()) };
    conn.transaction(|conn| {
        // The statements are planned once per connection, whatever the text: a plan takes longer
        // than most executions.
        set_locally(conn, "plan_cache_mode", "force_generic_plan")?;
        let mut found = Found::default();
        if let Some((first, second)) = crossing_parts(&search.text)
            && let (Some(first), Some(second)) = (TypedName::new(first), TypedName::new(second))
        {
            found.add(PlaceKind::Crossing, crossings::find(conn, &first, &second, search)?);
        }
        found.add(PlaceKind::City, cities::find(&typed, cities));
        found.add(PlaceKind::BlockFace, references::zones(conn, search)?);
        found.add(PlaceKind::Spot, references::spots(conn, search)?);
        for matching in [Matching::Beginning(&typed), Matching::Inner(&typed)] {
            // Later matches have worse names.
            if !matching.is_empty() && found.count_of_good_names() < search.limit {
                found.add(PlaceKind::Street, streets::find(conn, &matching, search)?);
                found.add(PlaceKind::Site, sites::find(conn, &matching, search)?);
            }
        }
        if found.rows.is_empty() && typed.normalized().chars().count() >= MIN_SIMILAR_CHARS {
            let matching = Matching::Similar(&typed);
            // The threshold of the operator `%>`.
            set_locally(conn, "pg_trgm.word_similarity_threshold", MIN_SIMILARITY)?;
            found.add(PlaceKind::Street, streets::find(conn, &matching, search)?);
            found.add(PlaceKind::Site, sites::find(conn, &matching, search)?);
        }
        Ok(found.best(search))
    })
}

/// Changes a setting until the end of the transaction: with `PgBouncer`, the next one may have
/// another connection.
fn set_locally(conn: &mut PgConnection, setting: &str, value: &str) -> QueryResult<()> {
    let set = sql_query("select set_config($1, $2, true)");
    let set = set.bind::<Text, _>(setting).bind::<Text, _>(value);
    Prepared(set).execute(conn).map(drop)
}

/// Rows with their kinds, each place once.
#[derive(Default)]
struct Found {
    rows: Vec<(PlaceKind, Row)>,
    seen: HashSet<(PlaceKind, String)>,
}

impl Found {
    /// Adds rows of a kind, except those that are there already.
    fn add(&mut self, kind: PlaceKind, rows: Vec<Row>) {
        for row in rows {
            if self.seen.insert((kind, row.id.clone())) {
                self.rows.push((kind, row));
            }
        }
    }

    /// Counts the rows that no match inside a name can precede.
    fn count_of_good_names(&self) -> usize {
        self.rows.iter().filter(|(_, row)| row.rank < row::INNER).count()
    }

    fn best(self, search: &PlaceSearch) -> Vec<FoundPlace> {
        let distance = |row: &Row| search.near.map_or(0.0, |near| near.distance_m(row.position()));
        let mut rows: Vec<_> =
            self.rows.into_iter().map(|(kind, row)| (distance(&row), kind, row)).collect();
        rows.sort_by(|(distance, _, row), (other_distance, _, other)| {
            let by_rank = row.rank.total_cmp(&other.rank);
            let by_distance = by_rank.then(distance.total_cmp(other_distance));
            by_distance.then_with(|| (&row.name, &row.id).cmp(&(&other.name, &other.id)))
        });
        rows.truncate(search.limit);
        rows.into_iter().map(|(_, kind, row)| row.into_place(kind)).collect()
    }
}
