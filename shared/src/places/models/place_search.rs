//! Search of places by a typed name: cities, streets, crossings, sites, zones and spots. Each
//! statement reads an index. Four searches suffice if enough names begin with the text; a text that
//! nothing begins with needs up to nine, and more if it is a crossing or ends like an address.

mod cities;
mod cross_streets;
mod crossings;
mod matching;
mod ranges;
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
            place_name::{TypedName, crossing_parts, without_region},
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
    /// Of a street: the nearest zone. `None` for a street that only crosses zones.
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
        found.add(PlaceKind::City, cities::find(&typed, cities));
        found.add(PlaceKind::BlockFace, references::zones(conn, search)?);
        found.add(PlaceKind::Spot, references::spots(conn, search)?);
        let mut text = search.text.as_str();
        found.add_names(conn, text, search)?;
        if !found.has_good_name()
            && let Some(street) = without_region(text, &cities::regions(cities))
        {
            text = street;
            found.add_names(conn, text, search)?;
        }
        if !found.has_good_name()
            && let Some((first, second)) = crossing(text)
        {
            found.add_half_of_crossing(conn, &first, search)?;
            found.add_half_of_crossing(conn, &second, search)?;
        }
        if found.rows.is_empty()
            && let Some(typed) = TypedName::new(text)
        {
            found.add_similar_streets(conn, &typed, search)?;
            if is_compared_by_trigrams(&typed) {
                found.add(PlaceKind::Site, sites::find(conn, &Matching::Similar(&typed), search)?);
            }
        }
        Ok(found.best(search))
    })
}

/// Returns the two names of a crossing.
fn crossing(text: &str) -> Option<(TypedName, TypedName)> {
    let (first, second) = crossing_parts(text)?;
    Some((TypedName::new(first)?, TypedName::new(second)?))
}

fn is_compared_by_trigrams(typed: &TypedName) -> bool {
    typed.normalized().chars().count() >= MIN_SIMILAR_CHARS
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

    /// Adds the crossings, streets and sites whose names match.
    fn add_names(
        &mut self,
        conn: &mut PgConnection,
        text: &str,
        search: &PlaceSearch,
    ) -> QueryResult<()> {
        let Some(typed) = TypedName::new(text) else { return Ok(()) };
        if let Some((first, second)) = crossing(text) {
            self.add(PlaceKind::Crossing, crossings::find(conn, &first, &second, search)?);
        }
        if self.count_of_good_names() < search.limit {
            self.add_streets(conn, &typed, search)?;
            self.add(PlaceKind::Site, sites::find(conn, &Matching::Beginning(&typed), search)?);
        }
        let inner = Matching::Inner(&typed);
        // Later matches have worse names.
        if !inner.is_empty() && self.count_of_good_names() < search.limit {
            self.add(PlaceKind::Street, streets::find(conn, &inner, search)?);
            self.add(PlaceKind::Site, sites::find(conn, &inner, search)?);
        }
        Ok(())
    }

    /// Adds the streets whose names begin with the text, also cross streets if there are too few.
    fn add_streets(
        &mut self,
        conn: &mut PgConnection,
        typed: &TypedName,
        search: &PlaceSearch,
    ) -> QueryResult<()> {
        let matching = Matching::Beginning(typed);
        self.add(PlaceKind::Street, streets::find(conn, &matching, search)?);
        if self.count_of_good_names() < search.limit {
            self.add(PlaceKind::Street, cross_streets::find(conn, typed, search)?);
        }
        Ok(())
    }

    /// Adds the streets of one name of a crossing that was not found.
    fn add_half_of_crossing(
        &mut self,
        conn: &mut PgConnection,
        typed: &TypedName,
        search: &PlaceSearch,
    ) -> QueryResult<()> {
        let known = self.rows.len();
        self.add_streets(conn, typed, search)?;
        if self.rows.len() == known {
            self.add_similar_streets(conn, typed, search)?;
        }
        Ok(())
    }

    /// Adds the streets whose names are similar, unless the text is too short.
    fn add_similar_streets(
        &mut self,
        conn: &mut PgConnection,
        typed: &TypedName,
        search: &PlaceSearch,
    ) -> QueryResult<()> {
        if !is_compared_by_trigrams(typed) {
            return Ok(());
        }
        // The threshold of the operator `%>`.
        set_locally(conn, "pg_trgm.word_similarity_threshold", MIN_SIMILARITY)?;
        self.add(PlaceKind::Street, streets::find(conn, &Matching::Similar(typed), search)?);
        Ok(())
    }

    /// Returns whether a street or crossing was found, or a name that begins with the text.
    fn has_good_name(&self) -> bool {
        let is_street = |kind: &PlaceKind| matches!(kind, PlaceKind::Street | PlaceKind::Crossing);
        self.rows.iter().any(|(kind, row)| is_street(kind) || row.rank < row::INNER)
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
