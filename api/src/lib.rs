//! The HTTP api. [`build`] turns an [`AppState`] into a router; [`serve::serve`] runs it.

mod apple_pay;
mod attachment;
mod client_address;
mod config;
mod cookies;
pub mod create_admin;
mod cursor;
mod etag;
mod extract;
mod geocoder;
mod handlers;
mod headers;
mod hold_queue;
pub mod import;
mod legacy;
mod limits;
mod live;
mod openapi;
mod passwords;
mod pdf;
mod places;
pub mod price;
mod problem;
mod router;
mod search;
pub mod seed;
pub mod serve;
mod state;
mod streets;
mod unread_body;
mod views;
mod web_app;
mod workers;

pub use config::ApiConfig;
pub use router::{build, document};
pub use state::{App, AppState};
