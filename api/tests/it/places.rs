//! Cities, sites, zones, spots, closures, terms and the import of files.

mod admin_places;
mod antimeridian;
mod closures;
mod import_command;
mod import_files;
mod sites;
mod terms;
mod zones;
