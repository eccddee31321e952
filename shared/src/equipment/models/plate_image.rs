//! Pictures of readings, where a site keeps them.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::plate_read::StoredRead;
use crate::{
    equipment::domain::plate_read::PlateImage,
    platform::{db::schema::plate_images, domain::ids::PlateReadId},
};

/// Stores the picture of a reading.
pub fn insert(
    conn: &mut PgConnection,
    read: &StoredRead,
    image: &PlateImage,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::insert_into(plate_images::table)
        .values((
            plate_images::read_id.eq(read.id),
            plate_images::city_id.eq(read.city_id),
            plate_images::content_type.eq(image.content_type),
            plate_images::image.eq(&image.bytes),
            plate_images::created_at.eq(now),
        ))
        .execute(conn)
        .map(drop)
}

/// Returns the content type and the bytes of a reading's picture.
pub fn find(conn: &mut PgConnection, id: PlateReadId) -> QueryResult<(String, Vec<u8>)> {
    plate_images::table
        .filter(plate_images::read_id.eq(id))
        .select((plate_images::content_type, plate_images::image))
        .first(conn)
}

/// Returns those of these readings that have a picture.
pub(super) fn with_images(
    conn: &mut PgConnection,
    ids: &[PlateReadId],
) -> QueryResult<Vec<PlateReadId>> {
    let found = plate_images::table.filter(plate_images::read_id.eq_any(ids));
    found.select(plate_images::read_id).load(conn)
}
