//! PostGIS and PostgreSQL functions that diesel does not know.

use diesel::sql_types::{Array, Nullable, Range, SqlType, Text, Timestamptz};

/// PostGIS `geography`: shapes on the globe, measured in metres.
#[derive(SqlType, diesel::query_builder::QueryId, Debug, Clone, Copy)]
#[diesel(postgres_type(name = "geography"))]
pub struct Geography;

#[diesel::declare_sql_function]
extern "SQL" {
    /// Reads a shape from well-known text, in WGS 84.
    fn st_geogfromtext(text: Text) -> Geography;
    /// Writes a shape as GeoJSON.
    fn st_asgeojson(shape: Geography) -> Text;
    fn lower(text: Text) -> Text;
    /// The first instant after a period.
    #[sql_name = "upper"]
    fn period_end(period: Range<Timestamptz>) -> Timestamptz;
    /// The first instant of a period.
    #[sql_name = "lower"]
    fn period_start(period: Range<Timestamptz>) -> Timestamptz;
    /// What is there, or else another.
    #[sql_name = "coalesce"]
    fn or_text(text: Nullable<Text>, otherwise: Text) -> Text;
    /// One row for each element.
    #[sql_name = "coalesce"]
    fn or_empty(texts: Nullable<Array<Text>>, otherwise: Array<Text>) -> Array<Text>;
}

/// The pattern of `like` for texts that have this one in them, whatever stands in it.
pub(crate) fn containing(text: &str) -> String {
    format!("%{}%", text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"))
}
