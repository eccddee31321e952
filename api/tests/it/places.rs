//! Cities, sites, zones, spots, closures, terms and the import of files; the search by name, and
//! favorites.

mod admin_places;
mod antimeridian;
mod closures;
mod favorites;
mod geocoder;
mod import_command;
mod import_files;
mod search;
mod site_rules;
mod sites;
mod streets;
mod terms;
mod zones;
