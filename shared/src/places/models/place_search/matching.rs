//! Conditions on normalised names, and the parameters that statements with them have in common.

use diesel::{
    prelude::*,
    sql_query,
    sql_types::{Array, BigInt, Double, Nullable, Text},
};

use super::{PlaceSearch, row::Row};
use crate::{
    places::domain::place_name::{SHORT_FORMS, TypedName},
    platform::db::prepared::Prepared,
};

/// A way in which a name agrees with the typed one.
#[derive(Debug)]
pub(super) enum Matching<'a> {
    /// It begins with the text, perhaps after a direction.
    Beginning(&'a TypedName),
    /// Words inside it begin with the text.
    Inner(&'a TypedName),
    /// It has about the same trigrams.
    Similar(&'a TypedName),
}

impl Matching<'_> {
    fn typed(&self) -> &TypedName {
        match self {
            Self::Beginning(typed) | Self::Inner(typed) | Self::Similar(typed) => typed,
        }
    }

    fn patterns(&self) -> Vec<String> {
        match self {
            Self::Beginning(typed) => typed.beginnings(),
            Self::Inner(typed) => typed.inner(),
            Self::Similar(_) => Vec::new(),
        }
    }

    /// Returns whether no name can match.
    pub(super) fn is_empty(&self) -> bool {
        !matches!(self, Self::Similar(_)) && self.patterns().is_empty()
    }

    /// Returns the condition on a column, which the trigram index of the column serves.
    pub(super) fn condition(&self, column: &str) -> String {
        match self {
            Self::Beginning(_) | Self::Inner(_) => format!("{column} like any ($3)"),
            Self::Similar(_) => format!("{column} %> $8 and {column} %> $7"),
        }
    }

    /// Returns the expression of the rank. `name` is the whole name, `column` what is searched.
    pub(super) fn rank(&self, name: &str, column: &str) -> String {
        let other = match self {
            Self::Beginning(_) => "2".to_owned(),
            Self::Inner(_) => "3".to_owned(),
            Self::Similar(_) => format!("5 - word_similarity($7, {column})"),
        };
        format!(
            "(case when {name} = any ($4) then 0 when {column} || ' ' like any ($5) then 1 else \
             {other} end)::double precision"
        )
    }

    /// Runs a statement with the parameters latitude, longitude, patterns, names, patterns of
    /// whole words, limit, normalised text and its distinctive words.
    pub(super) fn load(
        &self,
        conn: &mut PgConnection,
        statement: String,
        search: &PlaceSearch,
    ) -> QueryResult<Vec<Row>> {
        let typed = self.typed();
        let query = sql_query(statement)
            .bind::<Nullable<Double>, _>(search.near.map(|near| near.lat))
            .bind::<Nullable<Double>, _>(search.near.map(|near| near.lng))
            .bind::<Array<Text>, _>(self.patterns())
            .bind::<Array<Text>, _>(typed.exact())
            .bind::<Array<Text>, _>(typed.whole_words())
            .bind::<BigInt, _>(limit(search))
            .bind::<Text, _>(typed.normalized())
            .bind::<Text, _>(distinctive_words(typed.normalized()));
        Prepared(query).load(conn)
    }
}

/// Returns the words of a normalised name without directions and kinds of streets, or all words if
/// there are no others. A similar name must be similar to these words too: most names share the
/// trigrams of `ave`, which are half of those of a short text.
fn distinctive_words(normalized: &str) -> String {
    let is_short_form = |word: &str| SHORT_FORMS.iter().any(|(_, short)| *short == word);
    let is_number = |word: &str| word.bytes().all(|letter| letter.is_ascii_digit());
    let words = normalized.split(' ').filter(|word| is_number(word) || !is_short_form(word));
    let words: Vec<&str> = words.collect();
    if words.is_empty() { normalized.to_owned() } else { words.join(" ") }
}

/// Returns the expression of the squared distance from the position `$1`, `$2` in degrees of
/// latitude, on a plane, the shorter way around the earth: only suitable for ordering. Null without
/// a position.
pub(super) fn distance(lat: &str, lng: &str) -> String {
    let east = format!("least(abs({lng} - $2), 360 - abs({lng} - $2))");
    format!("(power({lat} - $1, 2) + power({east} * cos(radians($1)), 2))")
}

/// Number of rows that a statement returns.
pub(super) fn limit(search: &PlaceSearch) -> i64 {
    i64::try_from(search.limit).unwrap_or(i64::MAX)
}

/// Condition that a zone with this alias has a spot in service. `offset 0` keeps it a look-up for
/// each zone: the planner would make it a join that reads all spots, where it expects many zones.
pub(super) fn in_service(zone: &str) -> String {
    format!(
        "exists (select from spots s where s.zone_id = {zone}.id and s.city_id = {zone}.city_id \
         and s.retired_at is null offset 0)"
    )
}
