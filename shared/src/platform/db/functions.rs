//! PostGIS and PostgreSQL functions that diesel does not know.

use diesel::sql_types::{Array, Nullable, Range, SqlType, Text, Timestamptz};

/// PostGIS `geography`: shapes on the globe, measured in metres.
#[derive(SqlType, diesel::query_builder::QueryId, Debug, Clone, Copy)]
#[diesel(postgres_type(name = "geography"))]
pub struct Geography;

#[diesel::declare_sql_function]
extern "SQL" {
    /// Parses well-known text (WKT) in WGS 84.
    fn st_geogfromtext(text: Text) -> Geography;
    fn st_asgeojson(shape: Geography) -> Text;
    /// `st_geogfromtext` of a text that may be null.
    #[sql_name = "st_geogfromtext"]
    fn shape_of_text(text: Nullable<Text>) -> Nullable<Geography>;
    /// `st_asgeojson` of a shape that may be null.
    #[sql_name = "st_asgeojson"]
    fn geojson_of(shape: Nullable<Geography>) -> Nullable<Text>;
    fn lower(text: Text) -> Text;
    /// The form in which references are compared.
    fn reference_key(text: Text) -> Text;
    /// The exclusive upper bound of a period.
    #[sql_name = "upper"]
    fn period_end(period: Range<Timestamptz>) -> Timestamptz;
    /// The inclusive lower bound of a period.
    #[sql_name = "lower"]
    fn period_start(period: Range<Timestamptz>) -> Timestamptz;
    /// The first argument that is not null.
    #[sql_name = "coalesce"]
    fn or_text(text: Nullable<Text>, otherwise: Text) -> Text;
    /// The first argument that is not null.
    #[sql_name = "coalesce"]
    fn or_empty(texts: Nullable<Array<Text>>, otherwise: Array<Text>) -> Array<Text>;
}

/// Returns the `like` pattern of texts that contain `text`, with its wildcards escaped.
pub(crate) fn containing(text: &str) -> String {
    format!("%{}%", text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"))
}
