//! The HTTP api. [`build`] turns an [`App`] into a router; [`serve::serve`] runs it.

mod app;
mod cookies;
pub mod create_admin;
mod cursor;
mod etag;
mod extract;
mod handlers;
mod headers;
mod hold_queue;
mod legacy;
mod limits;
mod live;
mod openapi;
mod passwords;
mod places;
mod problem;
mod read_model;
mod router;
pub mod seed;
pub mod serve;
mod unread_body;
mod views;
mod web_app;
mod workers;

pub use app::{App, Parts};
pub use openapi::document;
pub use router::build;
