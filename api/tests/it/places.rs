//! Cities, zones, spots, closures and the import of files.

mod admin_places;
mod antimeridian;
mod closures;
mod import_files;
mod zones;
