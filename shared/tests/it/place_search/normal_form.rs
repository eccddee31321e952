//! The normal form of names, in the code and in the database.

use diesel::{
    PgConnection, QueryableByName, RunQueryDsl, connection::SimpleConnection, sql_query,
    sql_types::Text,
};
use shared::places::domain::place_name::{SHORT_FORMS, normalize_place_name};
use testkit::database::TestDatabase;

use super::fixture::Fixture;

/// Texts with every kind of character that the normalisation treats in its own way.
const TEXTS: [&str; 22] = [
    "West 39th Street",
    "W. 39 St.",
    "Café Saint-Honoré",
    "St. Mark’s Place",
    "O'Brien & Sons",
    "Park and Ride",
    "Große Straße",
    "\u{ff37}\u{3000}39",
    "НЕВСКИЙ проспект",
    "Οδός Ερμού",
    "ΟΔΟΣ ΕΡΜΟΥΣ Σ",
    "1st, 2nd / 3rd @ 24th 101ST",
    "th Street st",
    "İstiklal Caddesi",
    "№ 5 ½",
    "«Å»\u{a0}ªº×\u{2026}\u{7f}",
    " ,.- ",
    "a_b%c\\d",
    "W43 St, w43rd / E42nd",
    "NE5 nw5 SE5 sw5 n1w2 aw43 43w",
    "north1 East2nd SOUTH3 west4 northeast5 northwest6 southeast7 southwest8th",
    "\u{ff57}\u{ff14}3 and_w1",
];

#[derive(QueryableByName)]
struct Name {
    #[diesel(sql_type = Text)]
    text: String,
}

#[test]
fn names_are_normalised_alike_in_code_and_database() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    let mut texts: Vec<String> = TEXTS.map(str::to_owned).to_vec();
    texts.extend(SHORT_FORMS.iter().map(|(long, _)| format!("{} x {long}", long.to_uppercase())));
    for text in texts {
        let query = sql_query("select normalize_place_name($1) as text").bind::<Text, _>(&text);
        let row: Name = query.get_result(&mut conn).unwrap();
        assert_eq!(row.text, normalize_place_name(&text), "{text}");
    }
}

/// Returns the normal forms of the site and of the street of zone `k39a`.
fn stored(conn: &mut PgConnection) -> String {
    let names = "select string_agg(name, ', ' order by name) as text from (select name_search as \
        name from sites union all select street_search from zones where source_ref = 'k39a') as \
        names";
    sql_query(names).get_result::<Name>(conn).unwrap().text
}

#[test]
fn stored_names_get_the_new_form_of_sigma() {
    const UP: &str =
        include_str!("../../../../migrations/2026-11-30-006501_normalize_final_sigma/up.sql");
    const DOWN: &str =
        include_str!("../../../../migrations/2026-11-30-006501_normalize_final_sigma/down.sql");
    let mut fixture = Fixture::new();
    fixture.site("Στοά Οδός", "");
    fixture
        .conn
        .batch_execute("update zones set street = 'Οδός Ερμής' where source_ref = 'k39a'")
        .unwrap();
    assert_eq!(stored(&mut fixture.conn), "οδοσ ερμησ, στοα οδοσ");
    fixture.conn.batch_execute(DOWN).unwrap();
    assert_eq!(stored(&mut fixture.conn), "οδος ερμης, στοα οδος");
    fixture.conn.batch_execute(UP).unwrap();
    assert_eq!(stored(&mut fixture.conn), "οδοσ ερμησ, στοα οδοσ");
    for text in ["ΟΔΟΣ ΕΡΜΗΣ", "οδός ερμής", "οδοσ"] {
        assert_eq!(fixture.names(text)[0], "street Οδός Ερμής", "{text}");
    }
}

#[test]
fn stored_names_get_directions_as_words() {
    const UP: &str =
        include_str!("../../../../migrations/2026-11-30-150000_split_directions/up.sql");
    const DOWN: &str =
        include_str!("../../../../migrations/2026-11-30-150000_split_directions/down.sql");
    let mut fixture = Fixture::new();
    fixture.site("Lot E5", "12 W9th St");
    fixture
        .conn
        .batch_execute("update zones set street = 'West43 St' where source_ref = 'k39a'")
        .unwrap();
    assert_eq!(stored(&mut fixture.conn), "lot e 5 12 w 9 st, w 43 st");
    fixture.conn.batch_execute(DOWN).unwrap();
    assert_eq!(stored(&mut fixture.conn), "lot e5 12 w9th st, west43 st");
    fixture.conn.batch_execute(UP).unwrap();
    assert_eq!(stored(&mut fixture.conn), "lot e 5 12 w 9 st, w 43 st");
    for text in ["w43", "w 43 st", "43rd st", "W43RD STREET"] {
        assert_eq!(fixture.names(text)[0], "street West43 St", "{text}");
    }
}
