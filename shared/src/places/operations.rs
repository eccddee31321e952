//! Operations on places, one file per verb. Each runs inside the transaction of its caller. Those
//! of operators record an audit event; drivers keep favorites.

mod check_near_city;
mod check_site_in_service;
mod check_time_zone;
pub mod create_city;
pub mod create_site;
pub mod create_spot;
pub mod create_zone;
mod import_batch;
pub mod import_spots;
pub mod remove_favorite;
pub mod restore_site;
pub mod restore_spot;
pub mod retire_site;
pub mod retire_spot;
pub mod save_favorite;
pub mod set_site_rules;
pub mod set_terms;
pub mod update_site;
pub mod update_spot;
pub mod update_zone;

pub use check_time_zone::check_time_zone;
pub use create_city::{CreateCity, create_city};
pub use create_site::{CreateSite, create_site};
pub use create_spot::create_spot;
pub use create_zone::{CreateZone, create_zone};
pub use import_spots::{ImportProgress, continue_import, import_spots, start_import};
pub use remove_favorite::remove_favorite;
pub use restore_site::restore_site;
pub use restore_spot::restore_spot;
pub use retire_site::retire_site;
pub use retire_spot::retire_spot;
pub use save_favorite::{MAX_FAVORITES, SaveFavorite, save_favorite};
pub use set_site_rules::set_site_rules;
pub use set_terms::{TermsOfPlace, city_terms, set_city_terms, set_site_terms, site_terms};
pub use update_site::update_site;
pub use update_spot::update_spot;
pub use update_zone::update_zone;
